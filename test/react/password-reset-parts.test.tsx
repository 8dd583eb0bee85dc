/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { StrictMode } from 'react';
import type { ReactNode } from 'react';
import { resetFailure } from '../../src/guards/reset-failure.js';
import { reveal, secret } from '../../src/guards/secret.js';
import type { ResetServices } from '../../src/machines/password-reset.types.js';
import { createMessages } from '../../src/messages/messages.js';
import { useFlow } from '../../src/react/flow-context.js';
import * as PasswordReset from '../../src/react/password-reset-parts.js';
import { allowNoComplaints } from './no-complaints.js';

const messages = createMessages();
const settle = () => act(async () => new Promise((resolve) => setTimeout(resolve, 5)));

type Operation = keyof ResetServices;
type Asked = Readonly<Record<string, unknown>>;

/** A clock that the test moves; timers run when it does. */
function movableClock() {
  let now = 1_700_000_000_000;
  let timers: { at: number; fn: () => void }[] = [];
  return {
    now: () => now,
    /** The wall clock is set to another time; no time passes. */
    jump(ms: number) {
      now += ms;
      timers = timers.map(({ at, fn }) => ({ at: at + ms, fn }));
    },
    setTimeout: (fn: () => void, ms: number) => {
      const timer = { at: now + ms, fn };
      timers.push(timer);
      return timer;
    },
    clearTimeout: (id: unknown) => {
      timers = timers.filter((timer) => timer !== id);
    },
    async move(ms: number) {
      const end = now + ms;
      for (let due = timers.filter(({ at }) => at <= end); due.length > 0; due = timers.filter(({ at }) => at <= end)) {
        const [next] = due.sort((a, b) => a.at - b.at);
        timers = timers.filter((timer) => timer !== next);
        now = Math.max(now, next!.at);
        await act(async () => next!.fn());
      }
      now = end;
    },
  };
}

type More = Partial<Pick<PasswordReset.PasswordResetRootProps, 'messages' | 'command'>>;

function openPage(more: More = {}, slider: ReactNode = <PasswordReset.Slider />) {
  const asked: { operation: Operation; request: Asked; reply: (outcome: unknown) => void }[] = [];
  const port = (operation: Operation) => (request: unknown) =>
    new Promise((reply) => {
      asked.push({ operation, request: request as Asked, reply });
    });
  const services = {
    sendSlider: port('sendSlider'),
    checkSlider: port('checkSlider'),
    sendCode: port('sendCode'),
    checkCode: port('checkCode'),
    reset: port('reset'),
  } as unknown as ResetServices;
  const clock = movableClock();
  render(
    <StrictMode>
      <PasswordReset.Root services={services} clock={clock} messages={messages} {...more}>
        <PasswordReset.Title />
        <PasswordReset.Status data-testid="live" />
        <PasswordReset.User />
        {slider}
        <PasswordReset.SliderRefresh />
        <PasswordReset.Code />
        <PasswordReset.Resend data-testid="resend" />
        <PasswordReset.ResendIn data-testid="resend-in" />
        <PasswordReset.NewPassword />
        <PasswordReset.PasswordRules data-testid="rules" />
        <PasswordReset.TimeLeft data-testid="left" />
        <PasswordReset.Failure data-testid="failure" />
        <PasswordReset.Submit data-testid="submit" />
        <PasswordReset.Success data-testid="success" />
      </PasswordReset.Root>
    </StrictMode>,
  );
  const reply = async (outcome: unknown) => {
    await act(async () => asked.at(-1)!.reply(outcome));
    await settle();
  };
  return { asked, clock, reply };
}

const token = () => ({ ok: true, token: secret('token'), expiresInS: 180 });
const puzzle = (name: string) => ({
  ...token(),
  backgroundUrl: `data:image/png;base64,${name}`,
  pieceUrl: 'data:image/png;base64,piece',
  pointY: 60,
});
const press = async () => {
  await act(async () => {
    fireEvent.click(screen.getByTestId('submit'));
  });
};
const type = (label: string, text: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value: text } });
const handle = () => screen.getByRole<HTMLInputElement>('slider');
const at = () => handle().valueAsNumber;
/** What the browser does with the arrow keys, with Home and End, and while its handle is dragged. */
const slideTo = (x: number) => fireEvent.input(handle(), { target: { value: String(x) } });
const partOf = (name: string) => document.querySelector<HTMLElement>(`[data-part=${name}]`)!;

async function openAtSlider(more?: More, slider?: ReactNode) {
  const page = openPage(more, slider);
  type('Phone, e-mail or account', '+8613600000000');
  await press();
  await page.reply(puzzle('one'));
  return page;
}

async function openAtCode() {
  const page = await openAtSlider();
  slideTo(258);
  await page.clock.move(1500);
  await press();
  await page.reply(token());
  await page.reply({ ok: true, expiresInS: 180, phone: '+86136****0000', email: null });
  return page;
}

async function openAtNewPassword() {
  const page = await openAtCode();
  type('Verification code', '012345');
  await press();
  await page.reply(token());
  return page;
}

/** jsdom lays nothing out: the areas of the slider are as wide as the test says. */
function drawAt(width: number) {
  jest.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockReturnValue({ left: 20, width } as DOMRect);
}
async function openAtPart(name: string) {
  const page = await openAtSlider();
  drawAt(300);
  return { ...page, part: partOf(name) };
}
const point = (type: 'down' | 'move' | 'up' | 'cancel', element: Element, clientX: number, pointerId = 1) =>
  act(async () => {
    // jsdom has no PointerEvent with coordinates: a mouse event of that name carries them.
    const event = new MouseEvent(`pointer${type}`, { bubbles: true, cancelable: true, clientX, button: 0 });
    fireEvent(element, Object.assign(event, { pointerId, isPrimary: pointerId === 1 }));
  });

allowNoComplaints();
beforeEach(() => {
  HTMLElement.prototype.setPointerCapture = () => undefined;
});
afterEach(settle);

describe('The parts of the password reset', () => {
  test.each([
    ['a number', 8613600000000],
    ['nothing', null],
    ['a list', []],
  ])('say that the person is missing when the app gives %s for it', async (_, given) => {
    // An app in plain JavaScript may give anything.
    const { asked } = openPage({ command: { user: given as never } });
    await press();
    expect(screen.getByTestId('failure').textContent).toContain('Something is missing');
    expect(asked).toHaveLength(0);
  });

  test('lead from the account to a changed password', async () => {
    const { asked, reply } = await openAtNewPassword();
    expect(asked.map(({ operation }) => operation)).toEqual(['sendSlider', 'checkSlider', 'sendCode', 'checkCode']);
    expect(asked[0]!.request['user']).toBe('+8613600000000');
    expect(asked[1]!.request).toMatchObject({ pointX: 258, slideTime: 1500 });
    expect(reveal(asked[3]!.request['code'] as never)).toBe('012345');
    type('New password', 'correct-horse-7');
    await press();
    expect(reveal(asked[4]!.request['newPassword'] as never)).toBe('correct-horse-7');
    await reply({ ok: true });

    expect(screen.getByTestId('success').textContent).toBe('You can sign in with the new password now.');
    expect(screen.getByTestId('live').textContent).toBe('You can sign in with the new password now.');
  });

  test('carry the attributes that browsers and phones fill in by', async () => {
    openPage();
    const attributes = (label: string) => {
      const { autocomplete, inputMode, type: kind } = screen.getByLabelText<HTMLInputElement>(label);
      return [autocomplete, inputMode, kind];
    };
    expect(attributes('Phone, e-mail or account')).toEqual(['username', '', 'text']);
    cleanup();
    await openAtCode();
    expect(attributes('Verification code')[0]).toBe('one-time-code');
    expect(screen.getByLabelText('Verification code').getAttribute('inputmode')).toBe('numeric');
    cleanup();
    await openAtNewPassword();
    expect(attributes('New password').filter(Boolean)).toEqual(['new-password', 'password']);
  });

  test('bring the focus to each step’s field', async () => {
    await openAtSlider();
    expect(document.activeElement).toBe(handle());
    cleanup();
    await openAtCode();
    expect(document.activeElement).toBe(screen.getByLabelText('Verification code'));
  });

  test('go back to the field with the error when the code is wrong', async () => {
    const { reply } = await openAtCode();
    type('Verification code', '000000');
    await press();
    await reply({ ok: false, failure: resetFailure('codeWrong', { status: 400 }) });

    const input = screen.getByLabelText<HTMLInputElement>('Verification code');
    expect([input.value, input.getAttribute('aria-invalid')]).toEqual(['', 'true']);
    expect(document.activeElement).toBe(input);
    expect(screen.getByTestId('live').textContent).toBe('That code is not right');
  });

  test('say where the code went and when another can be had', async () => {
    const { asked, clock } = await openAtCode();
    expect(screen.getByText(/The code was sent to .*\+86136\*{4}0000/)).toBeTruthy();
    expect(screen.getByTestId('resend-in').textContent).toBe('You can ask for a new code in 3 minutes.');
    expect(screen.getByTestId('resend').textContent).toBe('Send a new code');
    expect(screen.getByTestId('resend').getAttribute('aria-describedby')).toBe(screen.getByTestId('resend-in').id);
    const before = asked.length;
    fireEvent.click(screen.getByTestId('resend'));
    expect(asked).toHaveLength(before);
    await clock.move(61_000);
    expect(screen.getByTestId('resend-in').textContent).toBe('You can ask for a new code in 1 minute, 59 seconds.');
    expect(screen.getByTestId('left').textContent).toBe('1 minute, 59 seconds left');
    await clock.move(120_000);
    expect(screen.queryByTestId('resend-in')).toBeNull();
    expect(screen.getByTestId('resend').getAttribute('aria-describedby')).toBeNull();
    fireEvent.click(screen.getByTestId('resend'));
    expect(asked).toHaveLength(before + 1);
  });

  test('promise no longer wait when the clock is set back, and another code is had in time', async () => {
    const { asked, clock } = await openAtCode();
    await clock.move(1000);
    clock.jump(-3_600_000);
    await clock.move(59_000);
    expect(screen.getByTestId('resend-in').textContent).toBe('You can ask for a new code in 2 minutes.');
    expect(screen.getByTestId('left').textContent).toMatch(/^[12] minutes?(, 5\d seconds)? left$/);
    const before = asked.length;
    await clock.move(121_000);
    expect(screen.queryByTestId('resend-in')).toBeNull();
    expect(asked).toHaveLength(before + 1);
  });

  test('tick the rules while the password is typed', async () => {
    await openAtNewPassword();
    const met = () =>
      [...screen.getByTestId('rules').children].map((item) => (item as HTMLElement).dataset['state'] === 'met');
    expect(met()).toEqual([false, false, false, false, false]);
    type('New password', 'aaa');
    expect(met()).toEqual([false, false, true, false, true]);
    type('New password', 'correct-horse-7');
    expect(met()).toEqual([true, true, true, true, true]);
    type('New password', '');
    expect(met()).toEqual([false, false, false, false, false]);
  });

  test('keep a new password that breaks a rule in its field, and send nothing', async () => {
    const { asked } = await openAtNewPassword();
    const before = asked.length;
    type('New password', 'short');
    await press();

    expect(asked).toHaveLength(before);
    expect(screen.getByLabelText<HTMLInputElement>('New password').value).toBe('short');
    expect(screen.getByLabelText('New password').getAttribute('aria-invalid')).toBe('true');
  });
});

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
    const { asked, clock } = await openAtSlider();
    fireEvent.keyDown(handle(), { key: 'PageUp' });
    await clock.move(900);
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
    const { asked, clock } = await openAtSlider();
    drawAt(width);
    const puzzle = partOf('slider-puzzle');
    await point('down', puzzle, 30);
    await clock.move(700);
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
    const { asked, clock } = await openAtSlider();
    drawAt(600);
    const before = asked.length;
    await point('down', partOf('slider-puzzle'), 20 + 300);
    await point('up', partOf('slider-puzzle'), 20 + 300);

    expect(at()).toBe(129);
    expect(asked).toHaveLength(before);
    await clock.move(250);
    await press();
    expect(asked.at(-1)!.request).toMatchObject({ pointX: 129, slideTime: 250 });
  });

  test('waits after a click on the track, and answers when the handle was dragged', async () => {
    const { asked, clock } = await openAtSlider();
    const before = asked.length;
    await point('down', handle(), 100);
    slideTo(90);
    await point('up', handle(), 100);
    expect([at(), asked.length]).toEqual([90, before]);
    await clock.move(400);
    await point('down', handle(), 100);
    await point('move', handle(), 120);
    slideTo(110);
    // Back where the press began: still a drag.
    await point('up', handle(), 100);

    expect(asked).toHaveLength(before + 1);
    expect(asked.at(-1)).toMatchObject({ operation: 'checkSlider', request: { pointX: 110, slideTime: 400 } });
  });

  test('starts the time of the answer with the first touch, even if that moves nothing', async () => {
    const { asked, clock } = await openAtSlider();
    await point('down', handle(), 100);
    await clock.move(300);
    slideTo(5);
    await clock.move(300);
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
    const { reply } = await openAtSlider();
    slideTo(258);
    await press();
    await reply({ ok: false, failure: resetFailure('sliderWrong', { status: 400 }) });
    await reply(puzzle('two'));

    expect(at()).toBe(0);
    expect(handle().getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(handle());
  });

  test('goes left to right in a right-to-left page, as the picture does', async () => {
    await openAtSlider({ messages: { ...messages, dir: 'rtl', locale: 'ar' } });
    fireEvent.keyDown(handle(), { key: 'ArrowRight', shiftKey: true });

    expect(at()).toBe(10);
    for (const part of ['slider-puzzle', 'slider-track']) expect(partOf(part).dir).toBe('ltr');
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
