import { createJoinFlow } from 'meeting-join-flow';
import type { JoinFlow, JoinFlowOptions, JoinState } from 'meeting-join-flow';
import type { DeferredServices } from './join-services.js';
import { asksBoth, asksCaptcha, asksId, asksPassword, deferredServices, refused } from './join-services.js';
import type { MovedClock } from './moved-clock.js';
import { createMovedClock, settle } from './moved-clock.js';

export interface StartedJoin extends DeferredServices {
  readonly flow: JoinFlow;
  readonly clock: MovedClock;
}

/** A flow over ports that answer when told, on a clock that stands still. */
export function startJoin(
  options: Partial<JoinFlowOptions> & { readonly deferred?: DeferredServices } = {},
): StartedJoin {
  const deferred = options.deferred ?? deferredServices();
  const clock = createMovedClock();
  const flow = createJoinFlow({ services: deferred.services, clock, ...options });
  return { ...deferred, flow, clock };
}

export const meeting = { destination: '123456789' } as const;

/** The ways into each state that a person or the service can wait in. */
export const waysInto = {
  'a look-up': async ({ flow }) => flow.join(meeting),
  'an answer': async ({ flow, fetches }) => {
    flow.join(meeting);
    await settle();
    fetches[0]!.resolve(asksPassword);
    await settle();
    flow.submitPassword('opensesame');
  },
  'an answer with a captcha': async ({ flow, fetches }) => {
    flow.join(meeting);
    await settle();
    fetches[0]!.resolve(asksBoth('first'));
    await settle();
    flow.submitCaptcha({ code: '1234', password: 'opensesame' });
  },
  'a refresh that was asked for': async ({ flow, fetches }) => {
    flow.join(meeting);
    await settle();
    fetches[0]!.resolve(asksCaptcha('first'));
    await settle();
    flow.refreshCaptcha();
  },
  'a refresh by itself': async (started) => {
    await waysInto['an answer with a captcha'](started);
    await settle();
    started.fetches[1]!.resolve(refused('passwordWrong', { password: true, captcha: true }));
  },
  'the question for a password': async ({ flow, fetches }) => {
    flow.join(meeting);
    await settle();
    fetches[0]!.resolve(asksPassword);
  },
  'the question for a captcha': async ({ flow, fetches }) => {
    flow.join(meeting);
    await settle();
    fetches[0]!.resolve(asksCaptcha('first'));
  },
  'the question for a registration id': async ({ flow, fetches }) => {
    flow.join(meeting);
    await settle();
    fetches[0]!.resolve(asksId);
  },
  'an error': async ({ flow, fetches }) => {
    flow.join(meeting);
    await settle();
    fetches[0]!.resolve(refused('notStarted'));
  },
} satisfies Readonly<Record<string, (started: StartedJoin) => Promise<void>>>;

export type Way = keyof typeof waysInto;

export const busyWays = [
  'a look-up',
  'an answer',
  'an answer with a captcha',
  'a refresh that was asked for',
  'a refresh by itself',
] as const satisfies readonly Way[];

export async function startIn(way: Way, options: Parameters<typeof startJoin>[0] = {}): Promise<StartedJoin> {
  const started = startJoin(options);
  await waysInto[way](started);
  await settle();
  return started;
}

export const stateOf = ({ flow }: { readonly flow: JoinFlow }): JoinState => flow.getView().state;
