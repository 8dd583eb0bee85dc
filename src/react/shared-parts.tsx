import { wayOn } from '../forms/way-on.js';
import type { FailureField } from '../guards/failure.js';
import { defineButton, definePart } from './define-part.js';
import { landing } from './landing.js';
import { useSecondsUntil } from './seconds-until.js';

export { Error, Hint, Input, Label, ShowPassword } from './field-parts.js';

/** The heading of the step. */
export const Title = /* @__PURE__ */ definePart('h2', 'title', (flow) => [landing, flow.title]);

/** The one live region: it says once what is going on. Draw it in every step, also while it is empty. */
export const Status = /* @__PURE__ */ definePart('p', 'status', (flow) => [{ role: 'status' }, flow.status]);

/** What went wrong where no field on the screen is to blame, with the time to wait counted down. */
export const Failure = /* @__PURE__ */ definePart('div', 'failure', (flow) => {
  const { failure } = flow.view;
  const seconds = useSecondsUntil(failure?.retryAt);
  // One without a field is in no list of them.
  if (!failure || flow.busy || flow.fields.includes(failure.field as FailureField)) return null;
  const { title, advice } = flow.messages.failure(failure, { seconds });
  return [
    { 'data-kind': failure.kind },
    <>
      <strong>{title}</strong> <span>{advice}</span>
    </>,
  ];
});

/** Sends the step's form. After an error that leaves nothing to type, it is there when another try may help and `Action` is none. */
export const Submit = /* @__PURE__ */ defineButton(
  'submit',
  (flow) =>
    flow.submit !== undefined && ['continue', flow.busy || flow.step.captcha?.spent, { type: 'submit' }, flow.submit],
);

/** Leaves the step, and aborts what is in flight. */
export const Cancel = /* @__PURE__ */ defineButton('cancel', (flow) => flow.view.can.cancel && ['cancel']);

/** Forgets everything that was typed, and goes back to the first step. */
export const StartOver = /* @__PURE__ */ defineButton(
  'start-over',
  (flow) => flow.view.state !== 'idle' && ['startOver', false, { onClick: flow.startOver }],
);

/** Tries again after a failure. */
export const Retry = /* @__PURE__ */ defineButton('retry', (flow) => {
  const { failure, can } = flow.view;
  const seconds = useSecondsUntil(failure?.retryAt);
  return can.retry && ['retry', seconds > 0];
});

/**
 * The way on that the failure names: what the flow can do itself, or else, where no field is to blame, what the app does
 * through the Root's `onAction`.
 */
export const Action = /* @__PURE__ */ defineButton('action', (flow) => {
  const { failure } = flow.view;
  const seconds = useSecondsUntil(failure?.retryAt);
  const onClick = wayOn({ ...flow.flow, reset: flow.startOver }, flow.view, flow.onAction);
  return (
    failure &&
    onClick && [
      failure.action,
      seconds > 0,
      { 'data-action': failure.action, onClick },
      flow.messages.action(failure.action),
    ]
  );
});
