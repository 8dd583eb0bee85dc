import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import type { JoinFlow } from 'meeting-join-flow';
import { useJoinFlow } from 'meeting-join-flow/react';
import type { SimulatedMeeting } from 'meeting-join-flow/simulator';
import { usePanelWords } from '../panel-words/panel-words';
import { control } from '../simulator';
import { EventLog } from './event-log';
import { joinFailureScenarios } from './join-scenarios';
import { Group, Panel } from './panel';
import { byKind, ScenarioList } from './scenario-list';
import type { Scenario } from './scenario.types';

/** The answer to the captcha on the screen: the person here need not be human. */
function CaptchaAnswer({ imageUrl }: { readonly imageUrl: string }): ReactElement {
  const words = usePanelWords();
  const [answer, setAnswer] = useState<{ readonly of: string; readonly text: string | null } | null>(null);
  const look = async (): Promise<void> => setAnswer({ of: imageUrl, text: await control.captchaAnswer(imageUrl) });
  return (
    <div className="hint-row">
      <button type="button" className="button small" onClick={() => void look()}>
        {words.revealCaptcha}
      </button>
      <output data-testid="captcha-answer">{answer?.of === imageUrl ? (answer.text ?? words.notKnown) : ''}</output>
    </div>
  );
}

const failures = byKind(joinFailureScenarios);

const isMeetingToJoin = ({ refuseWith, answerWith }: SimulatedMeeting): boolean => !refuseWith && !answerWith;

const scenarioOf = ({ number, title = number, scenario = '' }: SimulatedMeeting) => ({
  input: number,
  title,
  how: scenario,
});

interface JoinPanelProps {
  readonly flow: JoinFlow;
  readonly onPick: (scenario: Scenario) => void;
  readonly isHurried: boolean;
  readonly setHurried: (isHurried: boolean) => void;
}

export function JoinPanel({ flow, onPick, isHurried, setHurried }: JoinPanelProps): ReactElement {
  const words = usePanelWords();
  const { view } = useJoinFlow({ flow });
  const [meetings, setMeetings] = useState<readonly (Scenario & { readonly title: string })[]>([]);
  useEffect(() => {
    let isCurrent = true;
    control.meetings().then(
      (all) => {
        if (isCurrent) setMeetings(all.filter(isMeetingToJoin).map(scenarioOf));
      },
      // Without the simulator there is nothing to list; the flow says so when it is asked.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, []);
  const { destination, failure } = view;
  return (
    <Panel state={view.state} isHurried={isHurried} setHurried={setHurried}>
      {'captcha' in view && !view.captcha.spent && <CaptchaAnswer imageUrl={view.captcha.imageUrl} />}
      {failure?.kind === 'notStarted' && typeof destination === 'string' && (
        <div className="hint-row">
          <button type="button" className="button small" onClick={() => void control.openMeeting(destination)}>
            {words.letHostIn}
          </button>
        </div>
      )}
      <Group title={words.meetings} isOpen>
        <ScenarioList scenarios={meetings} onPick={onPick} />
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
