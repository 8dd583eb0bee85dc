import { detailsOf, sharedTraits } from '../../guards/failure.js';
import { joinFailure } from '../../guards/join-failure.js';
import { classifyMeetingInfoReply, noAnswers, readCode } from '../../guards/meeting-info-reply.js';
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
import { parseUrl } from '../trusted-hosts.js';
import { call, refuse } from './call.js';
import type { Call, CallOutcome, Refusal } from './call.js';
import { captchaOf } from './captcha.js';
import { readDestination } from './destination.js';
import { buildMeetingInfoBody } from './meeting-info-request.js';
import type { WebexOptions } from './options.js';
import { readEnvironment } from './options.js';
import { meetingInfoSchema, readMeetingInfo, readPartialMeeting } from './schemas.js';

type Success<Outcome> = Extract<Outcome, { readonly ok: true }>;

/** What a refusal may say beside its failure. Left out, it asks for nothing, and the chart ends in `error`. */
type Refused = Refusal & Partial<Pick<MeetingInfoOutcome & { ok: false }, 'needs' | 'captcha' | 'meeting'>>;

/** Moves to another site within one request, at most: docs/protocols/webex-meeting-info.md, "Another site". */
const maxHops = 5;

/** Sends one request of a port, and keeps the time of all of them. */
type Post = (more: Pick<Call, 'url' | 'body' | 'service'>) => Promise<CallOutcome>;

/**
 * The Webex half of the join flow.
 * @throws TypeError without a transport, or for a `siteUrl` or an entry of `trustedHosts` that no request may go to.
 */
export function createWebexServices(options: WebexOptions): JoinServices {
  const { trusted, site } = readEnvironment(options);

  /** Gives a port what its requests share, and takes whatever they held out of the failure that comes of it. */
  const port =
    <Request extends { readonly timeoutMs: number }, Outcome extends { readonly ok: boolean }>(
      run: (request: Request, post: Post, opened: string[]) => Promise<Success<Outcome> | Refused>,
    ) =>
    async (request: Request, signal: AbortSignal): Promise<Success<Outcome> | Required<Refused>> => {
      // Before anything is sent: a reply may come when nothing can be loaded any more, in a test that is over say.
      meetingInfoSchema();
      const opened: string[] = [];
      const until = performance.now() + request.timeoutMs;
      const post: Post = (more) => call(options, { method: 'POST', ...more, signal, until, opened });
      const outcome = await run(request, post, opened);
      return outcome.ok
        ? outcome
        : { needs: noAnswers, captcha: null, meeting: null, ...outcome, failure: scrub(outcome.failure, opened) };
    };

  const fetchMeetingInfo = port<MeetingInfoRequest, MeetingInfoOutcome>(async (request, post, opened) => {
    const target = readDestination(request.destination, request.destinationType, site, trusted);
    if (!target.ok) return refuse(target.kind);
    let body;
    try {
      body = buildMeetingInfoBody(request, target.fields, opened);
    } catch {
      return refuse('inputInvalid');
    }
    // A site that is named is asked directly.
    let catalogue: Pick<Call, 'service'> = target.origin
      ? {}
      : { service: { name: 'webex-appapi-service', resource: 'meetingInfo' } };
    // A destination is readable with a site of its own, or with the app's.
    let origin = target.origin ?? site?.origin ?? '';
    const visited = new Set<string>();
    for (;;) {
      const url = `${origin}/wbxappapi/v1/meetingInfo`;
      const outcome = await post({ url, body, ...catalogue });
      if (!outcome.ok) return outcome;
      const replied = asRecord(outcome.reply.body);
      const { siteFullUrl, meetingInfo } = asRecord(replied['data']);
      if (readCode(replied) !== 404100 || !isText(siteFullUrl))
        return judge(request, outcome, meetingInfo, url, opened);
      visited.add(origin);
      // The same address on another host. A text that is more than a host does not come back from the parser as it was.
      origin = origin.replace(/[^/]+$/, '') + siteFullUrl.toLowerCase();
      catalogue = {};
      const next = parseUrl(origin);
      const isTrusted = next?.origin === origin && trusted(next);
      // A site that has seen the answer does not see it again.
      if (!isTrusted || visited.has(origin) || visited.size > maxHops)
        return refuse(isTrusted ? 'unexpectedReply' : 'untrustedHost', { ...outcome.about, code: 404100 });
    }
  });

  function judge(
    { password, registrationId, captcha, previousCode, sentAt }: MeetingInfoRequest,
    { reply, about }: Success<CallOutcome>,
    partial: unknown,
    url: string,
    opened: readonly string[],
  ): Success<MeetingInfoOutcome> | Refused {
    const answered = isHeld(captcha?.code);
    const verdict = classifyMeetingInfoReply({
      previousCode,
      ...reply,
      sent: { password: isHeld(password), registrationId: isHeld(registrationId), captcha: answered },
      now: sentAt,
      codes: options.codes,
    });
    if (verdict.ok) {
      const meetingInfo = readMeetingInfo(reply.body, url, opened);
      return meetingInfo ? { ok: true, meetingInfo } : refuse('unexpectedReply', about);
    }
    const { failure, needs } = verdict;
    let challenge = needs.captcha ? captchaOf(reply.body, trusted, null) : null;
    // The answered captcha is used up, and was not what was refused: the service may leave it to us to ask for another.
    if (challenge === 'unexpectedReply' && answered && failure.kind !== 'captchaWrong') challenge = null;
    if (typeof challenge === 'string') return refuse(challenge, detailsOf(failure));
    const meeting = readPartialMeeting(partial, opened);
    return { captcha: challenge, meeting, ...verdict };
  }

  const refreshCaptcha = port<CaptchaRefreshRequest, CaptchaRefreshOutcome>(
    async ({ id, refreshUrl, sentAt }, post) => {
      const address = parseUrl(refreshUrl);
      if (!address || !trusted(address)) return refuse('untrustedHost');
      // Told its own name, it answers with whole addresses: docs/protocols/webex-meeting-info.md, "Captcha refresh".
      address.searchParams.set('siteFullName', address.hostname);
      const outcome = await post({ url: address.href, body: { captchaId: id } });
      if (!outcome.ok) return outcome;
      const { reply, about } = outcome;
      const verdict = classifyMeetingInfoReply({ now: sentAt, ...reply });
      if (verdict.ok || (reply.status >= 200 && reply.status < 300)) {
        const captcha = captchaOf(reply.body, trusted, refreshUrl);
        return typeof captcha === 'string' ? refuse(captcha, about) : { ok: true, captcha };
      }
      const { failure } = verdict;
      // Only what can be true of any request is taken over: a refresh is no question about the meeting.
      return failure.kind in sharedTraits ? { ok: false, failure } : refuse('refreshFailed', detailsOf(failure));
    },
  );

  return {
    fetchMeetingInfo,
    refreshCaptcha,
    checkDestination(destination, type) {
      const target = readDestination(destination, type, site, trusted);
      return target.ok ? null : joinFailure(target.kind);
    },
  };
}
