import { toSliderCheck, toSliderRequest } from './password-reset.memory.js';
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
  startOver,
} from './password-reset.transitions.js';
import type { SliderEvent } from './password-reset.types.js';

/** From the wish for a slider to its place being checked. */
export const sliderStates = (chart: ResetSetup) => ({
  requestingSlider: chart.createStateConfig({
    description: 'A slider is on its way; why another one is needed stays shown.',
    tags: 'busy',
    entry: ['dropCode', 'aimAtSlider'],
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
  }),

  sliderRequired: chart.createStateConfig({
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
  }),

  checkingSlider: chart.createStateConfig({
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
  }),
});
