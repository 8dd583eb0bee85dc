import { describe, expect, test } from '@jest/globals';
import { createJoinFlow } from 'meeting-join-flow';
import { createActor, fromPromise } from 'xstate';
import { alarm } from '../../src/machines/alarm.js';
import { clockOf, countDown } from '../../src/machines/clock.js';
import { deferredServices, refused } from '../support/join-services.js';
import { createMovedClock, settle } from '../support/moved-clock.js';

const hour = 3_600_000;

/** An alarm that counts how often it went off. */
function ring(at: number, clock = createMovedClock(), snapshot?: object) {
  const actor = createActor(alarm, { input: { at }, clock, ...(snapshot && { snapshot: snapshot as never }) });
  const rung: number[] = [];
  // An actor that is stopped completes too, without being done.
  actor.subscribe({
    complete: () => {
      if (actor.getSnapshot().status === 'done') rung.push(clock.now());
    },
  });
  actor.start();
  return { actor, clock, rung };
}

describe('an alarm', () => {
  test('goes off once, at its time', async () => {
    const clock = createMovedClock();
    const at = clock.now() + 62_345;
    const { rung } = ring(at, clock);
    await clock.advance(62_344);
    expect(rung).toEqual([]);
    await clock.advance(10 * hour);

    expect(rung).toEqual([at]);
    expect(clock.waiting).toBe(0);
  });

  test('goes off at once when its time is past, or is no time', async () => {
    for (const at of [0, -1, NaN]) {
      const { clock, rung } = ring(at);
      await settle();

      expect(rung).toHaveLength(1);
      expect(clock.waiting).toBe(0);
    }
  });

  test('can be longer than the longest timer', async () => {
    const waits: number[] = [];
    const clock = createMovedClock();
    const watched = {
      ...clock,
      setTimeout: (fn: () => void, ms: number) => (waits.push(ms), clock.setTimeout(fn, ms)),
    };
    const stop = countDown(watched, clock.now() + 2 ** 40, () => undefined);
    await clock.advance(20_000);
    stop();

    expect(Math.max(...waits)).toBeLessThanOrEqual(30_000);
    expect(waits.length).toBeGreaterThan(3);
    expect(clock.waiting).toBe(0);
  });

  test('notices a clock that is set forward, and is not held up by one that is set back', async () => {
    const forward = ring(createMovedClock().now() + hour);
    forward.clock.jump(2 * hour);
    await forward.clock.advance(5000);
    expect(forward.rung).toHaveLength(1);

    const back = ring(createMovedClock().now() + 60_000);
    await back.clock.advance(10_000);
    back.clock.jump(-hour);
    await back.clock.advance(50_000);
    expect(back.rung).toHaveLength(1);
  });

  test('is armed again by a restore, and rings neither twice nor never', async () => {
    const clock = createMovedClock();
    const at = clock.now() + 40_000;
    let { actor, rung } = ring(at, clock);
    const all = [rung];
    for (const ms of [1000, 12_000, 26_999]) {
      await clock.advance(ms);
      const stored = JSON.parse(JSON.stringify(actor.getPersistedSnapshot())) as object;
      actor.stop();
      expect(clock.waiting).toBe(0);
      ({ actor, rung } = ring(at, clock, stored));
      all.push(rung);
    }
    await clock.advance(hour);
    const done = actor.getPersistedSnapshot();
    const after = ring(at, clock, done);
    await clock.advance(hour);

    expect(all.flat()).toEqual([at]);
    expect(after.clock.waiting).toBe(0);
  });

  test('that is stopped leaves no timer', async () => {
    const { actor, clock, rung } = ring(createMovedClock().now() + hour);
    actor.stop();
    await clock.advance(2 * hour);

    expect([clock.waiting, rung.length]).toEqual([0, 0]);
  });
});

describe('the clock of an actor', () => {
  test('is the one that it was given, and the system’s where that one lacks a part', async () => {
    const clock = createMovedClock();
    let seen: number[] = [];
    const look = fromPromise(async ({ self }) => {
      seen.push(clockOf(self).now());
    });
    createActor(look, { clock }).start();
    expect(seen).toEqual([clock.now()]);

    seen = [];
    const { setTimeout: set, clearTimeout: clear } = clock;
    const before = Date.now();
    createActor(look, { clock: { setTimeout: set, clearTimeout: clear } }).start();
    expect(seen[0]).toBeGreaterThanOrEqual(before);
    expect(clockOf({}).now()).toBeGreaterThanOrEqual(before);
  });

  test('may be an object with methods', () => {
    const moved = createMovedClock();
    class MethodClock {
      readonly #clock = moved;
      now(): number {
        return this.#clock.now();
      }
      setTimeout(fn: () => void, ms: number): unknown {
        return this.#clock.setTimeout(fn, ms);
      }
      clearTimeout(id: unknown): void {
        this.#clock.clearTimeout(id);
      }
    }
    const stop = countDown(clockOf({ clock: new MethodClock() }), moved.now() + hour, () => undefined);
    expect(moved.waiting).toBe(1);
    stop();
    expect(moved.waiting).toBe(0);
  });

  test('calls the timers of the runtime as its own, as browsers demand', () => {
    const { setTimeout: set, clearTimeout: clear } = globalThis;
    const callers: unknown[] = [];
    try {
      globalThis.setTimeout = function (this: unknown) {
        callers.push(this);
        return 7;
      } as never;
      globalThis.clearTimeout = function (this: unknown) {
        callers.push(this);
      };
      const given = { now: () => 0, setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };
      countDown(clockOf({ clock: given }), 10, () => undefined)();
      expect(callers).toHaveLength(2);
      for (const caller of callers) expect(caller).not.toBe(given);
    } finally {
      globalThis.setTimeout = set;
      globalThis.clearTimeout = clear;
    }
  });
});

// The first is that of the time limit, the second that of the pause before a repeat.
test.each([1, 2])(
  'A flow that is given up while its clock sets timer %i leaves none, and asks no more',
  async (which) => {
    const clock = createMovedClock();
    const { services, fetches } = deferredServices();
    let set = NaN;
    const flow = createJoinFlow({
      services,
      clock: {
        ...clock,
        setTimeout(fn, ms) {
          const id = clock.setTimeout(fn, ms);
          if (++set === which) flow.cancel();
          return id;
        },
      },
    });
    flow.join({ destination: '123456789' });
    await settle();
    fetches[0]?.resolve(refused('rateLimited', {}, { details: { retryAt: clock.now() + 5000 } }));
    await settle();
    set = 0;
    await clock.advance(1000);

    expect([flow.getView().state, clock.waiting]).toEqual(['idle', 0]);
    await clock.advance(60_000);
    expect(fetches).toHaveLength(1);
    flow.stop();
  },
);
