import { createActor } from 'xstate';
import type {
  Actor,
  AnyStateMachine,
  EmittedFrom,
  EventFromLogic,
  InputFrom,
  InspectionEvent,
  SnapshotFrom,
} from 'xstate';
import type { Clock } from './clock.js';
import { report } from './report.js';
import { sameView } from './same-view.js';

type Emitted<Machine extends AnyStateMachine> = EmittedFrom<Machine>;
/**
 * What takes XState's inspection events: a function, or an observer as inspectors offer it. Written as methods, whose
 * parameters are compared both ways: one that names only some of the events will do.
 */
export type Observe = { observe(event: InspectionEvent): void }['observe'] | { next?(event: InspectionEvent): void };

/** Hears what a flow tells of one type, or of all with `*`. Returns the way to stop hearing it. */
export interface Listen<Told extends { readonly type: string }> {
  <Type extends Told['type'] | '*'>(
    type: Type,
    listener: (event: Type extends '*' ? Told : Extract<Told, { type: Type }>) => void,
  ): () => void;
  /** For a type that is known only when the app runs. */
  <Type extends string>(
    type: string extends Type ? Type : never,
    listener: (event: { readonly type: string }) => void,
  ): () => void;
}

export interface FlowControllerOptions<Machine extends AnyStateMachine, View> {
  readonly machine: Machine;
  readonly input: InputFrom<Machine>;
  /** A state to start from, made with `resolveState`. */
  readonly snapshot: object | undefined;
  readonly clock: Clock | undefined;
  readonly inspect: Observe | undefined;
  readonly toView: (snapshot: SnapshotFrom<Machine>) => View;
  /** What of a snapshot is worth storing: JSON, without secrets. */
  readonly toSaved: (snapshot: SnapshotFrom<Machine>) => unknown;
}

function call(callback: () => void): void {
  try {
    callback();
  } catch (error) {
    report(error);
  }
}

/** What both controllers are made of: one running actor at a time, one stable view, listeners that outlive actors. */
export function createFlowController<Machine extends AnyStateMachine, View>(
  options: FlowControllerOptions<Machine, View>,
) {
  const { machine, input, clock, inspect, toView, toSaved } = options;
  // Both are replaced, never changed: whoever is told may come or leave meanwhile.
  let listeners: readonly (() => void)[] = [];
  let observers: readonly (readonly [type: string, observer: (event: Emitted<Machine>) => void])[] = [];
  let actor: Actor<Machine>;
  let drawn: { readonly snapshot: unknown; readonly view: View } | undefined;
  let told: View | undefined;
  let stopped = false;
  let renewing = false;

  const getView = (): View => {
    const snapshot: SnapshotFrom<Machine> = actor.getSnapshot();
    if (drawn?.snapshot !== snapshot) {
      const next = toView(snapshot);
      drawn = { snapshot, view: drawn && sameView(drawn.view, next) ? drawn.view : next };
    }
    return drawn.view;
  };

  // Compared with what was last told, not with what was last looked at: an observer may look before subscribers are told.
  const notify = (): void => {
    // Nobody to tell: the view can wait until somebody looks.
    if (listeners.length === 0) return;
    const view = getView();
    if (view === told) return;
    told = view;
    for (const listener of listeners) call(listener);
  };

  const run = (snapshot?: object): void => {
    const settings = {
      input,
      snapshot,
      // For XState one that is `undefined` would be none at all.
      ...(clock && { clock }),
      inspect:
        inspect &&
        ((event: InspectionEvent) =>
          call(() =>
            typeof inspect === 'function'
              ? inspect(event)
              : // One without, such as a recorder in the place of its `inspect`, hears nothing: the app is told so.
                (inspect as Required<typeof inspect>).next(event),
          )),
    };
    // Complete for every machine; which of these XState demands is not known for a generic one.
    actor = createActor(machine, settings as never);
    actor.on('*', (event: Emitted<Machine>) => {
      // Every emitted event has a type; that of a generic machine is not known to be a string.
      const { type } = event as { readonly type: string };
      for (const [heard, observer] of observers) if (heard === type || heard === '*') call(() => observer(event));
    });
    actor.start();
    actor.subscribe({ next: notify, error: report });
  };

  // The status of a generic machine's snapshot is not in its type; every machine snapshot has one.
  const isActive = (): boolean => (actor.getSnapshot() as { readonly status: string }).status === 'active';

  run(options.snapshot);

  return {
    get actor() {
      return actor;
    },
    getView,
    subscribe: (listener: () => void): (() => void) => {
      // One entry for each call: the same function may be subscribed twice.
      const entry = (): void => listener();
      if (listeners.length === 0) told = getView();
      listeners = [...listeners, entry];
      return () => {
        listeners = listeners.filter((one) => one !== entry);
      };
    },
    on: (type: string, observer: (event: Emitted<Machine>) => void): (() => void) => {
      const entry = [type, observer] as const;
      observers = [...observers, entry];
      return () => {
        observers = observers.filter((one) => one !== entry);
      };
    },
    /** Sends to the running actor; a flow that is stopped or over takes nothing. */
    send: (event: EventFromLogic<Machine>): void => {
      if (!stopped && isActive()) actor.send(event);
    },
    /** A new actor for a flow that is over. */
    renew: (): void => {
      // An inspector hears of the next actor before there is one to send to, and may ask for it too: one is enough.
      if (stopped || renewing || isActive()) return;
      renewing = true;
      run();
      renewing = false;
      notify();
    },
    persist: (): unknown => JSON.parse(JSON.stringify(toSaved(actor.getSnapshot()))),
    stop: (): void => {
      stopped = true;
      actor.stop();
    },
  };
}
