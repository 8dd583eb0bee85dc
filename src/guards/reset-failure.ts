import { describeFailure, sharedTraits } from './failure.js';
import type {
  Failure,
  FailureDetails,
  FailureKind,
  FailureTraits,
  ResetFailureKind,
  SharedFailureKind,
} from './failure.js';

/** `recoverable` is false only where going on could do harm or cannot help: see `retry` in docs/states.md. */
export const resetTraits: Readonly<Record<ResetFailureKind, FailureTraits>> = {
  userUnknown: ['user', 'enterUser', true],
  sliderMissing: ['slider', 'solveSlider', true],
  sliderWrong: ['slider', 'solveSlider', true],
  sliderExpired: ['slider', 'solveSlider', true],
  codeMissing: ['code', 'enterCode', true],
  codeWrong: ['code', 'enterCode', true],
  codeExpired: ['code', 'resendCode', true],
  codeTooSoon: ['code', 'wait', true],
  passwordNotAcceptable: ['newPassword', 'enterNewPassword', true],
  outcomeUnknown: [null, 'signIn', false],
  accountLocked: [null, 'wait', true],
  blocked: [null, 'wait', true],
};

// Once, and by a call: bundlers may drop that, where a spread would stay in every unused import.
export const allResetTraits = /* @__PURE__ */ Object.assign({}, resetTraits, sharedTraits);

/** Whether the password reset knows such a failure: a port of an app may name anything, `__proto__` included. */
export const isResetKind = (kind: FailureKind): kind is ResetFailureKind | SharedFailureKind =>
  Object.hasOwn(allResetTraits, kind);

export const resetFailure = (kind: ResetFailureKind | SharedFailureKind, details?: FailureDetails): Failure =>
  describeFailure(kind, allResetTraits[kind], details);
