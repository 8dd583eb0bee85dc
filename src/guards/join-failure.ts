import { describeFailure, sharedTraits } from './failure.js';
import type {
  Failure,
  FailureDetails,
  FailureKind,
  FailureTraits,
  JoinFailureKind,
  SharedFailureKind,
} from './failure.js';

/**
 * `recoverable` is true when an answer, some waiting, or a step taken elsewhere (signing in, registering) can make the
 * same destination work; it is false when only another destination or another person can help.
 */
export const joinTraits: Readonly<Record<JoinFailureKind, FailureTraits>> = {
  passwordMissing: ['password', 'enterPassword', true],
  passwordWrong: ['password', 'enterPassword', true],
  captchaMissing: ['captcha', 'enterCaptcha', true],
  captchaWrong: ['captcha', 'enterCaptcha', true],
  refreshFailed: ['captcha', 'refreshCaptcha', true],
  registrationIdMissing: ['registrationId', 'enterRegistrationId', true],
  registrationIdWrong: ['registrationId', 'enterRegistrationId', true],
  registrationMissing: [null, 'register', true],
  registrationPending: [null, 'wait', true],
  registrationRejected: [null, 'contactHost', false],
  webcastOnly: [null, 'openWebcast', false],
  notStarted: [null, 'wait', true],
  policyDenied: [null, 'contactHost', false],
  signInRequired: [null, 'signIn', true],
  emailRequired: [null, 'contactHost', false],
  accessDenied: [null, 'contactHost', false],
  meetingNotFound: ['destination', 'checkDestination', false],
  unsupportedMeeting: ['destination', 'checkDestination', false],
  destinationInvalid: ['destination', 'checkDestination', false],
  adhocFailed: [null, 'retry', true],
};

// Once, and by a call: bundlers may drop that, where a spread would stay in every unused import.
export const allJoinTraits = /* @__PURE__ */ Object.assign({}, joinTraits, sharedTraits);

/** Whether the join flow knows such a failure: a port of an app may name anything, `__proto__` included. */
export const isJoinKind = (kind: FailureKind): kind is JoinFailureKind | SharedFailureKind =>
  Object.hasOwn(allJoinTraits, kind);

export const joinFailure = (kind: JoinFailureKind | SharedFailureKind, details?: FailureDetails): Failure =>
  describeFailure(kind, allJoinTraits[kind], details);
