import type { Clock } from '../machines/clock.js';

/** A clock that stands still until a test moves it. */
export interface TestClock extends Clock {
  /** Time passes (ms): timers run in their order, and what they start runs before the next one. */
  advance(ms: number): Promise<void>;
  /** The wall clock is set to another time (ms from now); no time passes. */
  jump(ms: number): void;
  /** Timers that wait. */
  readonly waiting: number;
}

/** Lets everything that is ready run. */
export async function settle(turns = 3): Promise<void> {
  for (let turn = 0; turn < turns; turn++)
    await new Promise<void>((done) => {
      // Browsers and jsdom have no setImmediate.
      if (typeof setImmediate === 'function') setImmediate(done);
      else setTimeout(done, 0);
    });
}

/** @param start Epoch ms. 1 January 2026 unless given. */
export function createTestClock(start = Date.UTC(2026, 0, 1), turns = 3): TestClock {
  let wall = start;
  let passed = 0;
  let ids = 0;
  const timers = new Map<number, { readonly at: number; readonly fn: () => void }>();
  const next = (until: number) =>
    [...timers].filter(([, { at }]) => at <= until).sort(([a, one], [b, two]) => one.at - two.at || a - b)[0];
  const move = (to: number): void => {
    wall += to - passed;
    passed = to;
  };
  return {
    now: () => wall,
    setTimeout(fn, ms) {
      timers.set(++ids, { at: passed + Math.max(0, ms), fn });
      return ids;
    },
    clearTimeout: (id) => void timers.delete(Number(id)),
    async advance(ms) {
      const until = passed + ms;
      await settle(turns);
      for (let timer = next(until); timer; timer = next(until)) {
        const [id, { at, fn }] = timer;
        timers.delete(id);
        move(at);
        fn();
        await settle(turns);
      }
      move(until);
    },
    jump: (ms) => void (wall += ms),
    get waiting() {
      return timers.size;
    },
  };
}
