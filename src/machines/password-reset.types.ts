import type { Failure } from '../guards/failure.js';
import type { Secret } from '../guards/secret.js';

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

/** A token and its life in seconds, as the reply gave it: the chart turns it into an absolute time at receipt. */
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
