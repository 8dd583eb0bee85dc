import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { createJoinFlow, createPasswordReset, joinFlowMachine, passwordResetMachine } from 'meeting-join-flow';
import { createActor, fromPromise, toPromise } from 'xstate';
import { INTERRUPTED, issueRequest, outcomeAtLimit, portActor } from '../../src/machines/port.js';
import type { PortInput } from '../../src/machines/port.js';
import { TransportError } from '../../src/services/transport.js';
import { createMovedClock, settle } from '../support/moved-clock.js';

function port(give: () => unknown = () => ({ ok: true })) {
  const calls: string[] = [];
  const logic = portActor(
    async (request: string) => {
      calls.push(request);
      return give() as { ok: boolean; kind?: string };
    },
    (kind) => ({ ok: false, kind }),
  );
  const ask = (input: PortInput<string>, clock = createMovedClock()) =>
    toPromise(createActor(logic, { input, clock }).start());
  return { calls, ask, logic };
}

const start = createMovedClock().now();
const input = { request: 'r', startAt: start, endsAt: start + 15_000, mostMs: 15_000, carriesAnswer: true };
const look = { ...input, carriesAnswer: false };

describe('a ticket', () => {
  test('lets an answer be sent once', async () => {
    const { calls, ask } = port();
    const issued = issueRequest({ ...input });

    expect(await ask(issued)).toEqual({ ok: true });
    expect(await ask(issued)).toBe(INTERRUPTED);
    expect(calls).toEqual(['r']);
  });

  test('is not in a copy, a clone, JSON, or an input that nobody issued', async () => {
    const { calls, ask } = port();
    const issued = issueRequest({ ...input });
    for (const copy of [{ ...issued }, structuredClone(issued), JSON.parse(JSON.stringify(issued)), input]) {
      expect(await ask(copy as PortInput<string>)).toBe(INTERRUPTED);
    }

    expect(calls).toEqual([]);
  });

  test('is not needed without an answer', async () => {
    const { calls, ask } = port();
    await ask(look);
    await ask(structuredClone(look));

    expect(calls).toEqual(['r', 'r']);
  });
});

describe('a port', () => {
  test('waits for the time from which it may send, and not at all once it is stopped', async () => {
    const clock = createMovedClock();
    const { calls, logic } = port();
    const later = { ...look, startAt: clock.now() + 700 };
    const one = createActor(logic, { input: later, clock }).start();
    const other = createActor(logic, { input: { ...later, request: 'stopped' }, clock }).start();
    await clock.advance(699);
    expect(calls).toEqual([]);
    other.stop();
    await clock.advance(1);

    expect(calls).toEqual(['r']);
    expect(one.getSnapshot().status).toBe('done');
    expect(clock.waiting).toBe(0);
  });

  test.each([
    ['network', () => Promise.reject(new TransportError('network'))],
    ['timeout', () => Promise.reject(new TransportError('timeout'))],
    ['unexpectedReply', () => Promise.reject(new Error('canary'))],
    ['unexpectedReply', () => ({ ok: false, interrupted: true })],
    ['unexpectedReply', () => ({ ok: 'yes' })],
    ['unexpectedReply', () => ({ ok: 'no', failure: { kind: 'network' } })],
    ['unexpectedReply', () => undefined],
  ])('turns a crash into an outcome: %s', async (kind, give) => {
    const { ask } = port(give);

    expect(await ask(issueRequest({ ...input }))).toEqual({ ok: false, kind });
  });

  test('is over in time when nothing comes back, aborts the request, and takes no late reply', async () => {
    const clock = createMovedClock();
    let signal: AbortSignal | undefined;
    let answer: (outcome: { ok: boolean }) => void = () => undefined;
    const logic = portActor<string, { ok: boolean; kind?: string }>(
      (_, given) => {
        signal = given;
        return new Promise((resolve) => (answer = resolve));
      },
      (kind) => ({ ok: false, kind }),
    );
    const actor = createActor(logic, { input: look, clock }).start();
    await clock.advance(14_999);
    expect([signal?.aborted, actor.getSnapshot().status]).toEqual([false, 'active']);
    await clock.advance(1);
    answer({ ok: true });
    await settle();

    expect(actor.getSnapshot().output).toEqual({ ok: false, kind: 'timeout' });
    expect(signal?.aborted).toBe(true);
    expect(signal?.reason).toMatchObject({ name: 'AbortError' });
    expect(clock.waiting).toBe(0);
  });

  test('aborts when it is stopped, and leaves no timer', async () => {
    const clock = createMovedClock();
    let signal: AbortSignal | undefined;
    const logic = portActor<string, { ok: boolean }>(
      (_, given) => {
        signal = given;
        return new Promise(() => undefined);
      },
      () => ({ ok: false }),
    );
    const actor = createActor(logic, { input: look, clock }).start();
    actor.stop();

    expect([signal?.aborted, clock.waiting, actor.getSnapshot().status]).toEqual([true, 0, 'stopped']);
  });

  test('does not abort a request that was answered', async () => {
    let signal: AbortSignal | undefined;
    const clock = createMovedClock();
    const logic = portActor<string, { ok: boolean }>(
      async (_, given) => {
        signal = given;
        return { ok: true };
      },
      () => ({ ok: false }),
    );
    await toPromise(createActor(logic, { input: look, clock }).start());

    expect([signal?.aborted, clock.waiting]).toEqual([false, 0]);
  });

  test('asks nothing once its time is over, but still tells of an answer that was posted before', async () => {
    const { calls, ask } = port();
    for (const endsAt of [start, start - 1, NaN])
      expect(await ask({ ...look, endsAt })).toEqual({ ok: false, kind: 'timeout' });
    expect(await ask({ ...input, endsAt: start - 1 })).toBe(INTERRUPTED);

    expect(calls).toEqual([]);
  });

  test('is busy no longer than its limit on a clock that was set back', async () => {
    const clock = createMovedClock();
    const { logic } = port(() => new Promise(() => undefined));
    const hour = 3_600_000;
    const actor = createActor(logic, { input: { ...look, endsAt: start + hour }, clock }).start();
    const waiting = createActor(logic, {
      input: { ...look, startAt: start + hour, endsAt: start + hour + 15_000 },
      clock,
    }).start();
    await clock.advance(15_000);

    expect([actor.getSnapshot().status, waiting.getSnapshot().status]).toEqual(['done', 'done']);
    expect(clock.waiting).toBe(0);
  });

  test('does not wait for a time that only a clock which was set back makes so late', async () => {
    const clock = createMovedClock();
    const { calls, logic } = port();
    const hour = 3_600_000;
    const backOff = { ...look, startAt: start + hour + 700, endsAt: start + hour + 15_700, mostMs: 60_000 };
    const actor = createActor(logic, { input: backOff, clock }).start();
    await settle();

    expect(calls).toEqual(['r']);
    expect(actor.getSnapshot().status).toBe('done');
    expect(clock.waiting).toBe(0);

    const silent = port(() => new Promise(() => undefined)).logic;
    const unanswered = createActor(silent, { input: backOff, clock }).start();
    await clock.advance(15_000);
    expect(unanswered.getSnapshot().output).toEqual({ ok: false, kind: 'timeout' });
  });

  test('is over, and not broken, when its time runs out between two looks at the clock', async () => {
    const { calls, logic } = port();
    let ms = start;
    const hurried = { ...createMovedClock(), now: () => (ms += 3) };
    const actor = createActor(logic, { input: { ...look, endsAt: start + 5 }, clock: hurried }).start();
    await settle();

    expect(actor.getSnapshot()).toMatchObject({ status: 'done', output: { ok: false, kind: 'timeout' } });
    expect(calls).toEqual([]);
  });

  test('leaves nothing of one request on the reason for which another is aborted', async () => {
    const reasons: unknown[] = [];
    const logic = portActor<string, { ok: boolean }>(
      (_, signal) => {
        signal.addEventListener('abort', () => reasons.push(signal.reason));
        return new Promise(() => undefined);
      },
      () => ({ ok: false }),
    );
    for (let at = 0; at < 2; at++) createActor(logic, { input: look, clock: createMovedClock() }).start().stop();

    expect(reasons.map((reason) => Object.isFrozen(reason))).toEqual([true, true]);
  });

  test('tells what it says when its time is over; other actors have no time limit that is known', () => {
    const { logic } = port();

    expect(outcomeAtLimit(logic)?.()).toEqual({ ok: false, kind: 'timeout' });
    for (const other of [{ ...logic }, fromPromise(async () => 1), undefined, null, 'name'])
      expect(outcomeAtLimit(other)).toBeUndefined();
  });
});

describe('services that lack a port', () => {
  test.each([
    ['services.fetchMeetingInfo must be a function.', undefined],
    ['services.fetchMeetingInfo must be a function.', null],
    ['services.fetchMeetingInfo must be a function.', 'services'],
    ['services.refreshCaptcha must be a function.', { fetchMeetingInfo: async () => undefined }],
    ['services.refreshCaptcha must be a function.', { fetchMeetingInfo: async () => undefined, refreshCaptcha: {} }],
  ])('are refused at once: %s', (message, services) => {
    expect(() => createJoinFlow({ services: services as never })).toThrow(new TypeError(message));
  });

  test('are refused by the password reset too', () => {
    expect(() => createPasswordReset({ services: {} as never })).toThrow(
      new TypeError('services.sendSlider must be a function.'),
    );
  });

  test('may have their ports on a class', () => {
    class Services {
      async fetchMeetingInfo(): Promise<never> {
        throw new Error('not asked');
      }
      async refreshCaptcha(): Promise<never> {
        throw new Error('not asked');
      }
    }

    expect(createJoinFlow({ services: new Services() }).getView().state).toBe('idle');
  });
});

describe('a chart without services', () => {
  afterEach(() => void jest.restoreAllMocks());

  test.each([
    ['provideJoinServices', joinFlowMachine, { type: 'join', destination: '123456789' }],
    ['provideResetServices', passwordResetMachine, { type: 'start', user: 'alice' }],
  ] as const)('names %s where developers look', async (provide, machine, event) => {
    const log = jest.spyOn(console, 'error').mockReturnValue(undefined);
    const actor = createActor(machine).start();
    actor.send(event);
    await settle();

    expect(log.mock.calls).toEqual([[new TypeError(`This chart has no services yet: use ${provide}(services).`)]]);
    expect(actor.getSnapshot().value).toBe('error');
    expect(actor.getSnapshot().context.failure?.kind).toBe('unexpectedReply');
  });
});
