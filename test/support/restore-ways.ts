import { createActor } from 'xstate';
import { createPasswordReset, getPasswordResetView, provideResetServices, secret } from 'meeting-join-flow';
import type { PasswordResetView, ResetServices } from 'meeting-join-flow';
import type { MovedClock } from './moved-clock.js';

export const stored = {
  object: (snapshot: unknown): unknown => snapshot,
  clone: (snapshot: unknown): unknown => structuredClone(snapshot),
  JSON: (snapshot: unknown): unknown => JSON.parse(JSON.stringify(snapshot)),
};
export type Stored = keyof typeof stored;
export const storedNames = Object.keys(stored) as Stored[];

/** `persisted`: what the controller stores, started by it. `raw`: XState's own snapshot, started by the controller or by XState. */
export const ways = ['persisted', 'raw in the controller', 'raw in an actor'] as const;
export type RestoreWay = (typeof ways)[number];

/** A password reset that runs, by whichever means. */
export interface RunningReset {
  view(): PasswordResetView;
  start(): void;
  retry(): void;
  submitCode(code: string): void;
  submitPassword(password: string): void;
  submitSlider(): void;
  raw(): unknown;
  /** What the controller would store; a bare actor has only its own snapshot. */
  persisted(): unknown;
  onChange(listener: () => void): void;
  stop(): void;
}

const place = { pointX: 120, slideTime: 900 };
const user = '+8613800138000';

export function runController(services: ResetServices, clock: MovedClock, snapshot?: unknown): RunningReset {
  const flow = createPasswordReset({ services, clock, snapshot });
  return {
    view: flow.getView,
    start: () => flow.start({ user }),
    retry: flow.retry,
    submitCode: flow.submitCode,
    submitPassword: (password) => flow.submitPassword(password),
    submitSlider: () => flow.submitSlider(place),
    raw: () => flow.actor.getPersistedSnapshot(),
    persisted: flow.persist,
    onChange: (listener) => void flow.subscribe(listener),
    stop: flow.stop,
  };
}

function runActor(services: ResetServices, clock: MovedClock, snapshot: unknown): RunningReset {
  // A stored snapshot is of no type.
  const actor = createActor(provideResetServices(services), { snapshot: snapshot as never, clock });
  actor.start();
  return {
    view: () => getPasswordResetView(actor.getSnapshot()),
    start: () => actor.send({ type: 'start', user }),
    retry: () => actor.send({ type: 'retry' }),
    submitCode: (code) => actor.send({ type: 'code.submit', code: secret(code) }),
    submitPassword: (password) => actor.send({ type: 'password.submit', password: secret(password) }),
    submitSlider: () => actor.send({ type: 'slider.submit', ...place }),
    raw: () => actor.getPersistedSnapshot(),
    persisted: () => actor.getPersistedSnapshot(),
    onChange: (listener) => void actor.subscribe(listener),
    stop: () => actor.stop(),
  };
}

export interface How {
  readonly way: RestoreWay;
  readonly as: Stored;
}

/** What is stored of a flow that ends here. */
export function store(running: RunningReset, { way, as }: How): unknown {
  const snapshot = stored[as](way === 'persisted' ? running.persisted() : running.raw());
  running.stop();
  return snapshot;
}

export const restore = (
  snapshot: unknown,
  { way }: Pick<How, 'way'>,
  services: ResetServices,
  clock: MovedClock,
): RunningReset =>
  way === 'raw in an actor' ? runActor(services, clock, snapshot) : runController(services, clock, snapshot);
