import type { PromiseActorLogic, PromiseSnapshot } from 'xstate';
import { clockOf } from './clock.js';
import type { Clock } from './clock.js';

/** What ends the work of an actor that runs. */
const stops = /* @__PURE__ */ new WeakMap<object, () => void>();

/**
 * Work that is done once, as an actor: XState persists it and starts it again by itself, which it does not do for
 * `after`. Its snapshots are those of a promise's actor. It is made by hand, since `fromPromise` costs an abort
 * exception, with a stack, for each request that is given up.
 * @param work Starts, says by `done` what came of it (at once, if it likes), and returns the way to give it up.
 */
export const onceActor = <Output, Input>(
  work: (input: Input, clock: Clock, done: (output: Output) => void) => () => void,
): PromiseActorLogic<Output, Input> => ({
  getInitialSnapshot: (_, input) => ({ status: 'active', output: undefined, error: undefined, input }),
  // What is over is stored as work without time left, in case nobody was told yet: XState starts nothing else anew. Who
  // was told hears it twice, which only a state that was not left can: that of a code, whose deadlines bear it.
  getPersistedSnapshot: (snapshot) => ({ ...snapshot, status: 'active', output: undefined, error: undefined }),
  // What is stored under a name was stored by the actor of that name.
  restoreSnapshot: (stored) => stored as PromiseSnapshot<Output, Input>,
  // XState gives no input to what a live snapshot holds: without one, no time is left.
  start({ input = {} as Input }, { self }) {
    // Not within the start of a flow that is restored: whoever restores it could not listen yet.
    const done = (data: Output): void =>
      void Promise.resolve().then(() => {
        if (stops.delete(self)) self.send({ type: 'xstate.promise.resolve', data });
      });
    stops.set(self, work(input, clockOf(self), done));
  },
  transition(snapshot, event, { self }) {
    if (snapshot.status !== 'active') return snapshot;
    // The type is that of a promise's actor, so that inspectors know it; what comes with it is what `done` sent.
    if (event.type === 'xstate.promise.resolve')
      return { ...snapshot, status: 'done', output: event['data'] as Output, input: undefined };
    if (event.type !== 'xstate.stop') return snapshot;
    stops.get(self)?.();
    stops.delete(self);
    return { ...snapshot, status: 'stopped', input: undefined };
  },
});
