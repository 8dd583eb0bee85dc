import { countDown } from './clock.js';
import { onceActor } from './once-actor.js';

/** A deadline as an actor: done at `at` (epoch ms). */
export const alarm = /* @__PURE__ */ onceActor<undefined, { readonly at: number }>(({ at }, clock, done) =>
  countDown(clock, at, () => done(undefined)),
);
