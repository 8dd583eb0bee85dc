import { useCallback, useLayoutEffect, useState } from 'react';
import type { ReactElement } from 'react';
import type { JoinFlow } from 'meeting-join-flow';
import { useJoinFlow } from 'meeting-join-flow/react';
import { inspect } from '../inspector';
import { JoinPanel } from '../panel/join-panel';
import { hurriedTimeouts } from '../panel/scenario.types';
import type { Picked, Scenario } from '../panel/scenario.types';
import { usePicked } from '../panel/use-picked';
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
  readonly isHurried: boolean;
  readonly onFlow: (flow: JoinFlow) => void;
}

/** One flow and the card that it is answered in. */
function JoinSession({ picked, isHurried, onFlow }: SessionProps): ReactElement {
  const [session] = useState(() => createSession(isHurried));
  const { flow } = useJoinFlow(session.options);
  useLayoutEffect(() => onFlow(flow), [flow, onFlow]);
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
    <JoinCard
      flow={flow}
      chosen={{ id: picked?.id ?? 0, destination: picked?.scenario.input ?? '' }}
      onSignIn={session.signIn}
    />
  );
}

export function JoinPage(): ReactElement {
  const { words } = useSettings();
  const { picked, isHurried, onPick, setHurried } = usePicked();
  const [flow, setFlow] = useState<JoinFlow | null>(null);
  return (
    <main className="page">
      <h1 className="visually-hidden">{words.join}</h1>
      {/* Time limits are given to a flow when it is made: other limits, another flow. */}
      <JoinSession key={String(isHurried)} picked={picked} isHurried={isHurried} onFlow={setFlow} />
      {/* The panel stays, with what is open in it and the focus. */}
      {flow && <JoinPanel flow={flow} onPick={onPick} isHurried={isHurried} setHurried={setHurried} />}
    </main>
  );
}
