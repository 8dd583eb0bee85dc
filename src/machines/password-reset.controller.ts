import { createActor } from 'xstate';
import type { Actor } from 'xstate';
import type { PasswordMode } from '../guards/new-password.js';
import { resetFailure } from '../guards/reset-failure.js';
import { secret } from '../guards/secret.js';
import type { Clock } from './clock.js';
import { createFlowController } from './flow-controller.js';
import type { Listen, Observe } from './flow-controller.js';
import { provideResetServices } from './password-reset.machine.js';
import type { PasswordResetMachine } from './password-reset.machine.js';
import { readSavedReset, toSavedReset } from './password-reset.saved.js';
import type { SavedReset } from './password-reset.saved.js';
import type {
  PasswordResetEmitted,
  PasswordResetInput,
  ResetServices,
  SliderAnswer,
  StartCommand,
  StartEvent,
} from './password-reset.types.js';
import { getPasswordResetView } from './password-reset.view.js';
import type { PasswordResetView } from './password-reset.view.js';
import type { TimeoutOptions } from './repeat.js';
import { wrap } from './typed-secret.js';
import type { Typed } from './typed-secret.js';

export interface PasswordResetOptions {
  /** What talks to the service: one object for the whole app. */
  readonly services: ResetServices;
  /** What `persist()` gave, or a persisted snapshot of the actor. One that cannot be used starts at `idle`. */
  readonly snapshot?: unknown;
  /** The source of all time in the flow: the system's unless given. */
  readonly clock?: Clock | undefined;
  /** An XState inspection observer. Raw events reach it, with empty handles for secrets; the inspectors of `/inspect` redact. */
  readonly inspect?: Observe | undefined;
  /** Ms for each attempt (15,000) and for an attempt with its repeats (60,000). */
  readonly timeouts?: TimeoutOptions | undefined;
  /** Which reading of Huawei's password rules refuses a password before it is sent: `strict` by default. */
  readonly passwordMode?: PasswordMode | undefined;
}

export interface PasswordReset {
  /** The running actor. Once it is over, `reset()` and `start()` start a new one; subscribers and the inspector follow. */
  readonly actor: Actor<PasswordResetMachine>;
  /** The same object until something visible changes. */
  readonly getView: () => PasswordResetView;
  /** Called after each visible change, not at once. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly start: (command: StartCommand) => void;
  /** Image pixels of the unscaled background; ms from press to release. */
  readonly submitSlider: (answer: SliderAnswer) => void;
  readonly refreshSlider: () => void;
  readonly submitCode: (code: Typed) => void;
  /** Taken from `resendAt` on. */
  readonly resendCode: () => void;
  readonly submitPassword: (password: Typed, options?: { temporary?: boolean | undefined }) => void;
  /** Aborts and goes to `idle`; the user is kept. While the new password is on its way it ends in `outcomeUnknown`. */
  readonly cancel: () => void;
  /** From `error`, where `can.retry` says so: begins the requests anew, without answers. */
  readonly retry: () => void;
  /** Forgets everything; after success, begins anew. */
  readonly reset: () => void;
  /** Typed telemetry; `*` hears all of it. */
  readonly on: Listen<PasswordResetEmitted>;
  /** A JSON value that is safe to store: no secret is in it. */
  readonly persist: () => unknown;
  /** Aborts what is in flight and ends the flow: every later command is a no-op. */
  readonly stop: () => void;
}

/** An app in plain JavaScript may pass anything: a command never throws, and the chart looks at every field. */
function toStartEvent(command: Partial<StartCommand> | undefined): StartEvent {
  const { user, sendMethod, clientType, accountName } = command ?? {};
  return {
    type: 'start',
    user: user as string,
    sendMethod: sendMethod ?? null,
    clientType: clientType ?? null,
    accountName: accountName ?? null,
  };
}

/**
 * Starts a password reset. It needs no knowledge of XState: commands in, views out.
 * @throws TypeError when a port is missing in `services`. Nothing that is said to the flow later throws.
 */
export function createPasswordReset(options: PasswordResetOptions): PasswordReset {
  const { services, snapshot, clock, inspect, timeouts, passwordMode } = options;
  const machine = provideResetServices(services);
  const input: PasswordResetInput = { timeouts, passwordMode };
  const saved = snapshot ? readSavedReset(snapshot) : null;
  const flow = createFlowController({
    machine,
    input,
    snapshot: saved === null ? undefined : toSnapshot(machine, saved, input),
    clock,
    inspect,
    toView: getPasswordResetView,
    toSaved: toSavedReset,
  });
  const { send } = flow;
  if (saved?.next === 'slider') send({ type: 'retry' });

  return {
    get actor() {
      return flow.actor;
    },
    getView: flow.getView,
    subscribe: flow.subscribe,
    start(command) {
      flow.renew();
      send(toStartEvent(command));
    },
    submitSlider(answer: Partial<SliderAnswer> | undefined) {
      // What is no number is refused by the chart.
      send({ type: 'slider.submit', pointX: answer?.pointX as number, slideTime: answer?.slideTime as number });
    },
    refreshSlider: () => send({ type: 'slider.refresh' }),
    submitCode: (code) =>
      send({ type: 'code.submit', code: wrap(typeof code === 'string' ? code.trim() : code) ?? secret('') }),
    resendCode: () => send({ type: 'code.resend' }),
    submitPassword: (password, more) =>
      send({
        type: 'password.submit',
        password: wrap(password) ?? secret(''),
        temporary: more?.temporary === true,
      }),
    cancel: () => send({ type: 'cancel' }),
    retry: () => send({ type: 'retry' }),
    reset() {
      flow.renew();
      send({ type: 'reset' });
    },
    // The observer of one type is called with events of that type only.
    on: (type: string, listener: (event: never) => void) =>
      flow.on(type, listener as (event: PasswordResetEmitted) => void),
    persist: flow.persist,
    stop: flow.stop,
  };
}

/** An alarm as XState stores one: it is brought back to life with the actor. */
const storedAlarm = (at: number) => ({
  src: 'alarm',
  snapshot: { status: 'active', output: undefined, error: undefined, input: { at } },
});

/** A slider is asked for from `error`, where the chart offers a retry; a code goes on with both of its deadlines. */
function toSnapshot(machine: PasswordResetMachine, { next, context }: SavedReset, input: PasswordResetInput): object {
  // An actor that is not started: its first snapshot has the context that the machine begins with.
  const { context: blank } = createActor(machine, { input }).getSnapshot();
  const whole = { ...blank, ...(next === 'slider' && { failure: resetFailure('tokenExpired') }), ...context };
  const snapshot = machine.resolveState({ value: next === 'slider' ? 'error' : next, context: whole });
  if (next !== 'codeRequired') return snapshot;
  const children = { codeDeadline: storedAlarm(whole.codeEndsAt), resendDeadline: storedAlarm(whole.resendAt) };
  return { ...machine.getPersistedSnapshot(snapshot), context: whole, children };
}
