import type { FailureAction } from '../guards/failure.js';
import { defineButton, definePart } from './define-part.js';
import type { FlowContextValue } from './flow-context.js';
import { useSecondsUntil } from './seconds-until.js';

export { Error, Hint, Input, Label, ShowPassword } from './field-parts.js';

/** The heading of the step. */
export const Title = /* @__PURE__ */ definePart('h2', 'title', ({ title, messages }) => ({
  ours: { 'data-landing': '', tabIndex: -1 },
  fallback: messages.label(title),
}));

/** The one live region: it says once what is going on. Draw it in every step, also while it is empty. */
export const Status = /* @__PURE__ */ definePart('p', 'status', ({ status }) => ({
  ours: { role: 'status', 'aria-live': 'polite', 'aria-atomic': true },
  fallback: status,
}));

/** What went wrong where no field on the screen is to blame, with the time to wait counted down. */
export const Failure = /* @__PURE__ */ definePart('div', 'failure', ({ view, fields, busy, messages }) => {
  const { failure } = view;
  const seconds = useSecondsUntil(failure?.retryAt ?? null);
  if (!failure || busy || (failure.field && fields.includes(failure.field))) return null;
  const { title, advice } = messages.failure(failure, { seconds });
  return {
    ours: { 'data-kind': failure.kind, 'data-action': failure.action },
    fallback: (
      <>
        <strong>{title}</strong> <span>{advice}</span>
      </>
    ),
  };
});

/** Sends the step's form. */
export const Submit = /* @__PURE__ */ defineButton('submit', ({ view, step, busy, messages, submitLabel }) => {
  if (view.state === 'success') return null;
  const off = busy || ('captcha' in step && step.captcha.spent);
  return {
    label: messages.label(submitLabel),
    // The press is the form's to answer.
    press: () => undefined,
    off,
    ours: { type: 'submit', 'data-state': busy ? 'busy' : 'ready' },
  };
});

/** Leaves the step, and aborts what is in flight. */
export const Cancel = /* @__PURE__ */ defineButton(
  'cancel',
  ({ view, flow, messages }) => view.can.cancel && { label: messages.label('cancel'), press: () => flow.cancel() },
);

/** Tries again after a failure. */
export const Retry = /* @__PURE__ */ defineButton('retry', ({ view, flow, messages }) => {
  const wait = useSecondsUntil(view.failure?.retryAt ?? null);
  return view.can.retry && { label: messages.label('retry'), press: () => flow.retry(), off: wait > 0 };
});

/** Forgets everything that was typed, and goes back to the first step. */
export const StartOver = /* @__PURE__ */ defineButton(
  'start-over',
  ({ view, startOver, messages }) => view.state !== 'idle' && { label: messages.label('startOver'), press: startOver },
);

/** What the flow itself can do about an action, if anything. */
function ownDeed({ view, flow, startOver }: FlowContextValue, action: FailureAction): (() => void) | null {
  switch (action) {
    case 'retry':
    case 'wait':
      return view.can.retry ? () => flow.retry() : null;
    case 'startOver':
      return startOver;
    case 'refreshCaptcha':
      return 'refreshCaptcha' in flow ? () => flow.refreshCaptcha() : null;
    case 'resendCode':
      return 'resendCode' in flow ? () => flow.resendCode() : null;
    default:
      return null;
  }
}

const appActions: readonly FailureAction[] = ['signIn', 'register', 'openWebcast', 'contactHost'];

/** The way on that the failure names: the flow's own, or the app's through the Root's `onAction`. */
export const Action = /* @__PURE__ */ defineButton('action', (flow) => {
  const { view, busy, onAction, messages } = flow;
  const { failure } = view;
  const wait = useSecondsUntil(failure?.retryAt ?? null);
  if (!failure || busy || view.state === 'idle') return null;
  const { action } = failure;
  const press = onAction && appActions.includes(action) ? () => onAction(action, failure) : ownDeed(flow, action);
  return press && { label: messages.action(action), press, off: wait > 0, ours: { 'data-action': action } };
});
