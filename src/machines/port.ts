import { fromPromise } from 'xstate';
import type { SharedFailureKind } from '../guards/failure.js';
import { clockOf, waitUntil } from './clock.js';

/** The outcome of a request whose answer was posted before, by this flow or by the one it was restored from. */
export const INTERRUPTED = /* @__PURE__ */ Object.freeze({ ok: false, interrupted: true } as const);
export type Interrupted = typeof INTERRUPTED;

/** What the chart hands to a port's actor. */
export interface PortInput<Request> {
  readonly request: Request;
  /** Epoch ms before which nothing is sent: the back-off of a repeat. */
  readonly startAt: number;
  /** Whether a person's answer is in it: it needs a ticket then. */
  readonly carriesAnswer: boolean;
}

/** Inputs that may still be sent. Identity is the proof: no copy, clone or JSON of an input is in here. */
const tickets = /* @__PURE__ */ new WeakSet<object>();

/** Makes the input of one request. One that carries an answer can be sent once, whoever restores or repeats it. */
export function issueRequest<Request>(input: PortInput<Request>): PortInput<Request> {
  if (input.carriesAnswer) tickets.add(input);
  return input;
}

const reasons: Readonly<Record<string, SharedFailureKind>> = { network: 'network', timeout: 'timeout' };

/** What a port's rejection means. Ports should not reject; a transport's error is still told apart from a crash. */
function kindOfCrash(error: unknown): SharedFailureKind {
  const reason = typeof error === 'object' && error !== null && 'reason' in error ? String(error.reason) : '';
  return reasons[reason] ?? 'unexpectedReply';
}

/** Whether a port kept its word: success, or a failure that says which. */
const isOutcome = (outcome: unknown): boolean => {
  if (typeof outcome !== 'object' || outcome === null || !('ok' in outcome)) return false;
  // A failure without a kind could not be told to anyone.
  const { ok, failure } = outcome as { readonly ok: unknown; readonly failure?: { readonly kind?: unknown } | null };
  return ok === true || typeof failure?.kind === 'string';
};

/**
 * A port as an actor: waits for the back-off, spends the ticket, asks once, and turns a crash into an outcome, so that
 * nothing secret rides on an exception.
 */
export const portActor = <Request, Outcome>(
  call: (request: Request, signal: AbortSignal) => Promise<Outcome>,
  crash: (kind: SharedFailureKind) => Outcome,
) =>
  fromPromise<Outcome | Interrupted, PortInput<Request>>(async ({ input, self, signal }) => {
    const clock = clockOf(self);
    // Looked at before the wait too: the clock of a flow that is restored may be far behind.
    if (input.carriesAnswer && !tickets.has(input)) return INTERRUPTED;
    if (input.startAt > clock.now()) await waitUntil(clock, input.startAt, signal);
    if (input.carriesAnswer && !tickets.delete(input)) return INTERRUPTED;
    try {
      const outcome = await call(input.request, signal);
      return isOutcome(outcome) ? outcome : crash('unexpectedReply');
    } catch (error) {
      return crash(kindOfCrash(error));
    }
  });
