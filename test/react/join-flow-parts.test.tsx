/** @jest-environment jsdom */
import { describe, expect, test } from '@jest/globals';
import type { Failure } from '../../src/guards/failure.js';
import { joinFailure } from '../../src/guards/join-failure.js';
import { act, fireEvent, screen } from '@testing-library/react';
import { reveal } from '../../src/guards/secret.js';
import { allowNoComplaints } from './no-complaints.js';
import { joined, picture, refused, wantsBoth } from './scripted-services.js';
import { destination, field, messages, openAtPassword, openPage, press, settle, type, wholePage } from './join-page.js';

allowNoComplaints();

describe('The parts of the join flow', () => {
  test('lead from the meeting to its password and in', async () => {
    const { asked, reply } = await openAtPassword();
    expect(asked[0]!.request.destination).toBe(destination);
    expect(screen.queryByLabelText('Meeting link or number')).toBeNull();
    type('Meeting password', 'open sesame');
    await press();
    expect(reveal(asked[1]!.request.password!)).toBe('open sesame');
    await reply(joined);

    expect(screen.getByTestId('success').textContent).toBe('1234567890');
    expect(document.activeElement?.tagName).toBe('H2');
    expect(screen.queryByTestId('submit')).toBeNull();
  });

  test('send the step when Enter is pressed in a field', async () => {
    const { asked } = openPage();
    type('Meeting link or number', ` ${destination} `);
    await act(async () => {
      fireEvent.submit(field('Meeting link or number').form!);
    });

    expect(asked[0]!.request.destination).toBe(destination);
  });

  test('post one answer for a double click', async () => {
    const { asked } = await openAtPassword();
    type('Meeting password', 'open sesame');
    await press();
    await press();

    expect(asked).toHaveLength(2);
  });

  test('ask for a password without calling the empty field wrong, until it is sent empty', async () => {
    const { asked } = await openAtPassword();
    expect(field('Meeting password').getAttribute('aria-invalid')).toBeNull();
    await press();

    expect(asked).toHaveLength(1);
    expect(field('Meeting password').getAttribute('aria-invalid')).toBe('true');
  });

  test('go to the field that is wrong each time that the button is pressed', async () => {
    await openAtPassword();
    for (const time of ['first', 'second', 'third']) {
      screen.getByTestId('submit').focus();
      await press();
      expect([time, document.activeElement]).toEqual([time, field('Meeting password')]);
    }
  });

  test('empty a refused password, tie the error to its field and go there', async () => {
    const { reply } = await openAtPassword();
    type('Meeting password', 'wrong');
    await press();
    await reply(refused('passwordWrong'));

    const input = field('Meeting password');
    expect(input.value).toBe('');
    expect(input.getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(input);
    const described = input.getAttribute('aria-describedby')!.split(' ');
    const error = described.map((id) => document.getElementById(id)).find((one) => one?.dataset['part'] === 'error');
    expect(error?.textContent).toBe(messages.failure('passwordWrong').text.concat(''));
    expect(document.querySelector('[data-name=password]')?.hasAttribute('data-invalid')).toBe(true);
    // The field is to blame, so the general part keeps quiet.
    expect(screen.queryByTestId('failure')).toBeNull();
  });

  test('keep the field, its focus and its text while the answer is on its way', async () => {
    await openAtPassword();
    const input = field('Meeting password');
    act(() => input.focus());
    type('Meeting password', 'open sesame');
    await press();

    expect(document.activeElement).toBe(input);
    expect([input.value, input.readOnly, input.disabled]).toEqual(['open sesame', true, false]);
    expect(input.form!.getAttribute('aria-busy')).toBe('true');
    expect(screen.getByTestId('submit').getAttribute('aria-disabled')).toBe('true');
  });

  test('say each thing once in the one live region', async () => {
    const said: string[] = [];
    const { reply } = openPage();
    const live = screen.getByTestId('live');
    const watcher = new MutationObserver(() => said.push(live.textContent));
    watcher.observe(live, { childList: true, characterData: true, subtree: true });
    type('Meeting link or number', destination);
    await press();
    await reply(refused('passwordMissing'));
    type('Meeting password', 'wrong');
    await press();
    await reply(refused('passwordWrong'));
    type('Meeting password', 'right');
    await press();
    await reply(joined);

    expect(said).toEqual([
      'Looking for the meeting…',
      'A password is required',
      'Checking…',
      'That password is not right',
      'Checking…',
      'You can go into the meeting now.',
    ]);
    expect(document.querySelectorAll('[aria-live],[role=status],[role=alert]')).toHaveLength(1);
    watcher.disconnect();
  });

  test('ask for password and captcha together, and empty the captcha when its picture changes', async () => {
    const { asked, refreshes, reply } = await openAtPassword();
    type('Meeting password', 'wrong');
    await press();
    await reply(wantsBoth('passwordWrong', 'one'));
    expect(document.activeElement).toBe(field('Meeting password'));
    type('Meeting password', 'kept');
    type('Characters in the picture', 'old');
    await act(async () => {
      fireEvent.click(screen.getByText('New picture'));
    });
    await act(async () => refreshes[0]!({ ok: true, captcha: picture('two') }));
    await settle();

    expect(field('Characters in the picture').value).toBe('');
    expect(field('Meeting password').value).toBe('kept');
    expect(screen.getByAltText<HTMLImageElement>(/^Picture with/).src).toContain('two');
    type('Characters in the picture', 'abc');
    await press();
    expect(asked.at(-1)!.request.captcha?.id).toBe('two');
    expect(reveal(asked.at(-1)!.request.captcha!.code)).toBe('abc');
    expect(reveal(asked.at(-1)!.request.password!)).toBe('kept');
  });

  test('say of an answer that is kept that its field may stay empty', async () => {
    const { reply } = await openAtPassword();
    const hintOf = (label: string) => {
      const [id = ''] = field(label).getAttribute('aria-describedby')!.split(' ');
      return document.getElementById(id)!.textContent;
    };
    expect(hintOf('Meeting password')).not.toBe(messages.label('heldHint'));
    type('Meeting password', 'open sesame');
    await press();
    await reply(wantsBoth('captchaWrong', 'one'));

    expect(hintOf('Meeting password')).toBe(messages.label('heldHint'));
    expect(field('Meeting password').getAttribute('aria-required')).toBe('false');
    expect(hintOf('Characters in the picture')).not.toBe(messages.label('heldHint'));
  });

  test('offer only another picture for a captcha that is used up', async () => {
    const { refreshes, reply } = await openAtPassword();
    type('Meeting password', 'wrong');
    await press();
    await reply(wantsBoth('passwordWrong', 'one'));
    type('Meeting password', 'wrong again');
    type('Characters in the picture', 'abc');
    await press();
    await reply({ ...wantsBoth('passwordWrong', 'one'), captcha: null } as never);
    expect(refreshes).toHaveLength(1);
    for (const answer of [0, 1, 2]) {
      await act(async () => refreshes[answer]?.({ ok: false, failure: { ...refused('refreshFailed') } as never }));
    }
    await settle();

    expect(field('Characters in the picture').disabled).toBe(true);
    expect(field('Meeting password').value).toBe('');
    expect(screen.getByTestId('submit').getAttribute('aria-disabled')).toBe('true');
    expect(screen.getByText('New picture').getAttribute('aria-disabled')).toBeNull();
  });

  test('show the failure and the way on where no field is to blame', async () => {
    const deeds: string[] = [];
    const onAction = (action: string, { kind }: Failure) => deeds.push(`${action}, as ${kind}`);
    const { asked, reply } = openPage(wholePage, { onAction });
    type('Meeting link or number', destination);
    await press();
    await reply(refused('signInRequired'));

    expect(screen.getByTestId('failure').textContent).toMatch(/^You need to sign in Sign in, then join again\./);
    fireEvent.click(screen.getByTestId('action'));
    expect(deeds).toEqual(['signIn, as signInRequired']);
    // What was typed is still there to be sent again.
    expect(field('Meeting link or number').value).toBe(destination);
    await press();
    expect(asked).toHaveLength(2);
  });

  test('retry when the failure says so', async () => {
    const { asked, reply } = openPage();
    type('Meeting link or number', destination);
    await press();
    await reply(refused('unexpectedReply'));
    expect(screen.getByTestId('action').textContent).toBe('Try again');
    await act(async () => {
      fireEvent.click(screen.getByTestId('action'));
    });

    expect(asked).toHaveLength(2);
  });

  test('offer nothing to press for a wait that is over by itself', async () => {
    const deeds: string[] = [];
    const { reply } = await openAtPassword(wholePage, { onAction: (action) => deeds.push(action) });
    type('Meeting password', 'right');
    await press();
    await reply({ ...wantsBoth('passwordWrong', 'one'), failure: joinFailure('rateLimited') } as never);

    expect(screen.getByTestId('failure').textContent).not.toBe('');
    expect(screen.queryByTestId('action')).toBeNull();
  });

  test('start over with empty fields', async () => {
    const { reply } = openPage();
    type('Meeting link or number', destination);
    await press();
    await reply(refused('meetingNotFound'));
    expect(document.activeElement).toBe(field('Meeting link or number'));
    await act(async () => {
      fireEvent.click(screen.getByText('Start over'));
    });

    expect(field('Meeting link or number').value).toBe('');
  });

  test('show and hide the password', async () => {
    await openAtPassword();
    expect(field('Meeting password').type).toBe('password');
    fireEvent.click(screen.getByText('Show password'));
    expect(field('Meeting password').type).toBe('text');
    fireEvent.click(screen.getByText('Hide password'));
    expect(field('Meeting password').type).toBe('password');
  });

  test('join where the app says, without a field for it', async () => {
    const { asked } = openPage(wholePage, { command: { destination } });
    expect(screen.queryByLabelText('Meeting link or number')).toBeNull();
    await press();
    expect(asked[0]!.request.destination).toBe(destination);
  });

  test('send what the app adds to a join with the join, and with no answer after it', async () => {
    const { asked, reply } = openPage(wholePage, { command: { destination, password: 'known before' } });
    const sent = () => asked.map(({ request: { password } }) => password && reveal(password));
    await press();
    await reply(refused('passwordWrong'));
    await press();
    expect(sent()).toEqual(['known before']);
    type('Meeting password', 'open sesame');
    await press();
    await reply(refused('registrationIdMissing'));
    type('Registration ID', 'W-1');
    await press();

    expect(sent()).toEqual(['known before', 'open sesame', 'open sesame']);
  });

  test.each([
    ['a number', 300400101],
    ['nothing', null],
    ['a list', []],
  ])('say that the meeting cannot be read when the app gives %s for it', async (_, given) => {
    // An app in plain JavaScript may give anything.
    const { asked } = openPage(wholePage, { command: { destination: given as never } });
    await press();
    expect(screen.getByTestId('failure').textContent).toContain('This does not look like a meeting');
    expect(asked).toHaveLength(0);
  });

  test.each([
    ['signInRequired', 'Continue', ['Sign in', 'Cancel', 'Start over', 'Continue']],
    ['unexpectedReply', 'Try again', ['Try again', 'Cancel', 'Start over']],
    ['policyDenied', null, ['Contact the host', 'Cancel', 'Start over']],
  ] as const)('offer one way to try again where nothing is left to type: %s', async (kind, again, buttons) => {
    const { asked, reply } = openPage(wholePage, { command: { destination }, onAction: () => undefined });
    await press();
    await reply(refused(kind));

    const shown = screen.getAllByRole('button').map(({ textContent }) => textContent);
    expect(shown.sort()).toEqual([...buttons].sort());
    if (again === null) return;
    await act(async () => {
      fireEvent.click(screen.getByText(again));
    });
    expect(asked).toHaveLength(2);
    // None comes or goes while the service thinks, but the one that was pressed is off.
    expect(screen.queryByTestId('submit')?.getAttribute('aria-disabled')).toBe(
      again === 'Continue' ? 'true' : undefined,
    );
  });

  test('leave the focus alone when the person is elsewhere on the page', async () => {
    const elsewhere = document.body.appendChild(document.createElement('button'));
    const { reply } = openPage();
    type('Meeting link or number', destination);
    await press();
    elsewhere.focus();
    await reply(refused('passwordMissing'));

    expect(document.activeElement).toBe(elsewhere);
    elsewhere.remove();
  });
});
