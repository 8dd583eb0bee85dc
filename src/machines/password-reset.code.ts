import { toCodeCheck, toCodeRequest } from './password-reset.memory.js';
import type { ResetSetup } from './password-reset.setup.js';
import {
  anotherSlider,
  answered,
  command,
  count,
  fail,
  failed,
  giveUp,
  onError,
  output,
  rememberFailure,
  startOver,
} from './password-reset.transitions.js';
import type { CodeEvent } from './password-reset.types.js';

/** The one-time code: sent, typed, checked. */
export const codeStates = (chart: ResetSetup) => ({
  sendingCode: chart.createStateConfig({
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
  }),

  codeRequired: chart.createStateConfig({
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
        { actions: 'refuseCode' },
      ],
      'code.resend': { guard: 'mayResend', target: 'requestingSlider', actions: ['forgetFailure', 'startRequest'] },
      cancel: giveUp,
      reset: startOver,
    },
  }),

  checkingCode: chart.createStateConfig({
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
  }),
});
