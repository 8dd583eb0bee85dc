import type { Transport } from 'meeting-join-flow';
import { axiosTransport } from 'meeting-join-flow/axios';
import type { Fault, HuaweiPart, SimulatedMeeting } from 'meeting-join-flow/simulator';

const meta = document.querySelector<HTMLMetaElement>('meta[name="simulator"]');

/** Where both simulated services stand. The page's server has written it into the page. */
export const simulatorUrl = meta?.content ?? '';
const controlUrl = simulatorUrl + (meta?.dataset['control'] ?? '');

/** The same server by another name: the simulator moves some meetings there, as Webex moves them between sites. */
export const twinUrl = simulatorUrl.replace('127.0.0.1', 'localhost');

const viaAxios = axiosTransport();

/** Every request goes to the simulator, whatever site a link names: the page never asks an outside host. */
export const demoTransport: Transport = (request) => {
  const { origin, pathname, search } = new URL(request.url);
  const isHere = origin === simulatorUrl || origin === twinUrl;
  return viaAxios(isHere ? request : { ...request, url: simulatorUrl + pathname + search });
};

async function read<Answer>(path: string): Promise<Answer> {
  const response = await fetch(controlUrl + path);
  // The simulator is of the same build as the page: src/simulator/control.ts says what it answers.
  return (await response.json()) as Answer;
}

async function tell(method: 'POST' | 'DELETE', path: string, body?: unknown): Promise<void> {
  await fetch(controlUrl + path, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
}

/** A fault as JSON can say it. `reply` stands for the service's own reply. */
export type DemoFault = Omit<Fault, 'match' | 'reply'> & {
  readonly match?: string;
  readonly reply?: { readonly status: number; readonly body?: unknown };
};

/** What the panel can do behind the services' back. */
export const control = {
  meetings: () => read<readonly SimulatedMeeting[]>('/meetings'),
  outbox: () => read<HuaweiPart['outbox']>('/outbox'),
  captchaAnswer: async (imageUrl: string) => {
    const { answer } = await read<{ readonly answer: string | null }>(`/captchas?of=${encodeURIComponent(imageUrl)}`);
    return answer;
  },
  pushFault: (fault: DemoFault) => tell('POST', '/faults', fault),
  clearFaults: () => tell('DELETE', '/faults'),
  openMeeting: (number: string) => tell('POST', '/meetings/open', { number }),
  reset: () => tell('POST', '/reset'),
};
