import type { AnyEventObject, AnyStateMachine, SnapshotFrom, StateValue } from 'xstate';
import { secret } from '../guards/secret.js';
import { inertScope } from '../machines/inert-scope.js';
import { INTERRUPTED } from '../machines/port.js';
import { isList, type Plain } from './redact-value.js';
import type { ActorRecord, InspectionRecord, SnapshotChangeRecord } from './inspection-record.js';
import { REDACTED, REDACTED_EMPTY } from './secret-keys.js';
import type { Trace } from './trace.js';

export interface ReplayOptions {
  /** The machine's input. The recorded input unless said otherwise. */
  readonly input?: unknown;
  /** Which of several recorded actors to replay. The first machine unless said otherwise. */
  readonly sessionId?: string;
}

export interface ReplayStep<Machine extends AnyStateMachine> {
  readonly event: AnyEventObject;
  readonly snapshot: SnapshotFrom<Machine>;
}

/**
 * Walks the machine through the recorded events, without running anything: the services' answers are in the trace.
 * A stand-in takes the place of each secret, and the clock says what it said then, so the chart takes the same way as in
 * the recording; a flow that was restored begins where it began. The bare charts take any destination: for a `join` that
 * the services refused, hand in `provideJoinServices(services)`. Nothing is registered with the `system` that a chart
 * sees. Give the recorder of a flow with a clock of its own that clock's `now`. The chance in a repeat's pause is drawn
 * anew: close to the end of the whole time, one try more or fewer may follow.
 * @returns a step for each event, the first one being the start. Empty when the trace holds no such actor.
 */
export function replay<Machine extends AnyStateMachine>(
  trace: Trace | readonly InspectionRecord[],
  machine: Machine,
  options: ReplayOptions = {},
): ReplayStep<Machine>[] {
  const records = 'records' in trace ? trace.records : trace;
  const actor = records.find(
    (record): record is ActorRecord =>
      record.type === '@xstate.actor' &&
      (options.sessionId === undefined ? record.chart?.id === machine.id : record.sessionId === options.sessionId),
  );
  if (actor === undefined) return [];

  const input = 'input' in options ? options.input : revive(actor.input);
  let now = actor.at;
  // A new one for each step: in it nothing that was left is registered still.
  const scope = () => inertScope(machine, { input, now: () => now });
  // What a machine takes and gives is of types that only it knows; all of it came from a run of the same machine.
  let snapshot = machine.getInitialSnapshot(scope(), input) as SnapshotFrom<Machine>;
  // One that was restored, or whose oldest records are gone, begins elsewhere: in the state that was recorded first.
  const found = records.findIndex(
    ({ type, sessionId }) => type === '@xstate.snapshot' && sessionId === actor.sessionId,
  );
  // Found by its type.
  const first = (records[found] as SnapshotChangeRecord | undefined)?.snapshot;
  const resumes = !('input' in options) && first?.status === 'active' && first.value !== undefined;
  if (resumes)
    // Recorded of the same machine, as above.
    snapshot = machine.resolveState({
      value: first.value as StateValue,
      context: revive(first.context ?? null),
    }) as SnapshotFrom<Machine>;
  const steps: ReplayStep<Machine>[] = [{ event: { type: 'xstate.init' }, snapshot }];
  const own = records.slice(resumes ? found + 1 : 0).filter(({ sessionId }) => sessionId === actor.sessionId);
  const reached = own.filter((record): record is SnapshotChangeRecord => record.type === '@xstate.snapshot');
  for (const record of own) {
    if (record.type !== '@xstate.event' || record.event.type === 'xstate.init') continue;
    now = record.at;
    const before = snapshot;
    const take = (standIn: string): ReplayStep<Machine> => {
      const event = reviveEvent(record.event, standIn);
      return { event, snapshot: machine.transition(before, event, scope()) as SnapshotFrom<Machine> };
    };
    // By its event: what a listener sends at once is recorded before the snapshot of what it heard of.
    const sent = JSON.stringify(record.event);
    const place = reached.findIndex(({ event }) => JSON.stringify(event) === sent);
    const after = place < 0 ? undefined : reached.splice(0, place + 1).at(-1);
    const isAsRecorded = (step: ReplayStep<Machine>): boolean =>
      !after || valueOf(step.snapshot) === valueOf(after.snapshot);
    // What was typed is not in the trace, and what the policy says to it depends on the person's name too.
    let step = take(REDACTED);
    for (const standIn of [ACCEPTABLE, UNACCEPTABLE]) {
      if (isAsRecorded(step)) break;
      const other = take(standIn);
      if (isAsRecorded(other)) step = other;
    }
    snapshot = step.snapshot;
    steps.push(step);
  }
  return steps;
}

/** For a person whose name is part of the mark. */
const ACCEPTABLE = 'Zq7#Zq7#';
/** Too short for any policy. */
const UNACCEPTABLE = ' ';

/** The state value as text. Every snapshot of a machine has one, which its generic type does not say. */
const valueOf = (snapshot: object): string | undefined =>
  JSON.stringify((snapshot as { readonly value?: unknown }).value);

function reviveEvent(
  event: Readonly<Record<string, Plain>> & { readonly type: string },
  standIn: string,
): AnyEventObject {
  const revived: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(event)) revived[key] = revive(value, standIn);
  return { ...revived, type: event.type };
}

/** A redacted mark becomes a handle again: the chart refuses plain strings where it wants a secret. */
function revive(plain: Plain, standIn = REDACTED): unknown {
  if (plain === REDACTED) return secret(standIn);
  if (plain === REDACTED_EMPTY) return secret('');
  if (plain === null || typeof plain !== 'object') return plain;
  if (isList(plain)) return plain.map((item) => revive(item, standIn));
  // The charts know this outcome by its identity.
  if (plain['interrupted'] === true && plain['ok'] === false) return INTERRUPTED;
  return Object.fromEntries(Object.entries(plain).map(([key, value]) => [key, revive(value, standIn)]));
}
