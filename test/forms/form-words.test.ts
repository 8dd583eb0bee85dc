import { describe, expect, test } from '@jest/globals';
import {
  createJoinFlow,
  createMessages,
  isBusy,
  joinWords,
  resetWords,
  submitJoin,
  submitReset,
} from 'meeting-join-flow';
import type {
  JoinField,
  JoinFlow,
  JoinView,
  MeetingInfoOutcome,
  Messages,
  PasswordResetView,
  ResetState,
} from 'meeting-join-flow';
import { joinFailure } from '../../src/guards/join-failure.js';
import { joined, picture, refused, scriptServices } from '../react/scripted-services.js';
import { createMovedClock, settle } from '../support/moved-clock.js';
import { refusal, sent } from '../support/reset-services.js';
import { goTo, startReset } from '../support/start-reset.js';

const messages = createMessages();
const destination = 'https://acme.webex.com/meet/ada';
const needs = { password: true, captcha: true, registrationId: false };

/** A flow over ports that answer when told, and what a form of it says: it draws the last step that was not busy. */
function open() {
  const { services, asked } = scriptServices();
  const flow: JoinFlow = createJoinFlow({ services, clock: createMovedClock() });
  let step: JoinView = flow.getView();
  flow.subscribe(() => {
    if (!isBusy(flow.getView())) step = flow.getView();
  });
  return {
    flow,
    words: (fields?: readonly JoinField[]) =>
      joinWords({ view: flow.getView(), step, messages, ...(fields && { fields }) }),
    async answer(outcome: MeetingInfoOutcome) {
      asked.at(-1)!.reply(outcome);
      await settle();
    },
  };
}

/** One that was looked up and answered so. */
async function openAt(outcome: MeetingInfoOutcome) {
  const opened = open();
  submitJoin(opened.flow, { destination });
  await opened.answer(outcome);
  return opened;
}

async function resetAt(state: ResetState) {
  const started = startReset();
  if (state !== 'idle') await goTo(started, state);
  return started;
}
const wordsOf = (view: PasswordResetView, step = view) => resetWords({ view, step, messages });

describe('the title', () => {
  test('is that of the step, and stays while the service thinks', async () => {
    const { flow, words, answer } = open();
    expect(words().title).toBe('Join a meeting');
    submitJoin(flow, { destination });
    expect(words().title).toBe('Join a meeting');
    await answer(refused('passwordMissing'));
    expect(words().title).toBe('Enter the password');
  });

  test('is the flow’s own, in states that both have', async () => {
    expect(wordsOf((await resetAt('idle')).flow.getView()).title).toBe('Reset your password');
    expect(wordsOf((await resetAt('success')).flow.getView()).title).toBe('Password changed');
    expect((await openAt(joined)).words().title).toBe('Ready to join');
  });
});

describe('the status', () => {
  test('is silent before anything happens', () => {
    expect(open().words().status).toBe('');
  });

  test('tells a look-up from an answer that is checked', async () => {
    const { flow, words, answer } = open();
    submitJoin(flow, { destination });
    expect(words().status).toBe('Looking for the meeting…');
    await answer(refused('passwordMissing'));
    submitJoin(flow, { password: 'guess' });
    expect(words().status).toBe('Checking…');
  });

  test('says what a busy reset does', async () => {
    const { flow } = await resetAt('sendingCode');
    expect(wordsOf(flow.getView()).status).toBe('Sending the code…');
  });

  test('says what went wrong at a field, and leaves the advice to the field', async () => {
    const { words } = await openAt(refused('passwordWrong'));
    expect(words().status).toBe('That password is not right');
    expect(words().error('password')).toBe(
      'That password is not right. Check the invitation and enter the password again.',
    );
  });

  test('says all of a failure that no field shows', async () => {
    const { words } = await openAt(refused('notStarted'));
    expect(words().status).toBe('The meeting has not started yet. Wait for the host, then try again.');
  });

  test('says all of a failure at a field that is not drawn', async () => {
    const { words } = await openAt(refused('meetingNotFound'));
    expect(words().status).toBe('There is no such meeting');
    expect(words([]).status).toBe('There is no such meeting. Check the link or number.');
  });

  test('says the code that its advice is to mention, at a field too', async () => {
    const { words } = await openAt(refused('unknownCode'));
    expect(words().status).toBe(
      'Something went wrong. Try again. If it keeps happening, mention the error code. Error code: 403000.',
    );
    const started = await resetAt('resetting');
    started.last('reset').resolve(refusal('unknownCode', { code: 'USG.1', field: 'newPassword' }));
    await settle();
    const now = wordsOf(started.flow.getView());
    expect(now.status).toBe('Something went wrong');
    expect(now.error('newPassword')).toContain('Error code: USG.1.');
  });

  test('says what the end is good for, which its title does not', async () => {
    expect((await openAt(joined)).words().status).toBe('You can go into the meeting now.');
    const { flow } = await resetAt('success');
    expect(wordsOf(flow.getView()).status).toBe('You can sign in with the new password now.');
  });
});

describe('the blamed field', () => {
  test('is the failure’s, and it alone has an error', async () => {
    const { words } = await openAt(refused('captchaWrong', { needs, captcha: picture('1') }));
    expect(words().blamed).toBe('captcha');
    expect(words().error('captcha')).toContain('Those characters do not match');
    expect(words().error('password')).toBeUndefined();
  });

  test('is none that is not drawn, and none before a failure', async () => {
    const { words } = await openAt(refused('meetingNotFound'));
    expect(words().blamed).toBe('destination');
    expect(words([]).blamed).toBeNull();
    expect(words([]).error('destination')).toBeUndefined();
    expect(open().words().blamed).toBeNull();
    expect(open().words().error('destination')).toBeUndefined();
  });
});

describe('the button that sends', () => {
  test('is named after the first field', async () => {
    expect(open().words().submit).toBe('Join');
    expect((await openAt(refused('passwordMissing'))).words().submit).toBe('Continue');
    expect(wordsOf((await resetAt('newPasswordRequired')).flow.getView()).submit).toBe('Change password');
  });

  test('begins a flow whose meeting the app knows', () => {
    expect(open().words([]).submit).toBe('Continue');
  });

  test('is not there when there is nothing to send', async () => {
    expect((await openAt(joined)).words().submit).toBeUndefined();
  });

  test('is not there beside an action that tries again, and is beside another one', async () => {
    const { words } = await openAt(refused('notStarted'));
    expect(words([]).submit).toBeUndefined();
    const denied = await openAt(refused('signInRequired'));
    expect(denied.flow.getView()).toMatchObject({ failure: { action: 'signIn' }, can: { retry: true } });
    expect(denied.words([]).submit).toBe('Continue');
  });

  test('is not there when trying again helps nothing', async () => {
    const { flow, words } = await openAt(refused('webcastOnly'));
    expect(flow.getView().can.retry).toBe(false);
    expect(words([]).submit).toBeUndefined();
  });
});

describe('a hint', () => {
  test('of a field that the step does not ask for is the field’s, and none for hosts', () => {
    const { hint } = open().words();
    expect(hint('captcha')).toBe(messages.label('captchaHint'));
    expect(hint('password')).toBeUndefined();
  });

  test('is that of the field', () => {
    expect(open().words().hint('destination')).toBe(messages.label('destinationHint'));
  });

  test('of a password is for hosts, and there where a host key is taken', async () => {
    const { flow } = await openAt(refused('passwordMissing'));
    const view = flow.getView();
    const accepting = (accepts: readonly ('password' | 'hostKey')[]) =>
      joinWords({ view, step: { ...view, accepts } as JoinView, messages }).hint('password');
    expect(accepting(['password', 'hostKey'])).toBe(messages.label('passwordHint'));
    expect(accepting(['password'])).toBeUndefined();
  });

  test('says that what was typed before is kept', async () => {
    const { flow, words, answer } = await openAt(refused('passwordMissing'));
    submitJoin(flow, { password: 'guess' });
    await answer(refused('captchaMissing', { needs, captcha: picture('1') }));
    expect(words().hint('password')).toBe(messages.label('heldHint'));
    expect(words().hint('captcha')).toBe(messages.label('captchaHint'));
  });

  test('says that a picture is used up', async () => {
    const { flow, words } = await openAt(refused('captchaWrong', { needs, captcha: picture('1') }));
    const view = flow.getView();
    expect(words().hint('captcha')).toBe(messages.label('captchaHint'));
    const step = { ...view, captcha: { id: '1', imageUrl: '', audioUrl: null, spent: true } } as JoinView;
    expect(joinWords({ view, step, messages }).hint('captcha')).toBe(messages.label('captchaSpent'));
    expect(joinWords({ view, step, messages }).hint('password')).toBe(messages.label('passwordHint'));
  });

  test('says it alone: nobody is told to read a new picture where none came', async () => {
    const { flow } = await openAt(refused('captchaWrong', { needs, captcha: picture('1') }));
    const view = flow.getView();
    const step = { ...view, captcha: { id: '1', imageUrl: '', audioUrl: null, spent: true } } as JoinView;
    const { error, hint } = joinWords({ view: step, step, messages });
    expect([error('captcha'), hint('captcha')]).toEqual([
      'Those characters do not match',
      'This picture has been used. Ask for a new one.',
    ]);
    const wrong = joinWords({ view: { ...step, failure: joinFailure('passwordWrong') }, step, messages });
    expect(wrong.error('password')).toContain('Check the invitation');
  });

  test('says where the code went, in its own order in any script', async () => {
    const started = await resetAt('sendingCode');
    started.last('sendCode').resolve(sent());
    await settle();
    expect(wordsOf(started.flow.getView()).hint('code')).toBe('The code was sent to \u2068+86138****8000\u2069.');
  });

  test('of a code that went nobody knows where is none', async () => {
    const view = (await resetAt('codeRequired')).flow.getView();
    const sentTo = (to: unknown) => wordsOf({ ...view, sentTo: to } as PasswordResetView).hint('code');
    expect(sentTo({ phone: null, email: null })).toBeUndefined();
    expect(sentTo({ phone: null, email: 'a***@example.com' })).toBe(
      'The code was sent to \u2068a***@example.com\u2069.',
    );
    expect(sentTo({ phone: '138****8000', email: null })).toBe('The code was sent to \u2068138****8000\u2069.');
  });

  test('of any other field of a reset is its own', async () => {
    expect(wordsOf((await resetAt('idle')).flow.getView()).hint('user')).toBe(messages.label('userHint'));
  });
});

describe('what a form leaves out', () => {
  test('are the fields: then they are those of the step', async () => {
    const { flow } = startReset();
    submitReset(flow, {});
    const view = flow.getView();
    expect(wordsOf(view).blamed).toBe('user');
    const fields = undefined;
    expect(resetWords({ view, step: view, messages, fields }).blamed).toBe('user');
    const { flow: join } = await openAt(refused('passwordWrong'));
    const now = join.getView();
    expect(joinWords({ view: now, step: now, messages, fields }).blamed).toBe('password');
  });

  test('a reset that failed says so', async () => {
    const { flow, last } = await resetAt('requestingSlider');
    last('sendSlider').resolve(refusal('blocked'));
    await settle();
    expect(wordsOf(flow.getView())).toMatchObject({
      title: 'That did not work',
      status: expect.stringContaining('The service will not let you continue'),
      submit: 'Continue',
    });
  });
});

describe('words that are none', () => {
  const mistake = new TypeError('messages must be what createMessages() gives');

  test.each([
    ['nothing', undefined],
    ['the function that makes them', createMessages],
    ['a locale', 'en'],
  ])('are named as such: %s', async (_, none) => {
    const messages = none as unknown as Messages;
    const view = (await openAt(refused('passwordWrong'))).flow.getView();
    expect(() => joinWords({ view, step: view, messages })).toThrow(mistake);
    const reset = (await resetAt('idle')).flow.getView();
    expect(() => resetWords({ view: reset, step: reset, messages })).toThrow(mistake);
  });
});
