import type { ReactElement } from 'react';
import { JoinFlow, useFlow } from 'meeting-join-flow/react';
import type { Failure } from 'meeting-join-flow';
import { Icon, Spinner } from '../icons';
import { useSettings } from '../settings';
import { failureIcon } from './failure-icon';

/** The failure that takes the whole card: one that no field on the screen can mend. */
export function useScreenFailure(): Failure | null {
  const { step, fields } = useFlow();
  if (step.state !== 'error' || !step.failure) return null;
  const { field } = step.failure;
  return field && fields.includes(field) ? null : step.failure;
}

/** What someone at a help desk will ask for. Technical names, so English in every language. */
function SupportDetails({ failure }: { readonly failure: Failure }): ReactElement {
  const { words } = useSettings();
  const rows = [
    ['Kind', failure.kind],
    ['Code', failure.code],
    ['HTTP status', failure.status],
    ['Request', failure.requestId],
  ] as const;
  return (
    <details className="support">
      <summary>{words.support}</summary>
      <dl lang="en" dir="ltr">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value ?? 'none'}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** The actions that the `Action` part has a button for; the others are offered as a new start of the step. */
const appActions = ['signIn', 'register', 'openWebcast', 'contactHost'];

function MainAction({ failure }: { readonly failure: Failure }): ReactElement {
  const { view, messages } = useFlow();
  const { action } = failure;
  if (appActions.includes(action) || action === 'startOver') return <JoinFlow.Action className="button primary" />;
  if (view.can.retry) return <JoinFlow.Retry className="button primary">{messages.action(action)}</JoinFlow.Retry>;
  return <JoinFlow.StartOver className="button primary" />;
}

/** A failure as a screen: what happened, what to do, a way back, and what support needs to know. */
export function ErrorScreen({ back }: { readonly back: string }): ReactElement | null {
  const { busy, status, messages } = useFlow();
  const failure = useScreenFailure();
  if (!failure) return null;
  return (
    <div className="screen">
      <span className={`screen-badge${busy ? '' : ' is-bad'}`}>
        {busy ? <Spinner /> : <Icon name={failureIcon(failure)} />}
      </span>
      <JoinFlow.Title>{busy ? status : messages.failure(failure.kind).title}</JoinFlow.Title>
      <JoinFlow.Failure className="screen-advice" />
      <div className="actions">
        {!busy && <MainAction failure={failure} />}
        <JoinFlow.Cancel className="button">{busy ? messages.label('cancel') : back}</JoinFlow.Cancel>
      </div>
      {!busy && <SupportDetails failure={failure} />}
    </div>
  );
}
