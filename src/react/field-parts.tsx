import { createContext, forwardRef, useContext } from 'react';
import type { ForwardedRef, ReactElement } from 'react';
import type { FailureField } from '../guards/failure.js';
import { definePart, defineButton } from './define-part.js';
import type { Part } from './define-part.js';
import { renderPart } from './element.js';
import { useFlow } from './flow-context.js';
import type { FlowContextValue } from './flow-context.js';

interface FieldTraits {
  readonly name: FailureField;
  /** Emptied once it was sent, and hidden until the person asks to see it. */
  readonly isSecret?: boolean;
  readonly autoComplete?: string;
  readonly inputMode?: string;
}

const FieldContext = /* @__PURE__ */ createContext<FieldTraits>({ name: 'destination' });
const useField = (): FieldTraits => useContext(FieldContext);

const idOf = ({ id }: FlowContextValue, field: FailureField, what = ''): string => `${id}${field}${what}`;

/** The ids of what describes a field: its hint, and its error while there is one. */
export const describedBy = (flow: FlowContextValue, name: FailureField): Readonly<Record<string, unknown>> => ({
  'aria-describedby': idOf(flow, name, 'hint') + (flow.invalid === name ? ` ${idOf(flow, name, 'error')}` : ''),
  'aria-invalid': flow.invalid === name || undefined,
});

/** The name of the field around it. */
export const Label = /* @__PURE__ */ definePart('label', 'label', (flow) => {
  const { name } = useField();
  return { ours: { id: idOf(flow, name, 'label'), htmlFor: idOf(flow, name) }, fallback: flow.messages.label(name) };
});

/** The input of the field around it. It keeps what is typed, also through errors; a secret is emptied once it was sent. */
export const Input = /* @__PURE__ */ definePart('input', 'input', (flow) => {
  const { name, isSecret, autoComplete = 'off', inputMode } = useField();
  const { step, isShown, busy } = flow;
  const isPassword = name === 'password' || name === 'newPassword';
  const isSpent = name === 'captcha' && 'captcha' in step && step.captcha.spent;
  const known =
    name === 'user' && 'user' in step
      ? step.user
      : name === 'destination' && 'destination' in step
        ? step.destination
        : null;
  return {
    ours: {
      id: idOf(flow, name),
      'data-field': name,
      'data-secret': isSecret ? '' : undefined,
      type: isPassword && !isShown ? 'password' : 'text',
      defaultValue: typeof known === 'string' ? known : undefined,
      autoComplete,
      inputMode,
      autoCapitalize: 'none',
      autoCorrect: 'off',
      spellCheck: false,
      dir: 'auto',
      'aria-required': true,
      // Not disabled: that would drop the focus while the service thinks.
      readOnly: busy,
      disabled: isSpent || undefined,
      'data-invalid': flow.invalid === name ? '' : undefined,
      ...describedBy(flow, name),
    },
  };
});

/** The help that is true now: who may use the field, where the code went, what to do about a used-up picture. */
function hintOf({ step, messages }: FlowContextValue, name: FailureField): string | null {
  if (name === 'password' && !('accepts' in step && step.accepts.includes('hostKey'))) return null;
  if (name === 'captcha' && 'captcha' in step && step.captcha.spent) return messages.label('captchaSpent');
  if (name !== 'code') return messages.label(`${name}Hint`);
  const to = 'sentTo' in step ? (step.sentTo.phone ?? step.sentTo.email) : null;
  // Isolated, so that a masked number keeps its order in a right-to-left sentence.
  return to === null ? null : messages.label('codeHint', { to: `\u2068${to}\u2069` });
}

/** A sentence of help for the field around it. */
export const Hint = /* @__PURE__ */ definePart('p', 'hint', (flow) => {
  const { name } = useField();
  return { ours: { id: idOf(flow, name, 'hint') }, fallback: hintOf(flow, name) };
});

/** What is wrong with the field around it. Not a live region: the field's description says it, and `Status` once. */
export const Error = /* @__PURE__ */ definePart('p', 'error', (flow) => {
  const { name } = useField();
  const { invalid, messages, view } = flow;
  if (invalid !== name || !view.failure) return null;
  return {
    ours: { id: idOf(flow, name, 'error'), 'data-kind': view.failure.kind },
    fallback: messages.failure(view.failure).text,
  };
});

/** Shows or hides what is typed into the password fields. */
export const ShowPassword = /* @__PURE__ */ defineButton('show-password', (flow) => {
  const { name } = useField();
  return {
    label: flow.messages.label(flow.isShown ? 'hidePassword' : 'showPassword'),
    press: () => flow.setShown(!flow.isShown),
    ours: { 'aria-controls': idOf(flow, name), 'data-state': flow.isShown ? 'shown' : 'hidden' },
  };
});

const wholeField = (
  <>
    <Label />
    <Input />
    <Hint />
    <Error />
  </>
);

/** A field of a step: there while the step asks for it. Without children it draws its label, input, hint and error. */
export const defineField = (traits: FieldTraits, whole: ReactElement = wholeField): Part<'div'> =>
  forwardRef(function Field(
    given: Readonly<Record<string, unknown>>,
    forwarded: ForwardedRef<never>,
  ): ReactElement | null {
    const flow = useFlow();
    const { name } = traits;
    if (!flow.fields.includes(name)) return null;
    return (
      <FieldContext.Provider value={traits}>
        {renderPart(
          'div',
          { 'data-part': 'field', 'data-name': name, 'data-invalid': flow.invalid === name ? '' : undefined },
          given,
          forwarded,
          whole,
        )}
      </FieldContext.Provider>
    );
  }) as Part<'div'>;

/** A password's field has one button more. */
export const wholePasswordField = (
  <>
    <Label />
    <Input />
    <ShowPassword />
    <Hint />
    <Error />
  </>
);
