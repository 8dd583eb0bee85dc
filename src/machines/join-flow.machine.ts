import type { Failure } from '../guards/failure.js';
import { joinFailure } from '../guards/join-failure.js';
import { failureOf } from './join-flow.guards.js';
import type { Looked, Refreshed } from './join-flow.guards.js';
import { nothingAtAll, toMeetingInfoRequest, toRefreshRequest } from './join-flow.memory.js';
import { unprovided } from './join-flow.ports.js';
import { setUpJoin } from './join-flow.setup.js';
import type { AnswerEvent, JoinEvent, JoinFlowEvent, JoinServices, MeetingInfo } from './join-flow.types.js';
import { lazyMachine } from './lazy-machine.js';
import { oncePer } from './once-per.js';
import { requirePorts } from './port.js';
import { readTimeouts } from './repeat.js';

const output = <T>({ event }: { event: { output: T } }): T => event.output;
const looked = <Guard extends string>(type: Guard) => ({ type, params: output<Looked> });
const command = <Event extends JoinFlowEvent>({ event }: { event: Event }): Event => event;

const failed = ({ event }: { event: { output: Looked | Refreshed } }): Failure | null => failureOf(event.output);
const crash = (): Failure => joinFailure('unexpectedReply');

// Transitions that stand in more than one state.
const startOver = { target: 'idle', actions: 'forgetAll' } as const;
const giveUp = { target: 'idle', actions: 'keepDestination' } as const;
const join = [{ type: 'rememberCommand', params: command<JoinEvent> }, 'announceAnswer'] as const;
const refusal = /* @__PURE__ */ looked('rememberRefusal');
const submit = [
  {
    guard: { type: 'lacksAnswer', params: command<AnswerEvent> },
    actions: { type: 'refuseAnswer', params: command<AnswerEvent> },
  },
  {
    guard: 'canAnswer',
    target: 'fetching',
    actions: [{ type: 'rememberAnswer', params: command<AnswerEvent> }, 'announceSent'],
  },
] as const;

/** The chart, with these services in it. */
const chartFor = (services: JoinServices) => {
  const beginning = { ...nothingAtAll, timeouts: readTimeouts() };
  return setUpJoin(services).createMachine({
    id: 'joinFlow',
    context: ({ input }) => ({ ...beginning, timeouts: readTimeouts(input?.timeouts) }),
    // `success` is entered with a meeting only.
    output: ({ context }) => ({ meetingInfo: context.meetingInfo as MeetingInfo }),
    initial: 'idle',
    states: {
      idle: {
        on: {
          join: [
            { guard: { type: 'isAcceptable', params: command<JoinEvent> }, target: 'fetching', actions: join },
            {
              actions: [
                { type: 'refuseCommand', params: command<JoinEvent> },
                { type: 'rememberTyped', params: command<JoinEvent> },
              ],
            },
          ],
          reset: { actions: 'forgetAll' },
        },
      },

      fetching: {
        description: 'One request at a time, with whatever the person has given and the service has not refused.',
        tags: 'busy',
        invoke: {
          id: 'fetchMeetingInfo',
          src: 'fetchMeetingInfo',
          input: ({ context }) => toMeetingInfoRequest(context),
          onDone: [
            {
              guard: looked('isInterrupted'),
              description: 'The answer was posted before: ask again without it.',
              target: 'fetching',
              reenter: true,
              actions: 'startRequest',
            },
            { guard: looked('isJoined'), target: 'success', actions: looked('rememberMeeting') },
            {
              guard: { type: 'mayRepeat', params: failed },
              target: 'fetching',
              reenter: true,
              actions: { type: 'repeat', params: failed },
            },
            {
              guard: looked('isTokenStale'),
              description: 'Look up once more without the permission token of an earlier visit.',
              target: 'fetching',
              reenter: true,
              actions: [refusal, 'restartRequest'],
            },
            {
              guard: looked('wantsCaptchaRefresh'),
              description: 'The answered captcha is dead (WEBEX-224862): fetch another before asking again.',
              target: 'refreshing',
              actions: [refusal, { type: 'startRefresh', params: false }],
            },
            { guard: looked('wantsCaptcha'), target: 'captchaRequired', actions: refusal },
            { guard: looked('wantsRegistrationId'), target: 'registrationRequired', actions: refusal },
            { guard: looked('wantsPassword'), target: 'passwordRequired', actions: refusal },
            { target: 'error', actions: refusal },
          ],
          onError: { target: 'error', actions: { type: 'rememberFailure', params: crash } },
        },
        on: { cancel: giveUp, reset: startOver },
      },

      passwordRequired: {
        description: 'A password, or a host key in the same field.',
        tags: 'awaitingInput',
        entry: 'announceChallenge',
        on: {
          'password.submit': submit,
          cancel: giveUp,
          reset: startOver,
        },
      },

      captchaRequired: {
        description: 'A captcha, with the other answers that the service wants beside it.',
        tags: 'awaitingInput',
        entry: 'announceChallenge',
        on: {
          'captcha.submit': submit,
          'captcha.refresh': {
            target: 'refreshing',
            actions: { type: 'startRefresh', params: true },
          },
          cancel: giveUp,
          reset: startOver,
        },
      },

      registrationRequired: {
        description: 'The registration id of a webinar.',
        tags: 'awaitingInput',
        entry: 'announceChallenge',
        on: {
          'registration.submit': submit,
          cancel: giveUp,
          reset: startOver,
        },
      },

      refreshing: {
        description: 'Another captcha is on its way; the failure that is shown stays.',
        tags: 'busy',
        invoke: {
          id: 'refreshCaptcha',
          src: 'refreshCaptcha',
          input: ({ context }) => toRefreshRequest(context),
          onDone: [
            {
              guard: { type: 'isRefreshed', params: output<Refreshed> },
              target: 'captchaRequired',
              actions: [{ type: 'adoptCaptcha', params: output<Refreshed> }, 'announceRefreshed'],
            },
            {
              guard: { type: 'mayRepeat', params: failed },
              target: 'refreshing',
              reenter: true,
              actions: { type: 'repeat', params: failed },
            },
            { target: 'captchaRequired', actions: { type: 'tellIfAsked', params: failed } },
          ],
          onError: { target: 'captchaRequired', actions: { type: 'tellIfAsked', params: crash } },
        },
        on: { cancel: giveUp, reset: startOver },
      },

      error: {
        description: 'Nothing that a person types here helps; a retry, another destination or another person may.',
        tags: 'ended',
        entry: ['forgetAsked', 'announceFailed'],
        on: {
          join: [
            { guard: { type: 'isAcceptable', params: command<JoinEvent> }, target: 'fetching', actions: join },
            { actions: { type: 'refuseCommand', params: command<JoinEvent> } },
          ],
          retry: { guard: 'canRetry', target: 'fetching', actions: 'startRequest' },
          cancel: giveUp,
          reset: startOver,
        },
      },

      success: {
        type: 'final',
        tags: 'ended',
        entry: ['forgetRequest', 'announceJoined'],
      },
    },
  });
};

/** The chart without services: `provideJoinServices` plugs them in. For XState users; apps call `createJoinFlow`. */
export const joinFlowMachine = /* @__PURE__ */ lazyMachine(() => chartFor(unprovided));

type Machine = typeof joinFlowMachine;
/** The chart, with services or without them. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- editors show an alias by all its parameters
export interface JoinFlowMachine extends Machine {}

/**
 * The chart with its ports plugged in; the same machine for the same services object, which saves memory for each flow.
 * @throws TypeError when a port is missing.
 */
export const provideJoinServices: (services: JoinServices) => JoinFlowMachine = /* @__PURE__ */ oncePer(
  (services: JoinServices) => {
    requirePorts(services, unprovided);
    return chartFor(services);
  },
);
