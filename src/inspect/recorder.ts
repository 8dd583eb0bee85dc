import type { InspectionEvent } from 'xstate';

import { createEventRedactor, type InspectionRecord } from './inspection-record.js';
import { latest, latestRecords } from './latest.js';
import type { RedactOptions } from './redact-value.js';
import { toTrace, type Trace } from './trace.js';

export interface RecorderOptions extends RedactOptions {
  /**
   * Records kept; the oldest go first, but for the chart of a flow that others tell of. 1000 unless said otherwise. With 0
   * none are kept, and listeners hear of all.
   */
  readonly limit?: number;
  /** Epoch ms for the records. The system's time unless said otherwise: hand in the flow's clock to see its times. */
  readonly now?: () => number;
}

export interface Recorder {
  /** Hand it to `createJoinFlow({ inspect })`, `createActor(…, { inspect })`. Never throws. */
  readonly inspect: (event: InspectionEvent) => void;
  /** What was recorded so far, oldest first, redacted. */
  records(): readonly InspectionRecord[];
  /** Called with each batch of new records, after the events' own tick. Returns the way to end it. */
  subscribe(listener: (records: readonly InspectionRecord[]) => void): () => void;
  clear(): void;
  /** What was recorded, as a JSON value to be saved. `JSON.stringify(recorder)` gives the same. */
  toJSON(): Trace;
}

/** Of a burst within one tick listeners hear at least this many, however few are kept. */
const LEAST_WAITING = 1_000;

/**
 * Our own recorder. In the event's own tick it only notes the event; redaction follows in a microtask, or when the records
 * are read, whichever is first. Nothing leaves it that was not redacted then, whatever was changed in between.
 * @throws TypeError when `keys` are no array of names, or the options no object.
 */
export function createRecorder(options: RecorderOptions = {}): Recorder {
  const redactor = createEventRedactor(options);
  const { limit = 1_000, now = Date.now } = options;
  const mostWaiting = Math.max(limit, LEAST_WAITING);
  // Replaced, never changed: whoever is told may come or leave meanwhile.
  let listeners: readonly ((records: readonly InspectionRecord[]) => void)[] = [];
  let records: InspectionRecord[] = [];
  let waiting: { readonly event: InspectionEvent; readonly at: number }[] = [];
  let scheduled = false;

  const settle = (): void => {
    scheduled = false;
    if (waiting.length === 0) return;
    const batch = waiting;
    waiting = [];
    const added: InspectionRecord[] = [];
    for (const { event, at } of batch) {
      try {
        added.push(redactor.record(event, at));
      } catch {
        // An event that cannot be read is left out: a gap in a trace is better than a broken flow.
      }
    }
    records.push(...added);
    if (records.length > 2 * limit) records = latestRecords(records, limit);
    for (const listener of listeners) {
      try {
        listener(added);
      } catch {
        // A listener is an inspector, too: its crash is its own.
      }
    }
  };

  return {
    inspect: (event) => {
      waiting.push({ event, at: now() });
      if (waiting.length > 2 * mostWaiting)
        waiting = latest(
          waiting,
          mostWaiting,
          (one) => one.event.type === '@xstate.actor' && one.event.actorRef.sessionId === one.event.rootId,
        );
      if (scheduled) return;
      scheduled = true;
      queueMicrotask(settle);
    },
    records: () => {
      settle();
      return latestRecords(records, limit);
    },
    subscribe: (listener) => {
      // One entry for each call: the same function may be subscribed twice.
      const entry = (added: readonly InspectionRecord[]): void => listener(added);
      listeners = [...listeners, entry];
      return () => {
        listeners = listeners.filter((one) => one !== entry);
      };
    },
    clear: () => {
      waiting = [];
      records = [];
    },
    toJSON: () => {
      settle();
      return toTrace(latestRecords(records, limit));
    },
  };
}
