import { withDeadline } from './deadline.js';
import type { HttpReply, HttpRequest, Transport } from './transport.js';
import { TransportError } from './transport.js';

export type SendOutcome =
  | { readonly ok: true; readonly reply: HttpReply }
  /** `aborted`: the caller gave up and nobody waits for the outcome. It is neither a time-out nor a fault. */
  | { readonly ok: false; readonly kind: 'network' | 'timeout' | 'aborted' };

/**
 * One request, one outcome, nothing thrown. Time limit and abort hold even if the transport ignores them, and a reply
 * that is none (a transport of an app may resolve with anything) counts as no reply.
 */
export async function send(transport: Transport, request: HttpRequest): Promise<SendOutcome> {
  try {
    const reply = await withDeadline(request.signal, request.timeoutMs, (signal) => transport({ ...request, signal }));
    // An app's own transport is not bound by our types.
    if (typeof (reply as HttpReply | undefined)?.status !== 'number') throw new TransportError('network');
    return { ok: true, reply };
  } catch (error) {
    return { ok: false, kind: noReply(error) };
  }
}

/** Why there is no reply, whatever was thrown. */
export const noReply = (error: unknown): TransportError['reason'] =>
  error instanceof TransportError ? error.reason : 'network';
