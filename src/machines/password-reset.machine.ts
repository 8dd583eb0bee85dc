import { codeStates } from './password-reset.code.js';
import { nothingYet } from './password-reset.memory.js';
import { newPasswordStates } from './password-reset.new-password.js';
import { unprovided } from './password-reset.ports.js';
import { setUpReset } from './password-reset.setup.js';
import { sliderStates } from './password-reset.slider.js';
import { command, giveUp, startOver } from './password-reset.transitions.js';
import type { ResetServices, StartEvent } from './password-reset.types.js';
import { lazyMachine } from './lazy-machine.js';
import { oncePer } from './once-per.js';
import { requirePorts } from './port.js';
import { readTimeouts } from './repeat.js';

/** The chart, with these services in it. */
const chartFor = (services: ResetServices) => {
  const chart = setUpReset(services);
  // With a place for each field, as in the join flow.
  const beginning = { ...nothingYet, timeouts: readTimeouts(), passwordMode: null };
  const start = [
    {
      guard: { type: 'isAcceptable', params: command<StartEvent> },
      target: 'requestingSlider',
      actions: [{ type: 'rememberStart', params: command<StartEvent> }, 'startRequest'],
    },
    { actions: { type: 'refuseStart', params: command<StartEvent> } },
  ] as const;
  return chart.createMachine({
    id: 'passwordReset',
    context: ({ input }) => ({
      ...beginning,
      timeouts: readTimeouts(input?.timeouts),
      passwordMode: input?.passwordMode === 'lenient' ? 'lenient' : 'strict',
    }),
    initial: 'idle',
    states: {
      idle: { on: { start, reset: { actions: 'forgetAll' } } },
      ...sliderStates(chart),
      ...codeStates(chart),
      ...newPasswordStates(chart),

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
};

/** The chart without services: `provideResetServices` plugs them in. For XState users; apps call `createPasswordReset`. */
export const passwordResetMachine = /* @__PURE__ */ lazyMachine(() => chartFor(unprovided));

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
    return chartFor(services);
  },
);
