import { createActor } from 'xstate';
import type { Actor } from 'xstate';
import { joinFailure } from '../guards/join-failure.js';
import { asRecord } from '../guards/reply-body.js';
import { secret } from '../guards/secret.js';
import type { Clock } from './clock.js';
import { createFlowController } from './flow-controller.js';
import type { Listen, Observe } from './flow-controller.js';
import { provideJoinServices } from './join-flow.machine.js';
import type { JoinFlowMachine } from './join-flow.machine.js';
import { readSavedJoin, toSavedJoin } from './join-flow.saved.js';
import type { SavedJoin } from './join-flow.saved.js';
import type { Destination, JoinCommand, JoinEvent, JoinFlowEmitted, JoinServices } from './join-flow.types.js';
import { getJoinView } from './join-flow.view.js';
import type { JoinView } from './join-flow.view.js';
import type { TimeoutOptions } from './repeat.js';
import { wrap } from './typed-secret.js';
import type { Typed } from './typed-secret.js';

export interface JoinFlowOptions {
  /** What talks to the service: one object for the whole app. */
  readonly services: JoinServices;
  /** What `persist()` gave, or a persisted snapshot of the actor. One that cannot be used starts at `idle`. */
  readonly snapshot?: unknown;
  /** The source of all time in the flow: the system's unless given. */
  readonly clock?: Clock | undefined;
  /** An XState inspection observer. Raw events reach it, with empty handles for secrets; the inspectors of `/inspect` redact. */
  readonly inspect?: Observe | undefined;
  /** Ms for each attempt (15,000) and for an attempt with its repeats (60,000). */
  readonly timeouts?: TimeoutOptions | undefined;
}

export interface JoinFlow {
  /** The running actor. Once it is over, `reset()` and `join()` start a new one; subscribers and the inspector follow. */
  readonly actor: Actor<JoinFlowMachine>;
  /** The same object until something visible changes. */
  readonly getView: () => JoinView;
  /** Called after each visible change, not at once. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly join: (command: JoinCommand) => void;
  readonly submitPassword: (password: Typed, more?: { registrationId?: Typed | undefined }) => void;
  readonly submitCaptcha: (answer: {
    code: Typed;
    password?: Typed | undefined;
    registrationId?: Typed | undefined;
  }) => void;
  readonly submitRegistrationId: (registrationId: Typed, more?: { password?: Typed | undefined }) => void;
  readonly refreshCaptcha: () => void;
  /** Aborts and goes to `idle`; the destination is kept. */
  readonly cancel: () => void;
  /** From `error`, where `can.retry` says so: begins the requests anew, without answers. */
  readonly retry: () => void;
  /** Forgets everything; after success, begins anew. */
  readonly reset: () => void;
  /** Typed telemetry; `*` hears all of it. */
  readonly on: Listen<JoinFlowEmitted>;
  /** A JSON value that is safe to store: no secret is in it. */
  readonly persist: () => unknown;
  /** Aborts what is in flight and ends the flow: every later command is a no-op. */
  readonly stop: () => void;
}

/** An app in plain JavaScript may pass anything: a command never throws. */
function toJoinEvent(command: Partial<JoinCommand> | undefined): JoinEvent {
  const { destination, destinationType, password, registrationId, extraParams } = command ?? {};
  const token = asRecord(extraParams)['permissionToken'];
  return {
    type: 'join',
    // Read by the chart, which refuses what is no destination.
    destination: destination as Destination,
    destinationType: destinationType ?? null,
    password: wrap(password),
    registrationId: wrap(registrationId),
    ...(extraParams && {
      extraParams: token === undefined ? extraParams : { ...extraParams, permissionToken: wrap(token) },
    }),
  };
}

/**
 * Starts a join flow. It needs no knowledge of XState: commands in, views out.
 * @throws TypeError when a port is missing in `services`. Nothing that is said to the flow later throws.
 */
export function createJoinFlow(options: JoinFlowOptions): JoinFlow {
  const { services, snapshot, clock, inspect, timeouts } = options;
  const machine = provideJoinServices(services);
  const saved = snapshot ? readSavedJoin(snapshot) : null;
  const flow = createFlowController({
    machine,
    input: timeouts && { timeouts },
    snapshot: saved === null ? undefined : toSnapshot(machine, saved, timeouts),
    clock,
    inspect,
    toView: getJoinView,
    toSaved: toSavedJoin,
  });
  const { send } = flow;
  if (saved?.next === 'lookup') send({ type: 'retry' });

  return {
    get actor() {
      return flow.actor;
    },
    getView: flow.getView,
    subscribe: flow.subscribe,
    join(command) {
      flow.renew();
      send(toJoinEvent(command));
    },
    submitPassword(password, more) {
      send({
        type: 'password.submit',
        password: wrap(password) ?? secret(''),
        registrationId: wrap(more?.registrationId),
      });
    },
    submitCaptcha(answer: Partial<Parameters<JoinFlow['submitCaptcha']>[0]> | undefined) {
      send({
        type: 'captcha.submit',
        code: wrap(answer?.code) ?? secret(''),
        password: wrap(answer?.password),
        registrationId: wrap(answer?.registrationId),
      });
    },
    submitRegistrationId(registrationId, more) {
      send({
        type: 'registration.submit',
        registrationId: wrap(registrationId) ?? secret(''),
        password: wrap(more?.password),
      });
    },
    refreshCaptcha: () => send({ type: 'captcha.refresh' }),
    cancel: () => send({ type: 'cancel' }),
    retry: () => send({ type: 'retry' }),
    reset() {
      flow.renew();
      send({ type: 'reset' });
    },
    // The observer of one type is called with events of that type only.
    on: (type: string, listener: (event: never) => void) => flow.on(type, listener as (event: JoinFlowEmitted) => void),
    persist: flow.persist,
    stop: flow.stop,
  };
}

/** A look-up starts from `error`, where a retry without answers is what the chart offers. */
function toSnapshot(machine: JoinFlowMachine, { next, context }: SavedJoin, timeouts: JoinFlowOptions['timeouts']) {
  // An actor that is not started: its first snapshot has the context that the machine begins with.
  const { context: blank } = createActor(machine, { input: timeouts && { timeouts } }).getSnapshot();
  const failure = next === 'lookup' ? joinFailure('tokenExpired') : null;
  return machine.resolveState({
    value: next === 'idle' ? 'idle' : 'error',
    context: { ...blank, failure, ...context },
  });
}
