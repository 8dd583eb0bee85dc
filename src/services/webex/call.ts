import type { Failure } from '../../guards/failure.js';
import { joinFailure } from '../../guards/join-failure.js';
import { withDeadline } from '../deadline.js';
import { createRequestId } from '../request-id.js';
import { noReply, send } from '../send.js';
import type { HttpReply, HttpRequest } from '../transport.js';
import type { WebexOptions } from './options.js';
import { readAccessToken } from './options.js';

export interface Call extends Pick<HttpRequest, 'method' | 'url' | 'body' | 'signal' | 'service'> {
  /** When time is over, in ms of `performance.now()`: several calls may share it. */
  readonly until: number;
}

export type CallOutcome =
  { readonly ok: true; readonly reply: HttpReply } | { readonly ok: false; readonly failure: Failure };

const msUntil = (time: number): number => Math.max(0, time - performance.now());

/**
 * One request to a host that the caller has found trusted. The reply's `trackingid` is the service's own, or else the
 * one that was sent. The access token is added to `typed`, since it must not come back in a failure either.
 */
export async function call(
  options: WebexOptions,
  { method, url, body, signal, service, until }: Call,
  typed: string[],
): Promise<CallOutcome> {
  const requestId = createRequestId();
  const failed = (reason: ReturnType<typeof noReply>): CallOutcome => ({
    ok: false,
    // Nobody reads what an aborted request comes to; `network` is the nearest that is not untrue.
    failure: joinFailure(reason === 'aborted' ? 'network' : reason, { requestId }),
  });
  let token: string | null;
  try {
    token = await withDeadline(signal, msUntil(until), () => readAccessToken(options.accessToken));
  } catch (error) {
    return failed(noReply(error));
  }
  if (token) typed.push(token);
  const outcome = await send(options.transport, {
    method,
    url,
    body,
    signal,
    ...(service && { service }),
    timeoutMs: msUntil(until),
    headers: { trackingid: requestId, ...(token && { authorization: `Bearer ${token}` }) },
  });
  if (!outcome.ok) return failed(outcome.kind);
  const { reply } = outcome;
  return { ok: true, reply: { ...reply, headers: { trackingid: requestId, ...reply.headers } } };
}
