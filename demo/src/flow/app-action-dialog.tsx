import { useEffect, useRef } from 'react';
import type { ReactElement } from 'react';
import type { FailureAction } from 'meeting-join-flow';
import { Link } from '../routes';
import { useSettings } from '../settings';

interface AppActionDialogProps {
  /** `null`: closed. */
  readonly action: FailureAction | 'enter' | null;
  readonly onClose: () => void;
  /** Left out when the flow cannot go on from here. */
  readonly onGoOn?: (() => void) | undefined;
}

/** Stands for what an app would open: its sign-in, its registration, its webcast, a message to the host, the meeting. */
export function AppActionDialog({ action, onClose, onGoOn }: AppActionDialogProps): ReactElement {
  const { messages, words } = useSettings();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (action) dialog.current?.showModal();
    else dialog.current?.close();
  }, [action]);
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="dialog-title" onClose={onClose}>
      <h2 id="dialog-title">{action === 'enter' ? words.enter : messages.action(action ?? 'none')}</h2>
      <p>{words.yourApp}</p>
      {action === 'contactHost' && (
        <p>
          <a href="mailto:host@example.com">host@example.com</a>
        </p>
      )}
      <div className="actions">
        {onGoOn && (
          <button
            type="button"
            className="button primary"
            onClick={() => {
              onClose();
              onGoOn();
            }}
          >
            {messages.label('continue')}
          </button>
        )}
        {!onGoOn && action === 'signIn' && (
          <Link href="/" className="button primary">
            {words.join}
          </Link>
        )}
        <button type="button" className="button" onClick={onClose}>
          {messages.action('none')}
        </button>
      </div>
    </dialog>
  );
}
