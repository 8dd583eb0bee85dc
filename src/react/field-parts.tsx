import { createContext, forwardRef, useContext } from 'react';
import type { ReactElement, ReactNode } from 'react';
import type { FailureField } from '../guards/failure.js';
import { defineButton, definePart } from './define-part.js';
import type { Part } from './define-part.js';
import { renderPart } from './element.js';
import type { Props } from './element.js';
import { useFlow } from './flow-context.js';
import type { FlowContextValue } from './flow-context.js';

const FieldContext = /* @__PURE__ */ createContext<FailureField>('destination');

/** What browsers and phones fill in by. A meeting's password is not the person's own: it is not theirs to keep. */
const autoComplete: Readonly<Partial<Record<FailureField, string>>> = {
  user: 'username',
  code: 'one-time-code',
  newPassword: 'new-password',
};

const isPassword = (name: FailureField): boolean => /password/i.test(name);

/** Whether an answer from before rides along: its field may stay empty. */
const isKept = ({ held }: FlowContextValue['step'], name: FailureField): boolean =>
  (name === 'password' || name === 'registrationId') && held?.[name] === true;

/** What ties an input to its hint, and to its error while there is one. */
export const describedBy = ({ id, invalid }: FlowContextValue, name: FailureField): Props => ({
  'aria-describedby': id + name + 'Hint' + (invalid === name ? ` ${id}${name}Error` : ''),
  'aria-invalid': invalid === name || undefined,
});

const defineFieldPart = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  part: string,
  draw: (flow: FlowContextValue, name: FailureField) => readonly [Props, ReactNode?] | null,
): Part<Tag> => definePart(tag, part, (flow) => draw(flow, useContext(FieldContext)));

/** The name of the field around it. */
export const Label = /* @__PURE__ */ defineFieldPart('label', 'label', ({ id, messages }, name) => [
  { htmlFor: id + name },
  messages.label(name),
]);

/** The input of the field around it. It keeps what is typed, also through errors; a secret is emptied once it was sent. */
export const Input = /* @__PURE__ */ defineFieldPart('input', 'input', (flow, name) => {
  const { id, step, isShown, busy } = flow;
  const isNoSecret = name === 'destination' || name === 'user';
  const known = isNoSecret ? step[name] : null;
  return [
    {
      id: id + name,
      'data-field': name,
      // Emptied once it was sent.
      'data-secret': isNoSecret ? undefined : '',
      type: isPassword(name) && !isShown ? 'password' : 'text',
      defaultValue: typeof known === 'string' ? known : undefined,
      autoComplete: autoComplete[name] ?? 'off',
      inputMode: name === 'code' ? 'numeric' : undefined,
      autoCapitalize: 'none',
      spellCheck: false,
      dir: 'auto',
      'aria-required': !isKept(step, name),
      // Not disabled: that would drop the focus while the service thinks.
      readOnly: busy,
      disabled: (name === 'captcha' && step.captcha?.spent) || undefined,
      ...describedBy(flow, name),
    },
  ];
});

/** The help that is true now: who may use the field, where the code went, what to do about a used-up picture. */
function hintOf({ step, messages }: FlowContextValue, name: FailureField): string | undefined {
  if (name === 'captcha' && step.captcha?.spent) return messages.label('captchaSpent');
  if (isKept(step, name)) return messages.label('heldHint');
  const to = step.sentTo?.phone ?? step.sentTo?.email;
  const isTrue = name === 'password' ? step.accepts?.includes('hostKey') : name !== 'code' || to;
  // Isolated, so that a masked number keeps its order in a right-to-left sentence.
  return isTrue ? messages.label(`${name}Hint`, { to: `\u2068${to ?? ''}\u2069` }) : undefined;
}

/** A sentence of help for the field around it. */
export const Hint = /* @__PURE__ */ defineFieldPart('p', 'hint', (flow, name) => [
  { id: flow.id + name + 'Hint' },
  hintOf(flow, name),
]);

/** What is wrong with the field around it. Not a live region: the field's description says it, and `Status` once. */
export const Error = /* @__PURE__ */ defineFieldPart('p', 'error', ({ id, invalid, messages, view }, name) =>
  invalid === name && view.failure
    ? [{ id: id + name + 'Error', 'data-kind': view.failure.kind }, messages.failure(view.failure).text]
    : null,
);

/** Shows or hides what is typed into a password field. */
export const ShowPassword = /* @__PURE__ */ defineButton('show-password', ({ messages, isShown, setShown }) => {
  const name = useContext(FieldContext);
  return (
    isPassword(name) && [
      messages.label(isShown ? 'hidePassword' : 'showPassword'),
      () => setShown(!isShown),
      false,
      { 'data-state': isShown ? 'shown' : 'hidden' },
    ]
  );
});

const whole = (
  <>
    <Label />
    <Input />
    <ShowPassword />
    <Hint />
    <Error />
  </>
);

/** A field of a step: there while the step asks for it. Without children it draws its label, input, hint and error. */
export const defineField = (name: FailureField, inside: ReactNode = whole): Part<'div'> =>
  forwardRef<unknown, Props>(function Field(given, ref): ReactElement | null {
    const { fields, invalid } = useFlow();
    return fields.includes(name) ? (
      <FieldContext.Provider value={name}>
        {renderPart(
          'div',
          { 'data-part': 'field', 'data-name': name, 'data-invalid': invalid === name ? '' : undefined },
          given,
          ref,
          inside,
        )}
      </FieldContext.Provider>
    ) : null;
    // What comes in is checked where the field is used.
  }) as unknown as Part<'div'>;
