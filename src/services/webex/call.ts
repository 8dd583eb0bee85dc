import type { Failure, FailureDetails, JoinFailureKind, SharedFailureKind } from '../../guards/failure.js';
import { joinFailure } from '../../guards/join-failure.js';
import { isSecret, reveal } from '../../guards/secret.js';
import { createRequestId } from '../request-id.js';
import { send } from '../send.js';
import { TransportError } from '../transport.js';
import type { HttpReply, HttpRequest } from '../transport.js';
import type { WebexOptions } from './options.js';

export interface Call extends Pick<HttpRequest, 'method' | 'url' | 'body' | 'signal' | 'service'> {
  /** When time is over, in ms of `performance.now()`: several calls may share it. */
  readonly until: number;
  /** What was opened for this request. The access token joins it, since it must not come back in a failure either. */
  readonly opened: string[];
}

export interface Refusal {
  readonly ok: false;
  readonly failure: Failure;
}

/** The one place where the Webex services make an outcome out of a kind of failure. */
export const refuse = (kind: JoinFailureKind | SharedFailureKind, details?: FailureDetails): Refusal => ({
  ok: false,
  failure: joinFailure(kind, details),
});

/** `about` is what a failure of ours takes over from the reply that it is about. */
export type CallOutcome = Refusal | { readonly ok: true; readonly reply: HttpReply; readonly about: FailureDetails };

/**
 * One request to a host that the caller has found trusted. The reply's `trackingid` is the service's own, or else the
 * one that was sent.
 */
export async function call(
  { transport, accessToken }: WebexOptions,
  { until, opened, ...request }: Call,
): Promise<CallOutcome> {
  const trackingid = createRequestId();
  // As either: that it is set further down, the compiler does not follow.
  let isLoginOver = false as boolean;
  const outcome = await send(
    // The time that the app takes for its token is part of the request's.
    async (wire) => {
      let token;
      try {
        const given = typeof accessToken === 'function' ? await accessToken() : accessToken;
        // A copy of a handle holds nothing, and is no text that can be trimmed. One from a file ends in a line break.
        token = (isSecret(given) ? reveal(given) : given)?.trim();
        // What no header can carry is no token, and a transport that throws over it is told as a lost connection.
        if (/[^ -~]/.test(token ?? '')) throw new TypeError();
      } catch (error) {
        // What comes when nobody waits any more says nothing.
        isLoginOver = !(wire.signal.aborted || error instanceof TransportError);
        throw error;
      }
      // Signals of React Native before 0.87 have no `throwIfAborted`.
      if (wire.signal.aborted) throw new TransportError('aborted');
      if (token) opened.push(token);
      return transport({ ...wire, headers: { ...wire.headers, ...(token && { authorization: `Bearer ${token}` }) } });
    },
    { headers: { trackingid }, timeoutMs: Math.max(0, until - performance.now()), ...request },
  );
  // A login that is over is no lost connection: asking again would not help.
  if (!outcome.ok) return isLoginOver ? refuse('signInRequired') : refuse(outcome.kind, { requestId: trackingid });
  // What else a transport of an app puts into its reply goes no further.
  const { status, body } = outcome.reply;
  const replied = { trackingid, ...outcome.reply.headers };
  return { ok: true, reply: { status, headers: replied, body }, about: { status, requestId: replied.trackingid } };
}
