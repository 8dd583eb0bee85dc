import type { ActorRecord, InspectionRecord, InspectorMessage, Trace } from 'meeting-join-flow/inspect';

/** One connection of a running app, or one loaded trace. */
export interface Source {
  readonly name: string;
  readonly records: InspectionRecord[];
  /** Number of the next record that is expected; a trace gets no more. */
  next: number;
}

/** Everything that the page has been shown. */
export class Sources {
  private readonly bySession = new Map<string, Source>();

  all(): readonly Source[] {
    return [...this.bySession.values()];
  }

  /** Adds what is new in a message, whatever was sent twice. Returns its source. */
  receive({ session, first, records }: InspectorMessage): Source {
    const source = this.bySession.get(session) ?? { name: `App ${this.bySession.size + 1}`, records: [], next: 0 };
    this.bySession.set(session, source);
    source.records.push(...records.slice(Math.max(0, source.next - first)));
    source.next = Math.max(source.next, first + records.length);
    return source;
  }

  load(name: string, trace: Trace): Source {
    const source = { name, records: [...trace.records], next: Infinity };
    this.bySession.set(`${name} ${this.bySession.size}`, source);
    return source;
  }

  /** What a flow is that still runs stays: what it does from now on could not be drawn without it. */
  clear(): void {
    for (const source of this.bySession.values()) {
      const running = machinesOf(source).filter(({ sessionId }) => isRunning(source, sessionId));
      source.records.splice(0, source.records.length, ...running);
    }
  }
}

/** A trace is over. A flow that was cleared has said nothing since, and runs. */
function isRunning({ records, next }: Source, sessionId: string): boolean {
  const last = records.findLast((one) => one.type === '@xstate.snapshot' && one.sessionId === sessionId);
  return next !== Infinity && (last?.type !== '@xstate.snapshot' || last.snapshot.status === 'active');
}

/** The machines of a source, in the order in which they came. */
export function machinesOf(source: Source): ActorRecord[] {
  return source.records.filter((record) => record.type === '@xstate.actor').filter((record) => record.chart !== null);
}
