import { describe, expect, test } from '@jest/globals';
import { createActor } from 'xstate';
import { getPasswordResetView, provideResetServices, reveal, secret } from 'meeting-join-flow';
import type { PasswordReset, PasswordResetContext, PasswordResetView } from 'meeting-join-flow';
import { resetFailure } from '../../src/guards/reset-failure.js';
import { isSecret } from '../../src/guards/secret.js';
import {
  mayRetry,
  toCodeCheck,
  toCodeRequest,
  toPasswordReset,
  toSliderCheck,
  toSliderRequest,
} from '../../src/machines/password-reset.memory.js';
import { createMovedClock, settle } from '../support/moved-clock.js';
import { deferredReset, refusal, sent } from '../support/reset-services.js';
import { goTo, goodPassword, person, place, startReset, startResetIn, wayStates } from '../support/start-reset.js';

const none = { slider: 0, code: 0, password: 0 };
const cannot = { submit: false, refreshSlider: false, resendCode: false, retry: false, cancel: false };
const from = createMovedClock().now();
const picture = { backgroundUrl: 'data:image/png;base64,AAAA', pieceUrl: 'data:image/png;base64,BBBB', pointY: 31 };
const sentTo = { phone: '+86138****8000', email: null };

/** A secret in clear, for a test to read. */
const shown = (value: unknown): unknown => (isSecret(value) ? `a secret: ${reveal(value)}` : value);
const inClear = (event: object) => Object.fromEntries(Object.entries(event).map(([key, value]) => [key, shown(value)]));

describe('the whole view of the password reset', () => {
  const views: Readonly<Record<PasswordResetView['state'], object>> = {
    idle: { user: null, can: cannot },
    requestingSlider: { can: { ...cannot, cancel: true } },
    sliderRequired: {
      can: { ...cannot, submit: true, refreshSlider: true, cancel: true },
      slider: { ...picture, expiresAt: from + 60_000 },
    },
    checkingSlider: { can: { ...cannot, cancel: true } },
    sendingCode: { can: { ...cannot, cancel: true } },
    codeRequired: {
      can: { ...cannot, submit: true, cancel: true },
      sentTo,
      expiresAt: from + 180_000,
      resendAt: from + 180_000,
    },
    checkingCode: { can: { ...cannot, cancel: true } },
    newPasswordRequired: { can: { ...cannot, submit: true, cancel: true }, expiresAt: from + 180_000 },
    resetting: { can: { ...cannot, cancel: true } },
    success: { can: cannot },
    error: { can: { ...cannot, retry: true, cancel: true }, failure: resetFailure('network') },
  };

  test.each(wayStates)('in %s is this, and no more', async (state) => {
    const { flow } = await startResetIn(state);

    expect(flow.getView()).toStrictEqual({
      state,
      user: person.user,
      failure: null,
      attempts: none,
      ...views[state],
    });
  });

  test('after a refusal offers another answer, and no retry', async () => {
    const started = await startResetIn('checkingSlider');
    started.last('checkSlider').resolve(refusal('sliderWrong'));
    await settle();
    expect(started.flow.getView().can).toEqual({ ...cannot, cancel: true });
    await goTo(started, 'sliderRequired');
    const attempts = { ...none, slider: 1 };
    expect(started.flow.getView()).toEqual({
      state: 'sliderRequired',
      user: person.user,
      failure: resetFailure('sliderWrong'),
      attempts,
      ...views.sliderRequired,
    });
    started.flow.submitSlider(place);
    expect(started.flow.getView()).toMatchObject({ state: 'checkingSlider', failure: null, attempts });
  });

  test('never has a retry but in an error, nor another code but where one is required', async () => {
    const started = await startResetIn('sendingCode');
    started.last('sendCode').resolve(sent(600));
    await settle();
    await started.clock.advance(180_000);
    started.flow.submitCode('');
    const failure = resetFailure('inputInvalid', { field: 'code', action: 'enterCode' });
    expect(started.flow.getView()).toMatchObject({
      state: 'codeRequired',
      failure,
      can: { ...cannot, submit: true, resendCode: true, cancel: true },
    });
    started.flow.submitCode('374104');
    expect(started.flow.getView()).toMatchObject({ state: 'checkingCode', can: { ...cannot, cancel: true } });
    started.last('checkCode').resolve(refusal('network'));
    await settle();
    expect(started.flow.getView()).toMatchObject({ state: 'error', can: { ...cannot, retry: true, cancel: true } });
    started.flow.start({ user: '' });
    expect(started.flow.getView()).toMatchObject({ state: 'error', can: { ...cannot, cancel: true } });
    started.flow.cancel();
    started.flow.start({ user: '' });
    expect(started.flow.getView()).toMatchObject({ state: 'idle', can: cannot, failure: { kind: 'inputInvalid' } });
  });

  test('of a damaged slider is one without a picture', async () => {
    const { value, context } = (await startResetIn('sliderRequired')).flow.actor.getSnapshot();

    expect(getPasswordResetView({ value, context: { ...context, slider: null } })).toMatchObject({
      state: 'sliderRequired',
      slider: { backgroundUrl: '', pieceUrl: '', pointY: 0, expiresAt: from + 60_000 },
    });
  });
});

describe('each command of the password reset', () => {
  type Command = readonly [title: string, run: (flow: PasswordReset) => void, event: object];
  const odd = (value: unknown) => value as never;
  const starts = (given: object) => ({
    type: 'start',
    user: undefined,
    sendMethod: null,
    clientType: null,
    accountName: null,
    ...given,
  });
  const password = (given: object) => ({ type: 'password.submit', temporary: false, ...given });
  const commands: readonly Command[] = [
    ['start', (flow) => flow.start(person), starts(person)],
    ['start of nobody', (flow) => flow.start(odd(undefined)), starts({})],
    ['start of null', (flow) => flow.start(odd(null)), starts({})],
    ['start of a number', (flow) => flow.start(odd(5)), starts({})],
    [
      'start with all that can be chosen, and more',
      (flow) =>
        flow.start(odd({ user: 'a', sendMethod: 'sms', clientType: 'pc', accountName: 'anna', type: 'reset', x: 1 })),
      starts({ user: 'a', sendMethod: 'sms', clientType: 'pc', accountName: 'anna' }),
    ],
    ['submitSlider', (flow) => flow.submitSlider(place), { type: 'slider.submit', ...place }],
    [
      'submitSlider without a place',
      (flow) => flow.submitSlider(odd(undefined)),
      { type: 'slider.submit', pointX: undefined, slideTime: undefined },
    ],
    [
      'submitSlider with null',
      (flow) => flow.submitSlider(odd(null)),
      { type: 'slider.submit', pointX: undefined, slideTime: undefined },
    ],
    ['refreshSlider', (flow) => flow.refreshSlider(), { type: 'slider.refresh' }],
    ['submitCode', (flow) => flow.submitCode('374104'), { type: 'code.submit', code: 'a secret: 374104' }],
    [
      'submitCode with a secret',
      (flow) => flow.submitCode(secret('374104')),
      { type: 'code.submit', code: 'a secret: 374104' },
    ],
    [
      'submitCode with a number',
      (flow) => flow.submitCode(odd(374104)),
      { type: 'code.submit', code: 'a secret: 374104' },
    ],
    [
      'submitCode without a code',
      (flow) => flow.submitCode(odd(undefined)),
      { type: 'code.submit', code: 'a secret: ' },
    ],
    ['submitCode with null', (flow) => flow.submitCode(odd(null)), { type: 'code.submit', code: 'a secret: ' }],
    ['submitCode with an object', (flow) => flow.submitCode(odd({ code: '1' })), { type: 'code.submit', code: {} }],
    ['resendCode', (flow) => flow.resendCode(), { type: 'code.resend' }],
    [
      'submitPassword',
      (flow) => flow.submitPassword(goodPassword),
      password({ password: `a secret: ${goodPassword}` }),
    ],
    ['submitPassword without one', (flow) => flow.submitPassword(odd(undefined)), password({ password: 'a secret: ' })],
    [
      'submitPassword, a temporary one',
      (flow) => flow.submitPassword('x', { temporary: true }),
      password({ password: 'a secret: x', temporary: true }),
    ],
    [
      'submitPassword with options that are none',
      (flow) => flow.submitPassword('x', odd(null)),
      password({ password: 'a secret: x' }),
    ],
    [
      'submitPassword, temporary by a number',
      (flow) => flow.submitPassword('x', { temporary: odd(1) }),
      password({ password: 'a secret: x' }),
    ],
    ['cancel', (flow) => flow.cancel(), { type: 'cancel' }],
    ['retry', (flow) => flow.retry(), { type: 'retry' }],
    ['reset', (flow) => flow.reset(), { type: 'reset' }],
  ];

  test.each(commands)('says this to the chart: %s', (_, run, expected) => {
    const events: { type: string }[] = [];
    const { flow } = startReset({
      inspect: (seen) => {
        if (seen.type === '@xstate.event' && !seen.event.type.startsWith('xstate.')) events.push(seen.event);
      },
    });
    run(flow);
    expect(events.map(inClear)).toStrictEqual([expected]);
    flow.stop();
    run(flow);
    expect(events).toHaveLength(1);
  });

  test.each([undefined, null, '', {}])('refuses %p as a code before anything is sent', async (value) => {
    const { flow, of } = await startResetIn('codeRequired');
    flow.submitCode(value as never);
    await settle();

    expect(flow.getView()).toMatchObject({
      state: 'codeRequired',
      failure: resetFailure('inputInvalid', { field: 'code', action: 'enterCode' }),
      attempts: none,
    });
    expect(of('checkCode')).toEqual([]);
  });

  test.each([undefined, null, '', {}])('refuses %p as a password before anything is sent', async (value) => {
    const { flow, of } = await startResetIn('newPasswordRequired');
    flow.submitPassword(value as never);
    await settle();

    expect(flow.getView()).toMatchObject({
      state: 'newPasswordRequired',
      failure: resetFailure('inputInvalid', { field: 'newPassword', action: 'enterNewPassword' }),
      attempts: none,
    });
    expect(of('reset')).toEqual([]);
  });

  test('begins another flow after a success, which tells the same listeners', async () => {
    const started = await startResetIn('success');
    const { flow, last } = started;
    const { actor } = flow;
    const told: unknown[] = [];
    flow.subscribe(() => told.push(flow.getView().state));
    flow.on('*', ({ type }) => told.push(type));
    flow.start({ user: 'other@example.com' });
    await settle();
    expect(flow.actor).not.toBe(actor);
    expect(told).toEqual(['idle', 'requestingSlider']);
    expect(last('sendSlider').request.user).toBe('other@example.com');
    await goTo(started, 'sliderRequired');
    expect(told.slice(2)).toEqual(expect.arrayContaining(['challenge', 'sliderRequired']));
  });

  test('keeps the flow of before where it is not over', async () => {
    const { flow } = await startResetIn('error');
    const { actor } = flow;
    flow.start(person);
    flow.reset();
    expect(flow.actor).toBe(actor);
    expect(flow.getView()).toMatchObject({ state: 'idle', user: null, failure: null });
  });
});

describe('what the chart begins with', () => {
  const machine = provideResetServices(deferredReset().services);
  const begins = (input?: object | null) => createActor(machine, { input: input as never }).getSnapshot().context;

  test.each([
    [undefined, 15_000, 60_000, 'strict'],
    [null, 15_000, 60_000, 'strict'],
    [{}, 15_000, 60_000, 'strict'],
    [{ passwordMode: 'lenient' }, 15_000, 60_000, 'lenient'],
    [{ passwordMode: 'strict' }, 15_000, 60_000, 'strict'],
    [{ passwordMode: 'loose' }, 15_000, 60_000, 'strict'],
    [{ timeouts: { attemptMs: 5 } }, 5, 60_000, 'strict'],
    [{ timeouts: { attemptMs: -5, totalMs: 7 } }, 15_000, 7, 'strict'],
  ])('with %p: %p ms an attempt, %p ms in all, %s', (input, attemptMs, totalMs, passwordMode) => {
    expect(begins(input)).toMatchObject({ timeouts: { attemptMs, totalMs }, passwordMode });
  });

  const attempt = { repeats: 0, startAt: 1000, attemptEndsAt: 6000, totalEndsAt: 60_000 };
  const common = { user: '', clientType: 'web', sentAt: 1000, timeoutMs: 5000 };
  const time = { startAt: 1000, endsAt: 6000, mostMs: 15_000 };

  test.each([
    ['a slider', toSliderRequest, common, false],
    ['its check', toSliderCheck, { ...common, token: 'a secret: ', pointX: 0, slideTime: 0 }, true],
    ['a code', toCodeRequest, { ...common, token: 'a secret: ', sendMethod: null }, true],
    ['its check', toCodeCheck, { ...common, code: 'a secret: ' }, true],
    [
      'a new password',
      toPasswordReset,
      { ...common, token: 'a secret: ', newPassword: 'a secret: ', temporary: false },
      true,
    ],
  ])('makes a request for %s that holds nothing', (_, toInput, request, carriesAnswer) => {
    const input = toInput({ ...begins(), attempt });

    expect({ ...input, request: inClear(input.request) }).toEqual({ ...time, request, carriesAnswer });
  });

  test('is no error that can be tried again', () => {
    const network = resetFailure('network');
    const cases: readonly (readonly [boolean, Partial<PasswordResetContext>])[] = [
      [false, {}],
      [false, { failure: network }],
      [false, { user: 'a' }],
      [true, { user: 'a', failure: network }],
      [true, { user: '', failure: network }],
      [false, { user: 'a', failure: resetFailure('outcomeUnknown') }],
      [false, { user: 'a', failure: resetFailure('inputInvalid', { field: 'user', action: 'enterUser' }) }],
      [false, { user: 'a', failure: resetFailure('inputInvalid', { action: 'none' }) }],
      [true, { user: 'a', failure: resetFailure('inputInvalid') }],
      [true, { user: 'a', failure: resetFailure('userUnknown') }],
    ];
    for (const [may, given] of cases) expect([given, mayRetry({ ...begins(), ...given })]).toEqual([given, may]);
  });
});
