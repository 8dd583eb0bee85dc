import { oncePer } from './once-per.js';

/** One source of time for a flow: timers, deadlines and views. Times are epoch ms. The default is the system's. */
export interface Clock {
  now(): number;
  setTimeout(fn: () => void, ms: number): unknown;
  clearTimeout(id: unknown): void;
}

/** No wait is longer than this without another look at the clock, so that sleep and clock jumps are noticed (ms). */
const longestSlice = 1000;

const system: Partial<Clock> = {};

/** A clock may lack parts, which are the system's then: XState's default one has no `now`. */
const complete = /* @__PURE__ */ oncePer((clock: Partial<Clock>): Clock => ({
  now: () => clock.now?.() ?? Date.now(),
  // Browsers do not let their own functions be called as those of another object.
  setTimeout: (fn, ms) =>
    clock.setTimeout && clock.setTimeout !== setTimeout ? clock.setTimeout(fn, ms) : setTimeout(fn, ms),
  clearTimeout: (id) => {
    if (clock.clearTimeout && clock.clearTimeout !== clearTimeout) clock.clearTimeout(id);
    // Ids from the line above are the runtime's own.
    else clearTimeout(id as number);
  },
}));

/** The clock that an actor runs on. Pure transitions have none: they live in the system's time. */
export const clockOf = (self: object): Clock =>
  // XState types `self` as a reference; at run time it is the actor, whose public `clock` is the one it was made with.
  complete((self as { readonly clock?: Partial<Clock> }).clock ?? system);

/**
 * Calls back when the wall clock reaches `at`, or when the time that was left has run, whichever comes first: a clock
 * that is set back cannot hang it, one that is set forward is noticed within a slice. Returns what stops it.
 * @param told How much is left (ms), after each slice.
 */
export function countDown(clock: Clock, at: number, done: () => void, told?: (leftMs: number) => void): () => void {
  let left = at - clock.now();
  let timer: unknown;
  const look = (): void => {
    left = Math.min(left, at - clock.now());
    // Written so that NaN ends the wait.
    if (!(left > 0)) {
      done();
      return;
    }
    const slice = Math.min(left, longestSlice);
    timer = clock.setTimeout(() => {
      left -= slice;
      look();
      told?.(left);
    }, slice);
    // Stopped by the clock itself, which had not said yet by what to stop it.
    if (!left) clock.clearTimeout(timer);
  };
  look();
  return () => {
    left = 0;
    clock.clearTimeout(timer);
  };
}
