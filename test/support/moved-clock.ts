import type { Clock } from 'meeting-join-flow';

/** Lets everything that is ready run: promises, and the sockets' own events. */
export async function settle(turns = 3): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise((done) => setImmediate(done));
}

export interface MovedClock extends Clock {
  /** Time passes: timers run in their order, and what they start runs before the next one. */
  advance(ms: number): Promise<void>;
  /** The wall clock is set to another time; no time passes. */
  jump(ms: number): void;
  /** Timers that wait. */
  readonly waiting: number;
}

/** A clock that stands still until a test moves it. */
export function createMovedClock(start = Date.UTC(2026, 0, 1)): MovedClock {
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
    clearTimeout: (id) => void timers.delete(id as number),
    async advance(ms) {
      const until = passed + ms;
      await settle();
      for (let timer = next(until); timer; timer = next(until)) {
        const [id, { at, fn }] = timer;
        timers.delete(id);
        move(at);
        fn();
        await settle();
      }
      move(until);
    },
    jump: (ms) => void (wall += ms),
    get waiting() {
      return timers.size;
    },
  };
}
