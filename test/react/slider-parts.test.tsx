/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { act, fireEvent, screen } from '@testing-library/react';
import { resetFailure } from '../../src/guards/reset-failure.js';
import { useFlow } from '../../src/react/flow-context.js';
import * as PasswordReset from '../../src/react/password-reset-parts.js';
import { allowNoComplaints } from './no-complaints.js';
import {
  at,
  drawAt,
  handle,
  messages,
  openAtPart,
  openAtSlider,
  partOf,
  point,
  press,
  puzzle,
  settle,
  slideTo,
} from './reset-page.js';

allowNoComplaints();
beforeEach(() => {
  HTMLElement.prototype.setPointerCapture = () => undefined;
});
afterEach(settle);

describe('The slider', () => {
  test('is a native range with a label, which leaves fine steps to the browser', async () => {
    await openAtSlider();
    const { type: kind, min, max, step } = handle();

    expect([kind, min || '0', max, step || '1']).toEqual(['range', '0', '258', '1']);
    expect(screen.getByLabelText('Puzzle piece')).toBe(handle());
    for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'Tab', 'a']) {
      expect([key, fireEvent.keyDown(handle(), { key })]).toEqual([key, true]);
    }
    expect(at()).toBe(0);
    slideTo(7);
    expect(handle().getAttribute('aria-valuetext')).toBe('7 of 258 pixels from the left');
  });

  test('moves by ten with Shift and with Page keys, and never out of the picture', async () => {
    await openAtSlider();
    const walk = (steps: readonly (readonly [string, boolean?])[]) =>
      steps.map(([key, shiftKey]) => {
        fireEvent.keyDown(handle(), { key, shiftKey });
        return at();
      });
    expect(
      walk([
        ['PageDown'],
        ['ArrowRight', true],
        ['PageUp'],
        ['ArrowUp', true],
        ['PageDown', true],
        ['ArrowDown', true],
      ]),
    ).toEqual([0, 10, 20, 30, 20, 10]);
    expect(
      walk([
        ['ArrowLeft', true],
        ['ArrowLeft', true],
      ]),
    ).toEqual([0, 0]);
    slideTo(255);
    expect(walk([['PageUp'], ['PageUp']])).toEqual([258, 258]);
  });

  test('is sent with Enter', async () => {
    const { asked, pass } = await openAtSlider();
    fireEvent.keyDown(handle(), { key: 'PageUp' });
    await pass(900);
    await act(async () => {
      fireEvent.keyDown(handle(), { key: 'Enter' });
    });

    expect(asked.at(-1)).toMatchObject({ operation: 'checkSlider', request: { pointX: 10, slideTime: 900 } });
  });

  test('moves by single clicks on its buttons', async () => {
    await openAtSlider();
    fireEvent.click(screen.getByLabelText('Move 10 px right'));
    fireEvent.click(screen.getByLabelText('Move 1 px right'));
    fireEvent.click(screen.getByLabelText('Move 10 px left'));

    expect(at()).toBe(1);
  });

  test.each([
    [300, 100],
    [600, 200],
    [150, 50],
    [320, 107],
  ])('drawn %i px wide answers a drag of %i px with 100 image pixels, on release', async (width, distance) => {
    const { asked, pass } = await openAtSlider();
    drawAt(width);
    const puzzle = partOf('slider-puzzle');
    await point('down', puzzle, 30);
    await pass(700);
    await point('move', puzzle, 30 + distance);
    const before = asked.length;
    await point('up', puzzle, 30 + distance);

    expect(asked).toHaveLength(before + 1);
    expect(asked.at(-1)).toMatchObject({ operation: 'checkSlider', request: { pointX: 100, slideTime: 700 } });
    expect(document.activeElement).toBe(handle());
  });

  test('stops at the ends of the picture', async () => {
    await openAtSlider();
    drawAt(300);
    await point('down', partOf('slider-puzzle'), 30);
    await point('move', partOf('slider-puzzle'), 9000);
    expect(at()).toBe(258);
    await point('move', partOf('slider-puzzle'), -9000);
    expect(at()).toBe(0);
  });

  test('brings the piece to a click on the picture, and waits for the button', async () => {
    const { asked, pass } = await openAtSlider();
    drawAt(600);
    const before = asked.length;
    handle().blur();
    await point('down', partOf('slider-puzzle'), 20 + 300);
    await point('up', partOf('slider-puzzle'), 20 + 300);

    expect(at()).toBe(129);
    // As with any slider: arrow keys go on from there.
    expect(document.activeElement).toBe(handle());
    expect(asked).toHaveLength(before);
    await pass(250);
    await press();
    expect(asked.at(-1)!.request).toMatchObject({ pointX: 129, slideTime: 250 });
  });

  test('is moved by the first button of a mouse alone', async () => {
    const { asked, part } = await openAtPart('slider-puzzle');
    const before = asked.length;
    await point('down', part, 100, 1, 2);
    await point('move', part, 160, 1, 2);
    await point('up', part, 160, 1, 2);

    expect([at(), asked.length]).toEqual([0, before]);
  });

  test('waits after a click on the track, and answers when the handle was dragged', async () => {
    const { asked, pass } = await openAtSlider();
    const before = asked.length;
    await point('down', handle(), 100);
    slideTo(90);
    await point('up', handle(), 100);
    expect([at(), asked.length]).toEqual([90, before]);
    await pass(400);
    await point('down', handle(), 100);
    await point('move', handle(), 120);
    slideTo(110);
    // Back where the press began: still a drag.
    await point('up', handle(), 100);

    expect(asked).toHaveLength(before + 1);
    expect(asked.at(-1)).toMatchObject({ operation: 'checkSlider', request: { pointX: 110, slideTime: 400 } });
  });

  test('starts the time of the answer with the first touch, even if that moves nothing', async () => {
    const { asked, pass } = await openAtSlider();
    await point('down', handle(), 100);
    await pass(300);
    slideTo(5);
    await pass(300);
    await point('up', handle(), 100);
    await press();

    expect(asked.at(-1)!.request).toMatchObject({ pointX: 5, slideTime: 600 });
  });

  test.each(['slider-puzzle', 'slider-track'])(
    'sends nothing for a press on the %s that moves nothing, nor for a drag that is taken away',
    async (name) => {
      const { asked, part } = await openAtPart(name);
      const before = asked.length;
      await point('down', part, 30);
      await point('move', part, 31);
      await point('up', part, 31);
      expect([at(), asked.length]).toEqual([0, before]);
      await point('down', part, 30);
      await point('move', part, 90);
      await point('cancel', part, 90);
      await point('up', part, 90);
      // A press that began elsewhere.
      await point('move', part, 20);
      await point('up', part, 20);
      expect(asked).toHaveLength(before);
    },
  );

  test.each(['slider-puzzle', 'slider-track'])(
    'follows the first finger on the %s, whatever a second one does',
    async (name) => {
      const { asked, part } = await openAtPart(name);
      const before = asked.length;
      await point('down', part, 30);
      await point('move', part, 60);
      slideTo(30);
      await point('down', part, 200, 2);
      await point('move', part, 250, 2);
      expect([at(), asked.length]).toEqual([30, before]);
      // One that is lifted first ends the drag without an answer.
      await point('up', part, 250, 2);
      await point('up', part, 60);
      expect([at(), asked.length]).toEqual([30, before]);
    },
  );

  test.each(['slider-puzzle', 'slider-track'])(
    'sends nothing for a drag on the %s that began on another puzzle',
    async (name) => {
      const { asked, reply, part } = await openAtPart(name);
      await point('down', part, 30);
      await point('move', part, 90);
      await act(async () => {
        fireEvent.click(screen.getByText('New puzzle'));
      });
      await reply(puzzle('two'));
      const before = asked.length;
      await point('move', part, 120);
      // Chromium’s own drag goes on.
      slideTo(100);
      await point('up', part, 120);

      expect(asked).toHaveLength(before);
      expect(document.activeElement).toBe(handle());
    },
  );

  test('works without a track: by the buttons, and by the picture, whose last move counts', async () => {
    const { asked } = await openAtSlider(
      {},
      <>
        <PasswordReset.SliderPuzzle />
        <PasswordReset.SliderStep by={-10} data-testid="left-10" />
        <PasswordReset.SliderStep by={10} data-testid="right-10" />
      </>,
    );
    const pieceAt = () => Number(partOf('slider-piece').getAttribute('x'));
    fireEvent.click(screen.getByTestId('left-10'));
    expect(pieceAt()).toBe(0);
    fireEvent.click(screen.getByTestId('right-10'));
    fireEvent.click(screen.getByTestId('right-10'));
    expect(pieceAt()).toBe(20);

    drawAt(150);
    const puzzle = partOf('slider-puzzle');
    await point('down', puzzle, 40);
    // Let go before the last move was drawn.
    await act(async () => {
      for (const [type, clientX] of [
        ['pointermove', 70],
        ['pointerup', 71],
      ] as const)
        puzzle.dispatchEvent(Object.assign(new MouseEvent(type, { bubbles: true, clientX }), { isPrimary: true }));
    });

    expect(asked.at(-1)).toMatchObject({ operation: 'checkSlider', request: { pointX: 80 } });
  });

  test('stands at the nearest pixel of the picture, wherever a part of the app’s own moves it', async () => {
    let move: (x: number) => void = () => undefined;
    function OwnPart() {
      ({ move } = useFlow());
      return null;
    }
    await openAtSlider(
      {},
      <>
        <PasswordReset.Slider />
        <OwnPart />
      </>,
    );
    for (const [to, stands] of [
      [40.6, 41],
      [-5, 0],
      [999, 258],
      [Infinity, 258],
      [NaN, 0],
    ] as const) {
      act(() => move(to));
      expect([to, at()]).toEqual([to, stands]);
    }
  });

  test('leaves keys with Ctrl, Alt or Meta to the browser', async () => {
    const { asked } = await openAtSlider();
    slideTo(50);
    const before = asked.length;
    for (const modifier of ['ctrlKey', 'altKey', 'metaKey']) {
      for (const key of ['PageUp', 'PageDown', 'Enter']) {
        expect([modifier, key, fireEvent.keyDown(handle(), { key, [modifier]: true })]).toEqual([modifier, key, true]);
      }
      expect(fireEvent.keyDown(handle(), { key: 'ArrowRight', shiftKey: true, [modifier]: true })).toBe(true);
    }

    expect([at(), asked.length]).toEqual([50, before]);
  });

  test('stays where it is while the answer is being checked', async () => {
    await openAtSlider();
    slideTo(40);
    await press();
    slideTo(90);
    fireEvent.click(screen.getByLabelText('Move 10 px right'));
    fireEvent.keyDown(handle(), { key: 'PageUp' });

    expect(at()).toBe(40);
  });

  test('asks for a move when the button is pressed on an untouched puzzle', async () => {
    const { asked } = await openAtSlider();
    const before = asked.length;
    await press();

    expect(asked).toHaveLength(before);
    expect(handle().getAttribute('aria-invalid')).toBe('true');
  });

  test('starts again at the left with a new puzzle after a wrong answer', async () => {
    const { asked, pass, reply } = await openAtSlider();
    slideTo(258);
    await pass(5000);
    await press();
    await reply({ ok: false, failure: resetFailure('sliderWrong', { status: 400 }) });
    await reply(puzzle('two'));

    expect(at()).toBe(0);
    expect(handle().getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(handle());
    slideTo(9);
    await pass(700);
    await press();
    expect(asked.at(-1)!.request).toMatchObject({ pointX: 9, slideTime: 700 });
  });

  test('goes left to right in a right-to-left page, as the picture does', async () => {
    await openAtSlider({ messages: { ...messages, dir: 'rtl', locale: 'ar' } });
    fireEvent.keyDown(handle(), { key: 'ArrowRight', shiftKey: true });

    expect(at()).toBe(10);
    for (const part of ['slider-puzzle', 'slider-track']) expect(partOf(part).dir).toBe('ltr');
    expect(screen.getByRole('group').dir).toBe('ltr');
  });

  test('draws the piece in pixels of the picture, so that it scales with it', async () => {
    await openAtSlider();
    slideTo(258);
    const piece = partOf('slider-piece');

    expect(['x', 'y', 'href', 'width'].map((name) => piece.getAttribute(name))).toEqual([
      '258',
      '60',
      'data:image/png;base64,piece',
      null,
    ]);
    const svg = piece.closest('svg')!;
    expect(svg.getAttribute('viewBox')).toBe('0 0 300 50');
    // A page that gives all its icons a size gives none to this one.
    expect(svg.style.getPropertyValue('all')).toBe('unset');
  });
});
