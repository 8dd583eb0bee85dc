import type { SnapshotFrom } from 'xstate';
import type { Failure } from '../guards/failure.js';
import { joinFailure } from '../guards/join-failure.js';
import { isHeld } from '../guards/secret.js';
import { acceptedPasswords } from '../guards/webex-codes.js';
import type { PasswordUse } from '../guards/webex-codes.js';
import type { JoinFlowMachine } from './join-flow.machine.js';
import { mayRetry } from './join-flow.memory.js';
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

function toBase(state: JoinState, context: JoinFlowContext): JoinViewBase & { readonly state: JoinState } {
  const { destination, attempts, failure, meeting, captchaSpent } = context;
  // What changes most comes first, since views are compared in this order.
  return {
    state,
    failure,
    destination,
    attempts,
    can: {
      submit: state.endsWith('Required') && !captchaSpent,
      refreshCaptcha: state === 'captchaRequired',
      retry: state === 'error' && mayRetry(context),
      cancel: state !== 'idle' && state !== 'success',
    },
    meeting,
  };
}

// The chart enters these states with a failure, a captcha and a meeting; the fallbacks keep a damaged snapshot readable.
const failureOf = ({ failure }: JoinFlowContext): Failure => failure ?? joinFailure('unexpectedReply');

const toAsking = (context: JoinFlowContext) => ({
  needs: context.needs,
  failure: failureOf(context),
  accepts: context.needs.password ? acceptedPasswords(context.refusal?.code ?? null) : noPassword,
  held: { password: isHeld(context.password), registrationId: isHeld(context.registrationId) },
});

function toCaptcha({ captcha, captchaSpent }: JoinFlowContext): Captcha {
  const { id, imageUrl, audioUrl } = captcha ?? { id: '', imageUrl: '', audioUrl: null };
  return { id, imageUrl, audioUrl, spent: captchaSpent || captcha === null };
}

/** What a UI draws: one exhaustive value for each state, without a secret in it but the permission token's handle. */
export function getJoinView(snapshot: Pick<SnapshotFrom<JoinFlowMachine>, 'value' | 'context'>): JoinView {
  const { value: state, context } = snapshot;
  // `Object.assign` to a fresh object: V8 takes thirty times as long to add fields to the copy that a spread makes.
  const base = toBase(state, context);
  switch (state) {
    case 'idle':
      return Object.assign(base, { state });
    case 'fetching':
      return Object.assign(base, { state, doing: context.answering ? ('answer' as const) : ('lookup' as const) });
    case 'passwordRequired':
    case 'registrationRequired':
      return Object.assign(base, toAsking(context), { state });
    case 'captchaRequired':
      return Object.assign(base, toAsking(context), { state, captcha: toCaptcha(context) });
    case 'refreshing':
      return Object.assign(base, { state, captcha: toCaptcha(context) });
    case 'success':
      // `success` is entered with a meeting only. XState's own restore brings it back without its token.
      return Object.assign(base, { state, meetingInfo: context.meetingInfo as MeetingInfo });
    case 'error':
      return Object.assign(base, { state, failure: failureOf(context) });
    default:
      return state satisfies never;
  }
}
