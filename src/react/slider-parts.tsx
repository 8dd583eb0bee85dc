import { useEffect, useRef } from 'react';
import type { ChangeEvent, KeyboardEvent, PointerEvent } from 'react';
import { defineButton, definePart } from './define-part.js';
import type { Props } from './element.js';
import { defineField, Error, fieldProps, Hint, Label } from './field-parts.js';
import type { FlowContextValue } from './flow-context.js';
import { fieldIn } from './form-fields.js';
import { dragThreshold, imageWidth, maxPointX, pieceWidth } from './slider-geometry.js';

/**
 * Letting go of a drag sends the answer. After a click the piece is where it was brought, and waits.
 *
 * @param follow Brings the piece to the pointer, at the press and then while it is dragged. A range does so by itself.
 */
function useDrag(flow: FlowContextValue, follow?: (event: PointerEvent, isPress?: boolean) => void): Props {
  // Where the press began, in CSS px: `NaN` when there is none, and endlessly far once it is a drag, also on its way back.
  const from = useRef(NaN);
  const isDrag = (event: PointerEvent): boolean =>
    // A second finger drags nothing.
    event.isPrimary && Math.abs(event.clientX - from.current) >= dragThreshold;
  const end = (): void => {
    from.current = NaN;
  };
  // What is still held when another picture comes would be an answer to a puzzle that nobody has looked at.
  useEffect(end, [flow.step.slider?.backgroundUrl]);
  return {
    onPointerDown(event: PointerEvent) {
      if (!event.button && event.isPrimary) {
        from.current = event.clientX;
        // A press that has not moved anything yet starts the time all the same.
        flow.move(flow.x);
        follow?.(event, true);
      }
    },
    onPointerMove(event: PointerEvent) {
      if (!isDrag(event)) return;
      from.current = Infinity;
      follow?.(event);
    },
    onPointerUp(event: PointerEvent) {
      if (isDrag(event)) flow.formRef.current.requestSubmit();
      end();
    },
    onPointerCancel: end,
  };
}

/** The background with the gap, and the piece over it, which can be dragged there. */
export const SliderPuzzle = /* @__PURE__ */ definePart('div', 'slider-puzzle', (flow) => {
  const { slider } = flow.step;
  // Where the pointer holds the piece, in image pixels from its left side.
  const grip = useRef(0);
  const handlers = useDrag(flow, (event, isPress) => {
    const { currentTarget } = event;
    const { left, width } = currentTarget.getBoundingClientRect();
    const at = ((event.clientX - left) * imageWidth) / width;
    if (isPress) {
      const half = pieceWidth / 2;
      grip.current = at - flow.x;
      // A press beside the piece brings its middle there.
      if (Math.abs(grip.current - half) > half) grip.current = half;
      currentTarget.setPointerCapture(event.pointerId);
      // The focus goes to the slider, as with any slider.
      event.preventDefault();
      fieldIn(flow.formRef.current, 'slider')?.focus();
    }
    flow.move(at - grip.current);
  });
  return (
    slider && [
      { dir: 'ltr', style: { position: 'relative', touchAction: 'none', userSelect: 'none' }, ...handlers },
      <>
        <img src={slider.backgroundUrl} alt="" draggable={false} style={{ width: '100%', display: 'block' }} />
        {/* Unset: a page's size for its icons is not its, and it draws over its edge. It counts in image pixels at any width, and
            the piece has the size of its picture. One px high, it would be rounded. */}
        <svg aria-hidden viewBox={`0 0 ${imageWidth} 50`} style={{ all: 'unset', position: 'absolute', inset: 0 }}>
          <image data-part="slider-piece" href={slider.pieceUrl} x={flow.x} y={slider.pointY} />
        </svg>
      </>,
    ]
  );
});

/**
 * The slider itself, a native range: it takes touch, the mouse, arrow keys and what screen readers swipe. With Shift, arrow
 * keys go by 10 px, as Page keys do. Physical left to right: pictures are not mirrored.
 */
export const SliderTrack = /* @__PURE__ */ definePart('input', 'slider-track', (flow) => {
  const handlers = useDrag(flow);
  return [
    {
      ...fieldProps(flow, 'slider'),
      type: 'range',
      dir: 'ltr',
      max: maxPointX,
      value: flow.x,
      'aria-valuetext': flow.messages.label('sliderPosition', { n: flow.x, max: maxPointX }),
      // High enough for a finger, when the app does not say.
      style: { width: '100%', minHeight: '2.75rem', margin: 0 },
      onChange: ({ target }: ChangeEvent<HTMLInputElement>) => flow.move(target.valueAsNumber),
      onKeyDown(event: KeyboardEvent) {
        if (event.ctrlKey || event.altKey || event.metaKey) return;
        if (event.key === 'Enter') flow.formRef.current.requestSubmit();
        // How far Page keys go is each browser's own choice.
        else if (/^Page/.test(event.key) || (event.shiftKey && /^Arrow/.test(event.key)))
          flow.move(flow.x + (/Up|Right/.test(event.key) ? 10 : -10));
        else return;
        event.preventDefault();
      },
      ...handlers,
    },
  ];
});

/** A button that moves the piece `by` so many image pixels, for those who cannot drag. Less than 0 is to the left. */
export const SliderStep = /* @__PURE__ */ defineButton<{ readonly by: number }>('slider-step', (flow, given) => {
  const by = given['by'] as number;
  const name = by < 0 ? 'moveLeft' : 'moveRight';
  return [
    name,
    false,
    { onClick: () => flow.move(flow.x + by), 'aria-label': flow.messages.label(name, { n: Math.abs(by) }) },
    `${by < 0 ? '' : '+'}${by}`,
  ];
});

/**
 * The slider captcha. It works by pointer and touch, by keys, and by single clicks; it scales with its width and answers in
 * image pixels. Letting go of a drag sends the answer; after keys and clicks the `Submit` button or Enter does.
 */
export const Slider = /* @__PURE__ */ defineField(
  'slider',
  <>
    <Label />
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
