import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import type { PasswordReset } from 'meeting-join-flow';
import { usePasswordReset } from 'meeting-join-flow/react';
import type { HuaweiPart } from 'meeting-join-flow/simulator';
import { usePanelWords } from '../panel-words/panel-words';
import { useSettings } from '../settings';
import { control } from '../simulator';
import { EventLog } from './event-log';
import { Group, Panel } from './panel';
import { resetAccounts, resetFailureScenarios } from './reset-scenarios';
import { byKind, ScenarioList } from './scenario-list';
import type { Scenario } from './scenario.types';

/** What the simulated phone and mailbox received. Looked at whenever the flow has come to another step. */
function Outbox({ state }: { readonly state: string }): ReactElement {
  const words = usePanelWords();
  const { language } = useSettings();
  const [messages, setMessages] = useState<HuaweiPart['outbox']>([]);
  useEffect(() => {
    let isCurrent = true;
    control.outbox().then(
      (all) => {
        if (isCurrent) setMessages(all);
      },
      // Without the simulator the flow says so; here stays what was known.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [state]);
  if (messages.length === 0) return <p className="panel-empty">{words.noCodeYet}</p>;
  return (
    <ol className="outbox">
      {messages
        .slice(-3)
        .reverse()
        .map(({ code, sentTo, at }) => (
          <li key={`${at} ${sentTo}`}>
            <span>
              <bdi>{sentTo}</bdi> · <time>{new Date(at).toLocaleTimeString(language)}</time>
            </span>
            <output className="code">{code}</output>
          </li>
        ))}
    </ol>
  );
}

const failures = byKind(resetFailureScenarios);

interface ResetPanelProps {
  readonly flow: PasswordReset;
  readonly onPick: (scenario: Scenario) => void;
  readonly isHurried: boolean;
  readonly setHurried: (isHurried: boolean) => void;
}

export function ResetPanel({ flow, onPick, isHurried, setHurried }: ResetPanelProps): ReactElement {
  const words = usePanelWords();
  const { view } = usePasswordReset({ flow });
  return (
    <Panel state={view.state} isHurried={isHurried} setHurried={setHurried}>
      <Group title={words.outbox} isOpen>
        <Outbox state={view.state} />
      </Group>
      <Group title={words.accounts} isOpen>
        <ScenarioList scenarios={resetAccounts} onPick={onPick} />
      </Group>
      <Group title={words.failures}>
        <ScenarioList scenarios={failures} onPick={onPick} />
      </Group>
      <Group title={words.telemetry}>
        <EventLog flow={flow} />
      </Group>
    </Panel>
  );
}
