import type { Failure } from '../guards/failure.js';
import { answerProblem, isOptionalSecret } from '../guards/join-command.js';
import { isJoinKind, joinFailure } from '../guards/join-failure.js';
import { noAnswers } from '../guards/meeting-info-reply.js';
import { asRecord, isRecord } from '../guards/reply-body.js';
import { isHeld, isSecret } from '../guards/secret.js';
import type { Secret } from '../guards/secret.js';
import type {
  AnswerEvent,
  CaptchaChallenge,
  CaptchaRefreshRequest,
  JoinEvent,
  JoinFlowContext,
  MeetingInfoOutcome,
  MeetingInfoRequest,
} from './join-flow.types.js';
import { issueRequest } from './port.js';
import { noAttempt, timeOf } from './repeat.js';
import type { PortInput } from './port.js';

export type Refused = Extract<MeetingInfoOutcome, { ok: false }>;

export const nothingTyped = { password: null, registrationId: null, captchaCode: null } as const;
export const nothingAsked = { captcha: null, captchaSpent: false, needs: noAnswers, refusal: null } as const;
/** The states that show a captcha are entered with one; this keeps a damaged snapshot readable. */
export const noCaptcha: CaptchaChallenge = { id: '', imageUrl: '', audioUrl: null, refreshUrl: '' };
// A call that bundlers may drop, where a spread would stay in every unused import.
export const nothingYet = /* @__PURE__ */ Object.assign({}, nothingTyped, nothingAsked, {
  meeting: null,
  extraParams: {},
  failure: null,
  attempts: { password: 0, captcha: 0, registrationId: 0 },
  meetingInfo: null,
  answering: false,
  refreshAsked: false,
  attempt: noAttempt,
} as const) satisfies Partial<JoinFlowContext>;

// With a place for each field that is given later: V8 takes a hundred times as long to add one to the copy of a spread.
export const nothingAtAll = /* @__PURE__ */ Object.assign({}, nothingYet, { destination: null, destinationType: null });

const withoutToken = (extraParams: JoinFlowContext['extraParams']): JoinFlowContext['extraParams'] =>
  Object.fromEntries(Object.entries(extraParams).filter(([name]) => name !== 'permissionToken'));

export type Answers = Pick<JoinFlowContext, 'password' | 'registrationId' | 'captchaCode'>;

export const carriesAnswer = ({ password, registrationId, captchaCode }: Answers): boolean =>
  isHeld(password) || isHeld(registrationId) || isHeld(captchaCode);

const held = (value: Secret | null | undefined): Secret | null => (isHeld(value) ? value : null);

export function toMeetingInfoRequest(context: JoinFlowContext): PortInput<MeetingInfoRequest> {
  const { destination, destinationType, captcha, captchaCode, extraParams, refusal, attempt, timeouts } = context;
  return issueRequest({
    request: {
      // `join` is taken with a destination only.
      destination: destination ?? '',
      destinationType,
      password: held(context.password),
      registrationId: held(context.registrationId),
      captcha: captcha && isHeld(captchaCode) ? { id: captcha.id, code: captchaCode } : null,
      // A copy of a token, out of a stored snapshot, holds nothing.
      extraParams: isSecret(extraParams['permissionToken']) ? extraParams : withoutToken(extraParams),
      previousCode: refusal?.code ?? null,
      sentAt: attempt.startAt,
      timeoutMs: attempt.attemptEndsAt - attempt.startAt,
    },
    ...timeOf(attempt, timeouts),
    carriesAnswer: context.answering,
  });
}

export function toRefreshRequest({ captcha, attempt, timeouts }: JoinFlowContext): PortInput<CaptchaRefreshRequest> {
  const { startAt, attemptEndsAt } = attempt;
  const { id, imageUrl, audioUrl, refreshUrl } = captcha ?? noCaptcha;
  return issueRequest({
    // Name by name, as V8 is slow to add fields to the copy that a spread makes.
    request: { id, imageUrl, audioUrl, refreshUrl, sentAt: startAt, timeoutMs: attemptEndsAt - startAt },
    ...timeOf(attempt, timeouts),
    carriesAnswer: false,
  });
}

/** Whether there is something to draw and to answer. */
export const isCaptcha = (value: unknown): boolean => {
  const { id, imageUrl } = asRecord(value);
  return typeof id === 'string' && typeof imageUrl === 'string';
};

/** Whether a token, if there is one, is a handle: in clear it would show in every snapshot. */
const isTokenHidden = (meeting: unknown): boolean => isOptionalSecret(asRecord(meeting)['permissionToken']);

/** A failure of an app's own making, with what its kind says where it says nothing; `null` when it is of no known kind. */
export const completeFailure = (failure: Failure): Failure | null =>
  isJoinKind(failure.kind) ? { ...joinFailure(failure.kind), ...failure } : null;

/**
 * Fills in what a port left out, so that no guard reads a field of nothing. `null` for what no port may say: a success
 * without a meeting, a failure of no known kind, a captcha without a picture, a token in clear.
 */
export function completeOutcome(outcome: MeetingInfoOutcome): MeetingInfoOutcome | null {
  if (outcome.ok) return isRecord(outcome.meetingInfo) && isTokenHidden(outcome.meetingInfo) ? outcome : null;
  // An app's own port is not bound by our types.
  const given: Partial<Refused> = outcome;
  const failure = completeFailure(outcome.failure);
  const captcha = given.captcha ?? null;
  if (!failure || (captcha && !isCaptcha(captcha)) || !isTokenHidden(given.meeting)) return null;
  return {
    ok: false,
    failure,
    needs: { ...noAnswers, ...given.needs },
    captcha,
    meeting: given.meeting ?? null,
  };
}

/** Everything is forgotten but what is asked for now. */
export const afterCommand = (event: JoinEvent) => ({
  ...nothingAtAll,
  // Copies: an app that changes its own object later would send the next answer to another meeting than was accepted.
  destination: typeof event.destination === 'string' ? event.destination : { ...event.destination },
  destinationType: event.destinationType ?? null,
  extraParams: { ...event.extraParams },
  password: held(event.password),
  registrationId: held(event.registrationId),
});

/**
 * What is remembered of a refusal. Answers that were not judged are kept; those that were refused are dropped, and make
 * `attempts` another object.
 */
export function afterRefusal(
  context: JoinFlowContext,
  { failure, needs, captcha, meeting }: Refused,
): Partial<JoinFlowContext> & Pick<JoinFlowContext, 'attempts'> {
  const { attempts, password, captchaCode, registrationId, extraParams } = context;
  const { kind } = failure;
  // Only what was given can have been refused.
  const given = { password, captcha: captchaCode, registrationId };
  const refused = (['password', 'captcha', 'registrationId'] as const).find(
    (field) => kind === `${field}Wrong` && isHeld(given[field]),
  );
  const unjudged = kind === 'captchaMissing' || kind === 'captchaWrong';
  const shown = needs.captcha ? (captcha ?? context.captcha) : null;
  return {
    failure,
    refusal: failure,
    // One that there is no picture of can never be answered.
    needs: { ...needs, captcha: shown !== null },
    captcha: shown,
    captchaSpent: shown !== null && captcha === null,
    captchaCode: null,
    password: needs.password && !unjudged ? null : held(password),
    registrationId: needs.registrationId && !unjudged ? null : held(registrationId),
    meeting: meeting ?? context.meeting,
    extraParams: kind === 'tokenExpired' ? withoutToken(extraParams) : extraParams,
    attempts: refused ? { ...attempts, [refused]: attempts[refused] + 1 } : attempts,
  };
}

/**
 * Whether what is wrong can be tried again as it is. A `join` that was refused stands before whatever was wrong until then,
 * a final word of the service included, and is mended by another `join`. By the kind, which is all that a restore keeps.
 */
export const mayRetry = ({ failure, destination }: Pick<JoinFlowContext, 'failure' | 'destination'>): boolean =>
  failure?.recoverable === true && failure.kind !== 'inputInvalid' && destination !== null;

/** The answers of an event over those that are held. */
export const withAnswers = (context: JoinFlowContext, event: AnswerEvent): Answers => ({
  password: held(event.password) ?? context.password,
  registrationId: held(event.registrationId) ?? context.registrationId,
  captchaCode: event.type === 'captcha.submit' ? event.code : null,
});

export const problemOfAnswer = (context: JoinFlowContext, event: AnswerEvent): Failure | null =>
  answerProblem(event, context, context.needs);
