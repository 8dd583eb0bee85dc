import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import { usePanelWords } from '../panel-words/panel-words';

interface Telling {
  on(type: '*', listener: (event: { readonly type: string }) => void): () => void;
}

const shown = 8;

/** The flow's own telemetry: what happened, never what was typed. */
export function EventLog({ flow }: { readonly flow: Telling }): ReactElement {
  const words = usePanelWords();
  const [events, setEvents] = useState<readonly { readonly id: number; readonly text: string }[]>([]);
  useEffect(
    () =>
      flow.on('*', ({ type, ...rest }) => {
        const details = Object.entries(rest)
          .filter(([, value]) => value !== null)
          .map(([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`);
        setEvents((before) => [
          { id: (before[0]?.id ?? 0) + 1, text: [type, ...details].join(' · ') },
          ...before.slice(0, shown - 1),
        ]);
      }),
    [flow],
  );
  if (events.length === 0) return <p className="panel-empty">{words.nothingYet}</p>;
  return (
    <ol className="events">
      {events.map(({ id, text }) => (
        <li key={id}>
          <code dir="ltr">{text}</code>
        </li>
      ))}
    </ol>
  );
}
