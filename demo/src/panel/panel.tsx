import { useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { Icon } from '../icons';
import { control } from '../simulator';
import { FaultForm } from './fault-form';

interface PanelProps {
  /** The chart's state. */
  readonly state: string;
  readonly isHurried: boolean;
  readonly setHurried: (isHurried: boolean) => void;
  /** What is particular to one flow. */
  readonly children: ReactNode;
}

/** A group of the panel that opens and closes. */
export function Group({
  title,
  isOpen,
  children,
}: {
  readonly title: string;
  readonly isOpen?: boolean;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <details className="panel-group" open={isOpen}>
      <summary>
        <h3>{title}</h3>
      </summary>
      <div className="panel-body">{children}</div>
    </details>
  );
}

/** Behind the scenes: for the people who build with the package, in English. */
export function Panel({ state, isHurried, setHurried, children }: PanelProps): ReactElement {
  const [said, setSaid] = useState('');
  const startAfresh = async (): Promise<void> => {
    await control.reset();
    setSaid('The simulator has forgotten everything.');
  };
  return (
    <aside className="panel" aria-label="Behind the scenes" lang="en" dir="ltr">
      <header className="panel-head">
        <h2>Behind the scenes</h2>
        <code className="state-chip" data-testid="state">
          {state}
        </code>
        <p>Both services are simulated on your machine. Choose what happens next.</p>
      </header>
      {children}
      <Group title="Faults">
        <FaultForm />
      </Group>
      <Group title="Simulator">
        <label className="check">
          <input type="checkbox" checked={isHurried} onChange={(event) => setHurried(event.target.checked)} />
          Time limits of seconds instead of a minute
        </label>
        <button type="button" className="button small" onClick={() => void startAfresh()}>
          <Icon name="refresh" />
          Forget counters, codes and faults
        </button>
        <p role="status" className="panel-said">
          {said}
        </p>
      </Group>
    </aside>
  );
}
