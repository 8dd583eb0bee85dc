import { createContext, forwardRef, useContext, useEffect, useRef, useState } from 'react';
import type { ForwardedRef, KeyboardEvent, PointerEvent, ReactElement } from 'react';
import { clockOf } from '../machines/clock.js';
import { definePart } from './define-part.js';
import type { PartProps, Props } from './element.js';
import { defineField, describedBy, Error, Hint, Label } from './field-parts.js';
import { useFlow } from './flow-context.js';
import { clampPoint, maxPointX, strideOf, toImagePixels, toPercent, usualPieceWidth } from './slider-geometry.js';

interface SliderState {
  readonly x: number;
  /** Moves the piece, and starts the clock of this answer. */
  readonly move: (x: number) => void;
  /** What makes an area as wide as the picture take the pointer. */
  readonly area: Props;
}

const SliderContext = /* @__PURE__ */ createContext<SliderState>({ x: 0, move: () => undefined, area: {} });
const useSlider = (): SliderState => useContext(SliderContext);

/** A movement of less than this many CSS px is a trembling hand, not a drag. */
const dragThreshold = 3;

const send = ({ currentTarget }: { readonly currentTarget: Element }): void =>
  currentTarget.closest('form')?.requestSubmit();

/** Holds where the piece is. A press on the piece or the handle drags it; one elsewhere brings it there, and waits. */
function useSliderState(): SliderState {
  const { flow, step, busy, sliderRef } = useFlow();
  const picture = step.slider?.backgroundUrl;
  const [at, setAt] = useState({ picture, x: 0 });
  // Where a press began, on the screen and in the image, and whether it has moved since.
  const pressRef = useRef<{ screen: number; image: number; hasMoved: boolean } | null>(null);
  // A new picture starts at the left; the old position is of another puzzle.
  const x = at.picture === picture ? at.x : 0;
  useEffect(() => {
    sliderRef.current = null;
  }, [picture, sliderRef]);

  const move = (to: number): void => {
    if (busy) return;
    const pointX = clampPoint(to);
    sliderRef.current = { pointX, startedAt: sliderRef.current?.startedAt ?? clockOf(flow.actor).now() };
    setAt({ picture, x: pointX });
  };
  const end = (event: PointerEvent): void => {
    const press = pressRef.current;
    pressRef.current = null;
    if (event.type === 'pointerup' && press?.hasMoved) send(event);
  };
  const area = {
    dir: 'ltr',
    style: { position: 'relative', touchAction: 'none', userSelect: 'none' },
    onPointerDown(event: PointerEvent<HTMLElement>) {
      const { button, clientX, currentTarget, pointerId, target } = event;
      if (button || busy) return;
      const { left, width } = currentTarget.getBoundingClientRect();
      // A press that has not moved anything yet starts the time all the same.
      move((target as Element).closest('[data-drag]') ? x : toImagePixels(clientX - left, width) - usualPieceWidth / 2);
      pressRef.current = { screen: clientX, image: sliderRef.current?.pointX ?? x, hasMoved: false };
      currentTarget.setPointerCapture(pointerId);
      // No selection of text; the focus goes to the handle, as with any slider.
      event.preventDefault();
      currentTarget.closest('form')?.querySelector<HTMLElement>('[data-field=slider]')?.focus();
    },
    onPointerMove({ clientX, currentTarget }: PointerEvent<HTMLElement>) {
      const press = pressRef.current;
      if (!press) return;
      const distance = clientX - press.screen;
      press.hasMoved ||= Math.abs(distance) >= dragThreshold;
      if (press.hasMoved) move(press.image + toImagePixels(distance, currentTarget.getBoundingClientRect().width));
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
  return { x, move, area };
}

/** The background with the gap, and the piece over it. */
export const SliderPuzzle = /* @__PURE__ */ definePart('div', 'slider-puzzle', ({ step: { slider } }) => {
  const { x, area } = useSlider();
  const [width, setWidth] = useState(usualPieceWidth);
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
          left: toPercent(x),
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
  const { x, move } = useSlider();
  const { messages, id } = flow;
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
        else send(event);
      },
    },
  ];
});

/** The way that the handle runs along: as wide as the picture. A click on it brings the piece there. */
export const SliderTrack = /* @__PURE__ */ definePart('div', 'slider-track', () => [
  useSlider().area,
  // High enough to be pressed by a finger, when the app does not say.
  <>
    <SliderThumb />
    <div style={{ height: '2.75rem' }} />
  </>,
]);

const StepButton = /* @__PURE__ */ definePart('button', 'slider-step', ({ messages }, given) => {
  const { x, move } = useSlider();
  const by = Number(given['data-by']);
  return [
    {
      type: 'button',
      'aria-label': messages.label(by < 0 ? 'moveLeft' : 'moveRight', { n: Math.abs(by) }),
      onClick: () => move(x + by),
    },
    by < 0 ? by : `+${by}`,
  ];
});

/** A button that moves the piece by some image pixels, for those who cannot drag. Less than 0 is to the left. */
export const SliderStep = /* @__PURE__ */ forwardRef(function SliderStep(
  { by, ...given }: PartProps<'button'> & { readonly by: number },
  forwarded: ForwardedRef<HTMLButtonElement>,
): ReactElement {
  return <StepButton data-by={by} {...given} ref={forwarded} />;
});

const SliderField = /* @__PURE__ */ defineField(
  'slider',
  undefined,
  <>
    <Label asChild>
      <span />
    </Label>
    <SliderPuzzle />
    <SliderTrack />
    <div role="group" dir="ltr">
      {[-10, -1, 1, 10].map((by) => (
        <SliderStep key={by} by={by} />
      ))}
    </div>
    <Hint />
    <Error />
  </>,
);

/**
 * The slider captcha. It works by pointer and touch, by keys, and by single clicks; it scales with its width and answers in
 * image pixels. Letting go of a drag sends the answer; after keys and clicks the `Submit` button or Enter does.
 */
export const Slider = /* @__PURE__ */ forwardRef(function Slider(
  given: PartProps<'div'>,
  forwarded: ForwardedRef<HTMLDivElement>,
): ReactElement {
  return (
    <SliderContext.Provider value={useSliderState()}>
      <SliderField {...given} ref={forwarded} />
    </SliderContext.Provider>
  );
});
