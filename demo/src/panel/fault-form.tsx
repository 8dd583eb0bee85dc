import { memo, useState } from 'react';
import type { ReactElement, SubmitEvent } from 'react';
import { usePanelWords } from '../panel-words/panel-words';
import { control } from '../simulator';
import { faults, requests } from './demo-faults';

/** The options of a choice, by their names in the page's language. */
const optionsOf = (
  names: Readonly<Record<string, string>>,
  values: Readonly<Record<string, unknown>>,
): ReactElement[] =>
  Object.keys(values).map((name) => (
    <option key={name} value={name}>
      {names[name]}
    </option>
  ));

/** Puts a fault before the service's next replies. */
export const FaultForm = memo(function FaultForm(): ReactElement {
  const words = usePanelWords();
  const [isWaiting, setWaiting] = useState<boolean | null>(null);
  const push = async (form: HTMLFormElement): Promise<void> => {
    const given = new FormData(form);
    // Both choices offer the keys of these tables.
    const fault = faults[given.get('fault') as keyof typeof faults];
    const match = requests[given.get('match') as keyof typeof requests];
    await control.pushFault({ ...fault, times: Number(given.get('times')), ...(match !== '' && { match }) });
    setWaiting(true);
  };
  const clear = async (): Promise<void> => {
    await control.clearFaults();
    setWaiting(false);
  };
  return (
    <form
      className="fault-form"
      onSubmit={(event: SubmitEvent<HTMLFormElement>) => {
        event.preventDefault();
        void push(event.currentTarget);
      }}
    >
      <label>
        {words.replyTo}
        <select name="match">{optionsOf(words.requests, requests)}</select>
      </label>
      <label>
        {words.does}
        <select name="fault">{optionsOf(words.kinds, faults)}</select>
      </label>
      <label>
        {words.howOften}
        <select name="times">
          {[1, 2, 3, 10].map((times) => (
            <option key={times} value={times}>
              {times === 1 ? words.once : words.times.replace('{n}', String(times))}
            </option>
          ))}
        </select>
      </label>
      <div className="actions">
        <button type="submit" className="button small">
          {words.add}
        </button>
        <button type="button" className="button small quiet" onClick={() => void clear()}>
          {words.clear}
        </button>
      </div>
      <p role="status" className="panel-said">
        {isWaiting !== null && (isWaiting ? words.waiting : words.noneWaiting)}
      </p>
    </form>
  );
});
