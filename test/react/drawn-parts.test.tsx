/** @jest-environment jsdom */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { createJoinFlow } from '../../src/machines/join-flow.controller.js';
import * as JoinFlow from '../../src/react/join-flow-parts.js';
import * as PasswordReset from '../../src/react/password-reset-parts.js';
import { createMovedClock } from '../support/moved-clock.js';
import { destination, field, messages, openAtPassword, openPage, press, settle, type, wholePage } from './join-page.js';
import { allowNoComplaints } from './no-complaints.js';
import * as reset from './reset-page.js';
import { joined, picture, refused, scriptServices, wantsBoth } from './scripted-services.js';

allowNoComplaints();

const isOff = (button: HTMLElement) => button.getAttribute('aria-disabled') === 'true';
const partOf = (name: string) => document.querySelector<HTMLElement>(`[data-part=${name}]`);

describe('The buttons of a join', () => {
  test('are on when something can be sent, and start over only what has begun', async () => {
    const { reply } = openPage();
    expect(isOff(screen.getByTestId('submit'))).toBe(false);
    expect(screen.queryByText('Start over')).toBeNull();
    type('Meeting link or number', destination);
    await press();
    await reply(refused('passwordMissing'));

    expect(isOff(screen.getByTestId('submit'))).toBe(false);
    expect(screen.getByText('Start over')).toBeTruthy();
  });

  test('try again once the service’s wait is over, and say until then how long it is', async () => {
    const { services, asked } = scriptServices();
    const clock = createMovedClock(undefined, 1);
    const flow = createJoinFlow({ services, clock });
    render(
      <JoinFlow.Root flow={flow} messages={messages} command={{ destination }}>
        <JoinFlow.Failure />
        <JoinFlow.Retry />
        <JoinFlow.Action />
      </JoinFlow.Root>,
    );
    expect(partOf('retry')).toBeNull();
    await act(async () => {
      fireEvent.submit(document.querySelector('form')!);
      await clock.advance(0);
    });
    await act(async () => {
      asked.at(-1)!.reply(refused('rateLimited', { retryAt: clock.now() + 120_000 }));
      await clock.advance(0);
    });
    const before = asked.length;
    expect(partOf('failure')!.textContent).toContain('2 minutes');
    expect(partOf('failure')!.dataset['kind']).toBe('rateLimited');
    for (const name of ['retry', 'action']) {
      expect([name, isOff(partOf(name)!)]).toEqual([name, true]);
      fireEvent.click(partOf(name)!);
    }
    expect(asked).toHaveLength(before);

    await act(() => clock.advance(120_000));
    expect(partOf('failure')!.textContent).not.toContain('minute');
    for (const name of ['retry', 'action']) expect([name, isOff(partOf(name)!)]).toEqual([name, false]);
    await act(async () => {
      fireEvent.click(partOf('retry')!);
      await clock.advance(0);
    });
    expect(asked).toHaveLength(before + 1);
    flow.stop();
  });

  test('do nothing and break nothing for an answer to a captcha that is used up', async () => {
    const { asked, refreshes, reply } = await openAtPassword();
    type('Meeting password', 'open sesame');
    await press();
    await reply(wantsBoth('captchaMissing', 'one'));
    type('Characters in the picture', 'abc');
    await press();
    await reply({ ...wantsBoth('captchaWrong', 'one'), captcha: null } as never);
    for (const answer of [0, 1, 2])
      await act(async () => refreshes[answer]?.({ ok: false, failure: refused('refreshFailed') as never }));
    await settle();
    const before = asked.length;
    await press();

    expect(asked).toHaveLength(before);
    expect(partOf('captcha-image')!.dataset['state']).toBe('spent');
    // There is nothing to listen to, and only the captcha's field is off.
    expect(partOf('captcha-audio')).toBeNull();
    expect(field('Meeting password').disabled).toBe(false);
  });
});

describe('The fields of a join', () => {
  test('leave what is typed alone, and say what is wrong only where it is', async () => {
    const { reply } = await openAtPassword();
    type('Meeting password', 'wrong');
    await press();
    await reply(wantsBoth('passwordWrong', 'one'));
    const captcha = field('Characters in the picture');

    for (const name of ['autocomplete', 'autocapitalize', 'spellcheck', 'inputmode'])
      expect([name, captcha.getAttribute(name)]).toEqual([
        name,
        // A picture has letters, too: no keyboard of digits.
        { autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false' }[name] ?? null,
      ]);
    // A form that is sent past React takes nothing of this along.
    type('Characters in the picture', 'abcd');
    expect([...new FormData(captcha.form!)]).toEqual([]);
    expect(captcha.disabled).toBe(false);
    expect(captcha.getAttribute('aria-describedby')!.split(' ')).toHaveLength(1);
    expect(document.querySelector<HTMLElement>('[data-name=captcha]')!.dataset['invalid']).toBeUndefined();
    expect(document.querySelector<HTMLElement>('[data-name=password]')!.dataset['invalid']).toBe('');
  });

  test('are emptied by starting over, and the app’s own are not', async () => {
    const { reply } = await openAtPassword(
      <>
        {wholePage}
        <input aria-label="Of the app" />
      </>,
    );
    await reply(refused('passwordMissing'));
    type('Of the app', 'stays');
    await act(async () => {
      fireEvent.click(screen.getByText('Start over'));
    });

    expect(field('Of the app').value).toBe('stays');
  });

  test('are emptied by the way on that a failure names, where that is to start over', async () => {
    const { reply } = openPage();
    type('Meeting link or number', destination);
    await press();
    await reply(refused('inputInvalid'));
    expect(field('Meeting link or number').value).toBe(destination);
    await act(async () => {
      fireEvent.click(screen.getByTestId('action'));
    });

    expect(field('Meeting link or number').value).toBe('');
    expect(partOf('root')!.dataset['state']).toBe('idle');
  });

  test('tell styles whether the password is shown', async () => {
    await openAtPassword();
    const button = screen.getByText('Show password');
    expect(button.dataset['state']).toBe('hidden');
    fireEvent.click(button);
    expect(button.dataset['state']).toBe('shown');
  });
});

describe('The captcha', () => {
  test('is fetched without telling where the person is, and says to styles how it is', async () => {
    const { refreshes, reply } = await openAtPassword();
    type('Meeting password', 'wrong');
    await press();
    await reply(wantsBoth('passwordWrong', 'one'));
    const image = partOf('captcha-image') as HTMLImageElement;
    expect([image.getAttribute('referrerpolicy'), image.dataset['state']]).toEqual(['no-referrer', 'ready']);
    // A service that sends no CORS headers would show no picture with it.
    expect(image.hasAttribute('crossorigin')).toBe(false);
    fireEvent.click(screen.getByText('New picture'));
    expect(image.dataset['state']).toBe('busy');
    await act(async () => refreshes[0]!({ ok: true, captcha: picture('two') }));
    expect(image.dataset['state']).toBe('ready');
  });

  test('has no button to listen where there is no recording, or no captcha', async () => {
    const { reply } = await openAtPassword(
      <>
        <JoinFlow.Destination />
        <JoinFlow.Password />
        <JoinFlow.CaptchaAudio />
        <JoinFlow.Submit data-testid="submit" />
      </>,
    );
    expect(partOf('captcha-audio')).toBeNull();
    type('Meeting password', 'wrong');
    await press();
    await reply({ ...wantsBoth('passwordWrong', 'one'), captcha: { ...picture('one'), audioUrl: null } } as never);

    expect(partOf('captcha-audio')).toBeNull();
  });
});

describe('The form of a join', () => {
  test('calls a field wrong that the service finds empty, also after a double click', async () => {
    const { reply } = await openAtPassword();
    type('Meeting password', 'open sesame');
    await press();
    await press();
    await reply(refused('passwordMissing'));

    expect(field('Meeting password').getAttribute('aria-invalid')).toBe('true');
  });

  test('can be sent in vain where the field to blame is not drawn', async () => {
    const { asked } = await openAtPassword(
      <>
        <JoinFlow.Destination />
        <JoinFlow.Submit data-testid="submit" />
      </>,
    );
    await press();
    await press();

    expect(asked).toHaveLength(1);
  });
});

describe('The form of a join that is through', () => {
  test('sends nothing more, whoever submits it', async () => {
    const { asked, reply } = await openAtPassword();
    type('Meeting password', 'right');
    await press();
    await reply(joined);
    fireEvent.submit(document.querySelector('form')!);

    expect(asked).toHaveLength(2);
    expect(partOf('root')!.dataset['state']).toBe('success');
  });
});

describe('The parts of a reset', () => {
  test('are each there in their own step', async () => {
    const { asked, pass, reply } = await reset.openAtCode(600);
    expect(screen.queryByTestId('rules')).toBeNull();
    expect(screen.queryByTestId('success')).toBeNull();
    expect(screen.getByTestId('left').getAttribute('role')).toBe('timer');
    expect(screen.getByTestId('resend-in').getAttribute('role')).toBe('timer');
    // Neither is read every second.
    expect(document.querySelectorAll('[aria-live],[role=status],[role=alert]')).toHaveLength(1);
    expect(isOff(screen.getByTestId('resend'))).toBe(true);
    await pass(181_000);
    expect(isOff(screen.getByTestId('resend'))).toBe(false);
    await act(async () => {
      fireEvent.click(screen.getByTestId('resend'));
    });
    expect(asked.at(-1)!.operation).toBe('sendSlider');
    await reply(reset.puzzle('two'));
    expect(screen.queryByTestId('resend')).toBeNull();
    expect(screen.getByTestId('left').getAttribute('data-seconds')).toBe('180');
  });

  test('draw neither the time nor another code before the first step is sent', () => {
    reset.openPage();
    for (const name of ['left', 'resend', 'resend-in', 'rules', 'success'])
      expect([name, screen.queryByTestId(name)]).toEqual([name, null]);
  });

  test('bring back the user that was typed when the person goes back to that field', async () => {
    await reset.openAtSlider(
      {},
      <>
        <PasswordReset.Slider />
        <PasswordReset.Cancel />
      </>,
    );
    await act(async () => {
      fireEvent.click(screen.getByText('Cancel'));
    });

    expect(field('Phone, e-mail or account').value).toBe('+8613600000000');
  });
});

describe('The slider', () => {
  beforeEach(() => {
    HTMLElement.prototype.setPointerCapture = () => undefined;
  });

  test('scrolls nothing, selects nothing and drags no picture away, and is high enough for a finger', async () => {
    await reset.openAtSlider();
    const puzzle = reset.partOf('slider-puzzle');
    const image = puzzle.querySelector('img')!;

    expect([puzzle.style.position, puzzle.style.touchAction, puzzle.style.userSelect]).toEqual([
      'relative',
      'none',
      'none',
    ]);
    expect(image.getAttribute('draggable')).toBe('false');
    expect([image.style.display, image.style.width]).toEqual(['block', '100%']);
    expect(puzzle.querySelector('svg')!.style.position).toBe('absolute');
    const { width, minHeight } = reset.handle().style;
    expect([width, minHeight]).toEqual(['100%', '2.75rem']);
  });

  test('says on its buttons how far each one goes', async () => {
    await reset.openAtSlider();

    expect(
      [...document.querySelectorAll('[data-part=slider-step]')].map((button) => [
        button.textContent,
        button.getAttribute('aria-label'),
      ]),
    ).toEqual([
      ['-10', 'Move 10 px left'],
      ['-1', 'Move 1 px left'],
      ['+1', 'Move 1 px right'],
      ['+10', 'Move 10 px right'],
    ]);
  });

  test('takes three px for a drag, and a press on the edge of the piece for a hold of it', async () => {
    const { asked, part } = await reset.openAtPart('slider-puzzle');
    const before = asked.length;
    await reset.point('down', part, 20);
    expect(reset.at()).toBe(0);
    await reset.point('move', part, 23);
    await reset.point('up', part, 23);

    expect(reset.at()).toBe(3);
    expect(asked).toHaveLength(before + 1);
    await reset.settle();
  });
});
