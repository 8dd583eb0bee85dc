import { forwardRef, useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { ForwardedRef, ReactElement } from 'react';
import type { FailureField } from '../guards/failure.js';
import { checkNewPassword } from '../guards/new-password.js';
import type { PasswordMode, PasswordRule } from '../guards/new-password.js';
import type { PasswordReset } from '../machines/password-reset.controller.js';
import type { PasswordResetView } from '../machines/password-reset.view.js';
import { defineButton, definePart } from './define-part.js';
import type { PartProps } from './element.js';
import { defineField, secretInput, wholePassword } from './field-parts.js';
import { useFlow } from './flow-context.js';
import { FlowRoot } from './flow-root.js';
import type { RootOwnProps } from './flow-root.js';
import { readField } from './form-fields.js';
import { landing } from './landing.js';
import { useSecondsUntil } from './seconds-until.js';
import { usePasswordReset } from './use-password-reset.js';
import type { UsePasswordResetOptions } from './use-password-reset.js';

export * from './shared-parts.js';
export { Slider, SliderPuzzle, SliderStep, SliderThumb, SliderTrack } from './slider-parts.js';

function fieldsOf({ state }: PasswordResetView, asksWho: boolean): readonly FailureField[] {
  if (state === 'sliderRequired') return ['slider'];
  if (state === 'codeRequired') return ['code'];
  if (state === 'newPasswordRequired') return ['newPassword'];
  return asksWho && state !== 'success' ? ['user'] : [];
}

type StartCommand = Parameters<PasswordReset['start']>[0];

export type PasswordResetRootProps = RootOwnProps &
  UsePasswordResetOptions & {
    /** Goes into `start`. With a user in it, no `User` field is drawn. */
    readonly command?: Partial<StartCommand>;
    /** The new password has to be changed at the first sign-in. */
    readonly temporary?: boolean;
  };

/** The form of the whole reset. It takes what `usePasswordReset` takes: `services` and the like, or a `flow` of yours. */
export const Root = /* @__PURE__ */ forwardRef(function PasswordResetRoot(
  { command, temporary, ...given }: PasswordResetRootProps,
  forwarded: ForwardedRef<HTMLFormElement>,
): ReactElement {
  const bound = usePasswordReset(given);
  const { view, step, flow } = bound;
  return (
    <FlowRoot
      bound={bound}
      name="reset"
      fields={fieldsOf(step, command?.user === undefined)}
      submit={(read, slider) => {
        if (view.state === 'sliderRequired') flow.submitSlider(slider);
        else if (view.state === 'codeRequired') flow.submitCode(read('code').trim());
        else if (view.state === 'newPasswordRequired') {
          flow.submitPassword(read('newPassword'), temporary === undefined ? undefined : { temporary });
        } else flow.start({ ...command, user: command?.user ?? read('user').trim() });
      }}
      given={given}
      forwarded={forwarded}
    />
  );
});

/** Whose password it is: a phone number, an e-mail address or an account name. */
export const User = /* @__PURE__ */ defineField('user', { autoComplete: 'username' });

/** The one-time code. It takes pasting, and the phone's own filling in. */
export const Code = /* @__PURE__ */ defineField('code', {
  ...secretInput,
  autoComplete: 'one-time-code',
  inputMode: 'numeric',
});

export const NewPassword = /* @__PURE__ */ defineField(
  'newPassword',
  { ...secretInput, autoComplete: 'new-password' },
  wholePassword,
);

/** Asks for another code once the service allows it, and says how long that takes. */
export const Resend = /* @__PURE__ */ defineButton('resend', ({ step: { resendAt }, busy, flow, messages }) => {
  const seconds = useSecondsUntil(resendAt);
  return (
    resendAt !== undefined && [
      seconds ? messages.label('resendIn', { time: messages.duration(seconds) }) : messages.label('resendCode'),
      flow.resendCode,
      busy || seconds > 0,
    ]
  );
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

export interface PasswordRulesProps {
  /** The reading of the rules that the flow has, so that what is ticked is also taken. Left out: `strict`. */
  readonly mode?: PasswordMode;
}

/** The rules of the new password, ticked while it is typed. What is typed is looked at and never kept. */
export const PasswordRules = /* @__PURE__ */ forwardRef(function PasswordRules(
  { mode = 'strict', ...given }: Omit<PartProps<'ul'>, 'children' | 'asChild'> & PasswordRulesProps,
  forwarded: ForwardedRef<HTMLUListElement | null>,
): ReactElement | null {
  const { step, messages } = useFlow();
  const list = useRef<HTMLUListElement>(null);
  useImperativeHandle<HTMLUListElement | null, HTMLUListElement | null>(forwarded, () => list.current);
  const [open, setOpen] = useState<readonly PasswordRule[]>(rules);
  const user = step.user ?? '';
  const isAsked = step.state === 'newPasswordRequired';
  useEffect(() => {
    const form = list.current?.closest('form');
    if (!form) return;
    const look = (): void => {
      const typed = readField(form, 'newPassword');
      setOpen(typed ? checkNewPassword(typed, { user, mode }).broken : rules);
    };
    look();
    form.addEventListener('input', look);
    return () => form.removeEventListener('input', look);
  }, [isAsked, user, mode]);
  return isAsked ? (
    <ul data-part="password-rules" {...given} ref={list}>
      {rules.map((rule) => {
        const isOpen = open.includes(rule);
        return (
          <li key={rule} data-state={isOpen ? 'open' : 'met'}>
            {messages.label(`rule.${rule}`)} <span>({messages.label(isOpen ? 'ruleOpen' : 'ruleMet')})</span>
          </li>
        );
      })}
    </ul>
  ) : null;
});

/** There once the password is changed. */
export const Success = /* @__PURE__ */ definePart('div', 'success', ({ view, messages }) =>
  view.state === 'success' ? [landing, messages.label('resetDone')] : null,
);
