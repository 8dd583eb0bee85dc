import { useState } from 'react';
import type { ReactElement } from 'react';
import { JoinFlow, useFlow } from 'meeting-join-flow/react';
import type { MeetingInfo } from 'meeting-join-flow';
import { Icon } from '../icons';
import { useSettings } from '../settings';

/** "300 400 101": numbers are read out and compared in groups. */
export const groupDigits = (text: string): string =>
  /^\d{6,}$/.test(text) ? text.replace(/\B(?=(\d{3})+$)/g, '\u202f') : text;

function CopyLink({ href }: { readonly href: string }): ReactElement {
  const { words } = useSettings();
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(href);
    setCopied(true);
  };
  return (
    <button type="button" className="button small" onClick={() => void copy().catch(() => setCopied(false))}>
      <Icon name={isCopied ? 'check' : 'copy'} />
      <span aria-live="polite">{isCopied ? words.copied : words.copy}</span>
    </button>
  );
}

function Details({ meeting }: { readonly meeting: MeetingInfo }): ReactElement {
  const { messages, words } = useSettings();
  const { meetingNumber, meetingJoinUrl, sipUrl, permissionToken } = meeting;
  return (
    <dl className="details">
      {meetingNumber !== null && (
        <div>
          <dt>{messages.label('meetingNumber')}</dt>
          <dd>
            <bdi>{groupDigits(meetingNumber)}</bdi>
          </dd>
        </div>
      )}
      {meetingJoinUrl !== null && (
        <div>
          <dt>{messages.label('joinLink')}</dt>
          <dd>
            <bdi className="address">{meetingJoinUrl}</bdi>
            <CopyLink href={meetingJoinUrl} />
          </dd>
        </div>
      )}
      {sipUrl !== null && (
        <div>
          <dt>{messages.label('sipAddress')}</dt>
          <dd>
            <bdi className="address">{sipUrl}</bdi>
          </dd>
        </div>
      )}
      <div>
        <dt>{words.token}</dt>
        <dd>{permissionToken ? words.tokenHeld : words.tokenNone}</dd>
      </div>
    </dl>
  );
}

/** The end of the flow: the person is in. */
export function Joined(): ReactElement {
  const { messages } = useFlow();
  return (
    <div className="screen">
      <span className="screen-badge is-good">
        <Icon name="check" />
      </span>
      <JoinFlow.Title />
      <JoinFlow.Success>
        {(meeting) => (
          <>
            <p className="screen-advice">{messages.label('joined')}</p>
            <Details meeting={meeting} />
          </>
        )}
      </JoinFlow.Success>
      <div className="actions">
        <JoinFlow.StartOver className="button" />
      </div>
    </div>
  );
}
