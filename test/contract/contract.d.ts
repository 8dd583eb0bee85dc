/**
 * The public contract in types. Apps and black-box tests depend on these names and shapes.
 * You may add to them; change one only for a reason that goes into docs/decisions/.
 * `unknown` and `never` stand here for XState's own types and for types of yours: the package types them fully.
 */

// ---------------------------------------------------------------- values that never show themselves

/** An opaque handle to what a person typed, or to a token. No view of the object shows the value: JSON gives null, text "[redacted]". */
export interface Secret {
  readonly __secret?: never;
  toJSON(): null;
  toString(): string;
}
export declare function secret(value: string): Secret;
/** The one way out. Throws a TypeError for a handle that holds nothing (a copy, or one that came out of JSON). */
export declare function reveal(handle: Secret): string;

// ---------------------------------------------------------------- failures

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
export declare const failureKinds: readonly FailureKind[];

export interface Failure {
  readonly kind: FailureKind;
  readonly field: FailureField | null;
  /** What a person can do next. */
  readonly action: FailureAction;
  /** Whether this flow can go on from here. */
  readonly recoverable: boolean;
  /** The service's own code, as sent. */
  readonly code: number | string | null;
  readonly status: number | null;
  /** The service's sentence, scrubbed of anything typed. For logs, not for people. */
  readonly serverMessage: string | null;
  /** Epoch ms from which a new try makes sense. */
  readonly retryAt: number | null;
  readonly requestId: string | null;
}

// ---------------------------------------------------------------- ports

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  /** Set when the address should come from a service catalogue (the Webex SDK's). `url` is then the fallback. */
  readonly service?: { readonly name: string; readonly resource: string };
  readonly headers: Readonly<Record<string, string>>;
  /** A JSON value. It may hold secrets in clear: this is the last moment before the wire. */
  readonly body: unknown;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}
/** `headers` in lower case; `body` is the parsed JSON, or the text when it is not JSON. */
export interface HttpReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}
/** Resolves for every HTTP status; never follows a redirect; rejects only with a TransportError. */
export type Transport = (request: HttpRequest) => Promise<HttpReply>;
export declare class TransportError extends Error {
  readonly reason: 'network' | 'timeout' | 'aborted';
  constructor(reason: 'network' | 'timeout' | 'aborted');
}

/** One source of time for a flow: timers, deadlines and views. The default is the system's. */
export interface Clock {
  now(): number;
  setTimeout(fn: () => void, ms: number): unknown;
  clearTimeout(id: unknown): void;
}

// ---------------------------------------------------------------- join flow

export type DestinationType =
  'MEETING_LINK' | 'SIP_URI' | 'MEETING_ID' | 'MEETING_UUID' | 'PERSONAL_ROOM' | 'CONVERSATION_URL' | 'LOCUS_ID';
export type Destination =
  | string
  | { readonly userId: string; readonly orgId: string }
  | { readonly webExMeetingId?: string; readonly sipUri?: string; readonly webExSite?: string };

export interface JoinCommand {
  readonly destination: Destination;
  readonly destinationType?: DestinationType;
  readonly password?: string | Secret;
  readonly registrationId?: string | Secret;
  /** Sent along for the whole flow. Reserved names (password, captchaID, …) are refused; `permissionToken` is wrapped. */
  readonly extraParams?: Readonly<Record<string, unknown>>;
}

export interface Captcha {
  readonly id: string;
  readonly imageUrl: string;
  readonly audioUrl: string | null;
  /** Used up: only a refresh is offered. */ readonly spent: boolean;
}
export interface Needs {
  readonly password: boolean;
  readonly captcha: boolean;
  readonly registrationId: boolean;
}
export interface MeetingInfo {
  readonly permissionToken: Secret | null;
  readonly meetingNumber: string | null;
  readonly meetingJoinUrl: string | null;
  readonly sipUrl: string | null;
  /* and the others of docs/protocols/webex-meeting-info.md, "Reply fields", typed; what we do not know is dropped */
  readonly [field: string]: unknown;
}

export type JoinState =
  | 'idle'
  | 'fetching'
  | 'passwordRequired'
  | 'captchaRequired'
  | 'registrationRequired'
  | 'refreshing'
  | 'success'
  | 'error';
interface JoinViewBase {
  readonly destination: Destination | null;
  /** Answers refused so far. */
  readonly attempts: { readonly password: number; readonly captcha: number; readonly registrationId: number };
  readonly can: {
    readonly submit: boolean;
    readonly refreshCaptcha: boolean;
    readonly retry: boolean;
    readonly cancel: boolean;
  };
  /** What was refused or is asked for. Never null in the three …Required states and in error. */
  readonly failure: Failure | null;
  /** What the service told of the meeting before letting anyone in. */
  readonly meeting: Partial<MeetingInfo> | null;
}
interface AskingView extends JoinViewBase {
  readonly needs: Needs;
  readonly failure: Failure;
  readonly accepts: readonly ('password' | 'hostKey' | 'panelistPassword')[];
}
export type JoinView =
  | (JoinViewBase & { readonly state: 'idle' })
  | (JoinViewBase & { readonly state: 'fetching'; readonly doing: 'lookup' | 'answer' })
  | (AskingView & { readonly state: 'passwordRequired' })
  | (AskingView & { readonly state: 'captchaRequired'; readonly captcha: Captcha })
  | (AskingView & { readonly state: 'registrationRequired' })
  | (JoinViewBase & { readonly state: 'refreshing'; readonly captcha: Captcha })
  | (JoinViewBase & { readonly state: 'success'; readonly meetingInfo: MeetingInfo })
  | (JoinViewBase & { readonly state: 'error'; readonly failure: Failure });

export interface JoinFlow {
  /** The running actor. `reset()` and `join()` after success start a new one; subscribers and the inspector follow. */
  readonly actor: unknown;
  getView(): JoinView;
  /** Called after each visible change, not at once. The same view object until something changes. */
  subscribe(listener: () => void): () => void;
  join(command: JoinCommand): void;
  submitPassword(password: string | Secret, more?: { registrationId?: string | Secret }): void;
  submitCaptcha(answer: { code: string | Secret; password?: string | Secret; registrationId?: string | Secret }): void;
  submitRegistrationId(registrationId: string | Secret, more?: { password?: string | Secret }): void;
  refreshCaptcha(): void;
  cancel(): void;
  retry(): void;
  reset(): void;
  /** Typed telemetry: challenge, answer.sent, answer.refused, captcha.refreshed, joined, failed. */
  on(type: string, listener: (event: { readonly type: string }) => void): () => void;
  /** A JSON value that is safe to store. */
  persist(): unknown;
  stop(): void;
}
export interface JoinServices {
  fetchMeetingInfo(request: unknown, signal: AbortSignal): Promise<unknown>;
  refreshCaptcha(captcha: unknown, signal: AbortSignal): Promise<unknown>;
}
export declare function createJoinFlow(options: {
  services: JoinServices;
  snapshot?: unknown;
  clock?: Clock;
  /** An XState inspection observer. Raw events reach it; the inspectors of `/inspect` redact. */
  inspect?: (event: never) => void;
  timeouts?: { attemptMs?: number; totalMs?: number };
}): JoinFlow;
export declare const joinFlowMachine: unknown;
/** The chart with its ports plugged in; the same machine for the same services object. */
export declare function provideJoinServices(services: JoinServices): unknown;
export declare function getJoinView(snapshot: unknown): JoinView;
export declare function classifyMeetingInfoReply(reply: {
  status: number;
  body: unknown;
  headers?: Readonly<Record<string, string>>;
  sent?: { password?: boolean; captcha?: boolean; registrationId?: boolean };
  previousCode?: number | null;
  now?: number;
}): { readonly ok: true } | { readonly ok: false; readonly failure: Failure; readonly needs: Needs };

// ---------------------------------------------------------------- password reset

export type ResetState =
  | 'idle'
  | 'requestingSlider'
  | 'sliderRequired'
  | 'checkingSlider'
  | 'sendingCode'
  | 'codeRequired'
  | 'checkingCode'
  | 'newPasswordRequired'
  | 'resetting'
  | 'success'
  | 'error';
interface ResetViewBase {
  readonly user: string | null;
  readonly failure: Failure | null;
  readonly attempts: { readonly slider: number; readonly code: number; readonly password: number };
  readonly can: {
    readonly submit: boolean;
    readonly refreshSlider: boolean;
    readonly resendCode: boolean;
    readonly retry: boolean;
    readonly cancel: boolean;
  };
}
export type PasswordResetView =
  | (ResetViewBase & { readonly state: Exclude<ResetState, 'sliderRequired' | 'codeRequired' | 'newPasswordRequired'> })
  | (ResetViewBase & {
      readonly state: 'sliderRequired';
      readonly slider: {
        readonly backgroundUrl: string;
        readonly pieceUrl: string;
        readonly pointY: number;
        readonly expiresAt: number;
      };
    })
  | (ResetViewBase & {
      readonly state: 'codeRequired';
      readonly sentTo: { readonly phone: string | null; readonly email: string | null };
      readonly expiresAt: number;
      readonly resendAt: number;
    })
  | (ResetViewBase & { readonly state: 'newPasswordRequired'; readonly expiresAt: number });
export interface PasswordReset {
  readonly actor: unknown;
  getView(): PasswordResetView;
  subscribe(listener: () => void): () => void;
  start(command: {
    user: string;
    sendMethod?: 'sms' | 'email';
    clientType?: 'web' | 'pc' | 'mobile';
    accountName?: string;
  }): void;
  /** Image pixels of the unscaled background; ms from press to release. */
  submitSlider(answer: { pointX: number; slideTime: number }): void;
  refreshSlider(): void;
  submitCode(code: string | Secret): void;
  resendCode(): void;
  submitPassword(password: string | Secret, options?: { temporary?: boolean }): void;
  cancel(): void;
  retry(): void;
  reset(): void;
  on(type: string, listener: (event: { readonly type: string }) => void): () => void;
  persist(): unknown;
  stop(): void;
}
export declare function createPasswordReset(options: {
  services: unknown;
  snapshot?: unknown;
  clock?: Clock;
  inspect?: (event: never) => void;
  timeouts?: { attemptMs?: number; totalMs?: number };
  passwordMode?: 'strict' | 'lenient';
}): PasswordReset;
export declare function checkNewPassword(
  password: string | Secret,
  options?: { user?: string; mode?: 'strict' | 'lenient' },
): { readonly ok: boolean; readonly broken: readonly ('length' | 'classes' | 'repeats' | 'userName' | 'characters')[] };
export declare function classifyHuaweiReply(reply: {
  operation: 'sendSlider' | 'checkSlider' | 'sendCode' | 'checkCode' | 'reset';
  status: number;
  body: unknown;
  headers?: Readonly<Record<string, string>>;
  now?: number;
}): { readonly ok: true } | { readonly ok: false; readonly failure: Failure };
