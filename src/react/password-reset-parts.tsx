import { forwardRef, useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { ForwardedRef, ReactElement, ReactNode } from 'react';
import type { FailureField } from '../guards/failure.js';
import { checkNewPassword } from '../guards/new-password.js';
import type { PasswordRule } from '../guards/new-password.js';
import type { PasswordResetView } from '../machines/password-reset.view.js';
import type { LabelKey } from '../messages/catalogue.types.js';
import { defineButton, definePart } from './define-part.js';
import type { PartProps } from './element.js';
import { defineField, wholePasswordField } from './field-parts.js';
import { useFlow } from './flow-context.js';
import { FlowRoot } from './flow-root.js';
import type { FlowWords, RootOwnProps } from './flow-root.js';
import { readField } from './form-fields.js';
import { useSecondsUntil } from './seconds-until.js';
import { usePasswordReset } from './use-password-reset.js';
import type { UsePasswordResetOptions } from './use-password-reset.js';

export * from './shared-parts.js';
export { Slider, SliderPuzzle, SliderStep, SliderThumb, SliderTrack } from './slider-parts.js';

const words: FlowWords = {
  titles: {
    idle: 'resetTitle',
    sliderRequired: 'sliderTitle',
    codeRequired: 'codeTitle',
    newPasswordRequired: 'newPasswordTitle',
    success: 'resetDoneTitle',
  },
  submits: { idle: 'sendCode', newPasswordRequired: 'changePassword' },
  doing: {
    requestingSlider: 'requestingSlider',
    checkingSlider: 'checking',
    sendingCode: 'sendingCode',
    checkingCode: 'checking',
    resetting: 'resetting',
    success: 'resetDone',
  },
};

function fieldsOf({ state }: PasswordResetView, asksWho: boolean): readonly FailureField[] {
  if (state === 'sliderRequired') return ['slider'];
  if (state === 'codeRequired') return ['code'];
  if (state === 'newPasswordRequired') return ['newPassword'];
  return asksWho && state !== 'success' ? ['user'] : [];
}

type StartCommand = Parameters<ReturnType<typeof usePasswordReset>['flow']['start']>[0];

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
      words={words}
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
export const User = /* @__PURE__ */ defineField({ name: 'user', autoComplete: 'username' });

/** The one-time code. It takes pasting and the phone's own filling in. */
export const Code = /* @__PURE__ */ defineField({
  name: 'code',
  isSecret: true,
  autoComplete: 'one-time-code',
  inputMode: 'numeric',
});

export const NewPassword = /* @__PURE__ */ defineField(
  { name: 'newPassword', isSecret: true, autoComplete: 'new-password' },
  wholePasswordField,
);

/** Asks for another code once the service allows it, and says how long that takes. */
export const Resend = /* @__PURE__ */ defineButton('resend', ({ step, busy, flow, messages }) => {
  const resendAt = 'resendAt' in step ? step.resendAt : null;
  const seconds = useSecondsUntil(resendAt);
  if (resendAt === null || !('resendCode' in flow)) return null;
  return {
    label:
      seconds > 0 ? messages.label('resendIn', { time: messages.duration(seconds) }) : messages.label('resendCode'),
    press: () => flow.resendCode(),
    off: busy || seconds > 0,
    ours: { 'data-state': seconds > 0 ? 'waiting' : 'ready' },
  };
});

/** Asks for another puzzle. */
export const SliderRefresh = /* @__PURE__ */ defineButton(
  'slider-refresh',
  ({ step, busy, flow, messages }) =>
    'slider' in step &&
    'refreshSlider' in flow && { label: messages.label('refreshSlider'), press: () => flow.refreshSlider(), off: busy },
);

/** How long the step is open, on the flow's clock. A timer, which screen readers read when asked and not every second. */
export const TimeLeft = /* @__PURE__ */ definePart('span', 'time-left', ({ step, messages }) => {
  const at = 'slider' in step ? step.slider.expiresAt : 'expiresAt' in step ? step.expiresAt : null;
  const seconds = useSecondsUntil(at);
  if (at === null) return null;
  return {
    ours: { role: 'timer', 'data-state': seconds > 0 ? 'running' : 'over', 'data-seconds': seconds },
    fallback: seconds > 0 ? messages.label('timeLeft', { time: messages.duration(seconds) }) : messages.label('timeUp'),
  };
});

const rules = {
  length: 'ruleLength',
  classes: 'ruleClasses',
  characters: 'ruleCharacters',
  repeats: 'ruleRepeats',
  userName: 'ruleUserName',
} as const satisfies Record<PasswordRule, LabelKey>;

/** The rules of the new password, ticked while it is typed. What is typed is looked at and never kept. */
export const PasswordRules = /* @__PURE__ */ forwardRef(function PasswordRules(
  {
    mode,
    children,
    ...given
  }: Omit<PartProps<'ul'>, 'children'> & {
    readonly mode?: 'strict' | 'lenient';
    /** Draws one rule. Left out: a list item with the rule and whether it is met. */
    readonly children?: (rule: PasswordRule, isMet: boolean, label: string) => ReactNode;
  },
  forwarded: ForwardedRef<HTMLUListElement>,
): ReactElement | null {
  const { step, messages } = useFlow();
  const list = useRef<HTMLUListElement>(null);
  useImperativeHandle<HTMLUListElement | null, HTMLUListElement | null>(forwarded, () => list.current);
  const [broken, setBroken] = useState<readonly PasswordRule[] | null>(null);
  const user = 'user' in step ? step.user : null;
  const isAsked = step.state === 'newPasswordRequired';
  useEffect(() => {
    const form = list.current?.closest('form');
    if (!form || !isAsked) return;
    const look = (): void => {
      const typed = readField(form, 'newPassword');
      const next =
        typed === '' ? null : checkNewPassword(typed, { ...(user !== null && { user }), ...(mode && { mode }) }).broken;
      setBroken((was) => (was?.join() === next?.join() ? was : next));
    };
    look();
    form.addEventListener('input', look);
    return () => form.removeEventListener('input', look);
  }, [isAsked, user, mode]);
  if (!isAsked) return null;
  return (
    <ul data-part="password-rules" {...given} ref={list}>
      {/* Object.keys cannot be typed by its object; `rules` is closed. */}
      {(Object.keys(rules) as PasswordRule[]).map((rule) => {
        const isMet = broken !== null && !broken.includes(rule);
        const label = messages.label(rules[rule]);
        if (children) return children(rule, isMet, label);
        return (
          <li key={rule} data-rule={rule} data-state={isMet ? 'met' : 'open'}>
            {label} <span data-part="rule-state">({messages.label(isMet ? 'ruleMet' : 'ruleOpen')})</span>
          </li>
        );
      })}
    </ul>
  );
});

/** There once the password is changed. */
export const Success = /* @__PURE__ */ definePart('div', 'success', ({ view, messages }) =>
  view.state === 'success'
    ? { ours: { 'data-landing': '', tabIndex: -1 }, fallback: messages.label('resetDone') }
    : null,
);
