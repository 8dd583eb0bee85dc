import { useState } from 'react';
import type { ReactElement, SubmitEvent } from 'react';
import { control } from '../simulator';
import type { DemoFault } from '../simulator';

const requests = [
  ['', 'any request'],
  ['meetingInfo', 'the meeting look-up'],
  ['captcha', 'the captcha'],
  ['slideverifycode/send', 'a new puzzle'],
  ['slideverifycode/check', 'the puzzle’s check'],
  ['usg/acs/verifycode/send', 'sending the code'],
  ['usg/acs/verifycode/check', 'the code’s check'],
  ['password/reset', 'the new password'],
] as const;

const faults: Readonly<Record<string, DemoFault>> = {
  'comes 3 seconds late': { kind: 'delay', ms: 3000 },
  'never comes': { kind: 'hang' },
  'tears the connection': { kind: 'reset' },
  'breaks off half-way': { kind: 'truncate' },
  'is a web page': { kind: 'html' },
  'is broken JSON': { kind: 'notJson' },
  'is empty': { kind: 'emptyBody' },
  'has fields of wrong types': { kind: 'wrongTypes' },
  'has its code as text': { kind: 'codeAsString' },
  'is a fault of the service (503)': { kind: 'status', status: 503 },
  'is “too many requests”': { kind: 'rateLimit', retryAfterS: 90 },
  'is a redirect': { kind: 'redirect' },
};

/** Puts a fault before the service's next replies. */
export function FaultForm(): ReactElement {
  const [said, setSaid] = useState('');
  const push = async (form: HTMLFormElement): Promise<void> => {
    const given = new FormData(form);
    const text = (name: string): string => {
      const value = given.get(name);
      return typeof value === 'string' ? value : '';
    };
    const fault = faults[text('fault')];
    if (!fault) return;
    const match = text('match');
    await control.pushFault({ ...fault, times: Number(text('times')), ...(match !== '' && { match }) });
    setSaid(`Waiting: the reply ${text('fault')}.`);
  };
  const clear = async (): Promise<void> => {
    await control.clearFaults();
    setSaid('No fault is waiting.');
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
        The reply to
        <select name="match">
          {requests.map(([match, name]) => (
            <option key={name} value={match}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        does this
        <select name="fault">
          {Object.keys(faults).map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <label>
        how often
        <select name="times">
          {[1, 2, 3, 10].map((times) => (
            <option key={times} value={times}>
              {times === 1 ? 'once' : `${times} times`}
            </option>
          ))}
        </select>
      </label>
      <div className="actions">
        <button type="submit" className="button small">
          Add the fault
        </button>
        <button type="button" className="button small quiet" onClick={() => void clear()}>
          Clear
        </button>
      </div>
      <p role="status" className="panel-said">
        {said}
      </p>
    </form>
  );
}
