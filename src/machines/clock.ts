import type { PromiseActorLogic, PromiseSnapshot } from 'xstate';
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

/** A clock may lack parts: XState's own have no `now`. Those are the system's. */
const complete = /* @__PURE__ */ oncePer((clock: Partial<Clock>): Clock => ({
  now: () => clock.now?.() ?? Date.now(),
  setTimeout: (fn, ms) => (clock.setTimeout ? clock.setTimeout(fn, ms) : setTimeout(fn, ms)),
  clearTimeout: (id) => {
    if (clock.clearTimeout) clock.clearTimeout(id);
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
 */
function countDown(clock: Clock, at: number, done: () => void): () => void {
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
    }, slice);
  };
  look();
  return () => clock.clearTimeout(timer);
}

/** Resolves when it is time. Never settles once aborted. */
export function waitUntil(clock: Clock, at: number, signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (!signal.aborted)
      signal.addEventListener(
        'abort',
        countDown(clock, at, () => resolve(undefined)),
        { once: true },
      );
  });
}

export interface AlarmInput {
  readonly at: number;
  readonly most?: number;
}

/** What stops an alarm that runs. */
const stops = /* @__PURE__ */ new WeakMap<object, () => void>();

/**
 * A deadline as an actor: XState persists and restarts it by itself, which it does not do for `after`. Told apart from a
 * promise's actor by nothing that is stored; made by hand, since every request has one that is given up: an aborted
 * signal, with the exception in it, costs as much as the request.
 */
export const alarm: PromiseActorLogic<undefined, AlarmInput> = {
  getInitialSnapshot: (_, input) => ({ status: 'active', output: undefined, error: undefined, input }),
  getPersistedSnapshot: (snapshot) => snapshot,
  // What is stored under an alarm's name was stored by an alarm.
  restoreSnapshot: (stored) => stored as PromiseSnapshot<undefined, AlarmInput>,
  start({ status, input }, { self }) {
    if (status !== 'active' || !input) return;
    const { at, most } = input;
    const clock = clockOf(self);
    const until = most === undefined ? at : Math.min(at, clock.now() + most);
    // Not within the start of a flow that is restored: whoever restores it could not listen yet.
    const ring = (): void => {
      if (stops.delete(self)) self.send({ type: 'ring' });
    };
    stops.set(
      self,
      countDown(clock, until, () => void Promise.resolve().then(ring)),
    );
  },
  transition(snapshot, { type }, { self }) {
    if (snapshot.status !== 'active') return snapshot;
    if (type === 'ring') return { ...snapshot, status: 'done', input: undefined };
    if (type !== 'xstate.stop') return snapshot;
    stops.get(self)?.();
    stops.delete(self);
    return { ...snapshot, status: 'stopped', input: undefined };
  },
};
