import { useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { defineButton, definePart } from './define-part.js';
import type { Props } from './element.js';
import { defineField, describedBy, Error, Hint, Label } from './field-parts.js';
import type { FlowContextValue } from './flow-context.js';
import { maxPointX, strideOf, toImagePixels, toPercent, usualPieceWidth } from './slider-geometry.js';

/** A movement of less than this many CSS px is a trembling hand, not a drag. */
const dragThreshold = 3;

/**
 * What makes an area as wide as the picture take the pointer. A press on the piece or the handle drags it, and letting go
 * sends; a press elsewhere brings it there, and waits. Physical left to right: pictures are not mirrored.
 */
function useArea({ x, move, formRef }: FlowContextValue): Props {
  // Where a press began, on the screen and in the image, and whether it has moved since.
  const pressRef = useRef<{ readonly screen: number; readonly image: number; hasMoved: boolean } | null>(null);
  const end = ({ type }: PointerEvent): void => {
    if (type === 'pointerup' && pressRef.current?.hasMoved) formRef.current?.requestSubmit();
    pressRef.current = null;
  };
  return {
    dir: 'ltr',
    // High enough for a finger, when the app does not say.
    style: { position: 'relative', touchAction: 'none', userSelect: 'none', minHeight: '2.75rem' },
    onPointerDown(event: PointerEvent) {
      const { button, clientX, currentTarget, pointerId, target } = event;
      if (button) return;
      const { left, width } = currentTarget.getBoundingClientRect();
      const isHeld = (target as Element).closest('[data-drag]');
      // A press that has not moved anything yet starts the time all the same.
      const image = move(isHeld ? x : toImagePixels(clientX - left, width) - usualPieceWidth / 2);
      pressRef.current = { screen: clientX, image, hasMoved: false };
      currentTarget.setPointerCapture(pointerId);
      // No selection of text; the focus goes to the handle, as with any slider.
      event.preventDefault();
      formRef.current?.querySelector<HTMLElement>('[role=slider]')?.focus();
    },
    onPointerMove({ clientX, currentTarget }: PointerEvent) {
      const press = pressRef.current;
      if (!press) return;
      const distance = clientX - press.screen;
      press.hasMoved ||= Math.abs(distance) >= dragThreshold;
      if (press.hasMoved) move(press.image + toImagePixels(distance, currentTarget.getBoundingClientRect().width));
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
}

/** The background with the gap, and the piece over it. */
export const SliderPuzzle = /* @__PURE__ */ definePart('div', 'slider-puzzle', (flow) => {
  const area = useArea(flow);
  const [width, setWidth] = useState(usualPieceWidth);
  const { slider } = flow.step;
  if (!slider) return null;
  return [
    area,
    <>
      <img src={slider.backgroundUrl} alt="" draggable={false} style={{ display: 'block', width: '100%' }} />
      <img
        data-part="slider-piece"
        data-drag=""
        src={slider.pieceUrl}
        alt=""
        draggable={false}
        onLoad={({ currentTarget }) => setWidth(currentTarget.naturalWidth)}
        style={{
          position: 'absolute',
          top: 0,
          left: toPercent(flow.x),
          // A margin in percent is of the width: the piece scales with the picture both ways.
          marginTop: toPercent(slider.pointY),
          width: toPercent(width),
        }}
      />
    </>,
  ];
});

/** The handle: a slider for keyboards and screen readers. Arrow keys go by 1 px; with Shift, and Page keys, by 10. */
export const SliderThumb = /* @__PURE__ */ definePart('div', 'slider-thumb', (flow) => {
  const { x, move, messages, id, formRef } = flow;
  return [
    {
      role: 'slider',
      tabIndex: 0,
      id: id + 'slider',
      'data-field': 'slider',
      'data-drag': '',
      'aria-label': messages.label('slider'),
      'aria-valuemin': 0,
      'aria-valuemax': maxPointX,
      'aria-valuenow': x,
      'aria-valuetext': messages.label('sliderPosition', { n: x, max: maxPointX }),
      ...describedBy(flow, 'slider'),
      style: { position: 'absolute', left: toPercent(x), width: toPercent(usualPieceWidth), height: '100%' },
      onKeyDown(event: KeyboardEvent) {
        const { key, shiftKey, altKey, ctrlKey, metaKey } = event;
        const stride = strideOf(key, shiftKey);
        if (altKey || ctrlKey || metaKey || !(stride || key === 'Enter')) return;
        event.preventDefault();
        if (stride) move(x + stride);
        else formRef.current?.requestSubmit();
      },
    },
  ];
});

/** The way that the handle runs along: as wide as the picture. A click on it brings the piece there. */
export const SliderTrack = /* @__PURE__ */ definePart('div', 'slider-track', (flow) => [
  useArea(flow),
  <SliderThumb />,
]);

/** A button that moves the piece `by` so many image pixels, for those who cannot drag. Less than 0 is to the left. */
export const SliderStep = /* @__PURE__ */ defineButton<{ readonly by: number }>(
  'slider-step',
  ({ messages, x, move }, given) => {
    const by = Number(given['by']);
    return [
      by < 0 ? `${by}` : `+${by}`,
      () => void move(x + by),
      false,
      { 'aria-label': messages.label(by < 0 ? 'moveLeft' : 'moveRight', { n: Math.abs(by) }) },
    ];
  },
);

/**
 * The slider captcha. It works by pointer and touch, by keys, and by single clicks; it scales with its width and answers in
 * image pixels. Letting go of a drag sends the answer; after keys and clicks the `Submit` button or Enter does.
 */
export const Slider = /* @__PURE__ */ defineField(
  'slider',
  <>
    <Label asChild>
      <span />
    </Label>
    <SliderPuzzle />
    <SliderTrack />
    <div role="group" dir="ltr">
      <SliderStep by={-10} />
      <SliderStep by={-1} />
      <SliderStep by={1} />
      <SliderStep by={10} />
    </div>
    <Hint />
    <Error />
  </>,
);
