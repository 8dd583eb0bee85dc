import { createJoinFlow } from 'meeting-join-flow';
import type { JoinFlow, JoinFlowOptions, JoinServices, JoinState, JoinView, Transport } from 'meeting-join-flow';
import { axiosTransport } from 'meeting-join-flow/axios';
import { fetchTransport } from 'meeting-join-flow/fetch';
import { createSimulator } from 'meeting-join-flow/simulator';
import type { RecordedRequest, Simulator, SimulatorOptions } from 'meeting-join-flow/simulator';
import { createWebexServices } from 'meeting-join-flow/webex';
import type { WebexOptions } from 'meeting-join-flow/webex';

export const transports = { axios: () => axiosTransport(), fetch: () => fetchTransport() } satisfies Record<
  string,
  () => Transport
>;
export type TransportName = keyof typeof transports;
export const transportNames = Object.keys(transports) as TransportName[];

export interface JoinSite {
  readonly simulator: Simulator;
  readonly url: string;
  readonly services: JoinServices;
  /** A flow of its own; `close` stops it. */
  start(options?: Partial<JoinFlowOptions>): JoinFlow;
  /** The meeting-info requests so far. */
  posts(): readonly RecordedRequest[];
  /** Those that carried something that a person typed. */
  answers(): readonly RecordedRequest[];
  /** The right answer to the captcha on the screen. */
  solve(flow: JoinFlow): string;
  close(): Promise<void>;
}

const answerFields = ['password', 'registrationId', 'captchaVerifyCode'] as const;

export const fieldsOf = ({ body }: RecordedRequest): Readonly<Record<string, unknown>> =>
  body as Readonly<Record<string, unknown>>;

/** The simulator on a socket of its own, and the services that an app would use. */
export async function openJoinSite(
  transport: TransportName,
  options: { readonly simulator?: SimulatorOptions; readonly webex?: (url: string) => Partial<WebexOptions> } = {},
): Promise<JoinSite> {
  const simulator = createSimulator(options.simulator);
  const { url, close } = await simulator.listen();
  const services = createWebexServices({ transport: transports[transport](), siteUrl: url, ...options.webex?.(url) });
  const flows: JoinFlow[] = [];
  const posts = () => simulator.requests.filter(({ path }) => path.endsWith('/meetingInfo'));
  return {
    simulator,
    url,
    services,
    start(more) {
      const flow = createJoinFlow({ services, ...more });
      flows.push(flow);
      return flow;
    },
    posts,
    answers: () => posts().filter((post) => answerFields.some((field) => field in fieldsOf(post))),
    solve(flow) {
      const view = flow.getView();
      return view.state === 'captchaRequired' ? (simulator.captchaAnswer(view.captcha.id) ?? '') : '';
    },
    async close() {
      for (const flow of flows) flow.stop();
      await close();
    },
  };
}

/** Resolves with the view as soon as the flow is in that state. */
export function reached<State extends JoinState>(
  flow: JoinFlow,
  state: State,
): Promise<Extract<JoinView, { state: State }>> {
  return new Promise((resolve) => {
    const look = (): void => {
      const view = flow.getView();
      if (view.state !== state) return;
      stop();
      resolve(view as Extract<JoinView, { state: State }>);
    };
    const stop = flow.subscribe(look);
    look();
  });
}

/** Resolves when the flow is no longer busy. */
export function answered(flow: JoinFlow): Promise<JoinView> {
  return new Promise((resolve) => {
    const look = (): void => {
      const view = flow.getView();
      if (view.state === 'fetching' || view.state === 'refreshing') return;
      stop();
      resolve(view);
    };
    const stop = flow.subscribe(look);
    look();
  });
}
