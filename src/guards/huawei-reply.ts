import type { Failure, FailureAction, FailureField } from './failure.js';
import { huaweiCodes } from './huawei-codes.js';
import type { HuaweiKind, HuaweiOperation } from './huawei-codes.js';
import { asRecord, isText } from './reply-body.js';
import { isResetKind, resetFailure } from './reset-failure.js';
import { retryAt } from './retry-after.js';

/** Rows for codes whose meaning is not known here, as sent (`USG.206019999`) or by digits. One that is known keeps its row. */
export type HuaweiCodes = Readonly<Record<string, HuaweiKind>>;

export interface HuaweiReply {
  readonly operation: HuaweiOperation;
  readonly status: number;
  /** The parsed JSON, or the text when it is not JSON. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The caller's time, epoch ms; the system's by default. `retryAt` counts from it. */
  readonly now?: number | undefined;
  readonly codes?: HuaweiCodes | undefined;
}

export type HuaweiVerdict = { readonly ok: true } | { readonly ok: false; readonly failure: Failure };

/** A 200 has these, or it is none: docs/protocols/huawei-password-reset.md, "Slider" and "Code". The reset has none. */
const promised: Readonly<Partial<Record<HuaweiOperation, readonly string[]>>> = {
  sendSlider: ['shadowImage', 'cutImage', 'pointY', 'token', 'expire'],
  checkSlider: ['token', 'expire'],
  sendCode: ['expire'],
  checkCode: ['token', 'expire'],
};

/** Where such a refusal is shown, by step: docs/protocols/huawei-password-reset.md, "Refusals that nobody can read". */
const unreadable: Readonly<Partial<Record<HuaweiOperation, readonly [FailureField, FailureAction]>>> = {
  checkSlider: ['slider', 'solveSlider'],
  sendCode: ['slider', 'solveSlider'],
  checkCode: ['code', 'enterCode'],
  reset: ['newPassword', 'enterNewPassword'],
};

const success = '000000000';

/** `USG.206010012`, `206010012` and the number are one code: nine digits. Anything else stays what it is. */
const nineDigits = (code: string | number): string =>
  String(code)
    .replace(/^USG\./i, '')
    .replace(/^\d{1,8}$/, (digits) => digits.padStart(9, '0'));

/** Whether a page of the service holds this code, so that it is no echo of what was sent. */
export const isDocumentedCode = (code: string | number): boolean => Object.hasOwn(huaweiCodes, nineDigits(code));

/**
 * The code and sentence of every envelope that the service's pages show: flat, nested, bare, and the one of 2019. Of two
 * codes the one that refuses counts.
 */
function readEnvelope(body: unknown): { readonly code: string | number | null; readonly message: string | null } {
  const record = asRecord(body);
  const nested = asRecord(record['error']);
  const codes = [record['error_code'], record['returnCode'], nested['code'], record['code']].filter(
    (value): value is string | number => isText(value) || typeof value === 'number',
  );
  const message = [record['error_msg'], record['returnMessage'], nested['message'], record['message']].find(isText);
  return { code: codes.find((code) => nineDigits(code) !== success) ?? codes[0] ?? null, message: message ?? null };
}

/** The fields of a success: they lie under `data` in the envelope of 2019. */
export function huaweiPayload(body: unknown): Readonly<Record<string, unknown>> {
  const record = asRecord(body);
  return asRecord('returnCode' in record ? record['data'] : record);
}

function succeeded({ operation, status, body }: HuaweiReply, code: string | number | null): boolean {
  if (status !== 200 || (code !== null && nineDigits(code) !== success)) return false;
  if (operation !== 'reset')
    return promised[operation]?.every((name) => (huaweiPayload(body)[name] ?? null) !== null) ?? false;
  // Nothing, nothing in JSON, or the word of the 2019 envelope. Whatever else comes was never promised.
  if (typeof body === 'string') return body.trim() === '';
  const bare = typeof body === 'object' && body !== null && !Array.isArray(body) && Object.keys(body).length === 0;
  return body === undefined || body === null || code !== null || bare;
}

/** @param isWorded whether the service says something: a code, or 400 in a form that no page documents */
function kindOfStatus(status: number, operation: HuaweiOperation, isWorded: boolean): HuaweiKind {
  if (status === 401 || status === 403) return operation === 'reset' ? 'tokenExpired' : 'blocked';
  if (status === 429) return 'rateLimited';
  if (status >= 500 && status < 600) return 'serverFault';
  return isWorded ? 'unknownCode' : 'unexpectedReply';
}

/** @param code empty where there is none */
function judge(
  { operation, status, codes }: HuaweiReply,
  code: string | number,
  byStatus: HuaweiKind,
): readonly [HuaweiKind, boolean] {
  const digits = nineDigits(code);
  const row = Object.hasOwn(huaweiCodes, digits) ? huaweiCodes[digits] : undefined;
  // One whose meaning was lost is an app's to learn, like one that was never known.
  if (!row || row[0] === 'unknownCode') {
    const added = codes && [code, digits].flatMap((key) => (Object.hasOwn(codes, key) ? codes[key] : []))[0];
    // The neighbours of the documented password rules are taken for such rules, as far as the reset is concerned.
    const neighbour = operation === 'reset' && (status === 400 || status === 200) && /^20603\d{4}$/.test(digits);
    return [added && isResetKind(added) ? added : neighbour ? 'passwordNotAcceptable' : byStatus, false];
  }
  const kind = typeof row[0] === 'string' ? row[0] : (row[0][operation] ?? 'unknownCode');
  // Not authenticated says more than a code, unless the code tells what is wrong with the account.
  const telling = kind === 'accountLocked' || kind === 'blocked';
  if (kind === 'unknownCode' || ((status === 401 || status === 403) && !telling)) return [byStatus, false];
  return [kind, row[1] === 'final'];
}

/**
 * What a reply of the Huawei service means: by operation, the code in the body, and HTTP status, never by its sentences.
 * A success that lacks what was promised is `unexpectedReply`. On the reset a fault of the server, or a reply that says
 * neither yes nor no, is `outcomeUnknown`: the password may be changed by now. A code that no page documents is
 * `unknownCode` with the field of its step; the chart decides by its clocks what to do.
 */
export function classifyHuaweiReply(given: HuaweiReply): HuaweiVerdict {
  // Plain JavaScript may hand over nothing at all: that is a reply which says nothing.
  const reply = { ...given };
  const { operation, status, headers } = reply;
  const { code, message } = readEnvelope(reply.body);
  if (succeeded(reply, code)) return { ok: true };

  const refused = nineDigits(code ?? '') === success ? null : code;
  // 400 without a code is the service's own refusal, but not as a text: something between has answered then.
  const isWorded = refused !== null || (code === null && status === 400 && !isText(reply.body));
  const [read, final] = judge(reply, refused ?? '', kindOfStatus(status, operation, isWorded));
  const unclear = read === 'serverFault' || read === 'unexpectedReply' || status >= 500;
  const kind = operation === 'reset' && unclear ? 'outcomeUnknown' : read;
  const place = kind === 'unknownCode' ? unreadable[operation] : undefined;
  const requestId = headers?.['x-request-id'] ?? asRecord(reply.body)['requestId'];
  return {
    ok: false,
    failure: resetFailure(kind, {
      code: refused,
      status: status || null,
      serverMessage: message,
      retryAt: retryAt(headers, reply.now ?? Date.now()),
      requestId: isText(requestId) ? requestId : null,
      ...(place && { field: place[0], action: place[1] }),
      ...(final && kind === read && { action: 'none', recoverable: false }),
    }),
  };
}
