import { forwardRef, useRef, useState } from 'react';
import type { ForwardedRef, ReactElement, ReactNode } from 'react';
import type { FailureField } from '../guards/failure.js';
import type { JoinCommand, MeetingInfo } from '../machines/join-flow.types.js';
import type { JoinView } from '../machines/join-flow.view.js';
import { defineButton, definePart } from './define-part.js';
import { renderPart } from './element.js';
import type { PartProps } from './element.js';
import { defineField, Error, Hint, Input, Label, wholePasswordField } from './field-parts.js';
import { useFlow } from './flow-context.js';
import { FlowRoot } from './flow-root.js';
import type { FlowWords, RootOwnProps } from './flow-root.js';
import { useJoinFlow } from './use-join-flow.js';
import type { UseJoinFlowOptions } from './use-join-flow.js';

export * from './shared-parts.js';

const words: FlowWords = {
  titles: {
    idle: 'joinTitle',
    passwordRequired: 'passwordTitle',
    captchaRequired: 'captchaTitle',
    registrationRequired: 'registrationTitle',
    success: 'joinedTitle',
  },
  submits: { idle: 'join', error: 'join' },
  doing: { fetching: 'lookingUp', answering: 'checking', refreshing: 'refreshing', success: 'joined' },
};

/** The fields that a step asks for. An answer that is held rides along by itself. */
function fieldsOf(view: JoinView, asksWhere: boolean): readonly FailureField[] {
  if (!('needs' in view)) return asksWhere && view.state !== 'success' ? ['destination'] : [];
  const { state, needs, held } = view;
  const asked: Record<'password' | 'registrationId' | 'captcha', boolean> = {
    password: state === 'passwordRequired' || (needs.password && !held.password),
    registrationId: state === 'registrationRequired' || (needs.registrationId && !held.registrationId),
    captcha: state === 'captchaRequired',
  };
  return (['password', 'registrationId', 'captcha'] as const).filter((field) => asked[field]);
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
      words={words}
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
export const Destination = /* @__PURE__ */ defineField({ name: 'destination' });

/** The meeting's password. The one field also takes a host key. */
export const Password = /* @__PURE__ */ defineField({ name: 'password', isSecret: true }, wholePasswordField);

/** The id that a webinar gave to the person. */
export const RegistrationId = /* @__PURE__ */ defineField({ name: 'registrationId', isSecret: true });

/** The captcha's picture. Its host must be in the page's `img-src`. */
export const CaptchaImage = /* @__PURE__ */ definePart('img', 'captcha-image', ({ step, busy, messages }) => {
  if (!('captcha' in step)) return null;
  const { imageUrl, spent } = step.captcha;
  return {
    ours: {
      src: imageUrl,
      alt: messages.label(spent ? 'captchaSpent' : 'captchaImage'),
      'data-state': busy ? 'loading' : spent ? 'spent' : 'ready',
      // Another site's picture needs not know where the person is.
      referrerPolicy: 'no-referrer',
    },
  };
});

/** Asks for another captcha. What is typed into other fields stays. */
export const CaptchaRefresh = /* @__PURE__ */ defineButton(
  'captcha-refresh',
  ({ step, view, busy, flow, messages }) => {
    if (!('captcha' in step) || !('refreshCaptcha' in flow)) return null;
    return {
      label: messages.label('refreshCaptcha'),
      press: () => flow.refreshCaptcha(),
      off: busy,
      ours: { 'data-state': view.state === 'refreshing' ? 'busy' : 'ready' },
    };
  },
);

/** Plays the captcha. `data-state` is `idle`, `playing` or `failed`. The host must be in the page's `media-src`. */
export const CaptchaAudio = /* @__PURE__ */ forwardRef(function CaptchaAudio(
  given: PartProps<'button'>,
  forwarded: ForwardedRef<HTMLButtonElement>,
): ReactElement | null {
  const { step, messages } = useFlow();
  const audio = useRef<HTMLAudioElement>(null);
  const [state, setState] = useState('idle');
  if (!('captcha' in step) || !step.captcha.audioUrl || step.captcha.spent) return null;
  const play = (): void => {
    const player = audio.current;
    if (!player) return;
    player.currentTime = 0;
    player.play().catch(() => setState('failed'));
  };
  return (
    <>
      {renderPart(
        'button',
        { 'data-part': 'captcha-audio', 'data-state': state, type: 'button', onClick: play },
        given,
        forwarded as ForwardedRef<never>,
        messages.label('playAudio'),
      )}
      <audio
        ref={audio}
        src={step.captcha.audioUrl}
        preload="none"
        hidden
        onPlay={() => setState('playing')}
        onEnded={() => setState('idle')}
        onError={() => setState('failed')}
      />
    </>
  );
});

const wholeCaptcha = (
  <>
    <CaptchaImage />
    <CaptchaAudio />
    <CaptchaRefresh />
    <Label />
    <Input />
    <Hint />
    <Error />
  </>
);

/** The captcha: its picture, its recording, a button for another, and the field for the answer. */
export const Captcha = /* @__PURE__ */ defineField({ name: 'captcha', isSecret: true }, wholeCaptcha);

/** There once the meeting lets the person in. A function as its child gets the meeting. */
export const Success = /* @__PURE__ */ forwardRef(function JoinFlowSuccess(
  {
    children,
    ...given
  }: Omit<PartProps<'div'>, 'children'> & {
    readonly children?: ReactNode | ((meetingInfo: MeetingInfo) => ReactNode);
  },
  forwarded: ForwardedRef<HTMLDivElement>,
): ReactElement | null {
  const { view, messages } = useFlow();
  if (!('meetingInfo' in view)) return null;
  return renderPart(
    'div',
    { 'data-part': 'success', 'data-landing': '', tabIndex: -1 },
    { ...given, children: typeof children === 'function' ? children(view.meetingInfo) : children },
    forwarded as ForwardedRef<never>,
    messages.label('joined'),
  );
});
