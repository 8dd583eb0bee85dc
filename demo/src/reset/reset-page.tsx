import { useCallback, useLayoutEffect, useState } from 'react';
import type { ReactElement } from 'react';
import type { Failure, PasswordReset } from 'meeting-join-flow';
import { createHuaweiServices } from 'meeting-join-flow/huawei';
import { usePasswordReset } from 'meeting-join-flow/react';
import { inspect } from '../inspector';
import { ResetPanel } from '../panel/reset-panel';
import { demoCodes } from '../panel/reset-scenarios';
import { hurriedTimeouts } from '../panel/scenario.types';
import type { Picked, Scenario } from '../panel/scenario.types';
import { usePicked } from '../panel/use-picked';
import { useScenario } from '../panel/use-scenario';
import { useSettings } from '../settings';
import { demoTransport, simulatorUrl } from '../simulator';
import { ResetCard } from './reset-card';

interface Setting {
  readonly isHurried: boolean;
  /** Services that refuse the address, to see what the page says. */
  readonly isAstray: boolean;
}

/** What services of an app's own may say, where it is not their page but a person who names the server. */
const untrusted: Failure = {
  kind: 'untrustedHost',
  field: 'destination',
  action: 'checkDestination',
  recoverable: false,
  code: null,
  status: null,
  serverMessage: null,
  retryAt: null,
  requestId: null,
};

function createOptions({ isHurried, isAstray }: Setting, language: 'zh-CN' | 'en-US') {
  const services = createHuaweiServices({
    transport: demoTransport,
    baseUrl: simulatorUrl,
    language,
    codes: demoCodes,
  });
  return {
    services: isAstray
      ? { ...services, sendSlider: () => Promise.resolve({ ok: false as const, failure: untrusted }) }
      : services,
    inspect,
    ...(isHurried && { timeouts: hurriedTimeouts }),
  };
}

interface SessionProps {
  readonly setting: Setting;
  readonly picked: Picked | null;
  readonly onFlow: (flow: PasswordReset) => void;
}

/** One flow and the card that it is answered in. */
function ResetSession({ setting, picked, onFlow }: SessionProps): ReactElement {
  const { messages } = useSettings();
  const [options] = useState(() => createOptions(setting, messages.locale.startsWith('zh') ? 'zh-CN' : 'en-US'));
  const { flow } = usePasswordReset(options);
  useLayoutEffect(() => onFlow(flow), [flow, onFlow]);
  const run = useCallback(
    ({ input }: Scenario) => {
      flow.reset();
      flow.start({ user: input, ...(/^[+]|@/.test(input) ? {} : { sendMethod: 'sms' }) });
    },
    [flow],
  );
  useScenario(picked, run);
  return <ResetCard flow={flow} chosen={{ id: picked?.id ?? 0, destination: picked?.scenario.input ?? '' }} />;
}

export function ResetPage(): ReactElement {
  const { words } = useSettings();
  const { picked, isHurried, onPick, setHurried } = usePicked();
  const [flow, setFlow] = useState<PasswordReset | null>(null);
  const isAstray = picked?.scenario.isAstray === true;
  return (
    <main className="page">
      <h1 className="visually-hidden">{words.reset}</h1>
      {/* Time limits and addresses are given to a flow when it is made: others, another flow. */}
      <ResetSession
        key={`${String(isHurried)} ${String(isAstray)}`}
        setting={{ isHurried, isAstray }}
        picked={picked}
        onFlow={setFlow}
      />
      {/* The panel stays, with what is open in it and the focus. */}
      {flow && <ResetPanel flow={flow} onPick={onPick} isHurried={isHurried} setHurried={setHurried} />}
    </main>
  );
}
