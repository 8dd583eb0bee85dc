import { sharedTraits } from '../guards/failure.js';
import type { HuaweiOperation } from '../guards/huawei-codes.js';
import { classifyHuaweiReply, huaweiPayload } from '../guards/huawei-reply.js';
import { joinFailure } from '../guards/join-failure.js';
import { classifyMeetingInfoReply, noAnswers } from '../guards/meeting-info-reply.js';
import { asRecord } from '../guards/reply-body.js';
import { resetFailure } from '../guards/reset-failure.js';
import { isHeld, secret } from '../guards/secret.js';
import type { CaptchaRefreshOutcome, JoinFlowContext, MeetingInfoOutcome } from '../machines/join-flow.types.js';
import { captchaOf } from '../services/webex/captcha.js';
import { readMeetingInfo, readPartialMeeting } from '../services/webex/schemas.js';
import { createTrust } from '../services/trusted-hosts.js';
import type { ServiceAnswer } from './answers.types.js';
import { isLost } from './answers.types.js';

const address = 'https://acme.webex.com/wbxappapi/v1/meetingInfo';

/**
 * What the Webex services make of a reply, without waiting for them: the model is explored in one go. A test holds it
 * to the services themselves, reply by reply.
 */
export function readMeetingInfoAnswer(
  answer: ServiceAnswer,
  context: Pick<JoinFlowContext, 'password' | 'registrationId' | 'captchaCode' | 'refusal'>,
  now: number,
): MeetingInfoOutcome {
  const ended = (failure: ReturnType<typeof joinFailure>): MeetingInfoOutcome => ({
    ok: false,
    failure,
    needs: noAnswers,
    captcha: null,
    meeting: null,
  });
  if (isLost(answer)) return ended(joinFailure('network'));
  const { status, body, headers } = answer;
  const { data } = asRecord(body);
  const { siteFullUrl } = asRecord(data);
  const trusted = createTrust({});
  // Fixtures name strangers' sites only: a hop to a trusted one is the services' affair.
  if (typeof siteFullUrl === 'string') return ended(joinFailure('untrustedHost', { code: 404100, status }));
  const sent = {
    password: isHeld(context.password),
    registrationId: isHeld(context.registrationId),
    captcha: isHeld(context.captchaCode),
  };
  const previousCode = context.refusal?.code ?? null;
  const verdict = classifyMeetingInfoReply({ status, body, headers, sent, previousCode, now });
  if (verdict.ok) {
    const meetingInfo = readMeetingInfo(body, address);
    return meetingInfo ? { ok: true, meetingInfo } : ended(joinFailure('unexpectedReply', { status }));
  }
  const { failure, needs } = verdict;
  const meeting = readPartialMeeting(asRecord(data)['meetingInfo']);
  const outcome = { ok: false, failure, needs, captcha: null, meeting } as const;
  if (!needs.captcha) return outcome;
  const challenge = captchaOf(body, trusted, null);
  if (typeof challenge !== 'string') return { ...outcome, captcha: challenge };
  if (challenge === 'unexpectedReply' && sent.captcha && failure.kind !== 'captchaWrong') return outcome;
  return ended(joinFailure(challenge, { code: failure.code, status }));
}

/** What the captcha service's reply comes to. */
export function readRefreshAnswer(
  answer: ServiceAnswer,
  { captcha }: Pick<JoinFlowContext, 'captcha'>,
): CaptchaRefreshOutcome {
  if (isLost(answer)) return { ok: false, failure: joinFailure('network') };
  const { status, body, headers } = answer;
  if (status >= 200 && status < 300) {
    const fresh = captchaOf(body, createTrust({}), captcha?.refreshUrl ?? null);
    return typeof fresh === 'string'
      ? { ok: false, failure: joinFailure(fresh, { status }) }
      : { ok: true, captcha: fresh };
  }
  const verdict = classifyMeetingInfoReply({ status, body, headers });
  if (verdict.ok) return { ok: false, failure: joinFailure('unexpectedReply', { status }) };
  const { kind, code } = verdict.failure;
  return {
    ok: false,
    failure: kind in sharedTraits ? verdict.failure : joinFailure('refreshFailed', { code, status }),
  };
}

/** What the five operations' replies come to: the outcome of the port of that name. */
export function readHuaweiAnswer(operation: HuaweiOperation, answer: ServiceAnswer, now: number): object {
  if (isLost(answer)) return { ok: false, failure: resetFailure('network') };
  const { status, body, headers } = answer;
  const verdict = classifyHuaweiReply({ operation, status, body, headers, now });
  if (!verdict.ok) return verdict;
  const { token, expire, shadowImage, cutImage, pointY, bindPhone, bindEmail } = huaweiPayload(body);
  const held = { token: secret(String(token)), expiresInS: Number(expire) };
  switch (operation) {
    case 'sendSlider':
      return { ok: true, backgroundUrl: shadowImage, pieceUrl: cutImage, pointY, ...held };
    case 'checkSlider':
    case 'checkCode':
      return { ok: true, ...held };
    case 'sendCode':
      return { ok: true, expiresInS: Number(expire), phone: bindPhone ?? null, email: bindEmail ?? null };
    case 'reset':
      return { ok: true };
  }
}
