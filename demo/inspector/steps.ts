import type { EventRecord, InspectionRecord, Plain, SnapshotRecord } from 'meeting-join-flow/inspect';

/** One event of an actor, and what came of it. */
export interface Step {
  readonly at: number;
  readonly event: EventRecord['event'];
  readonly edges: readonly string[];
  /** The state after the event; `null` while the event is being taken. */
  readonly snapshot: SnapshotRecord | null;
}

export function stepsOf(records: readonly InspectionRecord[], sessionId: string): Step[] {
  const steps: { at: number; event: EventRecord['event']; edges: string[]; snapshot: SnapshotRecord | null }[] = [];
  for (const record of records) {
    if (record.sessionId !== sessionId) continue;
    const step = steps.at(-1);
    if (record.type === '@xstate.event') {
      steps.push({ at: record.at, event: record.event, edges: [], snapshot: null });
    } else if (step === undefined || record.type === '@xstate.snapshot') {
      // What is recorded from the middle on begins with a state; a stop comes without an event of its own.
      if (record.type !== '@xstate.snapshot') continue;
      if (step?.snapshot === null) step.snapshot = record.snapshot;
      else steps.push({ at: record.at, event: record.event, edges: [], snapshot: record.snapshot });
    } else if (record.type === '@xstate.microstep') {
      step.edges.push(...record.edges);
    }
  }
  return steps;
}

/** One run of an actor that the machine has started: a request, or a deadline. */
export interface Run {
  readonly sessionId: string;
  readonly name: string;
  readonly startedAt: number;
  /** `null` while it runs. */
  readonly endedAt: number | null;
  readonly status: string;
  readonly input: Plain;
  readonly output: Plain;
}

export function runsOf(records: readonly InspectionRecord[], parentId: string): Run[] {
  const runs = new Map<string, Run>();
  for (const record of records) {
    if (record.type === '@xstate.actor' && record.parentId === parentId) {
      const { sessionId, actorId, at, input } = record;
      const run = { sessionId, name: actorId, startedAt: at, endedAt: null, status: 'active', input, output: null };
      runs.set(sessionId, run);
    }
    const run = runs.get(record.sessionId);
    if (record.type !== '@xstate.snapshot' || run === undefined) continue;
    const { status, output, error } = record.snapshot;
    const endedAt = status === 'active' ? null : record.at;
    runs.set(run.sessionId, { ...run, status, endedAt, output: output ?? error ?? null });
  }
  return [...runs.values()];
}

/** Ids of the states that are active in a state value: `{ a: { b: {} } }` under `m` → m, m.a, m.a.b. */
export function activeStates(rootId: string, value: Plain | undefined): string[] {
  const ids = [rootId];
  const visit = (prefix: string, part: Plain | undefined): void => {
    if (typeof part === 'string') ids.push(`${prefix}.${part}`);
    else if (part !== null && typeof part === 'object') {
      for (const [key, inner] of Object.entries<Plain>(part)) {
        ids.push(`${prefix}.${key}`);
        visit(`${prefix}.${key}`, inner);
      }
    }
  };
  visit(rootId, value);
  return ids;
}
