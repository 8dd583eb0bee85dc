import { useState } from 'react';
import type { ReactElement } from 'react';
import type { FailureAction, PasswordReset as Flow } from 'meeting-join-flow';
import { PasswordReset, useFlow } from 'meeting-join-flow/react';
import { AppActionDialog } from '../flow/app-action-dialog';
import { ErrorScreen, useScreenFailure } from '../flow/error-screen';
import { Callout, Lead, PasswordField, StepActions } from '../flow/step-parts';
import { Icon } from '../icons';
import type { Chosen } from '../join/join-card';
import { Link } from '../routes';
import { useSettings } from '../settings';
import { SliderField } from './slider-field';

const order = ['user', 'slider', 'code', 'newPassword'] as const;

/** How far the person has come. */
function Progress(): ReactElement {
  const { fields, messages } = useFlow();
  const { words } = useSettings();
  const at = order.findIndex((field) => fields.includes(field));
  return (
    <ol className="progress" aria-label={words.steps}>
      {order.map((field, index) => (
        <li key={field} aria-current={index === at ? 'step' : undefined} data-done={index < at ? '' : undefined}>
          <span className="visually-hidden">{messages.label(field)}</span>
        </li>
      ))}
    </ol>
  );
}

const methods = ['automatic', 'sms', 'email'] as const;
export type SendBy = (typeof methods)[number];

/** An account's name alone does not say where the code should go. */
function SendMethod({
  value,
  onChange,
}: {
  readonly value: SendBy;
  readonly onChange: (value: SendBy) => void;
}): ReactElement | null {
  const { fields, busy } = useFlow();
  const { words } = useSettings();
  if (!fields.includes('user')) return null;
  return (
    <fieldset className="segments" disabled={busy}>
      <legend>{words.sendBy}</legend>
      <div>
        {methods.map((method) => (
          <label key={method}>
            <input
              type="radio"
              name="send-method"
              value={method}
              checked={value === method}
              onChange={() => onChange(method)}
            />
            <span>{words[method]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** How long the code is good for, unless that is as long as it takes until another can be had: one countdown is enough. */
function CodeTimeLeft(): ReactElement | null {
  const { expiresAt = 0, resendAt = 0 } = useFlow().step;
  return Math.abs(expiresAt - resendAt) < 5000 ? null : <PasswordReset.TimeLeft className="time-left" />;
}

function ResetDone(): ReactElement {
  const { words } = useSettings();
  return (
    <div className="screen">
      <span className="screen-badge is-good">
        <Icon name="check" />
      </span>
      <PasswordReset.Title />
      <PasswordReset.Success className="screen-advice" />
      <div className="actions">
        <Link href="/" className="button primary">
          {words.join}
        </Link>
        <PasswordReset.StartOver className="button" />
      </div>
    </div>
  );
}

interface StepsProps {
  readonly chosen: Chosen;
  readonly sendBy: SendBy;
  readonly setSendBy: (sendBy: SendBy) => void;
}

function ResetSteps({ chosen, sendBy, setSendBy }: StepsProps): ReactElement {
  const { view, step, messages } = useFlow();
  const { words } = useSettings();
  const failure = useScreenFailure();
  if (view.state === 'success') return <ResetDone />;
  if (failure) return <ErrorScreen back={words.otherAccount} />;
  return (
    <>
      <header className="card-head">
        <Progress />
        <PasswordReset.Title>{step.state === 'error' ? messages.label('reset.idle') : undefined}</PasswordReset.Title>
        <Lead first={words.resetLead} />
      </header>
      <Callout />
      <PasswordReset.User key={chosen.id}>
        <PasswordReset.Label />
        {chosen.id === 0 ? <PasswordReset.Input /> : <PasswordReset.Input defaultValue={chosen.destination} />}
        <PasswordReset.Hint />
        <PasswordReset.Error />
      </PasswordReset.User>
      <SendMethod value={sendBy} onChange={setSendBy} />
      <PasswordReset.Slider>
        <SliderField />
      </PasswordReset.Slider>
      <PasswordReset.Code>
        <PasswordReset.Label />
        <PasswordReset.Input className="code-input" />
        <PasswordReset.Hint />
        <PasswordReset.Error />
        <div className="step-tools">
          <PasswordReset.Resend className="button small" />
          <PasswordReset.ResendIn className="time-left" />
          <CodeTimeLeft />
        </div>
      </PasswordReset.Code>
      <PasswordReset.NewPassword>
        <PasswordField />
        <PasswordReset.PasswordRules />
        <div className="step-tools">
          <PasswordReset.TimeLeft className="time-left" />
        </div>
      </PasswordReset.NewPassword>
      <StepActions />
    </>
  );
}

/** At the end, the screen has a button for it. */
function BackToJoin(): ReactElement | null {
  const { view } = useFlow();
  const { words } = useSettings();
  if (view.state === 'success') return null;
  return (
    <p className="card-foot">
      <Link href="/">{words.backToJoin}</Link>
    </p>
  );
}

export function ResetCard({ flow, chosen }: { readonly flow: Flow; readonly chosen: Chosen }): ReactElement {
  const { messages } = useSettings();
  const [sendBy, setSendBy] = useState<SendBy>('automatic');
  const [action, setAction] = useState<FailureAction | null>(null);
  return (
    <section className="card" id="form">
      <PasswordReset.Root
        flow={flow}
        messages={messages}
        command={sendBy === 'automatic' ? {} : { sendMethod: sendBy }}
        onAction={setAction}
        className="flow"
      >
        <ResetSteps chosen={chosen} sendBy={sendBy} setSendBy={setSendBy} />
        <PasswordReset.Status />
        <BackToJoin />
      </PasswordReset.Root>
      <AppActionDialog action={action} onClose={() => setAction(null)} />
    </section>
  );
}
