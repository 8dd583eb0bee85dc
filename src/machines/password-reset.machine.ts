import { codeStates } from './password-reset.code.js';
import { nothingYet } from './password-reset.memory.js';
import { newPasswordStates } from './password-reset.new-password.js';
import { plug, unprovided } from './password-reset.ports.js';
import { resetSetup } from './password-reset.setup.js';
import { sliderStates } from './password-reset.slider.js';
import { command, giveUp, startOver } from './password-reset.transitions.js';
import type { ResetServices, StartEvent } from './password-reset.types.js';
import { oncePer } from './once-per.js';
import { requirePorts } from './port.js';
import { readTimeouts } from './repeat.js';

// Called where it stands, which V8 parses once and not twice.
export const passwordResetMachine = /* @__PURE__ */ (() => {
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
  return resetSetup.createMachine({
    id: 'passwordReset',
    context: ({ input }) => ({
      ...beginning,
      timeouts: readTimeouts(input?.timeouts),
      passwordMode: input?.passwordMode === 'lenient' ? 'lenient' : 'strict',
    }),
    initial: 'idle',
    states: {
      idle: { on: { start, reset: { actions: 'forgetAll' } } },
      ...sliderStates(),
      ...codeStates(),
      ...newPasswordStates(),

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
    // With a config of its own, as in the join flow.
    return Object.assign(passwordResetMachine.provide({ actors: plug(services) }), {
      config: { ...passwordResetMachine.config },
    });
  },
);
