import type { InspectionEvent } from 'xstate';

/** An inspection event and the epoch ms at which it came. */
export interface Stamped {
  readonly event: InspectionEvent;
  readonly at: number;
}

export interface Outbox {
  /** Takes an event and returns at once. Never throws. */
  readonly inspect: (event: InspectionEvent) => void;
  /** Delivers now what waits. */
  flush(): void;
  /** Drops what waits and takes nothing more. */
  close(): void;
}

/** Of a burst within one tick at least this many are delivered; the oldest go first. */
const MOST_WAITING = 5_000;

/**
 * Delivers in batches after the event's own tick, so that an inspector's cost, slowness or crash never reaches the flow.
 * The first crash is reported once as a warning without its message, which might repeat what was inspected.
 */
export function createOutbox(deliver: (stamped: Stamped) => void, afterBatch?: () => void): Outbox {
  let waiting: Stamped[] = [];
  let scheduled = false;
  let closed = false;
  let warned = false;

  const attempt = (work: () => void): void => {
    if (closed) return;
    try {
      work();
    } catch {
      if (warned) return;
      warned = true;
      console.warn('An inspector failed; the flow goes on.');
    }
  };

  const flush = (): void => {
    scheduled = false;
    const batch = waiting;
    waiting = [];
    for (const stamped of batch) attempt(() => deliver(stamped));
    if (afterBatch !== undefined && batch.length > 0) attempt(afterBatch);
  };

  return {
    inspect: (event) => {
      if (closed) return;
      waiting.push({ event, at: Date.now() });
      // Trimmed in large steps: shifting an array for each event would cost more than the event.
      if (waiting.length > 2 * MOST_WAITING) waiting = waiting.slice(-MOST_WAITING);
      if (scheduled) return;
      scheduled = true;
      setTimeout(flush, 0);
    },
    flush,
    close: () => {
      closed = true;
      waiting = [];
    },
  };
}
