import { createContext, forwardRef, useContext, useEffect, useRef, useState } from 'react';
import type { ForwardedRef, KeyboardEvent, PointerEvent, ReactElement } from 'react';
import { definePart } from './define-part.js';
import type { PartProps } from './element.js';
import { defineField, describedBy, Error, Hint, Label } from './field-parts.js';
import { useFlow } from './flow-context.js';
import { useClock } from './seconds-until.js';
import { clampPoint, maxPointX, pointAfterKey, toImagePixels, toPercent } from './slider-geometry.js';

interface SliderState {
  readonly x: number;
  /** Moves the piece, and starts the clock of this answer. */
  readonly move: (x: number) => void;
  readonly isDragging: boolean;
  readonly drag: Readonly<Record<string, unknown>>;
}

const SliderContext = /* @__PURE__ */ createContext<SliderState | null>(null);

function useSlider(): SliderState {
  const slider = useContext(SliderContext);
  if (!slider) throw new TypeError('This part belongs inside a PasswordReset.Slider.');
  return slider;
}

/** One press: where it began on the screen and in the image, and whether it has moved since. */
interface Press {
  readonly fromScreen: number;
  readonly fromImage: number;
  readonly width: number;
  hasMoved: boolean;
}

/** A movement of less than this many CSS px is a trembling hand, not a drag. */
const dragThreshold = 3;

/** Holds where the piece is. A press on the piece or the handle drags it; one elsewhere brings it there, and waits. */
function useSliderState(): SliderState {
  const { step, busy, sliderRef } = useFlow();
  const clock = useClock();
  const picture = 'slider' in step ? step.slider.backgroundUrl : '';
  const [at, setAt] = useState({ picture, x: 0 });
  const [isDragging, setDragging] = useState(false);
  const press = useRef<Press | null>(null);
  // A new picture starts at the left; the old position is of another puzzle.
  const x = at.picture === picture ? at.x : 0;
  useEffect(() => {
    sliderRef.current = null;
  }, [picture, sliderRef]);

  const touch = (pointX: number): void => {
    sliderRef.current = { pointX, startedAt: sliderRef.current?.startedAt ?? clock.now() };
  };
  const move = (to: number): void => {
    if (busy) return;
    const pointX = clampPoint(to);
    touch(pointX);
    setAt({ picture, x: pointX });
  };
  const end = (event: PointerEvent<HTMLElement>): void => {
    const { current } = press;
    press.current = null;
    setDragging(false);
    if (event.type === 'pointerup' && current?.hasMoved) event.currentTarget.closest('form')?.requestSubmit();
  };

  return {
    x,
    move,
    isDragging,
    drag: {
      onPointerDown(event: PointerEvent<HTMLElement>) {
        if (busy || event.button !== 0) return;
        const area = event.currentTarget.getBoundingClientRect();
        const onPiece = event.target instanceof Element && event.target.closest('[data-drag]') !== null;
        // The first press starts the time, also one that has not moved anything yet.
        touch(x);
        if (!onPiece) move(toImagePixels(event.clientX - area.left, area.width) - (300 - maxPointX) / 2);
        press.current = {
          fromScreen: event.clientX,
          fromImage: sliderRef.current?.pointX ?? x,
          width: area.width,
          hasMoved: false,
        };
        event.currentTarget.setPointerCapture(event.pointerId);
        // No text selection and no native image drag; the focus goes to the handle, as with any slider.
        event.preventDefault();
        event.currentTarget.closest('form')?.querySelector<HTMLElement>('[data-field="slider"]')?.focus();
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        const { current } = press;
        if (!current) return;
        const distance = event.clientX - current.fromScreen;
        if (!current.hasMoved && Math.abs(distance) < dragThreshold) return;
        if (!current.hasMoved) setDragging(true);
        current.hasMoved = true;
        move(current.fromImage + toImagePixels(distance, current.width));
      },
      onPointerUp: end,
      onPointerCancel: end,
    },
  };
}

/** What both areas that take the pointer have in common. Physical left to right: pictures are not mirrored. */
const area = { position: 'relative', touchAction: 'none', userSelect: 'none' } as const;

/** The background with the gap, and the piece over it. */
export const SliderPuzzle = /* @__PURE__ */ definePart('div', 'slider-puzzle', ({ step }) => {
  const { x, drag, isDragging } = useSlider();
  const [pieceWidth, setPieceWidth] = useState(300 - maxPointX);
  if (!('slider' in step)) return null;
  const { backgroundUrl, pieceUrl, pointY } = step.slider;
  return {
    ours: { dir: 'ltr', style: area, 'data-dragging': isDragging ? '' : undefined, ...drag },
    fallback: (
      <>
        <img
          data-part="slider-background"
          src={backgroundUrl}
          alt=""
          draggable={false}
          style={{ display: 'block', width: '100%' }}
        />
        <img
          data-part="slider-piece"
          data-drag=""
          src={pieceUrl}
          alt=""
          draggable={false}
          onLoad={(event) => setPieceWidth(event.currentTarget.naturalWidth || 300 - maxPointX)}
          // A margin in percent is of the width, so the piece scales with the picture both ways.
          style={{
            position: 'absolute',
            top: 0,
            left: toPercent(x),
            marginTop: toPercent(pointY),
            width: toPercent(pieceWidth),
          }}
        />
      </>
    ),
  };
});

/** The handle: a slider for keyboards and screen readers. Arrow keys go by 1 px; with Shift, and Page keys, by 10. */
export const SliderThumb = /* @__PURE__ */ definePart('div', 'slider-thumb', (flow) => {
  const { x, move, isDragging } = useSlider();
  const { messages, busy, id } = flow;
  return {
    ours: {
      role: 'slider',
      tabIndex: 0,
      id: `${id}slider`,
      'data-field': 'slider',
      'data-drag': '',
      'data-dragging': isDragging ? '' : undefined,
      'aria-label': messages.label('slider'),
      'aria-orientation': 'horizontal',
      'aria-valuemin': 0,
      'aria-valuemax': maxPointX,
      'aria-valuenow': x,
      'aria-valuetext': messages.label('sliderPosition', { n: x, max: maxPointX }),
      'aria-disabled': busy || undefined,
      ...describedBy(flow, 'slider'),
      style: { position: 'absolute', left: toPercent(x), width: toPercent(300 - maxPointX), touchAction: 'none' },
      onKeyDown(event: KeyboardEvent<HTMLElement>) {
        if (event.key === 'Enter') {
          event.preventDefault();
          event.currentTarget.closest('form')?.requestSubmit();
          return;
        }
        const to = pointAfterKey(x, event.key, event.shiftKey);
        if (to === null || event.altKey || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        move(to);
      },
    },
  };
});

/** The way that the handle runs along: as wide as the picture. A click on it brings the piece there. */
export const SliderTrack = /* @__PURE__ */ definePart('div', 'slider-track', () => {
  const { drag, isDragging } = useSlider();
  return {
    ours: {
      dir: 'ltr',
      style: { ...area, minHeight: '2.75rem' },
      'data-dragging': isDragging ? '' : undefined,
      ...drag,
    },
    fallback: <SliderThumb style={{ height: '100%' }} />,
  };
});

const StepButton = /* @__PURE__ */ definePart('button', 'slider-step', ({ messages }, given) => {
  const { x, move } = useSlider();
  const by = Number(given['data-by']);
  return {
    ours: {
      type: 'button',
      'aria-label': messages.label(by < 0 ? 'moveLeft' : 'moveRight', { n: Math.abs(by) }),
      onClick: () => move(x + by),
    },
    fallback: by < 0 ? `−${-by}` : `+${by}`,
  };
});

/** A button that moves the piece by some image pixels, for those who cannot drag. Less than 0 is to the left. */
export const SliderStep = /* @__PURE__ */ forwardRef(function SliderStep(
  { by, ...given }: PartProps<'button'> & { readonly by: number },
  forwarded: ForwardedRef<HTMLButtonElement>,
): ReactElement {
  return <StepButton data-by={by} {...given} ref={forwarded} />;
});

const wholeSlider = (
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
  </>
);

const SliderField = /* @__PURE__ */ defineField({ name: 'slider' }, wholeSlider);

/**
 * The slider captcha. It works by pointer and touch, by keys, and by single clicks; it scales with its width and answers in
 * image pixels. Letting go of a drag sends the answer; after keys and clicks the `Submit` button does.
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
