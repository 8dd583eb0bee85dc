import type { SnapshotFrom } from 'xstate';
import type { Failure } from '../guards/failure.js';
import { joinFailure } from '../guards/join-failure.js';
import { isHeld } from '../guards/secret.js';
import { acceptedPasswords } from '../guards/webex-codes.js';
import type { PasswordUse } from '../guards/webex-codes.js';
import type { JoinFlowMachine } from './join-flow.machine.js';
import { mayRetry, noCaptcha } from './join-flow.memory.js';
import type { Attempts, Captcha, Destination, JoinFlowContext, MeetingInfo, Needs } from './join-flow.types.js';

export type JoinState =
  | 'idle'
  | 'fetching'
  | 'passwordRequired'
  | 'captchaRequired'
  | 'registrationRequired'
  | 'refreshing'
  | 'success'
  | 'error';

export interface JoinViewBase {
  readonly destination: Destination | null;
  /** Answers refused so far. */
  readonly attempts: Attempts;
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

export interface AskingView extends JoinViewBase {
  readonly needs: Needs;
  readonly failure: Failure;
  /** What the password field takes; empty when no password is wanted. */
  readonly accepts: readonly PasswordUse[];
  /** Answers from before that ride along: their fields may stay empty. */
  readonly held: { readonly password: boolean; readonly registrationId: boolean };
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

const noPassword: readonly PasswordUse[] = [];

// The chart enters these states with a failure; the fallback keeps a damaged snapshot readable.
const failureOf = ({ failure }: JoinFlowContext): Failure => failure ?? joinFailure('unexpectedReply');

function toCaptcha({ captcha, captchaSpent }: JoinFlowContext): Captcha {
  const { id, imageUrl, audioUrl } = captcha ?? noCaptcha;
  return { id, imageUrl, audioUrl, spent: captchaSpent || captcha === null };
}

/** What a UI draws: one exhaustive value for each state, without a secret in it but the permission token's handle. */
export function getJoinView(snapshot: Pick<SnapshotFrom<JoinFlowMachine>, 'value' | 'context'>): JoinView {
  const { value: state, context } = snapshot;
  const { failure, attempts, destination, meeting, needs, captchaSpent } = context;
  const can = {
    submit: state.endsWith('Required') && !captchaSpent,
    refreshCaptcha: state === 'captchaRequired',
    retry: state === 'error' && mayRetry(context),
    cancel: state !== 'idle' && state !== 'success',
  };
  // Each written out: V8 takes many times as long to add fields to an object that is there. What changes most comes first,
  // since views are compared in this order.
  switch (state) {
    case 'idle':
      return { state, failure, attempts, destination, can, meeting };
    case 'fetching':
      return { state, failure, attempts, destination, can, meeting, doing: context.answering ? 'answer' : 'lookup' };
    case 'passwordRequired':
    case 'registrationRequired':
      return {
        state,
        failure: failureOf(context),
        attempts,
        destination,
        can,
        meeting,
        needs,
        accepts: needs.password ? acceptedPasswords(context.refusal?.code ?? null) : noPassword,
        held: { password: isHeld(context.password), registrationId: isHeld(context.registrationId) },
      };
    case 'captchaRequired':
      return {
        state,
        failure: failureOf(context),
        attempts,
        destination,
        can,
        meeting,
        needs,
        accepts: needs.password ? acceptedPasswords(context.refusal?.code ?? null) : noPassword,
        held: { password: isHeld(context.password), registrationId: isHeld(context.registrationId) },
        captcha: toCaptcha(context),
      };
    case 'refreshing':
      return { state, failure, attempts, destination, can, meeting, captcha: toCaptcha(context) };
    case 'success':
      // `success` is entered with a meeting only. XState's own restore brings it back without its token.
      return { state, failure, attempts, destination, can, meeting, meetingInfo: context.meetingInfo as MeetingInfo };
    case 'error':
      return { state, failure: failureOf(context), attempts, destination, can, meeting };
    default:
      return state satisfies never;
  }
}
