import type { ReactElement } from 'react';
import { JoinFlow, useFlow } from 'meeting-join-flow/react';
import { Icon } from '../icons';

/** Why the step is there: the question of a service that has not refused anything yet, or the page's own line. */
export function Lead({ first }: { readonly first: string }): ReactElement | null {
  const { step, invalid, messages } = useFlow();
  if (step.state === 'idle' || step.state === 'error') return <p className="lead">{first}</p>;
  const { failure } = step;
  if (!failure?.kind.endsWith('Missing') || invalid !== null) return null;
  return <p className="lead">{messages.failure(failure.kind).text}</p>;
}

/** The step's button, and a way out of it. */
export function StepActions(): ReactElement {
  return (
    <div className="actions">
      <JoinFlow.Submit className="button primary" />
      <JoinFlow.Cancel className="button" />
    </div>
  );
}

/** The inside of a password's field, with the button for showing it at the end of the input. */
export function PasswordField(): ReactElement {
  const { isShown, messages } = useFlow();
  const label = messages.label(isShown ? 'hidePassword' : 'showPassword');
  return (
    <>
      <JoinFlow.Label />
      <div className="input-row">
        <JoinFlow.Input />
        <JoinFlow.ShowPassword className="icon-button" aria-label={label} title={label}>
          <Icon name={isShown ? 'eyeOff' : 'eye'} />
        </JoinFlow.ShowPassword>
      </div>
      <JoinFlow.Hint />
      <JoinFlow.Error />
    </>
  );
}

/** What went wrong where no field is to blame, above the fields, with the flow's own way on. */
export function Callout(): ReactElement | null {
  const { view, fields, busy } = useFlow();
  const { failure } = view;
  if (!failure || busy || (failure.field && fields.includes(failure.field))) return null;
  return (
    <div className="callout">
      <JoinFlow.Failure />
      {failure.action === 'startOver' && <JoinFlow.Action className="button small" />}
    </div>
  );
}
