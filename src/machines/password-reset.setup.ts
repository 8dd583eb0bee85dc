import { assign, emit, enqueueActions, setup } from 'xstate';
import { detailsOf } from '../guards/failure.js';
import type { Failure } from '../guards/failure.js';
import { codeProblem, sliderProblem, startProblem } from '../guards/reset-command.js';
import { resetFailure } from '../guards/reset-failure.js';
import type { Secret } from '../guards/secret.js';
import { alarm } from './alarm.js';
import { clockOf } from './clock.js';
import { resetGuards } from './password-reset.guards.js';
import {
  afterStart,
  codeExpired,
  mostSliders,
  nothingHeld,
  nothingYet,
  problemOfPassword,
  renamedTo,
  resendCoolDownMs,
  withCode,
  withCodeTried,
  withCodeUnderWay,
  withSlider,
  withToken,
} from './password-reset.memory.js';
import type { ResetKind } from './password-reset.memory.js';
import { plug } from './password-reset.ports.js';
import type { Answered, TokenOutcome } from './password-reset.ports.js';
import { crash } from './password-reset.transitions.js';
import type {
  CodeOutcome,
  NewPasswordEvent,
  PasswordResetContext,
  PasswordResetEmitted,
  PasswordResetEvent,
  PasswordResetInput,
  ResetAttempts,
  ResetServices,
  SliderEvent,
  SliderOutcome,
  StartEvent,
} from './password-reset.types.js';
import { firstAttempt, nextAttempt } from './repeat.js';

const counted = (attempts: ResetAttempts, field: keyof ResetAttempts): ResetAttempts => ({
  ...attempts,
  [field]: attempts[field] + 1,
});

/** A yes that gives a token for the next step, whose answers are counted from nothing. */
const passed =
  (field: keyof ResetAttempts) =>
  ({ context }: { context: PasswordResetContext }, outcome: TokenOutcome) =>
    outcome.ok
      ? { ...nothingHeld, ...withToken(outcome, context.attempt), attempts: { ...context.attempts, [field]: 0 } }
      : {};

interface PasswordResetTypes {
  context: PasswordResetContext;
  events: PasswordResetEvent;
  input: PasswordResetInput | undefined;
  emitted: PasswordResetEmitted;
  tags: 'busy' | 'awaitingInput' | 'ended';
}

/** What the states of the chart are written with: its types, its guards, what it remembers and announces. */
export function setUpReset(services: ResetServices) {
  const chart = setup({
    // Types only: XState reads no value here.
    types: {} as PasswordResetTypes,
    actors: { ...plug(services), alarm },
    guards: resetGuards,
    actions: {
      rememberStart: assign(({ context }, event: StartEvent) => afterStart(context, event)),
      refuseStart: assign((_, event: StartEvent) => ({ failure: startProblem(event) })),
      startRequest: assign(({ context, self }) => ({ attempt: firstAttempt(clockOf(self).now(), context.timeouts) })),
      repeat: assign(({ context, self }, failure: Failure | null) =>
        failure ? { attempt: nextAttempt(context.attempt, failure, clockOf(self).now(), context.timeouts) } : {},
      ),
      rememberSlider: assign(({ context }, outcome: Answered<SliderOutcome>) =>
        outcome.ok ? withSlider(outcome, context.attempt) : {},
      ),
      rememberPlace: assign((_, { pointX, slideTime }: SliderEvent) => ({
        answer: { pointX: Math.trunc(pointX), slideTime: Math.trunc(slideTime) },
        unseen: 0,
        failure: null,
      })),
      refusePlace: assign((_, event: SliderEvent) => ({ failure: sliderProblem(event) })),
      noteThatSeen: assign({ unseen: 0, failure: null }),
      countUnseen: assign(({ context }) => ({ unseen: context.unseen + 1 })),
      passSlider: assign(passed('slider')),
      rememberSent: assign(({ context, self }, outcome: Answered<CodeOutcome>) =>
        outcome.ok ? withCode(outcome, context, clockOf(self).now()) : {},
      ),
      assumeSent: assign(({ context }) => withCodeUnderWay(context)),
      assumeTried: assign(({ context }) => withCodeTried(context)),
      startCoolDown: assign(({ context }) => ({ resendAt: context.attempt.startAt + resendCoolDownMs })),
      rememberTooSoon: assign(({ context, self }, failure: Failure | null) => {
        const now = clockOf(self).now();
        const known = Math.max(context.resendAt, failure?.retryAt ?? 0);
        const resendAt = known > now ? known : now + resendCoolDownMs;
        // Within the cool-down a refusal is taken for this, whatever its code: none is documented.
        const details = detailsOf(failure ?? crash());
        return { resendAt, failure: resetFailure('codeTooSoon', { ...details, retryAt: details.retryAt ?? resendAt }) };
      }),
      allowResend: assign({ mayResend: true }),
      endCode: assign(({ context }) => ({ codeIsOver: true, failure: codeExpired(context.resendAt) })),
      dropCode: assign(nothingHeld),
      rememberCode: assign((_, code: Secret) => ({ code, failure: null })),
      // Whatever is no code is refused alike.
      refuseCode: assign(() => ({ failure: codeProblem(null) })),
      rememberToken: assign(passed('password')),
      rememberPassword: assign((_, event: NewPasswordEvent) => ({
        newPassword: event.password,
        temporary: event.temporary === true,
        failure: null,
      })),
      refusePassword: assign(({ context }, event: NewPasswordEvent) => ({
        failure: problemOfPassword(context, event),
      })),
      dropPassword: assign({ newPassword: null }),
      count: assign(({ context }, field: keyof ResetAttempts) => ({ attempts: counted(context.attempts, field) })),
      rememberFailure: assign((_, failure: Failure | null) => ({ failure: failure ?? crash() })),
      rememberUnclear: assign(renamedTo('outcomeUnknown')),
      rememberRefusedSlider: assign(renamedTo('sliderWrong')),
      rememberExpiredSlider: assign(renamedTo('sliderExpired')),
      rememberExpiredToken: assign(renamedTo('tokenExpired')),
      rememberBlocked: assign(renamedTo('blocked')),
      rememberKind: assign((_, kind: ResetKind) => ({ failure: resetFailure(kind) })),
      forgetFailure: assign({ failure: null }),
      // What led to another slider may say to send another code, or to retry, which is done by solving the slider.
      aimAtSlider: assign(({ context: { failure } }) =>
        failure && /^(resendCode|retry)$/.test(failure.action)
          ? { failure: { ...failure, action: 'solveSlider' as const } }
          : {},
      ),
      // A retry after too many sliders counts anew; the service has its own count.
      forgiveSliders: assign(({ context: { attempts } }) => ({
        attempts: { ...attempts, slider: attempts.slider >= mostSliders ? 0 : attempts.slider },
        unseen: 0,
        failure: null,
      })),
      keepStart: assign(({ context }) => {
        const { user, sendMethod, clientType, accountName, resendAt } = context;
        return { ...nothingYet, user, sendMethod, clientType, accountName, resendAt };
      }),
      forgetAll: assign(nothingYet),
      announceSent: emit((_, answer: 'slider' | 'code' | 'newPassword') => ({ type: 'answer.sent' as const, answer })),
      announceRefused: emit(({ context }) => ({
        type: 'answer.refused' as const,
        kind: context.failure?.kind ?? ('unexpectedReply' as const),
        attempts: context.attempts,
      })),
      announceCode: emit({ type: 'code.sent' }),
      announceChanged: emit({ type: 'passwordChanged' }),
      announceFailed: emit(({ context }) => ({
        type: 'failed' as const,
        kind: context.failure?.kind ?? ('unexpectedReply' as const),
        code: context.failure?.code ?? null,
      })),
    },
  });
  // Apart: among the others XState infers no parameters for it.
  return chart.extend({
    actions: {
      announceChallenge: enqueueActions(({ context, enqueue }, wants: 'slider' | 'code' | 'newPassword') => {
        // The chart does not stay to ask for a code that is over.
        if (wants !== 'code' || !resetGuards.isNextCodeDue({ context }))
          enqueue.emit({ type: 'challenge', wants, kind: context.failure?.kind ?? null });
      }),
    },
  });
}

export type ResetSetup = ReturnType<typeof setUpReset>;
