import type { Failure, FailureKind } from '../guards/failure.js';
import { codeProblem, sliderProblem, startProblem } from '../guards/reset-command.js';
import { isHeld } from '../guards/secret.js';
import {
  mayRetry,
  mostCodes,
  mostPasswords,
  mostSliders,
  mostUnseen,
  problemOfPassword,
} from './password-reset.memory.js';
import type { AnyOutcome } from './password-reset.ports.js';
import type {
  CodeEvent,
  NewPasswordEvent,
  PasswordResetContext,
  SliderEvent,
  StartEvent,
} from './password-reset.types.js';
import { INTERRUPTED } from './port.js';
import { mayRepeat } from './repeat.js';

interface Known {
  readonly context: PasswordResetContext;
}

/** Whether the service refused for one of these reasons. */
const refusedAs =
  (...kinds: readonly FailureKind[]) =>
  (_: unknown, outcome: AnyOutcome): boolean =>
    'failure' in outcome && kinds.includes(outcome.failure.kind);

const isSliderRefused = /* @__PURE__ */ refusedAs('sliderWrong', 'sliderMissing', 'unknownCode');
const isUnknown = /* @__PURE__ */ refusedAs('unknownCode');
const isCodeRefused = /* @__PURE__ */ refusedAs('codeWrong', 'codeMissing', 'unknownCode');
/** No reply, or none that says yes or no: the request may have been carried out. */
const isUnclear = /* @__PURE__ */ refusedAs('network', 'timeout', 'serverFault', 'unexpectedReply', 'outcomeUnknown');

/** The guards of the chart, by the names that it gives them. */
export const resetGuards = {
  isAcceptable: (_: unknown, event: StartEvent) => startProblem(event) === null,
  isPlace: ({ context }: Known, event: SliderEvent) => isHeld(context.token) && sliderProblem(event) === null,
  isTokenGone: ({ context }: Known) => !isHeld(context.token),
  isCode: ({ context }: Known, event: CodeEvent) => !context.codeIsOver && codeProblem(event.code) === null,
  isCodeOver: ({ context }: Known) => context.codeIsOver,
  mayResend: ({ context }: Known) => context.mayResend,
  /** A code that is over gives way to the next one as soon as the service would send it. */
  isNextCodeDue: ({ context }: Known) => context.codeIsOver && context.mayResend,
  isNewPassword: ({ context }: Known, event: NewPasswordEvent) =>
    isHeld(context.token) && problemOfPassword(context, event) === null,
  canRetry: ({ context }: Known) => mayRetry(context),
  mayRepeat: ({ context }: Known, failure: Failure | null) => failure !== null && mayRepeat(context.attempt, failure),
  isInterrupted: (_: unknown, outcome: AnyOutcome) => outcome === INTERRUPTED,
  isDone: (_: unknown, outcome: AnyOutcome) => outcome.ok,
  isSliderRefused,
  isLastSlider: ({ context }: Known, outcome: AnyOutcome) =>
    isSliderRefused(null, outcome) && context.attempts.slider + 1 >= mostSliders,
  isSliderExpired: /* @__PURE__ */ refusedAs('sliderExpired', 'tokenExpired'),
  isUnseenTooOften: ({ context }: Known) => context.unseen + 1 >= mostUnseen,
  isTooSoon: ({ context }: Known, outcome: AnyOutcome) =>
    refusedAs('codeTooSoon')(null, outcome) || (isUnknown(null, outcome) && context.attempt.startAt < context.resendAt),
  isUnknown,
  isUnclear,
  isTokenExpired: /* @__PURE__ */ refusedAs('tokenExpired'),
  isLastCode: ({ context }: Known, outcome: AnyOutcome) =>
    refusedAs('codeExpired')(null, outcome) || (isCodeRefused(null, outcome) && context.attempts.code + 1 >= mostCodes),
  isCodeRefused,
  isPasswordRefused: /* @__PURE__ */ refusedAs('passwordNotAcceptable'),
  isRateLimited: /* @__PURE__ */ refusedAs('rateLimited'),
  isLastPassword: ({ context }: Known, outcome: AnyOutcome) =>
    isUnknown(null, outcome) && context.attempts.password + 1 >= mostPasswords,
};
