import type { InspectionEvent } from 'xstate';

import { eventLabel } from './chart.js';
import { createEventRedactor, type InspectionRecord, type SnapshotRecord } from './inspection-record.js';
import { createOutbox } from './outbox.js';
import type { RedactOptions } from './redact-value.js';

/** One instance in the extension's list, as `connect` gives it. */
export interface ReduxDevToolsConnection {
  init(state: unknown): void;
  send(action: { readonly type: string }, state: unknown): void;
  unsubscribe?(): void;
}
export interface ReduxDevToolsExtension {
  connect(options: Readonly<Record<string, unknown>>): ReduxDevToolsConnection;
}

export interface ReduxDevToolsOptions extends RedactOptions {
  /** The instance's name in the extension. The machine's id unless said otherwise. */
  readonly name?: string;
  /** The extension. `globalThis.__REDUX_DEVTOOLS_EXTENSION__` unless said otherwise. */
  readonly extension?: ReduxDevToolsExtension | null;
}

export interface InspectorConnection {
  /** Hand it to `createJoinFlow({ inspect })`, `createActor(…, { inspect })`. Never throws. */
  readonly inspect: (event: InspectionEvent) => void;
  /** Ends the connection; the flow goes on. */
  disconnect(): void;
}

/** Time travel would put an old picture over a flow that has gone on: the flow cannot take back a request. */
const features = {
  pause: true,
  export: true,
  lock: false,
  persist: false,
  import: false,
  jump: false,
  skip: false,
  reorder: false,
  dispatch: false,
  test: false,
};

/**
 * Shows each flow as an instance of the Redux DevTools extension: events as actions, the redacted state, the requests that
 * run. Does nothing where the extension is absent.
 * @throws TypeError when `keys` are no array of names, or the options no object.
 */
export function connectReduxDevTools(options: ReduxDevToolsOptions = {}): InspectorConnection {
  // First, so that a mistake shows where there is no extension too.
  const redactor = createEventRedactor(options);
  const extension = options.extension === undefined ? findExtension() : options.extension;
  if (extension === null) return { inspect: () => undefined, disconnect: () => undefined };

  const instances = new Map<string, Instance>();
  const outbox = createOutbox(({ event, at }) => {
    show(redactor.record(event, at), instances, extension, options.name);
  });
  return {
    inspect: outbox.inspect,
    disconnect: () => {
      outbox.close();
      for (const { connection } of instances.values()) connection.unsubscribe?.();
      instances.clear();
    },
  };
}

interface Instance {
  readonly connection: ReduxDevToolsConnection;
  snapshot: SnapshotRecord | null;
  /** By session id. */
  readonly children: Map<string, { readonly shownAs: string; readonly snapshot: SnapshotRecord }>;
}

function show(
  record: InspectionRecord,
  instances: Map<string, Instance>,
  extension: ReduxDevToolsExtension,
  name: string | undefined,
): void {
  if (record.type === '@xstate.actor' && record.sessionId === record.rootId) {
    const connection = extension.connect({ name: name ?? record.chart?.id ?? record.actorId, features });
    connection.init({ status: 'starting' });
    instances.set(record.rootId, { connection, snapshot: null, children: new Map() });
    return;
  }
  const instance = instances.get(record.rootId);
  if (record.type !== '@xstate.snapshot' || instance === undefined) return;
  const { connection, children } = instance;
  let type = eventLabel(record.event.type);
  if (record.sessionId === record.rootId) instance.snapshot = record.snapshot;
  else {
    const shownAs = children.get(record.sessionId)?.shownAs ?? freeName(record.actorId, children);
    children.set(record.sessionId, { shownAs, snapshot: record.snapshot });
    type = `${shownAs}: ${type}`;
  }
  connection.send({ ...record.event, type }, stateOf(instance));
  // What has ended is shown once in its last state.
  if (record.snapshot.status !== 'active') children.delete(record.sessionId);
  if (children.size > 0 || (instance.snapshot?.status ?? 'active') === 'active') return;
  instances.delete(record.rootId);
  connection.unsubscribe?.();
}

/** Flows beside each other in a parent have requests of the same id: from the second on they are numbered. */
function freeName(id: string, children: Instance['children']): string {
  const taken = new Set([...children.values()].map(({ shownAs }) => shownAs));
  let name = id;
  for (let next = 2; taken.has(name); next++) name = `${id}#${next}`;
  return name;
}

function stateOf({ snapshot, children }: Instance): unknown {
  return {
    ...snapshot,
    children: Object.fromEntries([...children.values()].map((child) => [child.shownAs, child.snapshot])),
  };
}

function findExtension(): ReduxDevToolsExtension | null {
  // The extension declares itself on the page's window; there are no types for it.
  const found: unknown = Reflect.get(globalThis, '__REDUX_DEVTOOLS_EXTENSION__');
  const usable = (typeof found === 'object' || typeof found === 'function') && found !== null && 'connect' in found;
  return usable ? (found as ReduxDevToolsExtension) : null;
}
