import { reveal, secret } from '../../../src/guards/secret.js';
import type { Secret } from '../../../src/guards/secret.js';
import type { ResetRequest, ResetServices } from '../../../src/machines/password-reset.types.js';
import { fetchTransport } from '../../../src/services/fetch-transport.js';
import { createHuaweiServices } from '../../../src/services/huawei/index.js';
import type { HuaweiOptions } from '../../../src/services/huawei/index.js';
import { createSimulator } from '../../../src/simulator/index.js';
import type { HuaweiSimulatorOptions, Listening, Simulator } from '../../../src/simulator/index.js';

export const user = '+8613800138000';
export const request: ResetRequest = { user, clientType: 'web', sentAt: 1_000_000, timeoutMs: 10_000 };
export const signal = new AbortController().signal;

/** A simulator on a socket of its own, with the services that talk to it. */
export interface ResetSite extends Listening {
  readonly simulator: Simulator;
  readonly services: ResetServices;
  /** Services over the same simulator, with some options turned. */
  servicesWith(options: Partial<HuaweiOptions>): ResetServices;
  /** Walks to the step before the named one and gives the token that it wants. */
  tokenFor(step: 'checkSlider' | 'sendCode' | 'reset'): Promise<Secret>;
  /** Solves the slider of this token. */
  solve(token: Secret): Promise<Secret>;
  lastCode(): Secret;
}

function must<Outcome extends { readonly ok: boolean }>(outcome: Outcome): Outcome & { readonly ok: true } {
  if (!outcome.ok) throw new Error(`The simulator refused: ${JSON.stringify(outcome)}`);
  return outcome as Outcome & { readonly ok: true };
}

export async function openReset(options: HuaweiSimulatorOptions = {}): Promise<ResetSite> {
  const simulator = createSimulator({ huawei: options });
  const listening = await simulator.listen();
  const servicesWith = (more: Partial<HuaweiOptions>): ResetServices =>
    createHuaweiServices({ transport: fetchTransport(), baseUrl: listening.url, ...more });
  const services = servicesWith({});
  const site: ResetSite = {
    ...listening,
    simulator,
    services,
    servicesWith,
    lastCode: () => secret(simulator.huawei.outbox.at(-1)?.code ?? ''),
    solve: async (token) => {
      const pointX = simulator.huawei.sliderAnswer(reveal(token)) ?? 0;
      return must(await services.checkSlider({ ...request, token, pointX, slideTime: 900 }, signal)).token;
    },
    tokenFor: async (step) => {
      const slider = must(await services.sendSlider(request, signal)).token;
      if (step === 'checkSlider') return slider;
      const solved = await site.solve(slider);
      if (step === 'sendCode') return solved;
      must(await services.sendCode({ ...request, token: solved, sendMethod: null }, signal));
      return must(await services.checkCode({ ...request, code: site.lastCode() }, signal)).token;
    },
  };
  return site;
}
