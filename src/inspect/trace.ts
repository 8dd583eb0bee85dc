import { eventLabel, type Chart } from './chart.js';
import type { ActorRecord, InspectionRecord, SnapshotRecord } from './inspection-record.js';
import type { Plain } from './redact-value.js';

/** Told apart from other JSON files by this, and from older traces by the version. */
const FORMAT = 'meeting-join-flow/trace';
const VERSION = 1;

/** A recording as a JSON value. It holds no secret, so it may go into a bug report. */
export interface Trace {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  readonly records: readonly InspectionRecord[];
}

export function toTrace(records: readonly InspectionRecord[]): Trace {
  return { format: FORMAT, version: VERSION, records };
}

/** The text of a trace file. */
export function saveTrace(trace: Trace | readonly InspectionRecord[]): string {
  return JSON.stringify('records' in trace ? trace : toTrace(trace), null, 1);
}

/**
 * Reads a trace file, or the value in it.
 * @throws TypeError when it is no trace, or one of another version.
 */
export function loadTrace(source: unknown): Trace {
  const value: unknown = typeof source === 'string' ? parse(source) : source;
  if (!isObject(value) || value['format'] !== FORMAT) throw new TypeError('This is no trace of meeting-join-flow.');
  if (value['version'] !== VERSION) throw new TypeError('This trace is of another version.');
  const records = value['records'];
  if (!Array.isArray(records) || !records.every(isRecord)) throw new TypeError('This trace is damaged.');
  return toTrace(records);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new TypeError('This is no trace: it is no JSON.');
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

const holdsType = (value: unknown): boolean => isObject(value) && typeof value['type'] === 'string';

function isRecord(value: unknown): value is InspectionRecord {
  if (!isObject(value) || typeof value['at'] !== 'number') return false;
  if (typeof value['sessionId'] !== 'string' || typeof value['actorId'] !== 'string') return false;
  switch (value['type']) {
    case '@xstate.actor':
      return value['chart'] === null || isChart(value['chart']);
    case '@xstate.event':
      return holdsType(value['event']);
    case '@xstate.snapshot':
    case '@xstate.transition':
      return holdsType(value['event']) && isObject(value['snapshot']);
    case '@xstate.microstep':
      return holdsType(value['event']) && Array.isArray(value['edges']);
    case '@xstate.action':
      return holdsType(value['action']);
    default:
      return false;
  }
}

function isChart(value: unknown): value is Chart {
  return isObject(value) && Array.isArray(value['states']) && Array.isArray(value['edges']);
}

/**
 * The trace as text, for bug reports and CI logs: one line for each event, new state, and request, with the time since
 * the first record in seconds. Times are the only part that differs between two runs of the same flow.
 */
export function formatTrace(records: readonly InspectionRecord[]): string {
  const start = records[0]?.at ?? 0;
  const names = nameActors(records);
  const states = new Map<string, string>();
  const lines: string[] = [];
  for (const record of records) {
    const text = describeRecord(record, states);
    if (text === null) continue;
    const seconds = ((record.at - start) / 1000).toFixed(3).padStart(8);
    lines.push(`${seconds} s  ${names.get(record.sessionId) ?? record.actorId}  ${text}`);
  }
  return lines.join('\n');
}

/** Session ids differ between runs: actors get their own names, and a number from the second of a name on. */
function nameActors(records: readonly InspectionRecord[]): Map<string, string> {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  for (const record of records) {
    if (names.has(record.sessionId)) continue;
    const base = record.type === '@xstate.actor' ? actorName(record) : record.actorId;
    const count = (counts.get(base) ?? 0) + 1;
    counts.set(base, count);
    names.set(record.sessionId, count === 1 ? base : `${base}#${count}`);
  }
  return names;
}

function actorName(record: ActorRecord): string {
  return record.actorId === record.sessionId ? (record.chart?.id ?? record.src ?? 'actor') : record.actorId;
}

function describeRecord(record: InspectionRecord, states: Map<string, string>): string | null {
  switch (record.type) {
    case '@xstate.actor':
      // Of a child the first state says the same, with its input.
      return record.parentId === null ? 'created' : null;
    case '@xstate.event': {
      const { type, ...payload } = record.event;
      // What starts an actor and what ends a promise is told by the states around it.
      if (type === 'xstate.init' || type.startsWith('xstate.promise.')) return null;
      return `<- ${eventLabel(type)}${details('', 'output' in payload ? payload['output'] : payload)}`;
    }
    case '@xstate.snapshot': {
      const state = stateText(record.snapshot);
      if (states.get(record.sessionId) === state) return null;
      states.set(record.sessionId, state);
      return `=> ${state}${outcomeText(record.snapshot)}`;
    }
    case '@xstate.transition':
    case '@xstate.microstep':
    case '@xstate.action':
      return null;
  }
}

function stateText(snapshot: SnapshotRecord): string {
  if (snapshot.value === undefined) return snapshot.status;
  const value = typeof snapshot.value === 'string' ? snapshot.value : JSON.stringify(snapshot.value);
  return snapshot.status === 'active' ? value : `${value} (${snapshot.status})`;
}

function outcomeText(snapshot: SnapshotRecord): string {
  if (snapshot.error !== undefined) return details('error ', snapshot.error);
  if (snapshot.value === undefined) return details('', snapshot.input);
  return details('output ', snapshot.output);
}

/** Data in one line. Members that are `null` say nothing and are left out. */
function details(label: string, data: Plain | undefined): string {
  const text = JSON.stringify(data, (_key, value: unknown) => value ?? undefined) as string | undefined;
  return text === undefined || text === '{}' ? '' : `  ${label}${text}`;
}
