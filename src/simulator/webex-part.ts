import type { CaptchaService } from './captcha-service.js';
import { createCaptchaService } from './captcha-service.js';
import { demoMeetings } from './demo-meetings.js';
import { isObject, textOf } from './json.js';
import type { SimulatorClock, SimulatorPart, SimulatorReply, SimulatorRequest } from './part.types.js';
import { uuid } from './random.js';
import { createCallerRecords } from './webex-callers.js';
import { judgeAnswers } from './webex-judge.js';
import { findConversation, findMeeting } from './webex-lookup.js';
import type { SimulatedMeeting, WebexSimulatorOptions } from './webex-meetings.types.js';
import { fullInfo, permissionToken, refusal } from './webex-replies.js';

export interface WebexPart extends SimulatorPart {
  /** The meetings as they are now; add to it, or take from it, while the simulator runs. */
  readonly meetings: SimulatedMeeting[];
  /** The right answer to a captcha, by its id or any of its addresses; `null` for one never handed out. */
  readonly captchaAnswer: (idOrUrl: string) => string | null;
  /** The host arrives: a meeting that waits for its host lets people in. */
  openMeeting(number: string): void;
  /** Forgets wrong answers, captchas, arrived hosts and changed meetings. */
  reset(): void;
}

export type WebexChoices = Required<WebexSimulatorOptions>;

const meetingInfoPath = /\/meetingInfo$/;
const spaceInstantPath = /\/wbxappapi\/v2\/meetings\/spaceInstant$/;
const conversationPath = /\/conversations\/[^/]+$/;

/** The parts of Webex that the join flow talks to: meeting info, its captchas, and ad-hoc meetings in a space. */
export function createWebexPart(
  options: WebexSimulatorOptions,
  clock: SimulatorClock,
  random: () => number,
): WebexPart {
  const choices: WebexChoices = {
    meetings: demoMeetings,
    wrongAnswersBeforeCaptcha: 3,
    wrongNumbersBeforeCaptcha: 5,
    captchaLength: 4,
    captchaLifeMs: 300_000,
    wrongAfterCaptcha: 'spent',
    permissionTokenLifeS: 3600,
    ...options,
  };
  const captchas: CaptchaService = createCaptchaService({
    clock,
    random,
    length: choices.captchaLength,
    lifeMs: choices.captchaLifeMs,
  });
  const callers = createCallerRecords();
  const meetings = [...choices.meetings];
  const opened = new Set<string>();

  function success(meeting: SimulatedMeeting, request: SimulatorRequest): SimulatorReply {
    const token = permissionToken(meeting, clock.now(), choices.permissionTokenLifeS, uuid(random));
    const body = {
      ...fullInfo(meeting, request.url),
      ...(meeting.permissionToken !== 'omit' && { permissionToken: token }),
    };
    return { status: 200, body };
  }

  /** Refusals that no answer changes. */
  function barred(meeting: SimulatedMeeting, request: SimulatorRequest): SimulatorReply | null {
    const { redirectTo, answerWith } = meeting;
    const elsewhere =
      typeof redirectTo === 'function'
        ? redirectTo(request.url)
        : redirectTo === request.url.host
          ? null
          : (redirectTo ?? null);
    if (elsewhere !== null) return refusal(404100, { data: { siteFullUrl: elsewhere } });
    if (answerWith) {
      const { status, code, retryAfterS } = answerWith;
      const headers = retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) };
      return { status, headers, body: { ...(code !== undefined && { code }), message: 'Simulated' } };
    }
    if (meeting.permissionToken === 'refuse' && textOf(request.body, 'permissionToken') !== null)
      return refusal(403032);
    if (meeting.signIn === true && request.headers['authorization'] === undefined) return refusal(403101);
    return meeting.refuseWith === undefined ? null : refusal(meeting.refuseWith);
  }

  function meetingInfo(request: SimulatorRequest): SimulatorReply {
    if (!isObject(request.body)) return refusal(400001);
    const meeting = findMeeting(meetings, request.body);
    // First of all: at the wrong site, no captcha may be used up and no answer counted.
    const stopped = meeting && barred(meeting, request);
    const judged = stopped ?? judgeAnswers(request, meeting, { captchas, callers, choices });
    if (judged) return judged;
    if (!meeting) return refusal(404006);
    if (meeting.waitsForHost === true && !opened.has(meeting.number)) return refusal(403003);
    return success(meeting, request);
  }

  /** The fields that a client reads before it opens an ad-hoc meeting. */
  function conversation(request: SimulatorRequest): SimulatorReply {
    const meeting = findConversation(meetings, request.url.pathname);
    if (!meeting) return { status: 404, body: { message: 'There is no such conversation' } };
    const url = `${request.url.origin}${request.url.pathname}`;
    const people = { items: [{ emailAddress: 'ada@example.com', entryUUID: uuid(random) }] };
    const body = {
      id: meeting.conversationId,
      url,
      displayName: meeting.title ?? `Space ${meeting.number}`,
      encryptionKeyUrl: 'kms://simulator.example.com/keys/1',
      kmsResourceObjectUrl: 'kms://simulator.example.com/resources/1',
      ...(request.url.searchParams.get('includeParticipants') === 'true' && { participants: people }),
    };
    return { status: 200, body };
  }

  function spaceInstant(request: SimulatorRequest): SimulatorReply {
    const meeting = findConversation(meetings, textOf(request.body, 'spaceUrl') ?? '');
    if (!meeting) return refusal(404006);
    return barred(meeting, request) ?? success(meeting, request);
  }

  return {
    meetings,
    captchaAnswer: captchas.answerOf,
    openMeeting: (number) => {
      opened.add(number);
    },
    reset: () => {
      captchas.reset();
      callers.reset();
      opened.clear();
      meetings.splice(0, meetings.length, ...choices.meetings);
    },
    handle: (request) => {
      const { pathname } = request.url;
      const post = request.method === 'POST';
      if (meetingInfoPath.test(pathname)) return post ? meetingInfo(request) : { status: 405 };
      if (spaceInstantPath.test(pathname)) return post ? spaceInstant(request) : { status: 405 };
      if (request.method === 'GET' && conversationPath.test(pathname)) return conversation(request);
      return captchas.handle(request);
    },
  };
}
