import { useState } from 'react';
import type { ReactElement } from 'react';
import { JoinFlow, useFlow } from 'meeting-join-flow/react';
import type { MeetingInfo } from 'meeting-join-flow';
import { Icon } from '../icons';
import { useSettings } from '../settings';
import { simulatorUrl, twinUrl } from '../simulator';

/** "300 400 101": numbers are read out and compared in groups. */
export const groupDigits = (text: string): string =>
  /^\d{6,}$/.test(text) ? text.replace(/\B(?=(\d{3})+$)/g, '\u202f') : text;

/** A reply can hold anything. `https:` alone is a link; the simulator's own addresses stand for one. */
function addressKind(url: string | null): 'web' | 'simulated' | null {
  if (url === null || !URL.canParse(url)) return null;
  const { protocol, origin } = new URL(url);
  if (protocol === 'https:') return 'web';
  return origin === simulatorUrl || origin === twinUrl ? 'simulated' : null;
}

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
            {addressKind(meetingJoinUrl) && <CopyLink href={meetingJoinUrl} />}
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

/** The way into the meeting, which for a simulated one is the app's. */
function Enter({ url, onEnter }: { readonly url: string | null; readonly onEnter: () => void }): ReactElement | null {
  const { words } = useSettings();
  const kind = addressKind(url);
  if (url === null || kind === null) return null;
  return kind === 'web' ? (
    <a className="button primary" href={url} target="_blank" rel="noreferrer" data-testid="enter">
      {words.enter}
    </a>
  ) : (
    <button type="button" className="button primary" onClick={onEnter} data-testid="enter">
      {words.enter}
    </button>
  );
}

/** The end of the flow: the person is in. */
export function Joined({ onEnter }: { readonly onEnter: () => void }): ReactElement {
  const { view } = useFlow();
  return (
    <div className="screen">
      <span className="screen-badge is-good">
        <Icon name="check" />
      </span>
      <JoinFlow.Title />
      <JoinFlow.Success>{(meeting) => <Details meeting={meeting} />}</JoinFlow.Success>
      <div className="actions">
        <Enter url={view.meetingInfo?.meetingJoinUrl ?? null} onEnter={onEnter} />
        <JoinFlow.StartOver className="button" />
      </div>
    </div>
  );
}
