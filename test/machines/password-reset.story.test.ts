import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createPasswordReset, reveal } from 'meeting-join-flow';
import type { PasswordReset, ResetState } from 'meeting-join-flow';
import { fetchTransport } from 'meeting-join-flow/fetch';
import { createHuaweiServices } from 'meeting-join-flow/huawei';
import { createSimulator } from 'meeting-join-flow/simulator';
import type { Listening, Simulator } from 'meeting-join-flow/simulator';

let simulator: Simulator;
let site: Listening;
beforeEach(async () => {
  simulator = createSimulator();
  site = await simulator.listen({ port: 0, host: '127.0.0.1' });
});
afterEach(() => site.close());

/** Waits for a state, and says which one the flow is in when it does not come. */
function until(flow: PasswordReset, state: ResetState): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (flow.getView().state !== state) return;
      unsubscribe();
      clearTimeout(timer);
      resolve();
    };
    const unsubscribe = flow.subscribe(look);
    const timer = setTimeout(() => {
      unsubscribe();
      reject(new Error(`${state} expected, ${JSON.stringify(flow.getView())} seen`));
    }, 5000);
    look();
  });
}

test('a forgotten password is replaced in five steps, with a wrong slider and a wrong code on the way', async () => {
  const services = createHuaweiServices({ transport: fetchTransport(), baseUrl: site.url });
  const flow = createPasswordReset({ services });
  const place = (): number => {
    const { token } = flow.actor.getSnapshot().context;
    return (token && simulator.huawei.sliderAnswer(reveal(token))) ?? 0;
  };

  flow.start({ user: '+8613800138000' });
  await until(flow, 'sliderRequired');
  flow.submitSlider({ pointX: 3, slideTime: 900 });
  await until(flow, 'requestingSlider');
  await until(flow, 'sliderRequired');
  expect(flow.getView()).toMatchObject({ failure: { kind: 'sliderWrong' }, attempts: { slider: 1 } });

  flow.submitSlider({ pointX: place(), slideTime: 900 });
  await until(flow, 'codeRequired');
  expect(flow.getView()).toMatchObject({ failure: null, attempts: { slider: 0 }, can: { resendCode: false } });

  const code = simulator.huawei.outbox.at(-1)?.code ?? '';
  flow.submitCode(code === '000000' ? '000001' : '000000');
  await until(flow, 'checkingCode');
  await until(flow, 'codeRequired');
  expect(flow.getView()).toMatchObject({
    failure: { kind: 'codeWrong', code: 'USG.206010012' },
    attempts: { code: 1 },
  });

  flow.submitCode(code);
  await until(flow, 'newPasswordRequired');
  flow.submitPassword('short');
  expect(flow.getView()).toMatchObject({ state: 'newPasswordRequired', failure: { kind: 'passwordNotAcceptable' } });
  flow.submitPassword('A-fresh-one-42');
  await until(flow, 'success');

  expect(simulator.huawei.passwordOf('demo')).toBe('A-fresh-one-42');
  expect(JSON.stringify(flow.persist())).not.toContain('fresh');
  flow.stop();
});
