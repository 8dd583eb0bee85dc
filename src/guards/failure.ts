export type FailureField =
  'destination' | 'password' | 'captcha' | 'registrationId' | 'user' | 'slider' | 'code' | 'newPassword';

export type FailureAction =
  | 'enterPassword'
  | 'enterCaptcha'
  | 'refreshCaptcha'
  | 'enterRegistrationId'
  | 'checkDestination'
  | 'enterUser'
  | 'solveSlider'
  | 'enterCode'
  | 'resendCode'
  | 'enterNewPassword'
  | 'wait'
  | 'retry'
  | 'signIn'
  | 'register'
  | 'openWebcast'
  | 'contactHost'
  | 'startOver'
  | 'none';

export type JoinFailureKind =
  | 'passwordMissing'
  | 'passwordWrong'
  | 'captchaMissing'
  | 'captchaWrong'
  | 'refreshFailed'
  | 'registrationIdMissing'
  | 'registrationIdWrong'
  | 'registrationMissing'
  | 'registrationPending'
  | 'registrationRejected'
  | 'webcastOnly'
  | 'notStarted'
  | 'policyDenied'
  | 'signInRequired'
  | 'emailRequired'
  | 'accessDenied'
  | 'meetingNotFound'
  | 'unsupportedMeeting'
  | 'destinationInvalid'
  | 'adhocFailed';

export type ResetFailureKind =
  | 'userUnknown'
  | 'sliderMissing'
  | 'sliderWrong'
  | 'sliderExpired'
  | 'codeMissing'
  | 'codeWrong'
  | 'codeExpired'
  | 'codeTooSoon'
  | 'passwordNotAcceptable'
  | 'outcomeUnknown'
  | 'accountLocked'
  | 'blocked';

export type SharedFailureKind =
  | 'inputInvalid'
  | 'tokenExpired'
  | 'rateLimited'
  | 'network'
  | 'timeout'
  | 'serverFault'
  | 'unexpectedReply'
  | 'untrustedHost'
  | 'unknownCode';

export type FailureKind = JoinFailureKind | ResetFailureKind | SharedFailureKind;

export interface Failure {
  readonly kind: FailureKind;
  /** The field to show it at, or `null` when no field is to blame. */
  readonly field: FailureField | null;
  /** What a person can do next. */
  readonly action: FailureAction;
  /** Whether this flow can go on from here: by an answer, by waiting, or by a retry. */
  readonly recoverable: boolean;
  /** The service's own code, as sent. */
  readonly code: number | string | null;
  /** The HTTP status, or `null` when no reply came. */
  readonly status: number | null;
  /** The service's sentence, 500 characters at most, scrubbed of anything typed. For logs, not for people. */
  readonly serverMessage: string | null;
  /** Epoch ms from which a new try makes sense. */
  readonly retryAt: number | null;
  /** By it both sides find the request in their logs. */
  readonly requestId: string | null;
}

/** What is always true of a kind: field, action, and whether the flow can go on. */
export type FailureTraits = readonly [field: FailureField | null, action: FailureAction, recoverable: boolean];

export const sharedTraits: Readonly<Record<SharedFailureKind, FailureTraits>> = {
  inputInvalid: [null, 'startOver', true],
  tokenExpired: [null, 'retry', true],
  rateLimited: [null, 'wait', true],
  network: [null, 'retry', true],
  timeout: [null, 'retry', true],
  serverFault: [null, 'retry', true],
  unexpectedReply: [null, 'retry', true],
  untrustedHost: ['destination', 'checkDestination', false],
  unknownCode: [null, 'retry', true],
};

/** What a reply, or the lack of one, adds to a kind; whatever is left out is `null`. */
export type FailureDetails = Partial<Omit<Failure, 'kind'>>;

export function describeFailure(kind: FailureKind, traits: FailureTraits, details?: FailureDetails): Failure {
  const [field, action, recoverable] = traits;
  return {
    kind,
    field,
    action,
    recoverable,
    code: null,
    status: null,
    serverMessage: null,
    retryAt: null,
    requestId: null,
    ...details,
  };
}

/**
 * What the service said, without what it was taken to mean: for telling the same refusal under another kind. A port of an
 * app may have said less, and what is left out stays out.
 */
// eslint-disable-next-line @typescript-eslint/no-unused-vars -- what is named here is what is left out
export const detailsOf = ({ kind, field, action, recoverable, ...said }: Failure): FailureDetails => said;
