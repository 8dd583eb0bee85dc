import type { InspectionEvent } from 'xstate';

import type { Dom } from './dom.types.js';
import {
  createEventRedactor,
  stateValue,
  type EventRedactor,
  type InspectionRecord,
  type SnapshotRecord,
} from './inspection-record.js';
import { createOutbox } from './outbox.js';
import { isList, type Plain, type RedactOptions } from './redact-value.js';
import type { InspectorConnection } from './redux-devtools.js';

/** The part of `@statelyai/inspect`'s inspectors that is used here. */
export interface StatelyInspector {
  readonly adapter: { send(event: never): void };
  readonly inspect: { next?: (event: InspectionEvent) => void };
  start(): void;
  stop(): void;
}
type StatelyHook = (event: never) => unknown;
/** `createBrowserInspector`, `createWebSocketInspector`, or one of the app's own making. */
export type CreateStatelyInspector = (options: never) => StatelyInspector;
interface StatelyModule {
  readonly createBrowserInspector: CreateStatelyInspector;
  readonly createWebSocketInspector: CreateStatelyInspector;
}

export interface StatelyInspectorOptions extends RedactOptions {
  /**
   * The app's own import: `create: createBrowserInspector`, or `createWebSocketInspector`. Left out, `@statelyai/inspect` is
   * imported when it is needed, which works where no bundler stands between: with a bundler, hand it in.
   */
  readonly create?: CreateStatelyInspector;
  /** Where the inspector is: a page, or a socket (`ws:`). Required, because the tool's own default is an outside host. */
  readonly url: string;
  /** An iframe to show the page in, instead of a window. */
  readonly iframe?: Dom<'HTMLIFrameElement'> | null;
  readonly window?: Dom<'Window'>;
  readonly autoStart?: boolean;
  readonly maxDeferredEvents?: number;
  readonly serializationDepthLimit?: number;
  /** Applied to what is left after redaction. Return `false` to keep an event back. */
  readonly filter?: StatelyHook;
}

export interface StatelyInspectorConnection extends InspectorConnection {
  /** Whether the inspector is there. `false` when the optional package is missing or did not start. */
  readonly ready: Promise<boolean>;
}

/**
 * Shows the flow in Stately's inspector for XState v5. The package sees redacted events only, and what it makes of them
 * (definition, snapshot, event) passes the redactor again in `serialize`, whole: with its own two hooks alone, inputs and
 * outputs of requests leaked.
 * @throws TypeError when there is no `url`, `create` makes nothing, or `keys` are no array of names.
 */
export function createStatelyInspector(options: StatelyInspectorOptions): StatelyInspectorConnection {
  requireTool(options);
  const redactor = createEventRedactor(options);
  // By the live actor: what stands for it goes when it goes.
  const actors = new WeakMap<object, StandIn>();
  let inspector: StatelyInspector | null = null;
  let ended = false;

  /** Redacted events that wait until the package is there. */
  let early: InspectionEvent[] = [];
  const outbox = createOutbox(({ event, at }) => {
    const safe = toSafeEvent(event, redactor.record(event, at), actors);
    if (safe === null) return;
    if (inspector === null) early = [...early.slice(-MOST_EARLY), safe];
    else inspector.inspect.next?.(safe);
  });

  const ready = start(options, redactor)
    .then((started) => {
      if (ended) {
        end(started);
        return false;
      }
      inspector = started;
      for (const event of early) started.inspect.next?.(event);
      early = [];
      return true;
    })
    .catch(() => {
      outbox.close();
      return false;
    });

  return {
    inspect: outbox.inspect,
    ready,
    disconnect: () => {
      ended = true;
      outbox.close();
      if (inspector) end(inspector);
      inspector = null;
    },
  };
}

const MOST_EARLY = 1_000;

/** An app in plain JavaScript may have forgotten the address, and the tool would take its own: an outside host. */
function requireTool(options: Partial<StatelyInspectorOptions> | null | undefined): void {
  const { url, create } = options ?? {};
  if (typeof url !== 'string' || url === '')
    throw new TypeError('url must be a string: where the inspector is, a page or a socket (ws:)');
  if (create != null && typeof create !== 'function')
    throw new TypeError('create must be createBrowserInspector or createWebSocketInspector');
}

async function start(options: StatelyInspectorOptions, redactor: EventRedactor): Promise<StatelyInspector> {
  const { create, filter, ...rest } = options;
  const make = create ?? (await loadMaker(options.url));
  const inspector = make({
    ...rest,
    serialize: (event: object) => scrubEvent(event, redactor),
    ...(filter && { filter: guarded(filter) }),
    // The tool's option types are its own; the names here are those of its documentation.
  } as never);
  const { adapter } = inspector;
  adapter.send = guarded(adapter.send.bind(adapter));
  return inspector;
}

interface SocketAdapter {
  ws?: { onerror: () => void; close(): void };
}

/** Stops the tool for good: its socket would open itself again after an error, and send what it kept. */
function end(inspector: StatelyInspector): void {
  // The tool's types name no socket; only an inspector over one has it.
  const adapter = inspector.adapter as SocketAdapter & StatelyInspector['adapter'];
  if (adapter.ws) adapter.ws.onerror = () => undefined;
  try {
    inspector.stop();
  } catch {
    // A window or socket that is already gone needs no stopping.
  }
  Object.defineProperty(adapter, 'ws', {
    // What the tool hears a new socket by goes nowhere.
    get: () => ({}),
    set: (socket: Required<SocketAdapter>['ws']) => {
      socket.onerror = () => undefined;
      socket.close();
    },
  });
}

/** The tool calls these from timers of its own, where a closed window or a crash would end the app. */
function guarded<Result>(work: (event: never) => Result): (event: never) => Result | undefined {
  return (event) => {
    try {
      return work(event);
    } catch {
      return undefined;
    }
  };
}

/** Not where it is imported, nor inside the function, where our own build would put it back: an app's bundler would look for it. */
const packageName = '@statelyai/inspect';

async function loadMaker(url: string): Promise<CreateStatelyInspector> {
  let loaded: StatelyModule;
  try {
    loaded = (await import(/* @vite-ignore */ /* webpackIgnore: true */ packageName)) as StatelyModule;
  } catch {
    // Caught here: Metro looks for what is imported, whatever it is told, and lets only what is caught be missing.
    throw new TypeError();
  }
  return /^wss?:/.test(url) ? loaded.createWebSocketInspector : loaded.createBrowserInspector;
}

/**
 * Everything that is about to be sent, once more. State values are the chart's own words: the redactor would take one in a
 * region called `password` for what was typed, and hide the word wherever else it stands.
 */
function scrubEvent(event: { readonly snapshot?: object | null }, { redactor }: EventRedactor): Plain {
  const { snapshot } = event;
  if (!snapshot || !('value' in snapshot)) return redactor.value(event);
  const plain = redactor.value({ ...event, snapshot: { ...snapshot, value: undefined } });
  if (!isPlainObject(plain) || !isPlainObject(plain['snapshot'])) return plain;
  return { ...plain, snapshot: { ...plain['snapshot'], value: stateValue(snapshot) } };
}

function isPlainObject(plain: Plain | undefined): plain is Readonly<Record<string, Plain>> {
  return plain !== null && typeof plain === 'object' && !isList(plain);
}

/** What the package asks of an actor, with nothing live behind it. */
interface StandIn {
  readonly id: string;
  readonly sessionId: string;
  readonly _parent: { readonly sessionId: string } | undefined;
  readonly logic: unknown;
  snapshot: SnapshotRecord;
  getSnapshot(): SnapshotRecord;
  send(): void;
}

function toSafeEvent(
  event: InspectionEvent,
  record: InspectionRecord,
  actors: WeakMap<object, StandIn>,
): InspectionEvent | null {
  const { rootId, sessionId } = record;
  if (record.type === '@xstate.actor')
    actors.set(event.actorRef, makeStandIn(event, record.parentId, record.actorId, sessionId));
  const actorRef = actors.get(event.actorRef);
  if (actorRef === undefined) return null;
  switch (record.type) {
    case '@xstate.actor':
      return safe({ type: record.type, rootId, actorRef });
    case '@xstate.event':
      return safe({
        type: record.type,
        rootId,
        actorRef,
        event: record.event,
        sourceRef: record.sourceId === null ? undefined : { sessionId: record.sourceId },
      });
    case '@xstate.snapshot':
      actorRef.snapshot = record.snapshot;
      return safe({ type: record.type, rootId, actorRef, event: record.event, snapshot: record.snapshot });
    case '@xstate.transition':
    case '@xstate.microstep':
    case '@xstate.action':
      return null;
  }
}

/** The package reads the members given here; XState's types ask for a whole live actor. */
function safe(event: Readonly<Record<string, unknown>>): InspectionEvent {
  return event as unknown as InspectionEvent;
}

function makeStandIn(event: InspectionEvent, parentId: string | null, id: string, sessionId: string): StandIn {
  const { logic } = event.actorRef as { readonly logic?: { readonly config?: unknown } };
  const standIn: StandIn = {
    id,
    sessionId,
    _parent: parentId === null ? undefined : { sessionId: parentId },
    logic: { config: definitionOf(logic?.config) },
    snapshot: { status: 'active' },
    getSnapshot: () => standIn.snapshot,
    send: () => undefined,
  };
  return standIn;
}

/** The configuration without what may hold values: the first context, inputs, outputs. `named`: its keys are names. */
function definitionOf(config: unknown, named = false, depth = 0): Plain | undefined {
  if (typeof config === 'string' || typeof config === 'number' || typeof config === 'boolean') return config;
  if (typeof config === 'function') return config.name === '' ? 'inline' : config.name;
  if (typeof config !== 'object' || config === null || depth > 30) return undefined;
  if (Array.isArray(config)) return config.map((part: unknown) => definitionOf(part, false, depth + 1) ?? null);
  const plain: Record<string, Plain> = {};
  for (const [key, part] of Object.entries(config)) {
    if (!named && withheld.has(key)) continue;
    const value = definitionOf(part, !named && maps.has(key), depth + 1);
    // Written out: behind an event's name a text alone looks like what was typed, and `serialize` would hide it.
    if (value !== undefined) plain[key] = named && typeof value === 'string' ? { target: value } : value;
  }
  return plain;
}
const maps = new Set(['states', 'on', 'after']);
const withheld = new Set(['context', 'input', 'output', 'params', 'meta', 'types']);
