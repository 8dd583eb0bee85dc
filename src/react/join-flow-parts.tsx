import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { joinFields, joinWords, submitJoin } from '../forms/join-form.js';
import type { JoinAnswers, JoinField } from '../forms/join-form.js';
import type { JoinFlow } from '../machines/join-flow.controller.js';
import type { JoinCommand, MeetingInfo } from '../machines/join-flow.types.js';
import type { JoinView } from '../machines/join-flow.view.js';
import { defineButton, definePart } from './define-part.js';
import { defineField, Error, Hint, Input, Label } from './field-parts.js';
import { defineRoot } from './flow-root.js';
import type { RootOwnProps } from './flow-root.js';
import { landing } from './landing.js';
import { useJoinFlow } from './use-join-flow.js';
import type { UseJoinFlowOptions } from './use-join-flow.js';

export * from './shared-parts.js';

export type JoinFlowRootProps = RootOwnProps &
  UseJoinFlowOptions & {
    /** Goes into `join`. With a destination in it, no `Destination` field is drawn. */
    readonly command?: Partial<JoinCommand> | undefined;
  };

/** The form of the whole join flow. It takes what `useJoinFlow` takes: `services` and the like, or a `flow` of yours. */
export const Root = /* @__PURE__ */ defineRoot<JoinView, JoinFlow, JoinField, JoinAnswers, JoinFlowRootProps>(
  'destination',
  useJoinFlow,
  joinFields,
  joinWords,
  submitJoin,
);

/** Where to join: a link, a number or an address. */
export const Destination = /* @__PURE__ */ defineField('destination');

/** The meeting's password. The one field also takes a host key. */
export const Password = /* @__PURE__ */ defineField('password');

/** The id that a webinar gave to the person. */
export const RegistrationId = /* @__PURE__ */ defineField('registrationId');

/** The captcha's picture. Its host must be in the page's `img-src`. */
export const CaptchaImage = /* @__PURE__ */ definePart(
  'img',
  'captcha-image',
  (flow) =>
    flow.step.captcha && [
      {
        src: flow.step.captcha.imageUrl,
        alt: flow.messages.label(flow.step.captcha.spent ? 'captchaSpent' : 'captchaImage'),
        'data-state': flow.busy ? 'busy' : flow.step.captcha.spent ? 'spent' : 'ready',
        // Another site needs not know where the person is.
        referrerPolicy: 'no-referrer',
      },
    ],
);

/** Asks for another captcha. What is typed into other fields stays. */
export const CaptchaRefresh = /* @__PURE__ */ defineButton(
  'captcha-refresh',
  (flow) => flow.step.captcha && ['refreshCaptcha', flow.busy],
);

/** Plays the captcha. `data-state` is `idle`, `playing` or `failed`. The host must be in the page's `media-src`. */
export const CaptchaAudio = /* @__PURE__ */ defineButton('captcha-audio', (flow) => {
  const player = useRef<HTMLAudioElement>(null);
  const [state, setState] = useState('idle');
  const { captcha } = flow.step;
  const url = captcha?.audioUrl;
  const stop = (): void => {
    player.current?.pause();
    player.current = null;
    setState('idle');
  };
  // The recording of a captcha that is gone must not go on.
  useEffect(() => stop, [url]);
  if (!url || captcha.spent) return null;
  const play = (): void => {
    stop();
    const audio = (player.current = new Audio(url));
    // One that was stopped before it began has failed, and has no say any more.
    const tell = (next: string): void => {
      if (player.current === audio) setState(next);
    };
    audio.onended = () => tell('idle');
    const fail = (audio.onerror = () => tell('failed'));
    setState('playing');
    audio.play().catch(fail);
  };
  return [state === 'failed' ? 'audioFailed' : 'playAudio', false, { 'data-state': state, onClick: play }];
});

/** The captcha: its picture, its recording, a button for another, and the field for the answer. */
export const Captcha = /* @__PURE__ */ defineField(
  'captcha',
  <>
    <CaptchaImage />
    <CaptchaAudio />
    <CaptchaRefresh />
    <Label />
    <Input />
    <Hint />
    <Error />
  </>,
);

/** There once the meeting lets the person in. A function as its child gets the meeting. */
export const Success = /* @__PURE__ */ definePart<
  'div',
  { readonly children?: ReactNode | ((meetingInfo: MeetingInfo) => ReactNode) }
>('div', 'success', (flow) => flow.view.meetingInfo && [landing, flow.messages.label('joined'), flow.view.meetingInfo]);
