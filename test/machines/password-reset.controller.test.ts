import { describe, expect, test } from '@jest/globals';
import { secret } from 'meeting-join-flow';
import type { PasswordReset } from 'meeting-join-flow';
import { resetFailure } from '../../src/guards/reset-failure.js';
import { inClear } from '../support/in-clear.js';
import { settle } from '../support/moved-clock.js';
import { sent } from '../support/reset-services.js';
import { goTo, goodPassword, person, place, startReset, startResetIn } from '../support/start-reset.js';

const none = { slider: 0, code: 0, password: 0 };

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

describe('the controller of the password reset', () => {
  test('asks for another slider, and for another code once that is allowed', async () => {
    const started = await startResetIn('sliderRequired');
    const { flow, of, clock } = started;
    flow.refreshSlider();
    await settle();
    expect([flow.getView().state, of('sendSlider').length]).toEqual(['requestingSlider', 2]);

    await goTo(started, 'sendingCode');
    started.last('sendCode').resolve(sent(600));
    await settle();
    flow.resendCode();
    await settle();
    expect(flow.getView()).toMatchObject({ state: 'codeRequired', can: { submit: true, resendCode: false } });
    await clock.advance(180_000);
    expect(flow.getView()).toMatchObject({ state: 'codeRequired', can: { submit: true, resendCode: true } });
    flow.resendCode();
    await settle();
    expect([flow.getView().state, of('sendSlider').length]).toEqual(['requestingSlider', 3]);
    expect(flow.getView().can.resendCode).toBe(false);
  });

  test.each([
    ['requestingSlider', 'requestingSlider', null],
    ['sliderRequired', 'requestingSlider', null],
    ['newPasswordRequired', 'requestingSlider', null],
    ['sendingCode', 'codeRequired', null],
    ['codeRequired', 'codeRequired', null],
    ['resetting', 'error', 'outcomeUnknown'],
    ['error', 'error', 'network'],
    ['idle', 'idle', null],
  ] as const)('goes on from %s with %s', async (state, next, kind) => {
    const { flow, clock } = await startResetIn(state);
    const restored = startReset({ snapshot: JSON.parse(JSON.stringify(flow.persist())) as unknown, clock });
    await settle();
    const view = restored.flow.getView();
    expect([view.state, view.failure?.kind ?? null]).toEqual([next, kind]);
    expect(view.user).toBe(state === 'idle' ? null : person.user);
    expect(restored.calls.map(({ port }) => port)).toEqual(next === 'requestingSlider' ? ['sendSlider'] : []);
  });

  test.each([
    [undefined, false],
    [{}, false],
    [{ temporary: false }, false],
    [{ temporary: true }, true],
    [{ temporary: 'yes' as never }, false],
  ])('sets a password with the options %p: temporary is %p', async (more, temporary) => {
    const { flow, last } = await startResetIn('newPasswordRequired');
    flow.submitPassword(goodPassword, more);
    await settle();
    expect(last('reset').request.temporary).toBe(temporary);
  });

  test('sends what was chosen at the start with each step', async () => {
    const chosen = { user: 'annalise', sendMethod: 'email', clientType: 'pc', accountName: 'annalise' } as const;
    const started = startReset();
    const { flow, last } = started;
    flow.start(chosen);
    await settle();
    expect(last('sendSlider').request).toMatchObject({ user: 'annalise', clientType: 'pc' });
    await goTo(started, 'sendingCode');
    expect(last('sendCode').request).toMatchObject({ user: 'annalise', clientType: 'pc', sendMethod: 'email' });
    await goTo(started, 'newPasswordRequired');
    flow.submitPassword('x-Annalise-9');
    expect(flow.getView()).toMatchObject({
      state: 'newPasswordRequired',
      failure: { kind: 'passwordNotAcceptable', field: 'newPassword' },
    });
  });

  test('takes the loose reading of the password rules where it is told so', async () => {
    const loose = await startResetIn('newPasswordRequired', { passwordMode: 'lenient' });
    loose.flow.submitPassword('Aaa-bbb-77 ü');
    await settle();
    expect(loose.flow.getView().state).toBe('resetting');
    const strict = await startResetIn('newPasswordRequired');
    strict.flow.submitPassword('Aaa-bbb-77 ü');
    expect(strict.flow.getView()).toMatchObject({ failure: { kind: 'passwordNotAcceptable' } });
  });

  test('keeps the time limits that it is given', async () => {
    const { flow, clock, calls } = await startResetIn('checkingSlider', {
      timeouts: { attemptMs: 2000, totalMs: 5000 },
    });
    expect(calls.at(-1)?.request.timeoutMs).toBe(2000);
    await clock.advance(2000);
    expect(flow.getView()).toMatchObject({ state: 'error', failure: { kind: 'timeout' } });
  });

  test('starts over after a success, and with nothing after a reset', async () => {
    const started = await startResetIn('success');
    started.flow.reset();
    expect(started.flow.getView()).toMatchObject({ state: 'idle', user: null });
    started.flow.start(person);
    await settle();
    expect(started.flow.getView().state).toBe('requestingSlider');
    started.flow.submitSlider(place);
    expect(started.flow.getView().state).toBe('requestingSlider');
  });
});
