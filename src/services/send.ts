import { withDeadline } from './deadline.js';
import type { HttpReply, HttpRequest, Transport, TransportError } from './transport.js';

export type SendOutcome =
  | { readonly ok: true; readonly reply: HttpReply }
  /** Nobody reads what a request comes to that was given up; `network` is the nearest that is not untrue. */
  | { readonly ok: false; readonly kind: 'network' | 'timeout' };

/** Timers take whole milliseconds (`AbortSignal.timeout` throws otherwise), and longer ones fire at once. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * Every request without a transport would be told as a lost one.
 * @throws TypeError when there is none: a mistake in the app.
 */
export function requireTransport({ transport }: { readonly transport: unknown }): void {
  if (typeof transport !== 'function') throw new TypeError('transport must be a function');
}

/**
 * One request, one outcome, nothing thrown. Time limit and abort hold even if the transport ignores them, and a reply
 * that is none (a transport of an app may resolve with anything) counts as no reply.
 */
export async function send(transport: Transport, request: HttpRequest): Promise<SendOutcome> {
  const timeoutMs = Math.min(Math.ceil(request.timeoutMs), longestTimerMs);
  try {
    const reply = await withDeadline(request.signal, timeoutMs, async (signal) => {
      const given = await transport({ ...request, timeoutMs, signal });
      // Whatever is thrown in here, a TypeError for no object at all included, reads as no reply.
      if (typeof given.status !== 'number') throw new TypeError();
      return given;
    });
    return { ok: true, reply };
  } catch (error) {
    // All that a deadline throws.
    const { reason } = error as TransportError;
    return { ok: false, kind: reason === 'aborted' ? 'network' : reason };
  }
}
