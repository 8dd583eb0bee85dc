import { assign, emit, enqueueActions, setup } from 'xstate';
import { detailsOf } from '../guards/failure.js';
import type { Failure } from '../guards/failure.js';
import { joinFailure } from '../guards/join-failure.js';
import { isHeld } from '../guards/secret.js';
import { clockOf } from './clock.js';
import { isRefused, joinGuards } from './join-flow.guards.js';
import type { Looked, Refreshed } from './join-flow.guards.js';
import {
  afterCommand,
  afterRefusal,
  carriesAnswer,
  nothingAsked,
  nothingAtAll,
  nothingTyped,
  nothingYet,
  problemOfAnswer,
  withAnswers,
} from './join-flow.memory.js';
import type { Answers } from './join-flow.memory.js';
import { plug } from './join-flow.ports.js';
import type {
  AnswerEvent,
  JoinEvent,
  JoinFlowContext,
  JoinFlowEmitted,
  JoinFlowEvent,
  JoinFlowInput,
  JoinServices,
  MeetingInfo,
} from './join-flow.types.js';
import { firstAttempt, nextAttempt, restartedAttempt } from './repeat.js';

/** A request begins, with these answers and no others. `given` is fresh and grows: one copy of the context is enough. */
const begin = <Given extends Answers>(given: Given, { timeouts }: JoinFlowContext, self: object) =>
  Object.assign(given, {
    failure: null,
    answering: carriesAnswer(given),
    attempt: firstAttempt(clockOf(self).now(), timeouts),
  });

const answerSent = ({ password, captchaCode, registrationId }: JoinFlowContext) => ({
  type: 'answer.sent' as const,
  carries: {
    password: isHeld(password),
    captcha: isHeld(captchaCode),
    registrationId: isHeld(registrationId),
  },
});

interface JoinFlowTypes {
  context: JoinFlowContext;
  events: JoinFlowEvent;
  input: JoinFlowInput | undefined;
  emitted: JoinFlowEmitted;
  output: { readonly meetingInfo: MeetingInfo };
  tags: 'busy' | 'awaitingInput' | 'ended';
}

/** What the states of the chart are written with: its types, its guards, what it remembers and announces. */
export function setUpJoin(services: JoinServices) {
  const plugged = plug(services);
  const chart = setup({
    // Types only: XState reads no value here.
    types: {} as JoinFlowTypes,
    actors: plugged.actors,
    guards: { ...plugged.guards, ...joinGuards },
    actions: {
      ...plugged.actions,
      rememberCommand: assign(({ context, self }, event: JoinEvent) => begin(afterCommand(event), context, self)),
      rememberTyped: assign((_, event: JoinEvent) => ({
        destination: typeof event.destination === 'string' ? event.destination : null,
      })),
      rememberAnswer: assign(({ context, self }, event: AnswerEvent) =>
        begin(withAnswers(context, event), context, self),
      ),
      refuseAnswer: assign(({ context }, event: AnswerEvent) => ({ failure: problemOfAnswer(context, event) })),
      startRequest: assign(({ context, self }) => begin({ ...nothingTyped }, context, self)),
      restartRequest: assign(({ context, self }) => ({
        failure: null,
        attempt: restartedAttempt(context.attempt, clockOf(self).now(), context.timeouts),
      })),
      startRefresh: assign(({ context, self }, asked: boolean) => ({
        answering: false,
        refreshAsked: asked,
        attempt: firstAttempt(clockOf(self).now(), context.timeouts),
      })),
      repeat: assign(({ context, self }, failure: Failure | null) =>
        failure ? { attempt: nextAttempt(context.attempt, failure, clockOf(self).now(), context.timeouts) } : {},
      ),
      forgetAsked: assign({ ...nothingTyped, ...nothingAsked }),
      forgetRequest: assign({ ...nothingTyped, ...nothingAsked, extraParams: {} }),
      rememberFailure: assign((_, failure: Failure) => ({ failure })),
      rememberMeeting: assign((_, outcome: Looked) =>
        outcome.ok ? { meetingInfo: outcome.meetingInfo, failure: null } : {},
      ),
      adoptCaptcha: assign(({ context }, outcome: Refreshed) =>
        outcome.ok ? { captcha: outcome.captcha, captchaSpent: false, failure: context.refusal } : {},
      ),
      // A refresh that the chart made by itself leaves the failure that it was made for.
      tellIfAsked: assign(({ context }, failure: Failure | null) =>
        context.refreshAsked ? { failure: joinFailure('refreshFailed', failure ? detailsOf(failure) : {}) } : {},
      ),
      forgetAll: assign(nothingAtAll),
      keepDestination: assign(nothingYet),
      announceChallenge: emit(({ context }) => ({
        type: 'challenge' as const,
        kind: context.failure?.kind ?? null,
        needs: context.needs,
      })),
      announceSent: emit(({ context }) => answerSent(context)),
      announceRefreshed: emit(({ context }) => ({ type: 'captcha.refreshed' as const, asked: context.refreshAsked })),
      announceJoined: emit({ type: 'joined' }),
      announceFailed: emit(({ context }) => ({
        type: 'failed' as const,
        kind: context.failure?.kind ?? ('unexpectedReply' as const),
        code: context.failure?.code ?? null,
      })),
    },
  });
  // What may have nothing to announce, apart: among the others XState infers no parameters for these.
  return chart.extend({
    actions: {
      // A `join` may come with answers, and needs none.
      announceAnswer: enqueueActions(({ context, enqueue }) => {
        if (context.answering) enqueue.emit(answerSent(context));
      }),
      rememberRefusal: enqueueActions(({ context, enqueue }, outcome: Looked) => {
        if (!isRefused(outcome)) return;
        const after = afterRefusal(context, outcome);
        const { attempts } = after;
        enqueue.assign(after);
        if (attempts !== context.attempts)
          enqueue.emit({ type: 'answer.refused', kind: outcome.failure.kind, attempts });
      }),
    },
  });
}
