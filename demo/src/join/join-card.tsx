import { useState } from 'react';
import type { ReactElement } from 'react';
import type { FailureAction, JoinFlow as Flow } from 'meeting-join-flow';
import { JoinFlow, useFlow } from 'meeting-join-flow/react';
import { AppActionDialog } from '../flow/app-action-dialog';
import { ErrorScreen, useScreenFailure } from '../flow/error-screen';
import { Callout, Lead, PasswordField, StepActions } from '../flow/step-parts';
import { Icon } from '../icons';
import { Link } from '../routes';
import { useSettings } from '../settings';
import { groupDigits, Joined } from './meeting-details';

/** A scenario of the panel: the text that goes into the destination's field, and a number that makes it new. */
export interface Chosen {
  readonly id: number;
  readonly destination: string;
}

/** Which meeting this is about, once it is more than a text in a field. */
function MeetingLine(): ReactElement | null {
  const { step } = useFlow();
  if (step.state === 'idle' || step.state === 'error' || !('destination' in step)) return null;
  const { destination } = step;
  if (typeof destination !== 'string') return null;
  return (
    <p className="meeting-line">
      <Icon name="door" />
      <bdi>{groupDigits(destination)}</bdi>
    </p>
  );
}

function CaptchaField(): ReactElement {
  const { messages } = useFlow();
  return (
    <>
      <div className="captcha">
        <JoinFlow.CaptchaImage />
        <div className="captcha-tools">
          <JoinFlow.CaptchaAudio className="button small">
            <Icon name="speaker" />
            <span>{messages.label('playAudio')}</span>
          </JoinFlow.CaptchaAudio>
          <JoinFlow.CaptchaRefresh className="button small">
            <Icon name="refresh" />
            <span>{messages.label('refreshCaptcha')}</span>
          </JoinFlow.CaptchaRefresh>
        </div>
      </div>
      <JoinFlow.Label />
      <JoinFlow.Input />
      <JoinFlow.Hint />
      <JoinFlow.Error />
    </>
  );
}

interface JoinStepsProps {
  readonly chosen: Chosen;
  readonly onEnter: () => void;
}

function JoinSteps({ chosen, onEnter }: JoinStepsProps): ReactElement {
  const { view } = useFlow();
  const { words } = useSettings();
  const failure = useScreenFailure();
  if (view.state === 'success') return <Joined onEnter={onEnter} />;
  if (failure) return <ErrorScreen back={words.otherMeeting} />;
  return (
    <>
      <header className="card-head">
        <MeetingLine />
        <StepTitle />
        <Lead first={words.joinLead} />
      </header>
      <Callout />
      <JoinFlow.Destination key={chosen.id}>
        <JoinFlow.Label />
        {chosen.id === 0 ? <JoinFlow.Input /> : <JoinFlow.Input defaultValue={chosen.destination} />}
        <JoinFlow.Hint />
        <JoinFlow.Error />
      </JoinFlow.Destination>
      <JoinFlow.Password>
        <PasswordField />
      </JoinFlow.Password>
      <JoinFlow.RegistrationId />
      <JoinFlow.Captcha>
        <CaptchaField />
      </JoinFlow.Captcha>
      <StepActions />
    </>
  );
}

/** A destination that was refused is mended where it was typed: the step is still that of joining. */
function StepTitle(): ReactElement {
  const { step, messages } = useFlow();
  return <JoinFlow.Title>{step.state === 'error' ? messages.label('join.idle') : undefined}</JoinFlow.Title>;
}

/** A person's own password is wanted for signing in; a meeting's password is another one. */
function Forgotten(): ReactElement | null {
  const { step, fields } = useFlow();
  const { words } = useSettings();
  const isScreen = useScreenFailure() !== null;
  const isStart = fields.includes('destination') && !isScreen;
  if (!isStart && step.failure?.action !== 'signIn') return null;
  return (
    <p className="card-foot">
      <Link href="/reset">{words.forgot}</Link>
    </p>
  );
}

interface JoinCardProps {
  readonly flow: Flow;
  readonly chosen: Chosen;
  /** The person signed in, on the page that an app would have for it. */
  readonly onSignIn: () => void;
}

export function JoinCard({ flow, chosen, onSignIn }: JoinCardProps): ReactElement {
  const { messages } = useSettings();
  const [action, setAction] = useState<FailureAction | 'enter' | null>(null);
  const goOn = (): void => {
    if (action === 'signIn') onSignIn();
    flow.retry();
  };
  return (
    <section className="card" id="form">
      <JoinFlow.Root flow={flow} messages={messages} onAction={setAction} className="flow">
        <JoinSteps chosen={chosen} onEnter={() => setAction('enter')} />
        <JoinFlow.Status />
        <Forgotten />
      </JoinFlow.Root>
      <AppActionDialog
        action={action}
        onClose={() => setAction(null)}
        onGoOn={action !== null && flow.getView().can.retry ? goOn : undefined}
      />
    </section>
  );
}
