import { describe, expect, test } from '@jest/globals';
import { createActor } from 'xstate';
import { provideResetServices } from 'meeting-join-flow';
import { detailsOf, sharedTraits } from '../../src/guards/failure.js';
import type { Failure } from '../../src/guards/failure.js';
import { resetFailure } from '../../src/guards/reset-failure.js';
import { readSavedReset } from '../../src/machines/password-reset.saved.js';
import { count, isVersion, numeric, readFailure, text } from '../../src/machines/saved-values.js';
import { settle } from '../support/moved-clock.js';
import { refusal, sent } from '../support/reset-services.js';
import { goTo, person, startReset, startResetIn } from '../support/start-reset.js';
import type { StartedReset } from '../support/start-reset.js';

const none = { slider: 0, code: 0, password: 0 };
const noAttempt = { repeats: 0, startAt: 0, attemptEndsAt: 0, totalEndsAt: 0 };
const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const cannot = { submit: false, refreshSlider: false, resendCode: false, retry: false, cancel: false };

/** The flow goes on in another process, that long after it was stored. */
async function later(started: StartedReset, ms = 0, more: object = {}): Promise<StartedReset> {
  const snapshot = json(started.flow.persist());
  started.flow.stop();
  await started.clock.advance(ms);
  const restored = startReset({ clock: started.clock, snapshot, ...more });
  await settle();
  return restored;
}
/** The same, with the snapshot that XState itself writes. */
async function laterAsActor(started: StartedReset, ms = 0) {
  const snapshot = json(started.flow.actor.getPersistedSnapshot()) as never;
  started.flow.stop();
  await started.clock.advance(ms);
  const actor = createActor(provideResetServices(started.services), { snapshot, clock: started.clock });
  actor.start();
  await settle();
  return actor;
}

describe('what persist gives', () => {
  const nothing = {
    user: null,
    sendMethod: null,
    clientType: 'web',
    accountName: null,
    sentTo: { phone: null, email: null },
    codeEndsAt: 0,
    resendAt: 0,
    mayResend: false,
    codeIsOver: false,
    failure: null,
    attempts: none,
    attempt: noAttempt,
  };

  test('is the state and what can be shown again, in each step', async () => {
    const started = startReset();
    const { flow, clock } = started;
    expect(flow.persist()).toEqual({ version: 1, value: 'idle', context: nothing });
    flow.start({ user: 'annalise', sendMethod: 'sms', clientType: 'pc', accountName: 'anna' });
    await settle();
    const from = clock.now();
    const attempt = { repeats: 0, startAt: from, attemptEndsAt: from + 15_000, totalEndsAt: from + 60_000 };
    const begun = {
      ...nothing,
      ...{ user: 'annalise', sendMethod: 'sms', clientType: 'pc', accountName: 'anna' },
      attempt,
    };
    for (const value of ['requestingSlider', 'sliderRequired', 'checkingSlider', 'sendingCode'] as const) {
      if (flow.getView().state !== value) await goTo(started, value);
      expect(flow.persist()).toEqual({ version: 1, value, context: begun });
    }
    const coded = {
      ...begun,
      sentTo: { phone: '+86138****8000', email: null },
      codeEndsAt: from + 180_000,
      resendAt: from + 180_000,
    };
    for (const value of ['codeRequired', 'checkingCode', 'newPasswordRequired', 'resetting', 'success'] as const) {
      await goTo(started, value);
      expect(flow.persist()).toEqual({ version: 1, value, context: coded });
    }
  });

  test('tells of an error, of what was counted, and of a code that is over', async () => {
    const started = await startResetIn('error');
    expect(started.flow.persist()).toMatchObject({ value: 'error', context: { failure: resetFailure('network') } });

    const over = await startResetIn('sendingCode');
    over.last('sendCode').resolve(sent(60));
    await settle();
    await over.clock.advance(60_000);
    expect(over.flow.persist()).toMatchObject({
      value: 'codeRequired',
      context: { codeIsOver: true, mayResend: false, failure: { kind: 'codeExpired' } },
    });

    const long = await startResetIn('sendingCode');
    long.last('sendCode').resolve(sent(600));
    await settle();
    await long.clock.advance(180_000);
    expect(long.flow.persist()).toMatchObject({ context: { codeIsOver: false, mayResend: true, failure: null } });
  });

  test('holds of a failure what a failure holds, whatever else a port said beside it', async () => {
    const started = startReset();
    await goTo(started, 'requestingSlider');
    const failure = resetFailure('blocked', { code: 'X', status: 403 });
    const cause: Record<string, unknown> = { config: { data: '{"token":"canary"}' } };
    cause['self'] = cause;
    started.last('sendSlider').resolve({ ok: false, failure: { ...failure, cause } as Failure });
    await settle();
    expect(started.flow.persist()).toMatchObject({ value: 'error', context: { failure } });
    expect(JSON.stringify(started.flow.persist())).not.toContain('canary');
    started.flow.stop();
  });
});

describe('a password reset that goes on later', () => {
  test('asks for a slider within the limits that it is given now', async () => {
    const { flow, last, calls, clock } = await later(await startResetIn('newPasswordRequired'), 5000, {
      timeouts: { attemptMs: 2000, totalMs: 3000 },
      passwordMode: 'lenient',
    });

    expect(calls.map(({ port }) => port)).toEqual(['sendSlider']);
    expect(last('sendSlider').request).toEqual({ ...person, clientType: 'web', sentAt: clock.now(), timeoutMs: 2000 });
    expect(flow.actor.getSnapshot().context).toMatchObject({
      timeouts: { attemptMs: 2000, totalMs: 3000 },
      passwordMode: 'lenient',
    });
    expect(flow.getView()).toEqual({
      state: 'requestingSlider',
      user: person.user,
      failure: null,
      attempts: none,
      can: { ...cannot, cancel: true },
    });
  });

  test('takes the code that was sent, until its time is over', async () => {
    const before = await startResetIn('codeRequired');
    const from = before.clock.now();
    const { flow, clock } = await later(before, 60_000);
    const view = {
      state: 'codeRequired',
      user: person.user,
      failure: null,
      attempts: none,
      can: { ...cannot, submit: true, cancel: true },
      sentTo: { phone: '+86138****8000', email: null },
      expiresAt: from + 180_000,
      resendAt: from + 180_000,
    };
    expect(flow.getView()).toEqual(view);
    await clock.advance(119_999);
    expect(flow.getView()).toEqual(view);
    await clock.advance(1);
    expect(flow.getView()).toMatchObject({
      state: 'requestingSlider',
      failure: resetFailure('codeExpired', { action: 'solveSlider' }),
    });
  });

  test('allows another code from the stored time on', async () => {
    const before = await startResetIn('sendingCode');
    before.last('sendCode').resolve(sent(600));
    await settle();
    const { flow, clock } = await later(before, 179_999);
    expect(flow.getView().can.resendCode).toBe(false);
    await clock.advance(1);
    expect(flow.getView()).toMatchObject({ state: 'codeRequired', can: { submit: true, resendCode: true } });
    const again = await later({ ...before, flow, clock });
    expect(again.flow.getView()).toMatchObject({ state: 'codeRequired', can: { submit: true, resendCode: true } });
  });

  test('takes a code that was on its way, from the time that it was asked for', async () => {
    const before = await startResetIn('sendingCode');
    const from = before.clock.now();
    const { flow } = await later(before, 10_000);

    expect(flow.getView()).toEqual({
      state: 'codeRequired',
      user: person.user,
      failure: null,
      attempts: { ...none, code: 1 },
      can: { ...cannot, submit: true, cancel: true },
      sentTo: { phone: null, email: null },
      expiresAt: from + 180_000,
      resendAt: from + 180_000,
    });
  });

  test('takes a code that was on its way, in the snapshot of XState too', async () => {
    const before = await startResetIn('sendingCode');
    const from = before.clock.now();
    const actor = await laterAsActor(before, 10_000);

    const { value, context } = actor.getSnapshot();
    expect([value, context]).toMatchObject([
      'codeRequired',
      {
        codeEndsAt: from + 180_000,
        resendAt: from + 180_000,
        mayResend: false,
        codeIsOver: false,
        attempts: { ...none, code: 1 },
        token: null,
      },
    ]);
    expect(before.of('sendCode')).toHaveLength(1);
    actor.stop();
  });

  test('asks for the slider again that was on its way, in the snapshot of XState', async () => {
    const before = await startResetIn('requestingSlider');
    const actor = await laterAsActor(before);

    expect([actor.getSnapshot().value, before.of('sendSlider').length]).toEqual(['requestingSlider', 2]);
    actor.stop();
  });

  test.each(['idle', 'error', 'success'] as const)('has nothing to wait for in %s', async (state) => {
    const before = await startResetIn(state === 'error' ? 'checkingCode' : state);
    if (state === 'error') {
      before.last('checkCode').resolve(refusal('network'));
      await settle();
    }
    const { flow, clock, calls } = await later(before);

    expect([flow.getView().state, clock.waiting, calls]).toEqual([state, 0, []]);
    expect(flow.getView()).toMatchObject({ can: { ...cannot, retry: state === 'error', cancel: state === 'error' } });
  });

  test('has its deadlines, and no others, where a code is required', async () => {
    const { clock, flow } = await later(await startResetIn('codeRequired'));

    expect(Object.keys(flow.actor.getSnapshot().children)).toEqual(['codeDeadline', 'resendDeadline']);
    expect(clock.waiting).toBe(2);
    flow.stop();
    expect(clock.waiting).toBe(0);
  });

  test('is over after a success, and begins again with a start', async () => {
    const { flow } = await later(await startResetIn('success'));
    expect(flow.getView()).toMatchObject({ state: 'success', user: person.user, failure: null });
    flow.start({ user: 'other@example.com' });
    await settle();
    expect(flow.getView()).toMatchObject({ state: 'requestingSlider', user: 'other@example.com' });
  });

  test.each([undefined, null, 0, '', false, 5, 'text', true, [], {}])('begins anew from %j', (snapshot) => {
    const { flow } = startReset({ snapshot });
    expect(flow.getView()).toEqual({ state: 'idle', user: null, failure: null, attempts: none, can: cannot });
  });
});

describe('a stored value', () => {
  test('is of this version, or of XState', () => {
    const yes = [{ version: 1 }, { version: 1, status: 5 }, { status: 'active' }];
    const no = [{ version: 2, status: 'active' }, { version: null, status: 'active' }, { status: 1 }, {}, null, 'text'];
    expect(yes.map(isVersion)).toEqual([true, true, true]);
    expect(no.map(isVersion)).toEqual([false, false, false, false, false, false]);
  });

  test.each([
    [0, 0, 0, null],
    [3, 3, 3, null],
    [-3, 0, -3, null],
    [-0, 0, -0, null],
    [1.5, 0, 1.5, null],
    [NaN, 0, null, null],
    [Infinity, 0, null, null],
    [2 ** 53, 0, 2 ** 53, null],
    ['3', 0, null, '3'],
    ['', 0, null, ''],
    [true, 0, null, null],
    [null, 0, null, null],
    [undefined, 0, null, null],
    [[3], 0, null, null],
    [new Date(5), 0, null, null],
  ])('%p is %p as a count, %p as a number and %p as a text', (value, counted, number, words) => {
    expect([count(value), numeric(value), text(value)]).toEqual([counted, number, words]);
  });

  const whole = { code: 'USG.1', status: 400, serverMessage: 'no', retryAt: 5, requestId: 'r-1' };
  test.each([
    [{ kind: 'network' }, resetFailure('network')],
    [{ kind: 'network', ...whole }, resetFailure('network', whole)],
    [{ kind: 'network', ...whole, code: 0 }, resetFailure('network', { ...whole, code: 0 })],
    [
      { kind: 'network', code: NaN, status: '400', serverMessage: 5, retryAt: '5', requestId: {} },
      resetFailure('network'),
    ],
    [{ kind: 'network', field: 'code', action: 'none', recoverable: false }, resetFailure('network')],
    [{ kind: ['network'] }, null],
    [{ kind: 'toString' }, null],
    [{ kind: 'codeWrong' }, null],
    [{}, null],
    [null, null],
    ['network', null],
  ])('%j is read as the failure %j', (saved, failure) => {
    expect(readFailure(saved, sharedTraits)).toEqual(failure);
  });

  test('of a failure is all that the service said', () => {
    expect(detailsOf(resetFailure('network', whole))).toEqual(whole);
  });
});

describe('a stored failure', () => {
  const read = (more: object) => {
    const failure = { ...resetFailure('unknownCode'), ...more };
    return readSavedReset({ version: 1, value: 'error', context: { user: 'annalise', failure } }).context.failure;
  };

  test.each(['user', 'slider', 'code', 'newPassword'] as const)('stays at the field %s', (field) => {
    expect(read({ field })).toEqual(resetFailure('unknownCode', { field }));
  });

  test.each(['enterUser', 'solveSlider', 'enterCode', 'enterNewPassword', 'wait', 'none'] as const)(
    'keeps the action %s',
    (action) => {
      expect(read({ action })).toEqual(resetFailure('unknownCode', { action }));
    },
  );

  test.each([
    { field: '' },
    { field: 'password' },
    { field: 5 },
    { action: '' },
    { action: 'register' },
    { action: ['wait'] },
  ])('with %j is told of as its kind says', (more) => {
    expect(read(more)).toEqual(resetFailure('unknownCode'));
  });
});
