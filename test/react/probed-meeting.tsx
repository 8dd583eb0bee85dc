import { act } from '@testing-library/react';
import { useEffect } from 'react';
import type { JoinFlow } from '../../src/machines/join-flow.controller.js';
import { useJoinFlow } from '../../src/react/use-join-flow.js';

export const destination = 'https://acme.webex.com/meet/ada';

export const settle = () => act(async () => new Promise((resolve) => setTimeout(resolve, 20)));

/** What a test sees of the component from outside. */
export interface Probe {
  flow?: JoinFlow;
  readonly renders: string[];
}

const look = (probe: Probe, flow: JoinFlow, state: string): void => {
  probe.flow = flow;
  probe.renders.push(state);
};

export function Meeting(
  props: Parameters<typeof useJoinFlow>[0] & { readonly probe: Probe; readonly starts?: boolean },
) {
  const { probe, starts = false, ...options } = props;
  const { view, step, flow } = useJoinFlow(options);
  useEffect(() => look(probe, flow, view.state));
  useEffect(() => {
    if (starts) flow.join({ destination });
  }, [flow, starts]);
  return (
    <p>
      {view.state} after {step.state}
    </p>
  );
}
