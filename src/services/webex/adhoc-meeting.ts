import { detailsOf } from '../../guards/failure.js';
import type { Failure, FailureKind } from '../../guards/failure.js';
import { classifyMeetingInfoReply } from '../../guards/meeting-info-reply.js';
import type { MeetingInfo } from '../../machines/join-flow.types.js';
import { scrub } from '../scrub.js';
import { call, refuse } from './call.js';
import type { CallOutcome } from './call.js';
import { conversationSchema, readConversation } from './conversation.js';
import { readDestination } from './destination.js';
import type { WebexOptions } from './options.js';
import { readEnvironment } from './options.js';
import { readMeetingInfo } from './schemas.js';

export interface AdhocMeetingRequest {
  /** The space's address in the conversation service. */
  readonly conversationUrl: string;
  readonly installedOrgID?: string | undefined;
  readonly classificationId?: string | undefined;
  /** Ms for both requests together; 15 s unless told otherwise. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export type AdhocMeetingOutcome =
  { readonly ok: true; readonly meetingInfo: MeetingInfo } | { readonly ok: false; readonly failure: Failure };

/** What is told apart by the code, whatever the status: docs/protocols/webex-meeting-info.md, "Ad-hoc meetings". */
const recognised: ReadonlySet<FailureKind> = /* @__PURE__ */ new Set<FailureKind>([
  'policyDenied',
  'signInRequired',
  'registrationMissing',
  'registrationPending',
  'registrationRejected',
  'registrationIdMissing',
  'registrationIdWrong',
  'webcastOnly',
  'notStarted',
]);

/**
 * Starts a meeting for a space right now. It knows no password and no captcha, so it is a call and no flow. It creates
 * something, so it is never repeated by itself.
 * @throws TypeError for mistakes in the options, as `createWebexServices` does: the promise rejects.
 */
export async function createAdhocMeeting(
  options: WebexOptions,
  request: AdhocMeetingRequest,
): Promise<AdhocMeetingOutcome> {
  const { trusted, site } = readEnvironment(options);
  const { installedOrgID, classificationId, timeoutMs = 15_000 } = request;
  // An app in plain JavaScript may give anything.
  const { conversationUrl }: { readonly conversationUrl: unknown } = request;
  const target = readDestination(
    typeof conversationUrl === 'string' ? conversationUrl : '',
    'CONVERSATION_URL',
    site,
    trusted,
  );
  if (!target.ok || !site) return refuse(target.ok ? 'destinationInvalid' : target.kind);

  const signal = request.signal ?? new AbortController().signal;
  // An app in plain JavaScript may give the controller, or a text, which would be no limit at all. By what it can do: a
  // page in a test has a class of its own.
  if (!('aborted' in Object(signal))) throw new TypeError('signal must be an AbortSignal');
  if (typeof timeoutMs !== 'number') throw new TypeError('timeoutMs must be a number');
  const until = performance.now() + timeoutMs;
  const opened: string[] = [];
  const failed = ({ reply, about }: CallOutcome & { ok: true }): AdhocMeetingOutcome => {
    const verdict = classifyMeetingInfoReply(reply);
    const { failure } =
      !verdict.ok && recognised.has(verdict.failure.kind)
        ? verdict
        : refuse('adhocFailed', verdict.ok ? about : detailsOf(verdict.failure));
    return { ok: false, failure: scrub(failure, opened) };
  };

  // Before anything is sent, as the services do.
  conversationSchema();
  const url = new URL(target.fields['conversationUrl'] ?? '');
  url.searchParams.set('includeParticipants', 'true');
  const space = await call(options, { method: 'GET', url: url.href, body: undefined, signal, until, opened });
  if (!space.ok) return space;
  const conversation = space.reply.status === 200 ? readConversation(space.reply.body) : null;
  if (!conversation) return failed(space);

  const body = {
    title: conversation.displayName,
    spaceUrl: conversation.url ?? target.fields['conversationUrl'],
    keyUrl: conversation.encryptionKeyUrl,
    kroUrl: conversation.kmsResourceObjectUrl,
    invitees: (conversation.participants?.items ?? []).map(({ emailAddress, entryUUID }) => ({
      email: emailAddress,
      ciUserUuid: entryUUID,
    })),
    installedOrgID,
    schedule: false,
    classificationId,
  };
  const address = `${site.origin}/wbxappapi/v2/meetings/spaceInstant`;
  const started = await call(options, { method: 'POST', url: address, body, signal, until, opened });
  if (!started.ok) return started;
  const meetingInfo =
    classifyMeetingInfoReply(started.reply).ok && readMeetingInfo(started.reply.body, address, opened);
  return meetingInfo ? { ok: true, meetingInfo } : failed(started);
}
