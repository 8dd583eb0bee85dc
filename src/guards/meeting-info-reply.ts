import type { Failure, JoinFailureKind, SharedFailureKind } from './failure.js';
import { joinFailure } from './join-failure.js';
import { asRecord, isText } from './reply-body.js';
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
  readonly headers?: Readonly<Record<string, string>>;
  /** Which answers the request carried. */
  readonly sent?: Partial<Asked>;
  /** The code of the reply before this one. */
  readonly previousCode?: number | string | null;
  /** The caller's time, epoch ms; the system's by default. `retryAt` counts from it. */
  readonly now?: number;
  readonly codes?: WebexCodes;
}

export type MeetingInfoVerdict =
  { readonly ok: true } | { readonly ok: false; readonly failure: Failure; readonly needs: Asked };

/** A reply that names no meeting in any of these ways is no meeting info, whatever its status (facts 1.8). */
const identifying = ['permissionToken', 'meetingNumber', 'meetingJoinUrl', 'sipUrl', 'sipMeetingUri', 'locusUrl'];

const namesMeeting = (body: Readonly<Record<string, unknown>>): boolean =>
  identifying.some((field) => isText(body[field])) ||
  (typeof body['meetingNumber'] === 'number' && body['meetingNumber'] > 0);

const nothing: Asked = { password: false, captcha: false, registrationId: false };

/** A number, or the same digits as a string. Zero is how services say "no error". */
function readCode(body: Readonly<Record<string, unknown>>): number | null {
  const { code } = body;
  const digits = typeof code === 'number' || (typeof code === 'string' && /^\d{1,15}$/.test(code)) ? Number(code) : 0;
  return Number.isSafeInteger(digits) && digits > 0 ? digits : null;
}

/** Without a code the status speaks, and only where it can mean one thing. */
function kindOfStatus(status: number): Kind {
  if (status === 401) return 'signInRequired';
  if (status === 404) return 'meetingNotFound';
  if (status === 429) return 'rateLimited';
  return status >= 500 && status < 600 ? 'serverFault' : 'unexpectedReply';
}

function kindOfCode(code: number, codes: WebexCodes | undefined): Kind {
  const family = Math.floor(code / 1000);
  return (
    webexCodes[code]?.[0] ??
    codes?.[code] ??
    (family === 403 ? 'passwordMissing' : family === 423 ? 'captchaMissing' : 'unknownCode')
  );
}

const holdsCaptcha = (body: Readonly<Record<string, unknown>>): boolean =>
  isText(body['captchaID']) && isText(body['verificationImageURL']) && isText(body['refreshURL']);

/** 423xxx: which answer was refused is told by the code and by what the request carried (facts 3.4, Q11). */
function judgeCaptcha(code: number, body: Readonly<Record<string, unknown>>, sent: Asked): readonly [Kind, Asked] {
  // The captcha was right and the password was not: the only codes that may come without a new captcha.
  const captchaWasRight = code === 423010 || code === 423012;
  if (!holdsCaptcha(body) && !(captchaWasRight && sent.captcha)) return ['unexpectedReply', nothing];
  const wants = webexCodes[code]?.[2];
  const registrationId = wants === 'registrationId';
  const password = wants !== undefined && !registrationId;
  const needs = { password, captcha: true, registrationId };
  if (sent.captcha) return [captchaWasRight ? 'passwordWrong' : 'captchaWrong', needs];
  if (password && sent.password) return ['passwordWrong', needs];
  if (registrationId && sent.registrationId) return ['registrationIdWrong', needs];
  return ['captchaMissing', needs];
}

function judge(code: number, reply: MeetingInfoReply, sent: Asked): readonly [Kind, Asked] {
  const kind = kindOfCode(code, reply.codes);
  switch (kind) {
    case 'captchaMissing':
    case 'captchaWrong':
      return judgeCaptcha(code, asRecord(reply.body), sent);
    case 'passwordMissing': {
      const needs = { ...nothing, password: true };
      if (webexCodes[code] ?? reply.codes?.[code]) return [kind, needs];
      // An unlisted refusal that comes again after a password is none that a password mends, but one more try is free.
      const refusedAgain = sent.password && Number(reply.previousCode) === code;
      return [refusedAgain ? 'accessDenied' : kind, { ...needs, captcha: sent.captcha }];
    }
    case 'passwordWrong':
      return [kind, { ...nothing, password: true, captcha: sent.captcha }];
    case 'registrationIdMissing':
      return [kind, { ...nothing, registrationId: true }];
    case 'registrationIdWrong':
      return [kind, { ...nothing, registrationId: true, captcha: sent.captcha }];
    default:
      return [kind, nothing];
  }
}

/**
 * What a reply of the meeting-info service means: by the body's code first, then by HTTP status. A reply that fits
 * nothing is `unexpectedReply`, never success. `needs.captcha` without a captcha in the body means that the one which
 * was answered is spent and wants a refresh.
 */
export function classifyMeetingInfoReply(reply: MeetingInfoReply): MeetingInfoVerdict {
  const { status, headers } = reply;
  const body = asRecord(reply.body);
  const code = readCode(body);
  if (code === null && status >= 200 && status < 300 && namesMeeting(body)) return { ok: true };

  const [kind, needs] =
    code === null ? ([kindOfStatus(status), nothing] as const) : judge(code, reply, { ...nothing, ...reply.sent });
  const asking = needs.password || needs.captcha || needs.registrationId;
  const failure = joinFailure(kind, {
    // A number or a string of digits: readCode has looked.
    code: code === null ? null : (body['code'] as number | string),
    status,
    serverMessage: isText(body['message']) ? body['message'] : null,
    retryAt: retryAt(headers, reply.now ?? Date.now()),
    requestId: headers?.['trackingid'] ?? headers?.['x-request-id'] ?? null,
    ...(kind === 'accessDenied' && asking && { field: 'password', recoverable: true }),
  });
  return { ok: false, failure, needs };
}
