import { defineButton, definePart } from './define-part.js';
import { landing } from './landing.js';
import { useSecondsUntil } from './seconds-until.js';

export { Error, Hint, Input, Label, ShowPassword } from './field-parts.js';

/** The heading of the step. */
export const Title = /* @__PURE__ */ definePart('h2', 'title', ({ title }) => [landing, title]);

/** The one live region: it says once what is going on. Draw it in every step, also while it is empty. */
export const Status = /* @__PURE__ */ definePart('p', 'status', ({ status }) => [{ role: 'status' }, status]);

/** What went wrong where no field on the screen is to blame, with the time to wait counted down. */
export const Failure = /* @__PURE__ */ definePart('div', 'failure', ({ view: { failure }, fields, busy, messages }) => {
  const seconds = useSecondsUntil(failure?.retryAt);
  if (!failure || busy || (failure.field && fields.includes(failure.field))) return null;
  const { title, advice } = messages.failure(failure, { seconds });
  return [
    { 'data-kind': failure.kind },
    <>
      <strong>{title}</strong> <span>{advice}</span>
    </>,
  ];
});

/** Sends the step's form. */
export const Submit = /* @__PURE__ */ defineButton(
  'submit',
  ({ view, step, busy, messages, fields: [first] }) =>
    view.state !== 'success' && [
      messages.label(first ? `submit.${first}` : 'continue'),
      undefined,
      busy || step.captcha?.spent,
      { type: 'submit' },
    ],
);

/** Leaves the step, and aborts what is in flight. */
export const Cancel = /* @__PURE__ */ defineButton(
  'cancel',
  ({ view, flow, messages }) => view.can?.cancel && [messages.label('cancel'), flow.cancel],
);

/** Forgets everything that was typed, and goes back to the first step. */
export const StartOver = /* @__PURE__ */ defineButton(
  'start-over',
  ({ view, startOver, messages }) => view.state !== 'idle' && [messages.label('startOver'), startOver],
);

/** Tries again after a failure. */
export const Retry = /* @__PURE__ */ defineButton('retry', ({ view, flow, messages }) => {
  const seconds = useSecondsUntil(view.failure?.retryAt);
  return view.can?.retry && [messages.label('retry'), flow.retry, seconds > 0];
});

/**
 * The way on that the failure names: what the flow can do itself, or else, where no field is to blame, what the app does
 * through the Root's `onAction`.
 */
export const Action = /* @__PURE__ */ defineButton('action', ({ view, flow, startOver, onAction, busy, messages }) => {
  const { failure, can } = view;
  const seconds = useSecondsUntil(failure?.retryAt);
  if (!failure || busy) return null;
  const { action, field } = failure;
  const retry = can?.retry && flow.retry;
  const deeds: Partial<Record<typeof action, false | (() => void) | undefined>> = {
    startOver,
    retry,
    wait: retry,
    refreshCaptcha: can && 'refreshCaptcha' in can && can.refreshCaptcha && flow.refreshCaptcha,
    resendCode: can && 'resendCode' in can && can.resendCode && flow.resendCode,
  };
  // What the flow does itself is not offered while it would do nothing, and is none of the app's.
  const press = action in deeds ? deeds[action] : onAction && !field && (() => onAction(action, failure));
  return press && [messages.action(action), press, seconds > 0, { 'data-action': action }];
});
