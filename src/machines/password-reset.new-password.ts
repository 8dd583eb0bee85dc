import { toPasswordReset } from './password-reset.memory.js';
import type { ResetSetup } from './password-reset.setup.js';
import {
  anotherSlider,
  answered,
  command,
  count,
  doubt,
  fail,
  failed,
  giveUp,
  rememberFailure,
  startOver,
} from './password-reset.transitions.js';
import type { NewPasswordEvent } from './password-reset.types.js';

/** The new password: chosen, and set once. */
export const newPasswordStates = (chart: ResetSetup) => ({
  newPasswordRequired: chart.createStateConfig({
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
  }),

  resetting: chart.createStateConfig({
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
          actions: [rememberFailure, 'startRequest'],
        },
        {
          guard: answered('isLastPassword'),
          target: 'requestingSlider',
          actions: [
            count('password'),
            rememberFailure,
            'announceRefused',
            { type: 'rememberExpiredToken', params: failed },
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
  }),
});
