import { createPasswordReset, reveal } from 'meeting-join-flow';
import type { PasswordReset, PasswordResetOptions, PasswordResetView, ResetServices } from 'meeting-join-flow';
import { createHuaweiServices } from 'meeting-join-flow/huawei';
import type { HuaweiOptions } from 'meeting-join-flow/huawei';
import { createSimulator } from 'meeting-join-flow/simulator';
import type { HuaweiSimulatorOptions, RecordedRequest, Simulator } from 'meeting-join-flow/simulator';
import { transports } from './join-site.js';
import type { TransportName } from './join-site.js';
import type { MovedClock } from './moved-clock.js';
import { createMovedClock } from './moved-clock.js';

/** The five addresses, by the name of the operation. */
export const paths = {
  sendSlider: 'slideverifycode/send',
  checkSlider: 'slideverifycode/check',
  sendCode: 'acs/verifycode/send',
  checkCode: 'acs/verifycode/check',
  reset: 'password/reset',
} as const;
export type Operation = keyof typeof paths;
export const operations = Object.keys(paths) as Operation[];

export const demoPhone = '+8613800138000';
export const newPassword = 'Brand-new-77';

export interface ResetSite {
  readonly url: string;
  readonly simulator: Simulator;
  readonly services: ResetServices;
  /** The time of the service and of every flow, moved by the test. */
  readonly clock: MovedClock;
  start(options?: Partial<PasswordResetOptions>): PasswordReset;
  sent(operation: Operation): readonly RecordedRequest[];
  /** Where the piece belongs that the flow shows. */
  solution(flow: PasswordReset): number;
  /** The last code that was delivered. */
  code(): string;
  /** Answers each question rightly until the flow asks for, or is in, the given one. */
  walk(flow: PasswordReset, until: PasswordResetView['state']): Promise<PasswordResetView>;
  /** Goes up to the request of this operation and sends it; what it comes to is still open. */
  ask(flow: PasswordReset, operation: Operation): Promise<void>;
  close(): Promise<void>;
}

/** In which state the answer is given that leads to each operation, and in which one the request is on its way. */
const around = {
  sendSlider: ['idle', 'requestingSlider'],
  checkSlider: ['sliderRequired', 'checkingSlider'],
  sendCode: ['sliderRequired', 'sendingCode'],
  checkCode: ['codeRequired', 'checkingCode'],
  reset: ['newPasswordRequired', 'resetting'],
} as const;

const busy: readonly PasswordResetView['state'][] = [
  'requestingSlider',
  'checkingSlider',
  'sendingCode',
  'checkingCode',
  'resetting',
];

/** Resolves when the flow is in the given state, or, without one, no longer busy. */
export function arrived(flow: PasswordReset, state?: PasswordResetView['state']): Promise<PasswordResetView> {
  return new Promise((resolve, reject) => {
    const tooLong = setTimeout(() => {
      stop();
      reject(new Error(`${state ?? 'an answer'} was expected, this was seen: ${JSON.stringify(flow.getView())}`));
    }, 30_000);
    const look = (): void => {
      const view = flow.getView();
      if (state === undefined ? busy.includes(view.state) : view.state !== state) return;
      clearTimeout(tooLong);
      stop();
      resolve(view);
    };
    const stop = flow.subscribe(look);
    look();
  });
}

/** The simulator on a socket of its own, and the services that an app would use. */
export async function openResetSite(
  transport: TransportName,
  options: { readonly simulator?: HuaweiSimulatorOptions; readonly huawei?: Partial<HuaweiOptions> } = {},
): Promise<ResetSite> {
  const clock = createMovedClock();
  const simulator = createSimulator({ clock, ...(options.simulator && { huawei: options.simulator }) });
  const { url, close } = await simulator.listen();
  const services = createHuaweiServices({ transport: transports[transport](), baseUrl: url, ...options.huawei });
  const flows: PasswordReset[] = [];
  /** Gives the right answer to what the flow asks for. */
  const answer = (flow: PasswordReset): boolean => {
    const { state } = flow.getView();
    if (state === 'idle') flow.start({ user: demoPhone });
    else if (state === 'sliderRequired') flow.submitSlider({ pointX: site.solution(flow), slideTime: 900 });
    else if (state === 'codeRequired') flow.submitCode(site.code());
    else if (state === 'newPasswordRequired') flow.submitPassword(newPassword);
    else return false;
    return true;
  };
  const site: ResetSite = {
    url,
    simulator,
    services,
    clock,
    start(more) {
      const flow = createPasswordReset({ services, clock, ...more });
      flows.push(flow);
      return flow;
    },
    sent: (operation) => simulator.requests.filter(({ path }) => path.endsWith(paths[operation])),
    solution(flow) {
      const { token } = flow.actor.getSnapshot().context;
      return (token && simulator.huawei.sliderAnswer(reveal(token))) ?? 0;
    },
    code: () => simulator.huawei.outbox.at(-1)?.code ?? '',
    async ask(flow, operation) {
      const [before, during] = around[operation];
      await site.walk(flow, before);
      answer(flow);
      await arrived(flow, during);
    },
    async walk(flow, until) {
      for (;;) {
        const view = flow.getView();
        if (view.state === until) return view;
        if (!answer(flow) && !busy.includes(view.state)) throw new Error(`${view.state} is no way to ${until}`);
        if (flow.getView().state === until) return flow.getView();
        await arrived(flow);
      }
    },
    async close() {
      for (const flow of flows) flow.stop();
      await close();
    },
  };
  return site;
}
