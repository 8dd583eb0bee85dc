import type { Failure, FailureKind } from '../guards/failure.js';
import type { PasswordMode } from '../guards/new-password.js';
import type { Secret } from '../guards/secret.js';
import type { Attempt, TimeoutOptions, Timeouts } from './repeat.js';

export type SendMethod = 'sms' | 'email';
export type ClientType = 'web' | 'pc' | 'mobile';

/** Every port gets these: `user` is byte-identical through the five steps. */
export interface ResetRequest {
  readonly user: string;
  readonly clientType: ClientType;
  /** The chart's time when the request was made, epoch ms. */
  readonly sentAt: number;
  /** Ms that this attempt may take. */
  readonly timeoutMs: number;
}

type Outcome<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly failure: Failure };

/** A token and its life in seconds, as the reply gave it: the chart turns it into an absolute time, counted from the request. */
export interface Token {
  readonly token: Secret;
  readonly expiresInS: number;
}

export type SliderOutcome = Outcome<
  Token & { readonly backgroundUrl: string; readonly pieceUrl: string; readonly pointY: number }
>;
export type SliderCheckOutcome = Outcome<Token>;
export type CodeOutcome = Outcome<{
  readonly expiresInS: number;
  readonly phone: string | null;
  readonly email: string | null;
}>;
export type CodeCheckOutcome = Outcome<Token>;
export type ResetOutcome = Outcome<unknown>;

/** The five operations of the service, one function each. They return outcomes and throw nothing. */
export interface ResetServices {
  sendSlider(request: ResetRequest, signal: AbortSignal): Promise<SliderOutcome>;
  checkSlider(
    request: ResetRequest & { readonly token: Secret; readonly pointX: number; readonly slideTime: number },
    signal: AbortSignal,
  ): Promise<SliderCheckOutcome>;
  sendCode(
    request: ResetRequest & { readonly token: Secret; readonly sendMethod: SendMethod | null },
    signal: AbortSignal,
  ): Promise<CodeOutcome>;
  checkCode(request: ResetRequest & { readonly code: Secret }, signal: AbortSignal): Promise<CodeCheckOutcome>;
  reset(
    request: ResetRequest & { readonly token: Secret; readonly newPassword: Secret; readonly temporary: boolean },
    signal: AbortSignal,
  ): Promise<ResetOutcome>;
}

export interface StartCommand {
  /** Phone with country code, e-mail address or account name: sent as it is given, in all five steps. */
  readonly user: string;
  /** Required by the service when `user` is an account name; left out, it prefers SMS. */
  readonly sendMethod?: SendMethod | undefined;
  /** Where the person is: `web` unless given. */
  readonly clientType?: ClientType | undefined;
  /** The account's name, for the policy: a new password must not hold it. */
  readonly accountName?: string | undefined;
}

export interface SliderAnswer {
  /** The left edge of the piece in pixels of the unscaled background, 1 to 299: with 0 nothing was moved. */
  readonly pointX: number;
  /** Ms from press to release, 1 at least. */
  readonly slideTime: number;
}

export interface SliderPicture {
  readonly backgroundUrl: string;
  readonly pieceUrl: string;
  /** Image pixels from the top of the background to the top of the piece. */
  readonly pointY: number;
}

export interface ResetAttempts {
  readonly slider: number;
  readonly code: number;
  readonly password: number;
}

/** The chart's memory: total, readonly and plain. Every secret in it is an empty handle; times are epoch ms, 0 for none. */
export interface PasswordResetContext {
  readonly user: string | null;
  readonly sendMethod: SendMethod | null;
  readonly clientType: ClientType;
  readonly accountName: string | null;
  readonly slider: SliderPicture | null;
  readonly answer: SliderAnswer | null;
  /** The token of the step that is open: of the slider, of its check, or of the code's check. */
  readonly token: Secret | null;
  /** When `token` ends. */
  readonly tokenEndsAt: number;
  readonly code: Secret | null;
  readonly sentTo: { readonly phone: string | null; readonly email: string | null };
  readonly codeEndsAt: number;
  readonly resendAt: number;
  readonly mayResend: boolean;
  /** The code can no longer be entered: it expired, or five were wrong. */
  readonly codeIsOver: boolean;
  readonly newPassword: Secret | null;
  readonly temporary: boolean;
  readonly failure: Failure | null;
  readonly attempts: ResetAttempts;
  /** Sliders in a row that expired without an answer. */
  readonly unseen: number;
  readonly attempt: Attempt;
  readonly timeouts: Timeouts;
  readonly passwordMode: PasswordMode;
}

export interface PasswordResetInput {
  readonly timeouts?: TimeoutOptions | undefined;
  readonly passwordMode?: PasswordMode | undefined;
}

export interface StartEvent {
  readonly type: 'start';
  readonly user: string;
  readonly sendMethod?: SendMethod | null | undefined;
  readonly clientType?: ClientType | null | undefined;
  readonly accountName?: string | null | undefined;
}

export type SliderEvent = SliderAnswer & { readonly type: 'slider.submit' };

export interface NewPasswordEvent {
  readonly type: 'password.submit';
  readonly password: Secret;
  /** The service may ask to change it after the next login to the web portal. */
  readonly temporary?: boolean | undefined;
}

export interface CodeEvent {
  readonly type: 'code.submit';
  readonly code: Secret;
}

export type PasswordResetEvent =
  | StartEvent
  | SliderEvent
  | { readonly type: 'slider.refresh' }
  | CodeEvent
  | { readonly type: 'code.resend' }
  | NewPasswordEvent
  | { readonly type: 'cancel' }
  | { readonly type: 'retry' }
  | { readonly type: 'reset' };

/** Telemetry: what happened, never what was typed. */
export type PasswordResetEmitted =
  | { readonly type: 'challenge'; readonly wants: 'slider' | 'code' | 'newPassword'; readonly kind: FailureKind | null }
  | { readonly type: 'answer.sent'; readonly answer: 'slider' | 'code' | 'newPassword' }
  | { readonly type: 'answer.refused'; readonly kind: FailureKind; readonly attempts: ResetAttempts }
  | { readonly type: 'code.sent' }
  | { readonly type: 'passwordChanged' }
  | { readonly type: 'failed'; readonly kind: FailureKind; readonly code: number | string | null };
