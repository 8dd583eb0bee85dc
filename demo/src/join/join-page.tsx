import { useCallback, useState } from 'react';
import type { ReactElement } from 'react';
import { useJoinFlow } from 'meeting-join-flow/react';
import { inspect } from '../inspector';
import { JoinPanel } from '../panel/join-panel';
import { hurriedTimeouts } from '../panel/scenario.types';
import type { Picked, Scenario } from '../panel/scenario.types';
import { useScenario } from '../panel/use-scenario';
import { useSettings } from '../settings';
import { JoinCard } from './join-card';
import { createDemoJoinServices } from './join-services';

/** What one flow is made from. Signing in lasts as long as the flow. */
function createSession(isHurried: boolean) {
  let token: string | null = null;
  return {
    signIn: () => {
      token = 'demo-access-token';
    },
    options: {
      services: createDemoJoinServices(() => token),
      inspect,
      ...(isHurried && { timeouts: hurriedTimeouts }),
    },
  };
}

interface SessionProps {
  readonly picked: Picked | null;
  readonly onPick: (scenario: Scenario) => void;
  readonly isHurried: boolean;
  readonly setHurried: (isHurried: boolean) => void;
}

function JoinSession({ picked, onPick, isHurried, setHurried }: SessionProps): ReactElement {
  const { words } = useSettings();
  const [session] = useState(() => createSession(isHurried));
  const { flow, view } = useJoinFlow(session.options);
  const run = useCallback(
    ({ input, extraParams, isSpace }: Scenario) => {
      flow.reset();
      flow.join({
        destination: input,
        ...(extraParams && { extraParams }),
        ...(isSpace === true && { destinationType: 'CONVERSATION_URL' }),
      });
    },
    [flow],
  );
  useScenario(picked, run);
  return (
    <main className="page">
      <h1 className="visually-hidden">{words.join}</h1>
      <JoinCard
        flow={flow}
        chosen={{ id: picked?.id ?? 0, destination: picked?.scenario.input ?? '' }}
        onSignIn={session.signIn}
      />
      <JoinPanel flow={flow} view={view} onPick={onPick} isHurried={isHurried} setHurried={setHurried} />
    </main>
  );
}

export function JoinPage(): ReactElement {
  const [picked, setPicked] = useState<Picked | null>(null);
  const [isHurried, setHurried] = useState(false);
  const pick = (scenario: Scenario): void => {
    setPicked((before) => ({ id: (before?.id ?? 0) + 1, scenario }));
    if (scenario.isHurried) setHurried(true);
  };
  // Time limits are given to a flow when it is made: other limits, another flow.
  return (
    <JoinSession
      key={String(isHurried)}
      picked={picked}
      onPick={pick}
      isHurried={isHurried}
      setHurried={(next) => {
        setPicked(null);
        setHurried(next);
      }}
    />
  );
}
