import { useEffect, useState } from 'react';
import { newPasswordRules } from '../forms/new-password-rules.js';
import { resetFields, resetWords, submitReset } from '../forms/reset-form.js';
import type { ResetAnswers, ResetField } from '../forms/reset-form.js';
import type { PasswordReset } from '../machines/password-reset.controller.js';
import type { StartCommand } from '../machines/password-reset.types.js';
import type { PasswordResetView } from '../machines/password-reset.view.js';
import { defineButton, definePart } from './define-part.js';
import { defineField } from './field-parts.js';
import { defineRoot } from './flow-root.js';
import type { RootOwnProps } from './flow-root.js';
import { fieldIn } from './form-fields.js';
import { landing } from './landing.js';
import { useSecondsUntil } from './seconds-until.js';
import { usePasswordReset } from './use-password-reset.js';
import type { UsePasswordResetOptions } from './use-password-reset.js';

export * from './shared-parts.js';
export { Slider, SliderPuzzle, SliderStep, SliderTrack } from './slider-parts.js';

export type PasswordResetRootProps = RootOwnProps &
  UsePasswordResetOptions & {
    /** Goes into `start`. With a user in it, no `User` field is drawn. */
    readonly command?: Partial<StartCommand> | undefined;
    /** The service may ask to change the new password after the next login to the web portal. */
    readonly temporary?: boolean | undefined;
  };

/** The form of the whole reset. It takes what `usePasswordReset` takes: `services` and the like, or a `flow` of yours. */
export const Root = /* @__PURE__ */ defineRoot<
  PasswordResetView,
  PasswordReset,
  ResetField,
  ResetAnswers,
  PasswordResetRootProps
>('user', usePasswordReset, resetFields, resetWords, submitReset);

/** Whose password it is: a phone number, an e-mail address or an account name. */
export const User = /* @__PURE__ */ defineField('user');

/** The one-time code. It takes pasting, and the phone's own filling in. */
export const Code = /* @__PURE__ */ defineField('code');

/** The new password. Draw `PasswordRules` beside it. */
export const NewPassword = /* @__PURE__ */ defineField('newPassword');

/** Asks for another code once the service allows it. Until then it is off, and `ResendIn` describes it. */
export const Resend = /* @__PURE__ */ defineButton('resend', (flow) => {
  const seconds = useSecondsUntil(flow.step.resendAt);
  return (
    // Whether the button is on is the chart's word, and not that of the time shown.
    flow.step.resendAt !== undefined && [
      'resendCode',
      flow.busy || !flow.view.can.resendCode,
      { 'aria-describedby': seconds ? flow.id + 'resendIn' : undefined },
    ]
  );
});

/** How long it takes until another code can be had; nothing once it can. Read when asked, not every second. */
export const ResendIn = /* @__PURE__ */ definePart('span', 'resend-in', (flow) => {
  const seconds = useSecondsUntil(flow.step.resendAt);
  return (
    seconds > 0 && [
      { role: 'timer', 'data-seconds': seconds, id: flow.id + 'resendIn' },
      flow.messages.label('resendIn', { time: flow.messages.duration(seconds) }),
    ]
  );
});

/** Asks for another puzzle. */
export const SliderRefresh = /* @__PURE__ */ defineButton(
  'slider-refresh',
  (flow) => flow.step.slider && ['refreshSlider', flow.busy],
);

/** How long the step is open, on the flow's clock. A timer, which screen readers read when asked and not every second. */
export const TimeLeft = /* @__PURE__ */ definePart('span', 'time-left', (flow) => {
  const at = flow.step.slider?.expiresAt ?? flow.step.expiresAt;
  const seconds = useSecondsUntil(at);
  return (
    at !== undefined && [
      { role: 'timer', 'data-seconds': seconds },
      flow.messages.label(seconds ? 'timeLeft' : 'timeUp', { time: flow.messages.duration(seconds) }),
    ]
  );
});

/** The rules of the new password, ticked while it is typed. What is typed is looked at and never kept. */
export const PasswordRules = /* @__PURE__ */ definePart('ul', 'password-rules', (flow) => {
  const { formRef } = flow;
  // There is something to read in a reset's form only.
  const reset = flow.flow as PasswordReset;
  const [rules, setRules] = useState(() => newPasswordRules(reset, ''));
  useEffect(() => {
    const form = formRef.current;
    const look = (): void => setRules(newPasswordRules(reset, fieldIn(form, 'newPassword')?.value));
    form.addEventListener('input', look);
    return () => form.removeEventListener('input', look);
  }, [formRef, reset]);
  return (
    flow.step.state === 'newPasswordRequired' && [
      {},
      rules.map(({ rule, isMet }) => (
        <li key={rule} data-state={isMet ? 'met' : 'open'}>
          {/* One text: a translator of pages wraps each, and React changes none then that stands beside another. */}
          {flow.messages.label(`rule.${rule}`)}{' '}
          <span>{`(${flow.messages.label(isMet ? 'ruleMet' : 'ruleOpen')})`}</span>
        </li>
      )),
    ]
  );
});

/** There once the password is changed. */
export const Success = /* @__PURE__ */ definePart(
  'div',
  'success',
  (flow) => flow.view.state === 'success' && [landing, flow.messages.label('resetDone')],
);
