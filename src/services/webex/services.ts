import { detailsOf, sharedTraits } from '../../guards/failure.js';
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
} from '../../machines/join-flow.types.js';
import { scrub } from '../scrub.js';
import type { HttpReply } from '../transport.js';
import { parseUrl } from '../trusted-hosts.js';
import { call, refuse } from './call.js';
import type { CallOutcome, Refusal } from './call.js';
import { captchaOf } from './captcha.js';
import { readDestination } from './destination.js';
import { buildMeetingInfoBody } from './meeting-info-request.js';
import type { WebexOptions } from './options.js';
import { readEnvironment } from './options.js';
import { readMeetingInfo, readPartialMeeting } from './schemas.js';

/** What a refusal may say beside its failure. Left out, it asks for nothing, and the chart ends in `error`. */
const endsHere = {
  needs: { password: false, captcha: false, registrationId: false },
  captcha: null,
  meeting: null,
} as const;
type Asking = Refusal & Partial<Pick<MeetingInfoOutcome & { ok: false }, keyof typeof endsHere>>;

/** The service moves a meeting to another site at most this often within one request (facts 1.7). */
const maxHops = 5;

/** The site that a 404100 names, or `null` for any other reply. */
function movedTo({ body }: HttpReply): string | null {
  const { code, data } = asRecord(body);
  const { siteFullUrl } = asRecord(data);
  return Number(code) === 404100 && isText(siteFullUrl) ? siteFullUrl : null;
}

/** Runs one port. Whatever it has opened is taken out of the failure that comes of it. */
async function scrubbed<Outcome extends { readonly ok: true } | Refusal>(
  port: (typed: string[]) => Promise<Outcome>,
): Promise<Outcome> {
  const typed: string[] = [];
  const outcome = await port(typed);
  return outcome.ok ? outcome : { ...outcome, failure: scrub(outcome.failure, typed) };
}

/**
 * The Webex half of the join flow.
 * @throws TypeError when `siteUrl` is no address that a request may go to.
 */
export function createWebexServices(options: WebexOptions): JoinServices {
  const { trusted, site } = readEnvironment(options);

  async function fetchMeetingInfo(
    request: MeetingInfoRequest,
    signal: AbortSignal,
    typed: string[],
  ): Promise<Asking | (MeetingInfoOutcome & { ok: true })> {
    const target = readDestination(request.destination, request.destinationType, site, trusted);
    if (!target.ok) return refuse(target.kind);
    let body;
    try {
      body = buildMeetingInfoBody(request, target.fields, typed);
    } catch {
      return refuse('inputInvalid');
    }
    const until = performance.now() + request.timeoutMs;
    // A destination is readable with a site of its own, or with the app's.
    let origin = target.origin ?? site?.origin ?? '';
    const visited = new Set<string>();
    for (;;) {
      const url = `${origin}/wbxappapi/v1/meetingInfo`;
      const inCatalogue = !target.origin && !visited.size;
      const outcome = await call(options, {
        method: 'POST',
        url,
        body,
        signal,
        until,
        typed,
        ...(inCatalogue && { service: { name: 'webex-appapi-service', resource: 'meetingInfo' } }),
      });
      if (!outcome.ok) return outcome;
      const host = movedTo(outcome.reply);
      if (!host) return judge(request, outcome, url);
      visited.add(origin);
      // The same address on another host. A text that is more than a host does not come back from the parser as it was.
      origin = `${origin.split('/')[0] ?? ''}//${host.toLowerCase()}`;
      const isTrusted = parseUrl(origin)?.origin === origin && trusted(origin);
      // A site that has seen the answer does not see it again.
      if (!isTrusted || visited.has(origin) || visited.size > maxHops)
        return refuse(isTrusted ? 'unexpectedReply' : 'untrustedHost', { ...outcome.about, code: 404100 });
    }
  }

  function judge(
    { password, registrationId, captcha, previousCode, sentAt }: MeetingInfoRequest,
    { reply, about }: CallOutcome & { ok: true },
    url: string,
  ): Asking | (MeetingInfoOutcome & { ok: true }) {
    const answered = isHeld(captcha?.code);
    const verdict = classifyMeetingInfoReply({
      ...reply,
      sent: { password: isHeld(password), registrationId: isHeld(registrationId), captcha: answered },
      previousCode,
      now: sentAt,
      ...(options.codes && { codes: options.codes }),
    });
    if (verdict.ok) {
      const meetingInfo = readMeetingInfo(reply.body, url);
      return meetingInfo ? { ok: true, meetingInfo } : refuse('unexpectedReply', about);
    }
    const { failure, needs } = verdict;
    const challenge = needs.captcha ? captchaOf(reply.body, trusted, null) : null;
    // The answered captcha is used up, and was not what was refused: the service may leave it to us to ask for another.
    const isSpent = challenge === 'unexpectedReply' && answered && failure.kind !== 'captchaWrong';
    if (typeof challenge === 'string' && !isSpent) return refuse(challenge, detailsOf(failure));
    const meeting = readPartialMeeting(asRecord(asRecord(reply.body)['data'])['meetingInfo']);
    return { ...verdict, captcha: typeof challenge === 'string' ? null : challenge, meeting };
  }

  async function refreshCaptcha(
    { id, refreshUrl, sentAt, timeoutMs }: CaptchaRefreshRequest,
    signal: AbortSignal,
    typed: string[],
  ): Promise<CaptchaRefreshOutcome> {
    const address = parseUrl(refreshUrl);
    if (!address || !trusted(address)) return refuse('untrustedHost');
    // The service answers with complete addresses when it is told its own name (facts 2.2).
    address.searchParams.set('siteFullName', address.hostname);
    const until = performance.now() + timeoutMs;
    const body = { captchaId: id };
    const outcome = await call(options, { method: 'POST', url: address.href, body, signal, until, typed });
    if (!outcome.ok) return outcome;
    const { reply, about } = outcome;
    const verdict = classifyMeetingInfoReply({ ...reply, now: sentAt });
    if (verdict.ok || (reply.status >= 200 && reply.status < 300)) {
      const captcha = captchaOf(reply.body, trusted, refreshUrl);
      return typeof captcha === 'string' ? refuse(captcha, about) : { ok: true, captcha };
    }
    const { failure } = verdict;
    // Only what can be true of any request is taken over: a refresh is no question about the meeting.
    return failure.kind in sharedTraits ? { ok: false, failure } : refuse('refreshFailed', detailsOf(failure));
  }

  return {
    async fetchMeetingInfo(request, signal) {
      const outcome = await scrubbed((typed) => fetchMeetingInfo(request, signal, typed));
      return outcome.ok ? outcome : { ...endsHere, ...outcome };
    },
    refreshCaptcha: (request, signal) => scrubbed((typed) => refreshCaptcha(request, signal, typed)),
    checkDestination(destination, type): Failure | null {
      const target = readDestination(destination, type, site, trusted);
      return target.ok ? null : joinFailure(target.kind);
    },
  };
}
