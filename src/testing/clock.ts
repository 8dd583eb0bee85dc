import type { Clock } from '../machines/clock.js';

/** A clock that stands still until a test moves it. */
export interface TestClock extends Clock {
  /**
   * Time passes (ms): timers run in their order, and what they start runs before the next one.
   * @throws RangeError for what is no number, endless, or below 0.
   */
  advance(ms: number): Promise<void>;
  /**
   * The wall clock is set to another time (ms from now); no time passes.
   * @throws RangeError for what is no number, or endless.
   */
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

/** One sum with a text or with NaN in it, and a clock is of no use for good. */
function hold(what: string, ms: unknown, least = -Infinity): void {
  if (Number.isFinite(ms) && Number(ms) >= least) return;
  throw new RangeError(`${what}, not ${typeof ms === 'string' ? `"${ms}"` : String(ms)}`);
}

/**
 * @param start A date, or epoch ms. 1 January 2026 unless given.
 * @throws RangeError for a `start` that is neither.
 */
export function createTestClock(start: Date | number = Date.UTC(2026, 0, 1), turns = 3): TestClock {
  let wall = start.valueOf();
  hold('start must be a Date, or a number of ms', wall);
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
      hold('advance takes a number of ms, 0 or more', ms, 0);
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
    jump(ms) {
      hold('jump takes a number of ms', ms);
      wall += ms;
    },
    get waiting() {
      return timers.size;
    },
  };
}
