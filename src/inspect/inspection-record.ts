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
  readonly value: Plain;
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
  snapshot(snapshot: unknown): SnapshotRecord;
  readonly redactor: Redactor;
}

/**
 * Any XState v5 inspection event becomes a small plain record, any other value plain data; secrets are gone from both,
 * wherever they sat. Live actors are shown as `{ actor: id }`, errors as `{ name }`, functions as `[function]`.
 */
export function redact(event: InspectionEvent, options?: RedactOptions): InspectionRecord;
export function redact(value: unknown, options?: RedactOptions): Plain;
export function redact(value: unknown, options?: RedactOptions): InspectionRecord | Plain {
  return isInspectionEvent(value)
    ? createEventRedactor(options).record(value, Date.now())
    : createRedactor(options).value(value);
}

export function isInspectionEvent(value: unknown): value is InspectionEvent {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    typeof value.type === 'string' &&
    value.type.startsWith('@xstate.') &&
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
  return {
    redactor,
    snapshot,
    record: (event, at) => {
      // XState hands the actor itself over; its inspection types show only part of it.
      const actor = event.actorRef as InspectedActor;
      const base = { at, rootId: event.rootId, sessionId: actor.sessionId, actorId: actor.id ?? actor.sessionId };
      switch (event.type) {
        case '@xstate.actor':
          return { type: event.type, ...base, ...describeActor(actor, redactor) };
        case '@xstate.event':
          return {
            type: event.type,
            ...base,
            sourceId: event.sourceRef?.sessionId ?? null,
            event: redactEvent(event.event, redactor),
          };
        case '@xstate.microstep':
          return {
            type: event.type,
            ...base,
            event: { type: event.event.type },
            value: stateValue(event.snapshot),
            edges: event._transitions.map((taken) => edgeId(taken)),
          };
        case '@xstate.action': {
          const { type, params } = event.action;
          return { type: event.type, ...base, action: { type, params: redactor.value(params) } };
        }
        case '@xstate.snapshot':
        case '@xstate.transition':
          return {
            type: event.type,
            ...base,
            event: redactEvent(event.event, redactor),
            snapshot: snapshot(event.snapshot),
          };
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

function redactEvent(event: object & { readonly type: string }, redactor: Redactor): EventRecord['event'] {
  const { type } = event;
  const plain = members(redactor.value(event));
  return type.startsWith('xstate.error.') && 'error' in event
    ? { ...plain, error: redactor.error(event.error), type }
    : { ...plain, type };
}

/** A redacted object is a plain object again; anything else had nothing to show. */
function members(plain: Plain): PlainObject {
  return plain !== null && typeof plain === 'object' && !isList(plain) ? plain : {};
}

function createSnapshotRedactor(redactor: Redactor): (snapshot: unknown) => SnapshotRecord {
  // A context is replaced, never changed in place: most events leave it as it was.
  const contexts = new WeakMap<object, Plain>();
  const redactContext = (context: unknown): Plain => {
    if (typeof context !== 'object' || context === null) return redactor.value(context);
    let plain = contexts.get(context);
    if (plain === undefined) contexts.set(context, (plain = redactor.value(context)));
    return plain;
  };
  return (snapshot) => {
    if (typeof snapshot !== 'object' || snapshot === null) return { status: 'unknown' };
    const part = (key: string): unknown => Reflect.get(snapshot, key);
    const [context, tags, input, output, error, children] = [
      'context',
      'tags',
      'input',
      'output',
      'error',
      'children',
    ].map(part);
    return {
      status: String(part('status')),
      ...('value' in snapshot && { value: stateValue(snapshot) }),
      ...(context !== undefined && { context: redactContext(context) }),
      ...(tags instanceof Set && { tags: [...tags].map(String) }),
      ...(input !== undefined && { input: redactor.value(input) }),
      ...(output !== undefined && { output: redactor.value(output) }),
      ...(error !== undefined && { error: redactor.error(error) }),
      ...(typeof children === 'object' && children !== null && { children: childIds(children) }),
    };
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
