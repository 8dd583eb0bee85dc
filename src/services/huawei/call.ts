import type { Failure } from '../../guards/failure.js';
import type { HuaweiOperation } from '../../guards/huawei-codes.js';
import { classifyHuaweiReply, huaweiPayload, isDocumentedCode } from '../../guards/huawei-reply.js';
import { resetFailure } from '../../guards/reset-failure.js';
import { reveal } from '../../guards/secret.js';
import type { Secret } from '../../guards/secret.js';
import type { ClientType, ResetRequest } from '../../machines/password-reset.types.js';
import { createRequestId } from '../request-id.js';
import { scrub } from '../scrub.js';
import { send } from '../send.js';
import { createTrust, parseUrl } from '../trusted-hosts.js';
import type { HuaweiOptions } from './options.js';
import { huaweiHosts } from './options.js';

export interface Refusal {
  readonly ok: false;
  readonly failure: Failure;
}

export interface Call {
  readonly operation: HuaweiOperation;
  readonly request: ResetRequest;
  readonly signal: AbortSignal;
  /** The body's fields without `user`. Secrets are opened here, at the last moment. */
  readonly fields: Readonly<Record<string, string | number | Secret | undefined>>;
  readonly accessToken?: Secret;
}

const addresses: Readonly<Record<HuaweiOperation, readonly [method: 'POST' | 'PUT', path: string]>> = {
  sendSlider: ['POST', 'auth/slideverifycode/send'],
  checkSlider: ['PUT', 'auth/slideverifycode/check'],
  sendCode: ['POST', 'verifycode/send'],
  checkCode: ['PUT', 'verifycode/check'],
  reset: ['PUT', 'password/reset'],
};

/** The wire's numbers for where the person is: docs/protocols/huawei-password-reset.md, "Asking for a slider". */
export const clientTypes: Readonly<Record<ClientType, number>> = { web: 0, pc: 5, mobile: 6 };

/** Whatever was opened for this request is taken out of the reply's own words, a code that nobody knows included. */
function scrubAll(failure: Failure, user: string, opened: readonly string[]): Failure {
  const code = failure.code ?? '';
  const echoes =
    !isDocumentedCode(code) &&
    opened.some((value) => value !== '' && String(code).toLowerCase().includes(value.toLowerCase()));
  return scrub(echoes ? { ...failure, code: null } : failure, [...opened, user]);
}

/**
 * Where requests go. It has to name its protocol: nothing is guessed for a password.
 * @throws TypeError when no request may go there: a mistake in the app, not at run time.
 */
export function readBase(baseUrl: string = huaweiHosts.mainland): URL {
  const base = parseUrl(baseUrl);
  if (!base || !createTrust({ siteUrl: base.origin })(base))
    throw new TypeError('baseUrl must be https:, or http: on loopback');
  return base;
}

/** One request and what its reply means; the payload is still to be read by a schema. Nothing is thrown. */
export async function call(
  base: URL,
  { transport, language = 'zh-CN', codes }: HuaweiOptions,
  { operation, request, signal, fields, accessToken }: Call,
): Promise<Refusal | { readonly ok: true; readonly payload: unknown; readonly unreadable: Refusal }> {
  const requestId = createRequestId();
  const { user, sentAt, timeoutMs } = request;
  const opened: string[] = [];
  const open = (handle: Secret): string => {
    const value = reveal(handle);
    opened.push(value);
    return value;
  };
  const headers: Record<string, string> = {
    'content-type': 'application/json; charset=UTF-8',
    'accept-language': language,
    'x-request-id': requestId,
  };
  const body: Record<string, string | number> = { user };
  try {
    for (const [name, value] of Object.entries(fields))
      if (value !== undefined) body[name] = typeof value === 'object' ? open(value) : value;
    if (accessToken) headers['x-access-token'] = open(accessToken);
  } catch {
    // A handle that holds nothing: a copy, or one that came out of storage.
    return { ok: false, failure: resetFailure('inputInvalid') };
  }

  const [method, path] = addresses[operation];
  const url = `${base.origin}${base.pathname.replace(/\/+$/, '')}/v1/usg/acs/${path}`;
  const outcome = await send(transport, { method, url, headers, body, signal, timeoutMs });
  if (!outcome.ok) return { ok: false, failure: resetFailure(outcome.kind, { requestId }) };
  const { status, body: replied } = outcome.reply;
  // A transport of an app may leave the headers out.
  const replyHeaders = { ...outcome.reply.headers };
  const verdict = classifyHuaweiReply({ operation, status, body: replied, headers: replyHeaders, now: sentAt, codes });
  const said = verdict.ok
    ? resetFailure('unexpectedReply', { status, requestId: replyHeaders['x-request-id'] ?? null })
    : verdict.failure;
  // The service's own id, or else the one that was sent.
  const failure = { ...said, requestId: said.requestId ?? requestId };
  const refusal: Refusal = { ok: false, failure: scrubAll(failure, user, opened) };
  return verdict.ok ? { ok: true, payload: huaweiPayload(replied), unreadable: refusal } : refusal;
}
