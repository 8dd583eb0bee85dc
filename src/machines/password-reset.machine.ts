import { assign, emit, enqueueActions, setup } from 'xstate';
import { detailsOf } from '../guards/failure.js';
import type { Failure } from '../guards/failure.js';
import { codeProblem, sliderProblem, startProblem } from '../guards/reset-command.js';
import { resetFailure } from '../guards/reset-failure.js';
import type { Secret } from '../guards/secret.js';
import { alarm } from './alarm.js';
import { clockOf } from './clock.js';
import { oncePer } from './once-per.js';
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
  toCodeCheck,
  toCodeRequest,
  toPasswordReset,
  toSliderCheck,
  toSliderRequest,
  withCode,
  withCodeTried,
  withCodeUnderWay,
  withSlider,
  withToken,
} from './password-reset.memory.js';
import type { ResetKind } from './password-reset.memory.js';
import { plug, unprovided } from './password-reset.ports.js';
import type { Answered, AnyOutcome, Refused } from './password-reset.ports.js';
import type {
  CodeEvent,
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
  Token,
} from './password-reset.types.js';
import { requirePorts } from './port.js';
import { firstAttempt, nextAttempt, readTimeouts } from './repeat.js';

type TokenOutcome = Answered<({ readonly ok: true } & Token) | Refused>;

const output = <T>({ event }: { event: { output: T } }): T => event.output;
const answered = <Name extends string>(type: Name) => ({ type, params: output<AnyOutcome> });
const failed = ({ event }: { event: { output: AnyOutcome } }): Failure | null =>
  'failure' in event.output ? event.output.failure : null;
const command = <Event extends PasswordResetEvent>({ event }: { event: Event }): Event => event;
const crash = (): Failure => resetFailure('unexpectedReply');
const unknownOutcome = (): Failure => resetFailure('outcomeUnknown');

const counted = (attempts: ResetAttempts, field: keyof ResetAttempts): ResetAttempts => ({
  ...attempts,
  [field]: attempts[field] + 1,
});

/** A yes that gives a token for the next step, whose answers are counted from nothing. */
const passed =
  (field: keyof ResetAttempts) =>
  ({ context, self }: { context: PasswordResetContext; self: object }, outcome: TokenOutcome) =>
    outcome.ok
      ? { ...nothingHeld, ...withToken(outcome, clockOf(self).now()), attempts: { ...context.attempts, [field]: 0 } }
      : {};

interface PasswordResetTypes {
  context: PasswordResetContext;
  events: PasswordResetEvent;
  input: PasswordResetInput | undefined;
  emitted: PasswordResetEmitted;
  tags: 'busy' | 'awaitingInput' | 'ended';
}

// Called where it stands, which V8 parses once and not twice: it is most of what an import costs.
export const passwordResetMachine = /* @__PURE__ */ (() => {
  // With a place for each field, as in the join flow.
  const beginning = { ...nothingYet, timeouts: readTimeouts(), passwordMode: null };
  const startOver = { target: 'idle', actions: 'forgetAll' } as const;
  const giveUp = { target: 'idle', actions: 'keepStart' } as const;
  const start = [
    {
      guard: { type: 'isAcceptable', params: command<StartEvent> },
      target: 'requestingSlider',
      actions: [{ type: 'rememberStart', params: command<StartEvent> }, 'startRequest'],
    },
    { actions: { type: 'refuseStart', params: command<StartEvent> } },
  ] as const;
  const count = <Field extends keyof ResetAttempts>(field: Field) => ({ type: 'count', params: field }) as const;
  const rememberFailure = { type: 'rememberFailure', params: failed } as const;
  const fail = { target: 'error', actions: rememberFailure } as const;
  const doubt = { target: 'error', actions: { type: 'rememberFailure', params: unknownOutcome } } as const;
  const onError = { target: 'error', actions: { type: 'rememberFailure', params: crash } } as const;
  const anotherSlider = (kind: ResetKind) =>
    ({
      target: 'requestingSlider',
      actions: [{ type: 'rememberKind', params: kind }, 'dropCode', 'startRequest'],
    }) as const;

  const chart = setup({
    // Types only: XState reads no value here.
    types: {} as PasswordResetTypes,
    actors: { ...plug(unprovided), alarm },
    guards: resetGuards,
    actions: {
      rememberStart: assign(({ context }, event: StartEvent) => afterStart(context, event)),
      refuseStart: assign((_, event: StartEvent) => ({ failure: startProblem(event) })),
      startRequest: assign(({ context, self }) => ({ attempt: firstAttempt(clockOf(self).now(), context.timeouts) })),
      repeat: assign(({ context, self }, failure: Failure | null) =>
        failure ? { attempt: nextAttempt(context.attempt, failure, clockOf(self).now(), context.timeouts) } : {},
      ),
      rememberSlider: assign(({ self }, outcome: Answered<SliderOutcome>) =>
        outcome.ok ? withSlider(outcome, clockOf(self).now()) : {},
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
      refuseCode: assign((_, code: Secret) => ({ failure: codeProblem(code) })),
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
  const announcing = chart.extend({
    actions: {
      announceChallenge: enqueueActions(({ context, enqueue }, wants: 'slider' | 'code' | 'newPassword') => {
        // The chart does not stay to ask for a code that is over.
        if (wants !== 'code' || !resetGuards.isNextCodeDue({ context }))
          enqueue.emit({ type: 'challenge', wants, kind: context.failure?.kind ?? null });
      }),
    },
  });
  return announcing.createMachine({
    id: 'passwordReset',
    context: ({ input }) => ({
      ...beginning,
      timeouts: readTimeouts(input?.timeouts),
      passwordMode: input?.passwordMode === 'lenient' ? 'lenient' : 'strict',
    }),
    initial: 'idle',
    states: {
      idle: { on: { start, reset: { actions: 'forgetAll' } } },

      requestingSlider: {
        description: 'A slider is on its way; why another one is needed stays shown.',
        tags: 'busy',
        entry: 'aimAtSlider',
        invoke: {
          id: 'sendSlider',
          src: 'sendSlider',
          input: ({ context }) => toSliderRequest(context),
          onDone: [
            {
              guard: answered('isDone'),
              target: 'sliderRequired',
              actions: { type: 'rememberSlider', params: output },
            },
            {
              guard: { type: 'mayRepeat', params: failed },
              target: 'requestingSlider',
              reenter: true,
              actions: { type: 'repeat', params: failed },
            },
            fail,
          ],
          onError,
        },
        on: { cancel: giveUp, reset: startOver },
      },

      sliderRequired: {
        description: 'The piece waits for its place.',
        tags: 'awaitingInput',
        entry: { type: 'announceChallenge', params: 'slider' },
        invoke: {
          id: 'sliderDeadline',
          src: 'alarm',
          input: ({ context }) => ({ at: context.tokenEndsAt }),
          onDone: [
            { guard: 'isUnseenTooOften', target: 'error', actions: { type: 'rememberKind', params: 'sliderExpired' } },
            {
              target: 'requestingSlider',
              actions: ['countUnseen', { type: 'rememberKind', params: 'sliderExpired' }, 'startRequest'],
            },
          ],
        },
        on: {
          'slider.submit': [
            {
              guard: { type: 'isPlace', params: command<SliderEvent> },
              target: 'checkingSlider',
              actions: [
                { type: 'rememberPlace', params: command<SliderEvent> },
                'startRequest',
                { type: 'announceSent', params: 'slider' },
              ],
            },
            { guard: 'isTokenGone', ...anotherSlider('sliderExpired') },
            { actions: { type: 'refusePlace', params: command<SliderEvent> } },
          ],
          'slider.refresh': { target: 'requestingSlider', actions: ['noteThatSeen', 'startRequest'] },
          cancel: giveUp,
          reset: startOver,
        },
      },

      checkingSlider: {
        tags: 'busy',
        invoke: {
          id: 'checkSlider',
          src: 'checkSlider',
          input: ({ context }) => toSliderCheck(context),
          onDone: [
            { guard: answered('isInterrupted'), ...anotherSlider('sliderExpired') },
            {
              guard: answered('isDone'),
              target: 'sendingCode',
              actions: [{ type: 'passSlider', params: output }, 'startRequest'],
            },
            {
              guard: answered('isLastSlider'),
              target: 'error',
              actions: [
                count('slider'),
                { type: 'rememberRefusedSlider', params: failed },
                'announceRefused',
                { type: 'rememberBlocked', params: failed },
              ],
            },
            {
              guard: answered('isSliderRefused'),
              target: 'requestingSlider',
              actions: [
                count('slider'),
                { type: 'rememberRefusedSlider', params: failed },
                'announceRefused',
                'startRequest',
              ],
            },
            {
              guard: answered('isSliderExpired'),
              target: 'requestingSlider',
              actions: [{ type: 'rememberExpiredSlider', params: failed }, 'startRequest'],
            },
            fail,
          ],
          onError,
        },
        on: { cancel: giveUp, reset: startOver },
      },

      sendingCode: {
        description: 'The service sends a code by SMS or mail. Never asked twice by itself: each one costs a message.',
        tags: 'busy',
        invoke: {
          id: 'sendCode',
          src: 'sendCode',
          input: ({ context }) => toCodeRequest(context),
          onDone: [
            { guard: answered('isInterrupted'), target: 'codeRequired', actions: 'assumeSent' },
            {
              guard: answered('isDone'),
              target: 'codeRequired',
              actions: [{ type: 'rememberSent', params: output }, 'announceCode'],
            },
            {
              guard: answered('isTooSoon'),
              target: 'error',
              actions: { type: 'rememberTooSoon', params: failed },
            },
            {
              guard: answered('isTokenExpired'),
              target: 'requestingSlider',
              actions: [rememberFailure, 'startRequest'],
            },
            {
              guard: answered('isUnknown'),
              target: 'requestingSlider',
              actions: [rememberFailure, 'startRequest'],
            },
            {
              guard: answered('isUnclear'),
              target: 'error',
              actions: ['startCoolDown', rememberFailure],
            },
            fail,
          ],
          onError,
        },
        on: { cancel: { target: 'idle', actions: ['startCoolDown', 'keepStart'] }, reset: startOver },
      },

      codeRequired: {
        description: 'The code, while it lives; another one from `resendAt` on.',
        tags: 'awaitingInput',
        entry: { type: 'announceChallenge', params: 'code' },
        always: {
          guard: 'isNextCodeDue',
          ...anotherSlider('codeExpired'),
        },
        invoke: [
          {
            id: 'codeDeadline',
            src: 'alarm',
            input: ({ context }) => ({ at: context.codeEndsAt }),
            onDone: { actions: 'endCode' },
          },
          {
            id: 'resendDeadline',
            src: 'alarm',
            input: ({ context }) => ({ at: context.resendAt }),
            onDone: { actions: 'allowResend' },
          },
        ],
        on: {
          'code.submit': [
            {
              guard: { type: 'isCode', params: command<CodeEvent> },
              target: 'checkingCode',
              actions: [
                { type: 'rememberCode', params: ({ event }) => event.code },
                'startRequest',
                { type: 'announceSent', params: 'code' },
              ],
            },
            // Over: nothing that was typed is to blame, and the next code is coming.
            { guard: 'isCodeOver' },
            { actions: { type: 'refuseCode', params: ({ event }) => event.code } },
          ],
          'code.resend': { guard: 'mayResend', target: 'requestingSlider', actions: ['forgetFailure', 'startRequest'] },
          cancel: giveUp,
          reset: startOver,
        },
      },

      checkingCode: {
        tags: 'busy',
        exit: 'dropCode',
        invoke: {
          id: 'checkCode',
          src: 'checkCode',
          input: ({ context }) => toCodeCheck(context),
          onDone: [
            { guard: answered('isInterrupted'), target: 'codeRequired', actions: 'assumeTried' },
            {
              guard: answered('isDone'),
              target: 'newPasswordRequired',
              actions: { type: 'rememberToken', params: output },
            },
            {
              guard: answered('isLastCode'),
              target: 'codeRequired',
              actions: [count('code'), rememberFailure, 'announceRefused', 'endCode'],
            },
            {
              guard: answered('isCodeRefused'),
              target: 'codeRequired',
              actions: [count('code'), rememberFailure, 'announceRefused'],
            },
            {
              guard: answered('isTokenExpired'),
              target: 'requestingSlider',
              actions: [rememberFailure, 'startRequest'],
            },
            fail,
          ],
          onError,
        },
        on: { cancel: giveUp, reset: startOver },
      },

      newPasswordRequired: {
        description: 'The person is known; the new password is chosen while the token lives.',
        tags: 'awaitingInput',
        entry: { type: 'announceChallenge', params: 'newPassword' },
        invoke: {
          id: 'tokenDeadline',
          src: 'alarm',
          input: ({ context }) => ({ at: context.tokenEndsAt }),
          onDone: anotherSlider('tokenExpired'),
        },
        on: {
          'password.submit': [
            {
              guard: { type: 'isNewPassword', params: command<NewPasswordEvent> },
              target: 'resetting',
              actions: [
                { type: 'rememberPassword', params: command<NewPasswordEvent> },
                'startRequest',
                { type: 'announceSent', params: 'newPassword' },
              ],
            },
            { guard: 'isTokenGone', ...anotherSlider('tokenExpired') },
            { actions: { type: 'refusePassword', params: command<NewPasswordEvent> } },
          ],
          cancel: giveUp,
          reset: startOver,
        },
      },

      resetting: {
        description: 'The one request that must not be sent twice: whatever is not a clear answer is `outcomeUnknown`.',
        tags: 'busy',
        exit: 'dropPassword',
        invoke: {
          id: 'resetPassword',
          src: 'resetPassword',
          input: ({ context }) => toPasswordReset(context),
          onDone: [
            {
              guard: answered('isInterrupted'),
              ...doubt,
            },
            { guard: answered('isDone'), target: 'success' },
            { guard: answered('isUnclear'), target: 'error', actions: { type: 'rememberUnclear', params: failed } },
            {
              guard: answered('isTokenExpired'),
              target: 'requestingSlider',
              actions: [rememberFailure, 'dropCode', 'startRequest'],
            },
            {
              guard: answered('isLastPassword'),
              target: 'requestingSlider',
              actions: [
                count('password'),
                rememberFailure,
                'announceRefused',
                { type: 'rememberExpiredToken', params: failed },
                'dropCode',
                'startRequest',
              ],
            },
            {
              guard: answered('isPasswordRefused'),
              target: 'newPasswordRequired',
              actions: [count('password'), rememberFailure, 'announceRefused'],
            },
            {
              guard: answered('isUnknown'),
              target: 'newPasswordRequired',
              actions: [count('password'), rememberFailure, 'announceRefused'],
            },
            {
              guard: answered('isRateLimited'),
              target: 'newPasswordRequired',
              actions: rememberFailure,
            },
            fail,
          ],
          onError: doubt,
        },
        on: {
          cancel: doubt,
          reset: startOver,
        },
      },

      error: {
        tags: 'ended',
        entry: ['dropCode', 'announceFailed'],
        on: {
          start,
          retry: { guard: 'canRetry', target: 'requestingSlider', actions: ['forgiveSliders', 'startRequest'] },
          cancel: giveUp,
          reset: startOver,
        },
      },

      success: { type: 'final', tags: 'ended', entry: ['dropCode', 'forgetFailure', 'announceChanged'] },
    },
  });
})();

type Machine = typeof passwordResetMachine;
/** The chart, with services or without them. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- editors show an alias by all its parameters
export interface PasswordResetMachine extends Machine {}

/**
 * The chart with its ports plugged in; the same machine for the same services object, which saves memory for each flow.
 * @throws TypeError when a port is missing.
 */
export const provideResetServices: (services: ResetServices) => PasswordResetMachine = /* @__PURE__ */ oncePer(
  (services: ResetServices) => {
    requirePorts(services, unprovided);
    return passwordResetMachine.provide({ actors: plug(services) });
  },
);
