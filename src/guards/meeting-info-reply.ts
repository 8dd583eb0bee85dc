import type { Failure, JoinFailureKind, SharedFailureKind } from './failure.js';
import { isJoinKind, joinFailure } from './join-failure.js';
import { asRecord, isLink, isText } from './reply-body.js';
import { retryAt } from './retry-after.js';
import { webexCodes } from './webex-codes.js';

type Kind = JoinFailureKind | SharedFailureKind;
type Asked = { readonly password: boolean; readonly captcha: boolean; readonly registrationId: boolean };

/** Rows for codes that this package does not know. A row for a code that it does know changes nothing. */
export type WebexCodes = Readonly<Record<number, Kind>>;

export interface MeetingInfoReply {
  readonly status: number;
  /** The parsed JSON, or the text when it is not JSON. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Which answers the request carried. */
  readonly sent?: Partial<Asked> | undefined;
  /** The code of the reply before this one. */
  readonly previousCode?: number | string | null | undefined;
  /** The caller's time, epoch ms; the system's by default. `retryAt` counts from it. */
  readonly now?: number | undefined;
  readonly codes?: WebexCodes | undefined;
}

export type MeetingInfoVerdict =
  { readonly ok: true } | { readonly ok: false; readonly failure: Failure; readonly needs: Asked };

/** A reply without any of these is no meeting info: docs/protocols/webex-meeting-info.md, "Reply fields". */
const identifying = ['permissionToken', 'meetingNumber', 'sipUrl', 'sipMeetingUri', 'locusUrl'];

const namesMeeting = (body: Readonly<Record<string, unknown>>): boolean =>
  identifying.some((field) => isText(body[field])) ||
  isLink(body['meetingJoinUrl']) ||
  (typeof body['meetingNumber'] === 'number' && body['meetingNumber'] > 0);

/** None is wanted, or none was sent. */
export const noAnswers: Asked = { password: false, captcha: false, registrationId: false };

/** A number, or the same digits as a string. Nothing and zero are how services say "no error": 0. `null` cannot be read. */
export function readCode(body: Readonly<Record<string, unknown>>): number | null {
  const code = body['code'] ?? 0;
  const digits = typeof code === 'number' || (typeof code === 'string' && /^\d{0,15}$/.test(code)) ? Number(code) : -1;
  return Number.isSafeInteger(digits) && digits >= 0 ? digits : null;
}

/** Without a code the status speaks, and only where it can mean one thing. */
function kindOfStatus(status: number): Kind {
  if (status === 401) return 'signInRequired';
  if (status === 404) return 'meetingNotFound';
  if (status === 429) return 'rateLimited';
  return status >= 500 && status < 600 ? 'serverFault' : 'unexpectedReply';
}

const holdsCaptcha = (body: Readonly<Record<string, unknown>>): boolean =>
  isText(body['captchaID']) && isText(body['verificationImageURL']) && isText(body['refreshURL']);

const asks = (field: string | null | undefined, captcha: boolean): Asked => ({
  password: field === 'password',
  captcha,
  registrationId: field === 'registrationId',
});

/** 423xxx, by the code and by what the request carried: docs/protocols/webex-meeting-info.md, "Captchas and codes". */
function judgeCaptcha(code: number, body: unknown, sent: Asked): readonly [Kind, Asked] {
  // The captcha was right and the password was not: the only codes that may come without a new captcha.
  const captchaWasRight = code === 423010 || code === 423012;
  if (!holdsCaptcha(asRecord(body)) && !(captchaWasRight && sent.captcha)) return ['unexpectedReply', noAnswers];
  const wants = webexCodes[code]?.[1];
  const other = wants === 'registrationId' ? wants : wants && 'password';
  const needs = asks(other, true);
  if (sent.captcha) return [captchaWasRight ? 'passwordWrong' : 'captchaWrong', needs];
  return [other && sent[other] ? `${other}Wrong` : 'captchaMissing', needs];
}

/** The kind names the answer that it is about, and so what is asked for. */
function judge(code: number, { codes, body, previousCode }: MeetingInfoReply, sent: Asked): readonly [Kind, Asked] {
  const family = Math.floor(code / 1000);
  const added = codes?.[code];
  const listed = webexCodes[code]?.[0] ?? (added && isJoinKind(added) ? added : undefined);
  const kind = listed ?? (family === 403 ? 'passwordMissing' : family === 423 ? 'captchaMissing' : 'unknownCode');
  const field = joinFailure(kind).field;
  if (field === 'captcha') return judgeCaptcha(code, body, sent);
  // A refusal that nobody knows.
  const isGuess = !listed && field !== null;
  // Such a one, and a refused answer, used up the captcha that came with it.
  const needs = asks(field, sent.captcha && (isGuess || kind.endsWith('Wrong')));
  // One that comes again after a password is none that a password mends, but one more try is free.
  const refusedAgain = isGuess && sent.password && Number(previousCode) === code;
  return [refusedAgain ? 'accessDenied' : kind, needs];
}

/**
 * What a reply of the meeting-info service means: by the body's code first, then by HTTP status. A reply that fits
 * nothing is `unexpectedReply`, never success. `needs.captcha` without a captcha in the body means that the one which
 * was answered is spent and wants a refresh.
 */
export function classifyMeetingInfoReply(given: MeetingInfoReply): MeetingInfoVerdict {
  // Plain JavaScript may hand over nothing at all: that is a reply which says nothing.
  const reply = { ...given };
  const { status, headers } = reply;
  const body = asRecord(reply.body);
  const code = readCode(body);
  if (code === 0 && status >= 200 && status < 300 && namesMeeting(body)) return { ok: true };

  const [kind, needs] = code
    ? judge(code, reply, { ...noAnswers, ...reply.sent })
    : ([kindOfStatus(status), noAnswers] as const);
  const failure = joinFailure(kind, {
    // A number or a string of digits: readCode has looked.
    code: code ? (body['code'] as number | string) : null,
    status: status || null,
    serverMessage: isText(body['message']) ? body['message'] : null,
    retryAt: retryAt(headers, reply.now ?? Date.now()),
    requestId: [headers?.['trackingid'], headers?.['x-request-id']].find(isText) ?? null,
    ...(kind === 'accessDenied' && needs.password && { field: 'password', recoverable: true }),
  });
  return { ok: false, failure, needs };
}
