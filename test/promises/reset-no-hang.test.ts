import { describe, expect, test } from '@jest/globals';
import { settle } from '../support/moved-clock.js';
import { refusal } from '../support/reset-services.js';
import {
  askingStates,
  busyStates,
  goTo,
  person,
  resetStateOf,
  startReset,
  startResetIn,
  wayStates,
} from '../support/start-reset.js';

const hour = 3_600_000;

describe('every busy state of the password reset has a time limit', () => {
  test('a slider is asked for three times within 60 s', async () => {
    const { flow, clock, of } = await startResetIn('requestingSlider');

    await clock.advance(14_999);
    expect(of('sendSlider')).toHaveLength(1);
    await clock.advance(45_001);

    expect(of('sendSlider')).toHaveLength(3);
    expect(of('sendSlider').every(({ signal }) => signal.aborted)).toBe(true);
    expect(flow.getView()).toMatchObject({ state: 'error', failure: { kind: 'timeout' }, can: { retry: true } });
    expect(clock.waiting).toBe(0);
  });

  test.each([
    ['checkingSlider', 'timeout'],
    ['sendingCode', 'timeout'],
    ['checkingCode', 'timeout'],
    ['resetting', 'outcomeUnknown'],
  ] as const)('%s ends in %s after 15 s, sent once', async (state, kind) => {
    const started = await startResetIn(state);
    const { flow, clock, calls } = started;
    const before = calls.length;

    await clock.advance(14_999);
    expect(resetStateOf(started)).toBe(state);
    await clock.advance(1);

    expect(flow.getView()).toMatchObject({ state: 'error', failure: { kind } });
    expect(calls).toHaveLength(before);
    expect(calls.at(-1)!.signal.aborted).toBe(true);
    expect(clock.waiting).toBe(0);
  });

  test.each(busyStates)('%s ends in time when the wall clock is set an hour forward or back', async (state) => {
    for (const jump of [hour, -hour]) {
      const started = await startResetIn(state);
      await started.clock.advance(2000);
      started.clock.jump(jump);
      await started.clock.advance(60_000);

      expect(resetStateOf(started)).toBe('error');
      expect(started.clock.waiting).toBe(0);
    }
  });
});

describe('every state of the password reset can be left', () => {
  const left = wayStates.filter((state) => state !== 'idle' && state !== 'success');

  test.each(left)('cancel in %s aborts what is in flight and leaves nothing running', async (state) => {
    const started = await startResetIn(state);
    const { flow, clock, calls } = started;
    flow.cancel();
    await settle();

    if ((busyStates as readonly string[]).includes(state)) expect(calls.at(-1)!.signal.aborted).toBe(true);
    if (state === 'resetting')
      expect(flow.getView()).toMatchObject({ state: 'error', failure: { kind: 'outcomeUnknown', action: 'signIn' } });
    else expect(flow.getView()).toMatchObject({ state: 'idle', user: person.user, failure: null });
    expect(clock.waiting).toBe(0);

    flow.reset();
    expect(flow.getView()).toMatchObject({ state: 'idle', user: null, failure: null });
    await goTo(started, 'success');
    expect(resetStateOf(started)).toBe('success');
  });

  test.each(left)('stop in %s aborts, leaves no timer, and later commands change nothing', async (state) => {
    const { flow, clock, calls } = await startResetIn(state);
    const before = calls.length;
    flow.stop();
    await settle();
    flow.start(person);
    flow.retry();
    flow.reset();
    await clock.advance(hour);

    expect(calls).toHaveLength(before);
    expect(clock.waiting).toBe(0);
  });

  test('success is the end, and a start or a reset after it a new beginning', async () => {
    const started = await startResetIn('success');
    started.flow.cancel();
    expect(resetStateOf(started)).toBe('success');
    started.flow.reset();
    expect(started.flow.getView()).toMatchObject({ state: 'idle', user: null });
    await goTo(started, 'success');
    started.flow.start(person);
    await settle();

    expect(resetStateOf(started)).toBe('requestingSlider');
  });
});

describe('a deadline while a person thinks', () => {
  test.each(askingStates)(
    '%s ends by itself within a second of its time, whichever way the clock jumps',
    async (state) => {
      for (const jump of [0, hour, -hour]) {
        const started = await startResetIn(state);
        const life = state === 'sliderRequired' ? 60_000 : 180_000;
        await started.clock.advance(10_000);
        started.clock.jump(jump);
        await started.clock.advance(jump > 0 ? 0 : life - 10_001);
        expect(resetStateOf(started)).toBe(state);
        await started.clock.advance(1000);

        expect(resetStateOf(started)).toBe('requestingSlider');
        expect(started.of('sendSlider')).toHaveLength(2);
      }
    },
  );
});

describe('a service function that breaks its word never stops the flow', () => {
  test.each([
    ['nothing', undefined],
    ['a text', 'ok'],
    ['a refusal without a failure', { ok: false }],
    ['a forged interruption', { ok: false, interrupted: true }],
  ])('%s', async (_, outcome) => {
    for (const [state, port] of [
      ['requestingSlider', 'sendSlider'],
      ['checkingSlider', 'checkSlider'],
      ['sendingCode', 'sendCode'],
      ['checkingCode', 'checkCode'],
      ['resetting', 'reset'],
    ] as const) {
      const started = await startResetIn(state);
      started.last(port).resolve(outcome as never);
      await settle();

      const kind = port === 'reset' ? 'outcomeUnknown' : 'unexpectedReply';
      expect(started.flow.getView()).toMatchObject({ state: 'error', failure: { kind } });
    }
  });

  test('a rejection is told by its reason, and shows nothing', async () => {
    const started = await startResetIn('checkingCode');
    started.last('checkCode').reject(Object.assign(new Error('canary'), { reason: 'timeout' }));
    await settle();

    expect(started.flow.getView()).toMatchObject({ state: 'error', failure: { kind: 'timeout' } });
    expect(JSON.stringify(started.flow.persist())).not.toContain('canary');
  });
});

test('401 and 403 are told by the services: blocked ends a step, a gone token starts over', async () => {
  const started = startReset();
  await goTo(started, 'resetting');
  started.last('reset').resolve(refusal('tokenExpired', { status: 401 }));
  await settle();

  expect(started.flow.getView()).toMatchObject({
    state: 'requestingSlider',
    failure: { kind: 'tokenExpired', status: 401 },
  });
});
