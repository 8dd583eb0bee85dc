import { useEffect, useState } from 'react';
import type { FailureField } from '../guards/failure.js';
import { checkNewPassword } from '../guards/new-password.js';
import type { PasswordRule } from '../guards/new-password.js';
import type { PasswordReset } from '../machines/password-reset.controller.js';
import type { PasswordResetView } from '../machines/password-reset.view.js';
import { defineButton, definePart } from './define-part.js';
import { defineField } from './field-parts.js';
import { defineRoot } from './flow-root.js';
import type { ReadField, RootOwnProps, SliderAnswer } from './flow-root.js';
import { readField } from './form-fields.js';
import { landing } from './landing.js';
import { useSecondsUntil } from './seconds-until.js';
import type { Bound } from './use-controller.js';
import { usePasswordReset } from './use-password-reset.js';
import type { UsePasswordResetOptions } from './use-password-reset.js';

export * from './shared-parts.js';
export { Slider, SliderPuzzle, SliderStep, SliderThumb, SliderTrack } from './slider-parts.js';

type StartCommand = Parameters<PasswordReset['start']>[0];

export type PasswordResetRootProps = RootOwnProps &
  UsePasswordResetOptions & {
    /** Goes into `start`. With a user in it, no `User` field is drawn. */
    readonly command?: Partial<StartCommand>;
    /** The new password has to be changed at the first sign-in. */
    readonly temporary?: boolean;
  };

function fieldsOf({ state }: PasswordResetView, { command }: PasswordResetRootProps): readonly FailureField[] {
  const asked = { sliderRequired: 'slider', codeRequired: 'code', newPasswordRequired: 'newPassword' } as const;
  if (state in asked) return [asked[state as keyof typeof asked]];
  return command?.user === undefined && state !== 'success' ? ['user'] : [];
}

function submit(
  { view: { state }, flow }: Bound<PasswordResetView, PasswordReset>,
  { command, temporary }: PasswordResetRootProps,
  read: ReadField,
  slider: SliderAnswer,
): void {
  if (state === 'sliderRequired') flow.submitSlider(slider);
  else if (state === 'codeRequired') flow.submitCode(read('code').trim());
  else if (state !== 'newPasswordRequired') flow.start({ ...command, user: command?.user ?? read('user').trim() });
  else flow.submitPassword(read('newPassword'), temporary === undefined ? undefined : { temporary });
}

/** The form of the whole reset. It takes what `usePasswordReset` takes: `services` and the like, or a `flow` of yours. */
export const Root = /* @__PURE__ */ defineRoot('reset', usePasswordReset, fieldsOf, submit);

/** Whose password it is: a phone number, an e-mail address or an account name. */
export const User = /* @__PURE__ */ defineField('user');

/** The one-time code. It takes pasting, and the phone's own filling in. */
export const Code = /* @__PURE__ */ defineField('code');

/** The new password. Draw `PasswordRules` beside it. */
export const NewPassword = /* @__PURE__ */ defineField('newPassword');

/** Asks for another code once the service allows it. Until then it is off, and `ResendIn` describes it. */
export const Resend = /* @__PURE__ */ defineButton('resend', ({ view, step, busy, flow, messages, id }) => {
  // Only the reset has a `resendAt`. Whether the button is on is the chart's word, and not that of the time shown.
  const can = view.can as Partial<PasswordResetView['can']> | undefined;
  const seconds = useSecondsUntil(step.resendAt);
  return (
    step.resendAt !== undefined && [
      messages.label('resendCode'),
      flow.resendCode,
      busy || !can?.resendCode,
      { 'aria-describedby': seconds ? id + 'resendIn' : undefined },
    ]
  );
});

/** How long it takes until another code can be had; nothing once it can. Read when asked, not every second. */
export const ResendIn = /* @__PURE__ */ definePart('span', 'resend-in', ({ step: { resendAt }, messages, id }) => {
  const seconds = useSecondsUntil(resendAt);
  return seconds
    ? [
        { role: 'timer', id: id + 'resendIn', 'data-seconds': seconds },
        messages.label('resendIn', { time: messages.duration(seconds) }),
      ]
    : null;
});

/** Asks for another puzzle. */
export const SliderRefresh = /* @__PURE__ */ defineButton(
  'slider-refresh',
  ({ step, busy, flow, messages }) => step.slider && [messages.label('refreshSlider'), flow.refreshSlider, busy],
);

/** How long the step is open, on the flow's clock. A timer, which screen readers read when asked and not every second. */
export const TimeLeft = /* @__PURE__ */ definePart('span', 'time-left', ({ step, messages }) => {
  const at = step.slider?.expiresAt ?? step.expiresAt;
  const seconds = useSecondsUntil(at);
  if (at === undefined) return null;
  return [
    { role: 'timer', 'data-seconds': seconds },
    seconds ? messages.label('timeLeft', { time: messages.duration(seconds) }) : messages.label('timeUp'),
  ];
});

const rules: readonly PasswordRule[] = ['length', 'classes', 'characters', 'repeats', 'userName'];

/** The rules of the new password, ticked while it is typed. What is typed is looked at and never kept. */
export const PasswordRules = /* @__PURE__ */ definePart('ul', 'password-rules', (flow) => {
  const { step, messages, formRef, passwordMode: mode = 'strict' } = flow;
  const [open, setOpen] = useState(rules);
  const user = step.user ?? '';
  const isAsked = step.state === 'newPasswordRequired';
  useEffect(() => {
    const form = formRef.current;
    const look = (): void => {
      const typed = readField(form, 'newPassword');
      setOpen(typed ? checkNewPassword(typed, { user, mode }).broken : rules);
    };
    form?.addEventListener('input', look);
    return () => form?.removeEventListener('input', look);
  }, [formRef, user, mode]);
  if (!isAsked) return null;
  return [
    {},
    rules.map((rule) => {
      const state = open.includes(rule) ? 'Open' : 'Met';
      return (
        <li key={rule} data-state={state.toLowerCase()}>
          {messages.label(`rule.${rule}`)} <span>({messages.label(`rule${state}`)})</span>
        </li>
      );
    }),
  ];
});

/** There once the password is changed. */
export const Success = /* @__PURE__ */ definePart('div', 'success', ({ view, messages }) =>
  view.state === 'success' ? [landing, messages.label('resetDone')] : null,
);
