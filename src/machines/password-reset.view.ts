import type { SnapshotFrom } from 'xstate';
import type { Failure } from '../guards/failure.js';
import type { PasswordResetMachine } from './password-reset.machine.js';
import { mayRetry } from './password-reset.memory.js';
import type { ResetAttempts } from './password-reset.types.js';

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

export interface ResetViewBase {
  readonly user: string | null;
  readonly failure: Failure | null;
  /** Answers refused so far: sliders since the last one that was right, codes since the last one that was sent. */
  readonly attempts: ResetAttempts;
  readonly can: {
    readonly submit: boolean;
    readonly refreshSlider: boolean;
    readonly resendCode: boolean;
    readonly retry: boolean;
    readonly cancel: boolean;
  };
}

/** Times are epoch ms on the flow's clock. */
export type PasswordResetView =
  | (ResetViewBase & { readonly state: Exclude<ResetState, 'sliderRequired' | 'codeRequired' | 'newPasswordRequired'> })
  | (ResetViewBase & {
      readonly state: 'sliderRequired';
      readonly slider: {
        readonly backgroundUrl: string;
        readonly pieceUrl: string;
        /** Image pixels from the top of the unscaled background. */
        readonly pointY: number;
        readonly expiresAt: number;
      };
    })
  | (ResetViewBase & {
      readonly state: 'codeRequired';
      /** Masked by the service: to be shown, not parsed. */
      readonly sentTo: { readonly phone: string | null; readonly email: string | null };
      readonly expiresAt: number;
      readonly resendAt: number;
    })
  | (ResetViewBase & { readonly state: 'newPasswordRequired'; readonly expiresAt: number });

/** What a UI draws: one exhaustive value for each state, without a secret in it. */
export function getPasswordResetView(
  snapshot: Pick<SnapshotFrom<PasswordResetMachine>, 'value' | 'context'>,
): PasswordResetView {
  const { value: state, context } = snapshot;
  const { user, failure, attempts, codeIsOver, mayResend } = context;
  const can = {
    submit: state === 'sliderRequired' || state === 'newPasswordRequired' || (state === 'codeRequired' && !codeIsOver),
    refreshSlider: state === 'sliderRequired',
    resendCode: state === 'codeRequired' && mayResend,
    retry: state === 'error' && mayRetry(context),
    cancel: state !== 'idle' && state !== 'success',
  };
  // Each written out, as in the view of the join flow.
  switch (state) {
    case 'sliderRequired': {
      // `sliderRequired` is entered with a picture only; the fallback keeps a damaged snapshot readable.
      const picture = context.slider ?? { backgroundUrl: '', pieceUrl: '', pointY: 0 };
      return { state, failure, attempts, user, can, slider: { ...picture, expiresAt: context.tokenEndsAt } };
    }
    case 'codeRequired': {
      const { sentTo, codeEndsAt, resendAt } = context;
      return { state, failure, attempts, user, can, sentTo, expiresAt: codeEndsAt, resendAt };
    }
    case 'newPasswordRequired':
      return { state, failure, attempts, user, can, expiresAt: context.tokenEndsAt };
    case 'idle':
    case 'requestingSlider':
    case 'checkingSlider':
    case 'sendingCode':
    case 'checkingCode':
    case 'resetting':
    case 'success':
    case 'error':
      return { state, failure, attempts, user, can };
    default:
      return state satisfies never;
  }
}
