import { forwardRef, useEffect, useRef, useState } from 'react';
import type { ForwardedRef, ReactElement, ReactNode } from 'react';
import type { FailureField } from '../guards/failure.js';
import type { JoinCommand, MeetingInfo } from '../machines/join-flow.types.js';
import type { JoinView } from '../machines/join-flow.view.js';
import { defineButton, definePart } from './define-part.js';
import { defineField, Error, Hint, Input, Label } from './field-parts.js';
import { FlowRoot } from './flow-root.js';
import type { RootOwnProps } from './flow-root.js';
import { landing } from './landing.js';
import { useJoinFlow } from './use-join-flow.js';
import type { UseJoinFlowOptions } from './use-join-flow.js';

export * from './shared-parts.js';

/**
 * The fields that a step asks for. One whose answer is held from before may stay empty, but it is there: a service that
 * blames the captcha may mean the password.
 */
function fieldsOf(view: JoinView, asksWhere: boolean): readonly FailureField[] {
  if (!('needs' in view)) return asksWhere && view.state !== 'success' ? ['destination'] : [];
  const { needs } = view;
  return (['password', 'registrationId', 'captcha'] as const).filter((field) => needs[field]);
}

export type JoinFlowRootProps = RootOwnProps &
  UseJoinFlowOptions & {
    /** Goes into `join`. With a destination in it, no `Destination` field is drawn. */
    readonly command?: Partial<JoinCommand>;
  };

/** The form of the whole join flow. It takes what `useJoinFlow` takes: `services` and the like, or a `flow` of yours. */
export const Root = /* @__PURE__ */ forwardRef(function JoinFlowRoot(
  { command, ...given }: JoinFlowRootProps,
  forwarded: ForwardedRef<HTMLFormElement>,
): ReactElement {
  const bound = useJoinFlow(given);
  const { view, step, flow } = bound;
  return (
    <FlowRoot
      bound={bound}
      name="join"
      fields={fieldsOf(step, command?.destination === undefined)}
      submit={(read) => {
        const password = read('password');
        const registrationId = read('registrationId');
        const both = { ...(password && { password }), ...(registrationId && { registrationId }) };
        if (view.state === 'captchaRequired') flow.submitCaptcha({ ...both, code: read('captcha') });
        else if (view.state === 'passwordRequired') flow.submitPassword(password, both);
        else if (view.state === 'registrationRequired') flow.submitRegistrationId(registrationId, both);
        else flow.join({ ...command, destination: command?.destination ?? read('destination').trim() });
      }}
      given={given}
      forwarded={forwarded}
    />
  );
});

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
  ({ step: { captcha }, busy, messages }) =>
    captcha
      ? [
          {
            src: captcha.imageUrl,
            alt: messages.label(captcha.spent ? 'captchaSpent' : 'captchaImage'),
            'data-state': busy ? 'busy' : captcha.spent ? 'spent' : 'ready',
            // Another site needs not know where the person is.
            referrerPolicy: 'no-referrer',
          },
        ]
      : null,
);

/** Asks for another captcha. What is typed into other fields stays. */
export const CaptchaRefresh = /* @__PURE__ */ defineButton(
  'captcha-refresh',
  ({ step, busy, flow, messages }) => step.captcha && [messages.label('refreshCaptcha'), flow.refreshCaptcha, busy],
);

/** Plays the captcha. `data-state` is `idle`, `playing` or `failed`. The host must be in the page's `media-src`. */
export const CaptchaAudio = /* @__PURE__ */ defineButton('captcha-audio', ({ step: { captcha }, messages }) => {
  const player = useRef<HTMLAudioElement>(null);
  const [state, setState] = useState('idle');
  const url = captcha?.audioUrl;
  // The recording of a captcha that is gone must not go on.
  useEffect(() => () => player.current?.pause(), [url]);
  if (!url || captcha.spent) return null;
  const play = (): void => {
    player.current?.pause();
    const audio = (player.current = new Audio(url));
    audio.onended = () => setState('idle');
    setState('playing');
    audio.play().catch(() => setState('failed'));
  };
  return [messages.label('playAudio'), play, false, { 'data-state': state }];
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
>(
  'div',
  'success',
  ({ view, messages }) => (view.meetingInfo ? [landing, messages.label('joined')] : null),
  ({ view }) => view.meetingInfo,
);
