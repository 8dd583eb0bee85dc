import { fromPromise } from 'xstate';

/** One source of time for a flow: timers, deadlines and views. Times are epoch ms. The default is the system's. */
export interface Clock {
  now(): number;
  setTimeout(fn: () => void, ms: number): unknown;
  clearTimeout(id: unknown): void;
}

/** No wait is longer than this without another look at the clock, so that sleep and clock jumps are noticed (ms). */
const longestSlice = 1000;

/**
 * The clock that an actor runs on. XState's own clocks may lack `now`, and pure transitions have no clock: both live in
 * the system's time.
 */
export function clockOf(self: object): Clock {
  // XState types `self` as a reference; at run time it is the actor, whose public `clock` is the one it was made with.
  const { clock } = self as { readonly clock?: Partial<Clock> };
  return {
    now: () => clock?.now?.() ?? Date.now(),
    setTimeout: (fn, ms) => (clock?.setTimeout ? clock.setTimeout(fn, ms) : setTimeout(fn, ms)),
    clearTimeout: (id) => {
      if (clock?.clearTimeout) clock.clearTimeout(id);
      // Ids from the line above are the runtime's own.
      else clearTimeout(id as number);
    },
  };
}

/**
 * Resolves when the wall clock reaches `at`, or when the time that was left has run, whichever comes first: a clock that
 * is set back cannot hang it, one that is set forward is noticed within a slice. Never settles once aborted.
 */
export function waitUntil(clock: Clock, at: number, signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    let left = at - clock.now();
    let timer: unknown;
    const look = (): void => {
      left = Math.min(left, at - clock.now());
      // Written so that NaN ends the wait.
      if (!(left > 0)) {
        resolve(undefined);
        return;
      }
      const slice = Math.min(left, longestSlice);
      timer = clock.setTimeout(() => {
        left -= slice;
        look();
      }, slice);
    };
    signal.addEventListener('abort', () => clock.clearTimeout(timer), { once: true });
    if (!signal.aborted) look();
  });
}

/** A deadline as an actor: XState persists and restarts it by itself, which it does not do for `after`. */
export const alarm = /* @__PURE__ */ fromPromise<undefined, { readonly at: number; readonly most?: number }>(
  ({ input: { at, most }, self, signal }) => {
    const clock = clockOf(self);
    return waitUntil(clock, most === undefined ? at : Math.min(at, clock.now() + most), signal);
  },
);
