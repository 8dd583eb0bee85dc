import { useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { Icon } from '../icons';
import { control } from '../simulator';
import { usePanelWords } from '../panel-words/panel-words';
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

/** Behind the scenes: for the people who build with the package. */
export function Panel({ state, isHurried, setHurried, children }: PanelProps): ReactElement {
  const words = usePanelWords();
  const [hasForgotten, setForgotten] = useState(false);
  const startAfresh = async (): Promise<void> => {
    await control.reset();
    setForgotten(true);
  };
  return (
    <aside className="panel" aria-label={words.title}>
      <header className="panel-head">
        <h2>{words.title}</h2>
        <code className="state-chip" dir="ltr" data-testid="state">
          {state}
        </code>
        <p>{words.lead}</p>
      </header>
      {children}
      <Group title={words.faults}>
        <FaultForm />
      </Group>
      <Group title={words.simulator}>
        <label className="check">
          <input type="checkbox" checked={isHurried} onChange={(event) => setHurried(event.target.checked)} />
          {words.hurried}
        </label>
        <button type="button" className="button small" onClick={() => void startAfresh()}>
          <Icon name="refresh" />
          {words.forget}
        </button>
        <p role="status" className="panel-said">
          {hasForgotten && words.forgotten}
        </p>
      </Group>
    </aside>
  );
}
