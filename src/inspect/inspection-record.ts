import type { InspectionEvent } from 'xstate';

import { describeChart, edgeId, type Chart } from './chart.js';
import { createRedactor, isList, type Plain, type RedactOptions, type Redactor } from './redact-value.js';

type PlainObject = Readonly<Record<string, Plain>>;

/** A snapshot without methods, live actors and secrets. */
export interface SnapshotRecord {
  readonly status: string;
  /** The state, as XState writes it; left out for actors that are no machines. */
  readonly value?: Plain;
  readonly context?: Plain;
  readonly tags?: readonly string[];
  readonly input?: Plain;
  readonly output?: Plain;
  readonly error?: Plain;
  /** Child id → session id. */
  readonly children?: Readonly<Record<string, string>>;
}

interface RecordBase {
  /** Epoch ms. */
  readonly at: number;
  readonly rootId: string;
  readonly sessionId: string;
  readonly actorId: string;
}
export interface ActorRecord extends RecordBase {
  readonly type: '@xstate.actor';
  readonly parentId: string | null;
  /** The name under which the chart knows the actor's logic. */
  readonly src: string | null;
  readonly input: Plain;
  /** For a machine: what to draw. */
  readonly chart: Chart | null;
}
export interface EventRecord extends RecordBase {
  readonly type: '@xstate.event';
  readonly sourceId: string | null;
  readonly event: PlainObject & { readonly type: string };
}
export interface SnapshotChangeRecord extends RecordBase {
  readonly type: '@xstate.snapshot' | '@xstate.transition';
  readonly event: PlainObject & { readonly type: string };
  readonly snapshot: SnapshotRecord;
}
export interface MicrostepRecord extends RecordBase {
  readonly type: '@xstate.microstep';
  readonly event: { readonly type: string };
  /** Ids of the chart's edges that were taken. */
  readonly edges: readonly string[];
}
export interface ActionRecord extends RecordBase {
  readonly type: '@xstate.action';
  readonly action: { readonly type: string; readonly params: Plain };
}
/** One inspection event as plain JSON, without secrets. */
export type InspectionRecord = ActorRecord | EventRecord | SnapshotChangeRecord | MicrostepRecord | ActionRecord;

/** Turns inspection events into records; one for each connection. */
export interface EventRedactor {
  record(event: InspectionEvent, at: number): InspectionRecord;
  readonly redactor: Redactor;
}

/**
 * Any XState v5 inspection event becomes a small plain record, any other value plain data; secrets are gone from both,
 * wherever they sat. Live actors are shown as `{ actor: id }`, errors as `{ name }`, functions as `[function]`.
 * @throws TypeError when `keys` are no array of names, or the options no object.
 */
export function redact(event: InspectionEvent, options?: RedactOptions): InspectionRecord;
export function redact(value: unknown, options?: RedactOptions): Plain;
export function redact(value: unknown, options?: RedactOptions): InspectionRecord | Plain {
  return isInspectionEvent(value)
    ? createEventRedactor(options).record(value, Date.now())
    : createRedactor(options).value(value);
}

const kinds: ReadonlySet<unknown> = new Set<InspectionEvent['type']>([
  '@xstate.actor',
  '@xstate.event',
  '@xstate.snapshot',
  '@xstate.transition',
  '@xstate.microstep',
  '@xstate.action',
]);

function isInspectionEvent(value: unknown): value is InspectionEvent {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    kinds.has(value.type) &&
    'actorRef' in value &&
    typeof value.actorRef === 'object'
  );
}

/** The parts of a live actor that are read here; XState's own type for inspected actors names fewer. */
interface InspectedActor {
  readonly id?: string;
  readonly sessionId: string;
  readonly src?: unknown;
  readonly logic?: unknown;
  readonly options?: { readonly input?: unknown };
  readonly _parent?: { readonly sessionId: string };
}

export function createEventRedactor(options: RedactOptions = {}): EventRedactor {
  const redactor = createRedactor(options);
  const snapshot = createSnapshotRedactor(redactor);
  // An event is shown twice, when it arrives and with the state after it.
  let last: { readonly event: object; readonly plain: EventRecord['event'] } | null = null;
  const redactEvent = (event: object & { readonly type: string }): EventRecord['event'] => {
    if (last?.event !== event) last = { event, plain: describeEvent(event, redactor) };
    return last.plain;
  };
  return {
    redactor,
    record: (event, at) => {
      // XState hands the actor itself over; its inspection types show only part of it.
      const actor = event.actorRef as InspectedActor;
      const { rootId } = event;
      const { sessionId } = actor;
      const actorId = actor.id ?? sessionId;
      // Written out in each case: spreading a common part takes longer than all the rest.
      switch (event.type) {
        case '@xstate.actor':
          return { type: event.type, at, rootId, sessionId, actorId, ...describeActor(actor, redactor) };
        case '@xstate.event': {
          const sourceId = event.sourceRef?.sessionId ?? null;
          return { type: event.type, at, rootId, sessionId, actorId, sourceId, event: redactEvent(event.event) };
        }
        case '@xstate.microstep': {
          const edges = event._transitions.map((taken) => edgeId(taken));
          const { type } = event.event;
          return { type: event.type, at, rootId, sessionId, actorId, event: { type }, edges };
        }
        case '@xstate.action': {
          const { type, params } = event.action;
          const action = { type, params: redactor.value(params) };
          return { type: event.type, at, rootId, sessionId, actorId, action };
        }
        case '@xstate.snapshot':
        case '@xstate.transition': {
          const plain = redactEvent(event.event);
          return { type: event.type, at, rootId, sessionId, actorId, event: plain, snapshot: snapshot(event.snapshot) };
        }
        default:
          // A later XState may tell of more. Inspectors go on without an event that cannot be read.
          throw new TypeError(event satisfies never);
      }
    },
  };
}

function describeActor(actor: InspectedActor, redactor: Redactor) {
  return {
    parentId: actor._parent?.sessionId ?? null,
    src: typeof actor.src === 'string' ? actor.src : null,
    input: redactor.value(actor.options?.input),
    chart: isMachine(actor.logic) ? describeChart(actor.logic) : null,
  };
}

function isMachine(logic: unknown): logic is Parameters<typeof describeChart>[0] {
  return typeof logic === 'object' && logic !== null && 'root' in logic && 'config' in logic;
}

function describeEvent(event: object & { readonly type: string }, redactor: Redactor): EventRecord['event'] {
  const { type } = event;
  const plain = members(redactor.value(event));
  const crash = whereCrash(type);
  if (crash !== null) return { ...plain, [crash]: redactor.error(Reflect.get(event, crash)), type };
  // A type is never scrubbed, and a getter there was run by XState already.
  return plain['type'] === type ? (plain as EventRecord['event']) : { ...plain, type };
}

/** Under which name an event of XState's own holds what was thrown. */
function whereCrash(type: string): 'error' | 'data' | null {
  if (type.startsWith('xstate.error.')) return 'error';
  return type === 'xstate.promise.reject' || type === 'xstate.observable.error' ? 'data' : null;
}

/** A redacted object is a plain object again; anything else had nothing to show. */
function members(plain: Plain): PlainObject {
  return plain !== null && typeof plain === 'object' && !isList(plain) ? plain : {};
}

/** The members of XState's snapshots, of machines and of other actors. */
interface InspectedSnapshot {
  readonly status?: unknown;
  readonly value?: unknown;
  readonly context?: unknown;
  readonly tags?: unknown;
  readonly input?: unknown;
  readonly output?: unknown;
  readonly error?: unknown;
  readonly children?: unknown;
}
type Mutable<Part> = { -readonly [Key in keyof Part]: Part[Key] };

function createSnapshotRedactor(redactor: Redactor): (snapshot: object) => SnapshotRecord {
  // Contexts, inputs and outputs are replaced, never changed in place, and most events leave them as they were.
  const known = new WeakMap<object, Plain>();
  const redactPart = (part: unknown): Plain => {
    if (typeof part !== 'object' || part === null) return redactor.value(part);
    let plain = known.get(part);
    if (plain === undefined) known.set(part, (plain = redactor.value(part)));
    return plain;
  };
  return (snapshot) => {
    // All members are unknown and optional: any object is one.
    const { status, value, context, tags, input, output, error, children } = snapshot as InspectedSnapshot;
    const record: Mutable<SnapshotRecord> = { status: String(status) };
    if (value !== undefined) record.value = stateValue(snapshot);
    if (context !== undefined) record.context = redactPart(context);
    if (tags instanceof Set) record.tags = Array.from(tags, String);
    if (input !== undefined) record.input = redactPart(input);
    if (output !== undefined) record.output = redactPart(output);
    if (error !== undefined) record.error = redactor.error(error);
    if (typeof children === 'object' && children !== null) record.children = childIds(children);
    return record;
  };
}

function childIds(children: object): Record<string, string> {
  const ids: Record<string, string> = {};
  for (const [id, child] of Object.entries(children) as [string, { readonly sessionId?: string } | undefined][]) {
    if (child?.sessionId !== undefined) ids[id] = child.sessionId;
  }
  return ids;
}

/** A state value is made of the chart's own words: a region may well be called `password`. */
export function stateValue(snapshot: object): Plain {
  const copy = (value: unknown): Plain => {
    if (typeof value === 'string') return value;
    if (typeof value !== 'object' || value === null) return null;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copy(inner)]));
  };
  return 'value' in snapshot ? copy(snapshot.value) : null;
}
