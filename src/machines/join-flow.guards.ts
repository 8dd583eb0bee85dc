import type { Failure } from '../guards/failure.js';
import { isCaptcha, mayRetry, problemOfAnswer } from './join-flow.memory.js';
import type { Refused } from './join-flow.memory.js';
import type { AnswerEvent, CaptchaRefreshOutcome, JoinFlowContext, MeetingInfoOutcome } from './join-flow.types.js';
import { INTERRUPTED } from './port.js';
import type { Interrupted } from './port.js';
import { mayRepeat } from './repeat.js';

/** What the look-up's actor may say. */
export type Looked = MeetingInfoOutcome | Interrupted;
export type Refreshed = CaptchaRefreshOutcome | Interrupted;

interface Known {
  readonly context: JoinFlowContext;
}

export const isRefused = (outcome: Looked): outcome is Refused => 'failure' in outcome;

/** The failure of an outcome, or `null` for a success and for a request that was never sent. */
export const failureOf = (outcome: Looked | Refreshed): Failure | null =>
  'failure' in outcome ? outcome.failure : null;

/** The guards of the chart, by the names that it gives them. */
export const joinGuards = {
  isInterrupted: (_: unknown, outcome: Looked) => outcome === INTERRUPTED,
  isJoined: (_: unknown, outcome: Looked) => outcome.ok,
  isRefreshed: (_: unknown, outcome: Refreshed) => outcome.ok && isCaptcha(outcome.captcha),
  wantsCaptchaRefresh: ({ context }: Known, outcome: Looked) =>
    isRefused(outcome) && outcome.needs.captcha && outcome.captcha === null && context.captcha !== null,
  wantsCaptcha: (_: unknown, outcome: Looked) =>
    isRefused(outcome) && outcome.needs.captcha && outcome.captcha !== null,
  wantsRegistrationId: (_: unknown, outcome: Looked) => isRefused(outcome) && outcome.needs.registrationId,
  wantsPassword: (_: unknown, outcome: Looked) => isRefused(outcome) && outcome.needs.password,
  isTokenStale: ({ context }: Known, outcome: Looked) =>
    !context.answering && failureOf(outcome)?.kind === 'tokenExpired' && 'permissionToken' in context.extraParams,
  mayRepeat: ({ context }: Known, failure: Failure | null) =>
    failure !== null && !context.answering && mayRepeat(context.attempt, failure),
  canAnswer: ({ context }: Known) => !context.captchaSpent,
  lacksAnswer: ({ context }: Known, event: AnswerEvent) =>
    !context.captchaSpent && problemOfAnswer(context, event) !== null,
  canRetry: ({ context }: Known) => mayRetry(context),
};
