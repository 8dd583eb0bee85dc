import { assign } from 'xstate';
import type { Failure } from '../guards/failure.js';
import { joinCommandProblem } from '../guards/join-command.js';
import { joinFailure } from '../guards/join-failure.js';
import { noAnswers } from '../guards/meeting-info-reply.js';
import { completeFailure, completeOutcome } from './join-flow.memory.js';
import type {
  CaptchaRefreshOutcome,
  CaptchaRefreshRequest,
  JoinEvent,
  JoinFlowContext,
  JoinFlowEvent,
  JoinServices,
  MeetingInfoOutcome,
  MeetingInfoRequest,
} from './join-flow.types.js';
import { portActor, unprovidedPort } from './port.js';

const ask = /* @__PURE__ */ unprovidedPort('provideJoinServices');
export const unprovided: JoinServices = { fetchMeetingInfo: ask, refreshCaptcha: ask };

/** What services plug into the chart: two actors, and their word on a destination. */
export const plug = (services: JoinServices) => {
  const problemOf = (event: JoinEvent): Failure | null => {
    try {
      const { destination, destinationType } = event;
      const problem =
        joinCommandProblem(event) ?? services.checkDestination?.(destination, destinationType ?? null) ?? null;
      if (problem === null) return null;
      // An app's own check may say anything, a promise included.
      const failure = completeFailure(problem);
      if (failure) return failure;
    } catch {
      // A throwing guard would end the actor.
    }
    return joinFailure('destinationInvalid');
  };
  return {
    actors: {
      fetchMeetingInfo: portActor(
        async (request: MeetingInfoRequest, signal: AbortSignal) =>
          completeOutcome(await services.fetchMeetingInfo(request, signal)),
        (kind): MeetingInfoOutcome => ({
          ok: false,
          failure: joinFailure(kind),
          needs: noAnswers,
          captcha: null,
          meeting: null,
        }),
      ),
      refreshCaptcha: portActor(
        (request: CaptchaRefreshRequest, signal: AbortSignal) => services.refreshCaptcha(request, signal),
        (kind): CaptchaRefreshOutcome => ({ ok: false, failure: joinFailure(kind) }),
      ),
    },
    guards: { isAcceptable: (_: unknown, event: JoinEvent) => problemOf(event) === null },
    actions: {
      refuseCommand: assign<JoinFlowContext, JoinFlowEvent, JoinEvent, JoinFlowEvent, never>((_, event) => ({
        failure: problemOf(event),
      })),
    },
  };
};
