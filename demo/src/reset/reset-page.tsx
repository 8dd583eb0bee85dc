import { useCallback, useState } from 'react';
import type { ReactElement } from 'react';
import type { Failure } from 'meeting-join-flow';
import { createHuaweiServices } from 'meeting-join-flow/huawei';
import { usePasswordReset } from 'meeting-join-flow/react';
import { inspect } from '../inspector';
import { ResetPanel } from '../panel/reset-panel';
import { demoCodes } from '../panel/reset-scenarios';
import { hurriedTimeouts } from '../panel/scenario.types';
import type { Picked, Scenario } from '../panel/scenario.types';
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
  readonly onPick: (scenario: Scenario) => void;
  readonly setHurried: (isHurried: boolean) => void;
}

function ResetSession({ setting, picked, onPick, setHurried }: SessionProps): ReactElement {
  const { messages, words } = useSettings();
  const [options] = useState(() => createOptions(setting, messages.locale.startsWith('zh') ? 'zh-CN' : 'en-US'));
  const { flow, view } = usePasswordReset(options);
  const run = useCallback(
    ({ input }: Scenario) => {
      flow.reset();
      flow.start({ user: input, ...(/^[+]|@/.test(input) ? {} : { sendMethod: 'sms' }) });
    },
    [flow],
  );
  useScenario(picked, run);
  return (
    <main className="page">
      <h1 className="visually-hidden">{words.reset}</h1>
      <ResetCard flow={flow} chosen={{ id: picked?.id ?? 0, destination: picked?.scenario.input ?? '' }} />
      <ResetPanel flow={flow} view={view} onPick={onPick} isHurried={setting.isHurried} setHurried={setHurried} />
    </main>
  );
}

export function ResetPage(): ReactElement {
  const [picked, setPicked] = useState<Picked | null>(null);
  const [isHurried, setHurried] = useState(false);
  const pick = (scenario: Scenario): void => {
    setPicked((before) => ({ id: (before?.id ?? 0) + 1, scenario }));
    if (scenario.isHurried) setHurried(true);
  };
  const isAstray = picked?.scenario.isAstray === true;
  // Time limits and addresses are given to a flow when it is made: others, another flow.
  return (
    <ResetSession
      key={`${String(isHurried)} ${String(isAstray)}`}
      setting={{ isHurried, isAstray }}
      picked={picked}
      onPick={pick}
      setHurried={(next) => {
        setPicked(null);
        setHurried(next);
      }}
    />
  );
}
