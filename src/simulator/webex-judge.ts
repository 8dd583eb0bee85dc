import type { CaptchaService } from './captcha-service.js';
import { isObject, textOf } from './json.js';
import type { SimulatorReply, SimulatorRequest } from './part.types.js';
import type { Attempts, CallerRecords } from './webex-callers.js';
import type { SimulatedMeeting, WebexSimulatorOptions } from './webex-meetings.types.js';
import { partialInfo, refusal } from './webex-replies.js';

export interface JudgeMeans {
  readonly captchas: CaptchaService;
  readonly callers: CallerRecords;
  readonly choices: Required<
    Pick<WebexSimulatorOptions, 'wrongAnswersBeforeCaptcha' | 'wrongNumbersBeforeCaptcha' | 'wrongAfterCaptcha'>
  >;
}

interface PasswordCodes {
  readonly missing: number;
  readonly wrong: number;
  /** Wrong too often: with a captcha. */
  readonly tooOften: number;
  /** Wrong beside a right captcha. */
  readonly wrongAfterCaptcha: number;
}

/** Which codes speak of this meeting's password, or `null` when it has none. */
function passwordCodes(meeting: SimulatedMeeting, body: unknown): PasswordCodes | null {
  const plain = { tooOften: 423005, wrongAfterCaptcha: 423010 };
  if (meeting.panelistPassword !== undefined) return { missing: 403025, wrong: 403125, ...plain };
  if (meeting.pin !== undefined) return { missing: 403041, wrong: 403043, ...plain };
  if (meeting.hostKey !== undefined && takesHostKeys(body)) {
    return { missing: 403036, wrong: 403038, tooOften: 423006, wrongAfterCaptcha: 423012 };
  }
  return meeting.password === undefined ? null : { missing: 403004, wrong: 403028, ...plain };
}

const takesHostKeys = (body: unknown): boolean => isObject(body) && body['supportHostKey'] === true;

function isRightPassword(meeting: SimulatedMeeting, body: unknown, password: string): boolean {
  const { password: right, hostKey, panelistPassword, pin } = meeting;
  return [right, panelistPassword, pin, takesHostKeys(body) ? hostKey : undefined].includes(password);
}

/** The 423 code of the captcha that this caller has to solve at this meeting, or `null` when there is none. */
function captchaCode(
  meeting: SimulatedMeeting,
  attempts: Attempts,
  limit: number,
  codes: PasswordCodes | null,
): number | null {
  if (attempts.registrationIds > limit) return 423007;
  if (attempts.passwords > limit) return codes?.tooOften ?? null;
  return meeting.captchaFirst === true && !attempts.passedFirstCaptcha ? 423001 : null;
}

/** `'none'` when the request carries no captcha. Looking uses it up. */
function judgeCaptcha({ body }: SimulatorRequest, captchas: CaptchaService): 'none' | 'right' | 'wrong' {
  const id = textOf(body, 'captchaID');
  if (id === null) return 'none';
  return captchas.spend(id, textOf(body, 'captchaVerifyCode')) ? 'right' : 'wrong';
}

/** Looks at what a request answers, counts what is wrong, and returns the refusal; `null` when nothing stands in the way. */
export function judgeAnswers(
  request: SimulatorRequest,
  meeting: SimulatedMeeting | null,
  means: JudgeMeans,
): SimulatorReply | null {
  const { captchas, callers, choices } = means;
  const captcha = judgeCaptcha(request, captchas);
  const withCaptcha = (code: number): SimulatorReply => refusal(code, { captcha: captchas.issue(request.url.origin) });

  const strayed = callers.unknownMeetings(request) + (meeting === null ? 1 : 0);
  if (strayed > choices.wrongNumbersBeforeCaptcha) {
    if (captcha !== 'right') {
      callers.setUnknownMeetings(request, strayed);
      return withCaptcha(423001);
    }
    callers.setUnknownMeetings(request, 0);
  } else {
    callers.setUnknownMeetings(request, meeting === null ? strayed : 0);
  }
  if (meeting === null) return null;

  const { body } = request;
  const attempts = callers.attempts(request, meeting.number);
  const codes = passwordCodes(meeting, body);
  const limit = choices.wrongAnswersBeforeCaptcha;
  const wanted = captchaCode(meeting, attempts, limit, codes);
  if (wanted !== null && captcha !== 'right') return withCaptcha(wanted);
  // Not asked for, as after a refresh that the service did not want: a wrong one is still told of.
  if (captcha === 'wrong') return withCaptcha(423013);
  if (captcha === 'right') attempts.passedFirstCaptcha = true;

  const data = { meetingInfo: partialInfo(meeting, request.url) };
  if (meeting.registrationIds) {
    const registrationId = textOf(body, 'registrationId');
    if (registrationId === null) return refusal(403037, { data });
    if (!meeting.registrationIds.includes(registrationId)) {
      attempts.registrationIds++;
      if (attempts.registrationIds > limit && captcha !== 'right') return withCaptcha(423007);
      return refusal(403137, { data });
    }
    attempts.registrationIds = 0;
  }

  if (codes) {
    const password = textOf(body, 'password');
    if (password === null) return refusal(codes.missing, { data });
    if (!isRightPassword(meeting, body, password)) {
      attempts.passwords++;
      if (captcha === 'right') {
        const replaced = (meeting.wrongAfterCaptcha ?? choices.wrongAfterCaptcha) === 'replaced';
        return replaced ? withCaptcha(codes.wrongAfterCaptcha) : refusal(codes.wrong, { data });
      }
      return attempts.passwords > limit ? withCaptcha(codes.tooOften) : refusal(codes.wrong, { data });
    }
  }
  callers.forget(request, meeting.number);
  return null;
}
