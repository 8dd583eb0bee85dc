import type { AnyStateMachine, InspectionEvent } from 'xstate';

import type { Dom } from './dom.types.js';
import { createEventRedactor, type InspectionRecord } from './inspection-record.js';
import { createOutbox } from './outbox.js';
import type { RedactOptions } from './redact-value.js';
import type { InspectorConnection } from './redux-devtools.js';
import { shieldServer, type SocketServer } from './shield-server.js';
import { toV4Event, toV4Machine, toV4State, type V4Event, type V4Node, type V4State } from './xstate-inspect-shapes.js';

/** `inspect` of `@xstate/inspect` (a window) or of `@xstate/inspect/lib/server.js` (a socket), as the app imported it. */
export type ClassicInspect = (options: never) => { disconnect?(): void } | undefined;

export interface XStateInspectOptions extends RedactOptions {
  readonly inspect: ClassicInspect;
  /** For the socket variant: a `WebSocketServer` of `ws` on loopback. Everything else is for the window variant. */
  readonly server?: SocketServer;
  /** The viewer's page. Required for the window variant, because the tool's own default is an outside host. */
  readonly url?: string;
  readonly iframe?: Dom<'HTMLIFrameElement'> | false | null;
  readonly targetWindow?: Dom<'Window'> | null;
  /** Lets the viewer send events to the flow. Off unless said otherwise: any window may post such a message. */
  readonly acceptRemoteEvents?: boolean;
}

/**
 * Shows XState v5 actors in the classic `@xstate/inspect` 0.8, which was made for v4: each running machine is presented as
 * the kind of service that the tool knows, redacted.
 * @throws TypeError when neither a server nor a url is given, `keys` are no array of names, or the `inspect` that comes
 * with a server is another one.
 */
export function connectXStateInspect(options: XStateInspectOptions): InspectorConnection {
  const { inspect, server, url } = options;
  if (server === undefined && url === undefined) {
    throw new TypeError('Say where the inspector is: a `url` for a window, or a `server` for a socket.');
  }
  const redactor = createEventRedactor(options);
  const remote = options.acceptRemoteEvents === true;
  const devTools = createDevTools();
  const shield = server && shieldServer(server, remote);
  const tool = inspect(
    (shield ? { server: shield } : { ...windowOptions(options), devTools: () => devTools }) as never,
  );
  const register = server === undefined ? devTools.register : registerOf(Reflect.get(globalThis, '__xstate__'));

  const services = new Map<string, Service>();
  const outbox = createOutbox(({ event, at }) => {
    present(redactor.record(event, at), event, services, register, remote);
  });
  return {
    inspect: outbox.inspect,
    disconnect: () => {
      outbox.close();
      for (const service of services.values()) attempt(() => service.stop());
      services.clear();
      attempt(() => (shield ? shield.close() : tool?.disconnect?.()));
    },
  };
}

function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // The viewer is gone already.
  }
}

function windowOptions({ url, iframe, targetWindow }: XStateInspectOptions): Readonly<Record<string, unknown>> {
  return {
    url,
    ...(iframe !== undefined && { iframe }),
    // The tool refuses `null` here and would look for an iframe of its own when neither is given.
    ...(targetWindow !== undefined && targetWindow !== null && { targetWindow }),
  };
}

type Register = (service: V4Service) => void;

/** The server variant ignores `devTools` and listens to what it puts on the global object. */
function registerOf(devTools: unknown): Register {
  if (typeof devTools !== 'object' || devTools === null || !('register' in devTools)) {
    throw new TypeError('This is not the `inspect` of @xstate/inspect/lib/server.js.');
  }
  // The tool's own interface, made a moment ago by the call above.
  const tool = devTools as { readonly register: Register };
  return (service) => tool.register(service);
}

function createDevTools() {
  const services = new Set<V4Service>();
  const listeners = new Set<(service: V4Service) => void>();
  const unregister = (service: V4Service) => services.delete(service);
  return {
    services,
    unregister,
    register: (service: V4Service): void => {
      services.add(service);
      for (const listener of listeners) listener(service);
      service.onStop(() => unregister(service));
    },
    onRegister: (listener: (service: V4Service) => void) => {
      listeners.add(listener);
      for (const service of services) listener(service);
      return { unsubscribe: () => listeners.delete(listener) };
    },
  };
}

/** The members of a v4 interpreter that the tool uses. It replaces `send` by its own. */
interface V4Service {
  readonly id: string;
  readonly sessionId: string;
  readonly machine: { readonly definition: V4Node; toJSON(): V4Node };
  readonly initialState: V4State;
  state: V4State;
  readonly parent: { readonly sessionId: string } | undefined;
  send: (event: unknown) => void;
  subscribe(listener: (state: V4State) => void): { unsubscribe(): void };
  onStop(listener: () => void): void;
}

interface Service {
  readonly face: V4Service;
  registered: boolean;
  /** Tells the viewer of an event, past the place where events of the viewer itself come in. */
  showEvent(event: V4Event): void;
  showState(state: V4State): void;
  stop(): void;
}

function present(
  record: InspectionRecord,
  event: InspectionEvent,
  services: Map<string, Service>,
  register: Register,
  remote: boolean,
): void {
  const { sessionId } = record;
  if (record.type === '@xstate.actor') {
    if (record.chart === null) return;
    // It has a chart, so its logic is a machine; XState's inspection type shows only part of an actor.
    const actor = event.actorRef as unknown as { readonly logic: AnyStateMachine; send(event: unknown): void };
    const name = record.actorId === sessionId ? record.chart.id : record.actorId;
    const send = remote ? (sent: unknown) => actor.send(sent) : () => undefined;
    services.set(sessionId, createService(name, sessionId, record.parentId, toV4Machine(actor.logic), send));
    return;
  }
  const service = services.get(sessionId);
  if (service === undefined) return;
  if (record.type === '@xstate.event') {
    if (service.registered) service.showEvent(toV4Event(record.event));
  } else if (record.type === '@xstate.snapshot') {
    const changed = JSON.stringify(service.face.state.value) !== JSON.stringify(record.snapshot.value);
    const state = toV4State(record.snapshot, toV4Event(record.event), sessionId, changed);
    if (service.registered) service.showState(state);
    else {
      service.registered = true;
      service.face.state = state;
      register(service.face);
    }
    if (record.snapshot.status !== 'active') {
      service.stop();
      services.delete(sessionId);
    }
  }
}

function createService(
  id: string,
  sessionId: string,
  parentId: string | null,
  definition: V4Node,
  sendToActor: (event: unknown) => void,
): Service {
  const listeners = new Set<(state: V4State) => void>();
  const stopListeners = new Set<() => void>();
  const initialState = toV4State({ status: 'active' }, toV4Event({ type: 'xstate.init' }), sessionId, false);
  let showing = false;
  let tell: V4Service['send'] = () => undefined;
  const face: V4Service = {
    id,
    sessionId,
    machine: { definition, toJSON: () => definition },
    initialState,
    state: initialState,
    parent: parentId === null ? undefined : { sessionId: parentId },
    // The tool puts a `send` of its own here, which tells the viewers. What a viewer sends goes past that one: it is told of,
    // redacted, once the flow has it.
    get send() {
      const before = tell;
      return (event: unknown) => (showing ? before(event) : sendToActor(unwrap(event)));
    },
    set send(patched) {
      tell = patched;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return { unsubscribe: () => listeners.delete(listener) };
    },
    onStop: (listener) => stopListeners.add(listener),
  };
  return {
    face,
    registered: false,
    showEvent: (event) => {
      showing = true;
      try {
        tell(event);
      } finally {
        showing = false;
      }
    },
    showState: (state) => {
      face.state = state;
      for (const listener of listeners) listener(state);
    },
    stop: () => {
      for (const listener of stopListeners) listener();
      listeners.clear();
      stopListeners.clear();
    },
  };
}

/** The viewer sends events in v4's wrapping. */
function unwrap(event: unknown): unknown {
  return typeof event === 'object' && event !== null && 'data' in event ? event.data : event;
}
