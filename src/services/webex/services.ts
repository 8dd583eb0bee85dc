import { sharedTraits } from '../../guards/failure.js';
import type { Failure } from '../../guards/failure.js';
import { joinFailure } from '../../guards/join-failure.js';
import { classifyMeetingInfoReply } from '../../guards/meeting-info-reply.js';
import { asRecord, isText } from '../../guards/reply-body.js';
import { isHeld } from '../../guards/secret.js';
import type {
  CaptchaRefreshOutcome,
  CaptchaRefreshRequest,
  JoinServices,
  MeetingInfoOutcome,
  MeetingInfoRequest,
  Needs,
} from '../../machines/join-flow.types.js';
import { scrub } from '../scrub.js';
import type { HttpReply } from '../transport.js';
import { parseUrl } from '../trusted-hosts.js';
import { call } from './call.js';
import { captchaOf } from './captcha.js';
import { readDestination } from './destination.js';
import { buildMeetingInfoBody } from './meeting-info-request.js';
import type { WebexOptions } from './options.js';
import { readEnvironment } from './options.js';
import { readMeetingInfo, readPartialMeeting } from './schemas.js';

const nothing: Needs = { password: false, captcha: false, registrationId: false };

/** An outcome that asks for nothing: the chart ends in `error`. */
const ended = (failure: Failure): MeetingInfoOutcome & { ok: false } => ({
  ok: false,
  failure,
  needs: nothing,
  captcha: null,
  meeting: null,
});

/** What a failure of ours takes over from the reply that it is about. */
const about = ({ status, headers }: HttpReply) => ({ status, requestId: headers['trackingid'] ?? null });

/** The service moves a meeting to another site at most this often within one request (facts 1.7). */
const maxHops = 5;

/** The site that a 404100 names, or `null` for any other reply. */
function movedTo({ body }: HttpReply): string | null {
  const { code, data } = asRecord(body);
  const { siteFullUrl } = asRecord(data);
  return Number(code) === 404100 && isText(siteFullUrl) ? siteFullUrl : null;
}

/** The same address on another host. A text that is more than a host gives `null`. */
function withHost(url: string, host: string): string | null {
  const { protocol, pathname } = new URL(url);
  const moved = parseUrl(`${protocol}//${host}`);
  return moved?.host === host.toLowerCase() ? moved.origin + pathname : null;
}

/**
 * The Webex half of the join flow.
 * @throws TypeError when `siteUrl` is no address that a request may go to.
 */
export function createWebexServices(options: WebexOptions): JoinServices {
  const { trusted, site } = readEnvironment(options);

  async function fetchMeetingInfo(request: MeetingInfoRequest, signal: AbortSignal): Promise<MeetingInfoOutcome> {
    const target = readDestination(request.destination, request.destinationType, site, trusted);
    if (!target.ok) return ended(joinFailure(target.kind));
    let built;
    try {
      built = buildMeetingInfoBody(request, target);
    } catch {
      return ended(joinFailure('inputInvalid'));
    }
    const { body } = built;
    const typed = [...built.typed];
    const until = performance.now() + request.timeoutMs;
    let url = `${target.origin ?? site?.origin ?? ''}/wbxappapi/v1/meetingInfo`;
    let service = target.origin ? undefined : { name: 'webex-appapi-service', resource: 'meetingInfo' };
    const visited = new Set<string>();
    for (;;) {
      visited.add(url);
      const outcome = await call(
        options,
        { method: 'POST', url, body, signal, until, ...(service && { service }) },
        typed,
      );
      if (!outcome.ok) return ended(outcome.failure);
      const { reply } = outcome;
      const host = movedTo(reply);
      if (!host) return judge(request, reply, url, typed);
      const next = withHost(url, host);
      const refused = (kind: 'untrustedHost' | 'unexpectedReply'): MeetingInfoOutcome =>
        ended(scrub(joinFailure(kind, { ...about(reply), code: 404100 }), typed));
      if (!next || !trusted(next)) return refused('untrustedHost');
      // A site that has seen the answer does not see it again.
      if (visited.has(next) || visited.size > maxHops) return refused('unexpectedReply');
      url = next;
      service = undefined;
    }
  }

  function judge(
    request: MeetingInfoRequest,
    reply: HttpReply,
    url: string,
    typed: readonly string[],
  ): MeetingInfoOutcome {
    const { password, registrationId, captcha, previousCode, sentAt } = request;
    const verdict = classifyMeetingInfoReply({
      ...reply,
      sent: { password: isHeld(password), registrationId: isHeld(registrationId), captcha: isHeld(captcha?.code) },
      previousCode,
      now: sentAt,
      ...(options.codes && { codes: options.codes }),
    });
    if (verdict.ok) {
      const meetingInfo = readMeetingInfo(reply.body, url);
      return meetingInfo
        ? { ok: true, meetingInfo }
        : ended(scrub(joinFailure('unexpectedReply', about(reply)), typed));
    }
    const { body } = reply;
    const failure = scrub(verdict.failure, typed);
    const { needs } = verdict;
    const meeting = readPartialMeeting(asRecord(asRecord(body)['data'])['meetingInfo']);
    const outcome = { ok: false, failure, needs, captcha: null, meeting } as const;
    if (!needs.captcha) return outcome;
    const challenge = captchaOf(body, trusted, null);
    if (typeof challenge !== 'string') return { ...outcome, captcha: challenge };
    // The answered captcha is used up, and was not what was refused: the service may leave it to us to ask for another.
    if (challenge === 'unexpectedReply' && isHeld(captcha?.code) && failure.kind !== 'captchaWrong') return outcome;
    const { code, status, requestId } = failure;
    return ended(joinFailure(challenge, { code, status, requestId }));
  }

  async function refreshCaptcha(request: CaptchaRefreshRequest, signal: AbortSignal): Promise<CaptchaRefreshOutcome> {
    const { id, refreshUrl, sentAt, timeoutMs } = request;
    if (!trusted(refreshUrl)) return { ok: false, failure: joinFailure('untrustedHost') };
    const url = new URL(refreshUrl);
    // The service answers with complete addresses when it is told its own name (facts 2.2).
    url.searchParams.set('siteFullName', url.hostname);
    const typed: string[] = [];
    const until = performance.now() + timeoutMs;
    const outcome = await call(
      options,
      { method: 'POST', url: url.href, body: { captchaId: id }, signal, until },
      typed,
    );
    if (!outcome.ok) return outcome;
    const { reply } = outcome;
    const { status } = reply;
    const failed = (failure: Failure): CaptchaRefreshOutcome => ({ ok: false, failure: scrub(failure, typed) });
    if (status >= 200 && status < 300) {
      const captcha = captchaOf(reply.body, trusted, refreshUrl);
      return typeof captcha === 'string' ? failed(joinFailure(captcha, about(reply))) : { ok: true, captcha };
    }
    const verdict = classifyMeetingInfoReply({ ...reply, now: sentAt });
    // A status outside 2xx is never a success.
    if (verdict.ok) return failed(joinFailure('unexpectedReply', about(reply)));
    const { kind, code, serverMessage, retryAt, requestId } = verdict.failure;
    // Only what can be true of any request is taken over: a refresh is no question about the meeting.
    return failed(
      kind in sharedTraits
        ? verdict.failure
        : joinFailure('refreshFailed', { code, status, serverMessage, retryAt, requestId }),
    );
  }

  return {
    fetchMeetingInfo,
    refreshCaptcha,
    checkDestination(destination, type) {
      const reading = readDestination(destination, type, site, trusted);
      return reading.ok ? null : joinFailure(reading.kind);
    },
  };
}
