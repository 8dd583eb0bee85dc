import type { ReactNode } from 'react';
import type { FailureField } from '../guards/failure.js';
import { defineButton, definePart } from './define-part.js';
import type { Part } from './define-part.js';
import type { Props } from './element.js';
import type { FlowContextValue } from './flow-context.js';

/**
 * What browsers and phones fill in by. A meeting's password is not the person's own: it is not theirs to keep. Of a text that
 * is not off, Chromium writes down what is typed, to restore the page with: a password that shows is none to fill in.
 */
const autoComplete: Readonly<Record<'text' | 'password', Readonly<Partial<Record<FailureField, string>>>>> = {
  text: { user: 'username', code: 'one-time-code' },
  password: { newPassword: 'new-password' },
};

const isPassword = (name: FailureField): boolean => /password/i.test(name);

/** What makes an input a field's: its name, and what ties it to its label, its hint, and its error while there is one. */
export const fieldProps = (flow: FlowContextValue, field: FailureField): Props => ({
  id: flow.id + field,
  'data-field': field,
  'aria-describedby': flow.id + field + 'Hint' + (flow.invalid === field ? ' ' + flow.id + field + 'Error' : ''),
  'aria-invalid': flow.invalid === field || undefined,
});

/** The name of the field around it. */
export const Label = /* @__PURE__ */ definePart('label', 'label', (flow) => [
  { htmlFor: flow.id + flow.field },
  flow.messages.label(flow.field),
]);

/** The input of the field around it. It keeps what is typed, also through errors; a secret is emptied with the reply to it. */
export const Input = /* @__PURE__ */ definePart('input', 'input', (flow) => {
  const { step, field } = flow;
  // What is typed is in no view but where it is no secret; of the rest, a view has an object by that name at most.
  const known = (step as Readonly<Record<string, unknown>>)[field];
  const type = isPassword(field) && !flow.isShown ? 'password' : 'text';
  return [
    {
      ...fieldProps(flow, field),
      // Emptied with the reply to it.
      'data-secret': field === 'destination' || field === 'user' ? undefined : '',
      // Chromium gives back by name and type what is not off: a code must not come back where a server draws `user`. The others
      // have none, so that a form that is sent past React takes no password along.
      name: field === 'code' ? field : undefined,
      type,
      defaultValue: typeof known === 'string' ? known : undefined,
      autoComplete: autoComplete[type][field] ?? 'off',
      inputMode: field === 'code' ? 'numeric' : undefined,
      autoCapitalize: 'none',
      spellCheck: false,
      dir: 'auto',
      'aria-required': !step.held?.[field],
      // Not disabled: that would drop the focus while the service thinks.
      readOnly: flow.busy,
      disabled: field === 'captcha' && step.captcha?.spent,
    },
  ];
});

/** A sentence of help for the field around it. */
export const Hint = /* @__PURE__ */ definePart('p', 'hint', (flow) => [
  { id: flow.id + flow.field + 'Hint' },
  flow.hint(flow.field),
]);

/** What is wrong with the field around it. Not a live region: the field's description says it, and `Status` once. */
export const Error = /* @__PURE__ */ definePart(
  'p',
  'error',
  (flow) =>
    flow.invalid === flow.field &&
    flow.view.failure && [
      { id: flow.id + flow.field + 'Error', 'data-kind': flow.view.failure.kind },
      flow.error(flow.field),
    ],
);

/** Shows or hides what is typed into a password field. */
export const ShowPassword = /* @__PURE__ */ defineButton(
  'show-password',
  (flow) =>
    isPassword(flow.field) && [
      flow.isShown ? 'hidePassword' : 'showPassword',
      false,
      { onClick: () => flow.setShown(!flow.isShown), 'data-state': flow.isShown ? 'shown' : 'hidden' },
    ],
);

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
export const defineField = (field: FailureField, inside: ReactNode = whole): Part<'div'> =>
  definePart(
    'div',
    'field',
    (flow) =>
      flow.fields.includes(field) && [
        { 'data-name': field, 'data-invalid': flow.invalid === field ? '' : undefined },
        inside,
      ],
    field,
  );
