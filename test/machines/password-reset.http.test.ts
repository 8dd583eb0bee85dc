import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { PasswordReset } from 'meeting-join-flow';
import type { HuaweiSimulatorOptions } from 'meeting-join-flow/simulator';
import { transportNames } from '../support/join-site.js';
import { arrived, demoPhone, newPassword, openResetSite } from '../support/reset-site.js';
import type { ResetSite } from '../support/reset-site.js';

const wrongOf = (code: string): string => (code === '111111' ? '222222' : '111111');

// Every slider is a picture that is drawn anew: on a busy machine that takes its time.
jest.setTimeout(60_000);

describe.each(transportNames)('the password reset over real HTTP, with %s', (transport) => {
  let site: ResetSite;
  let flow: PasswordReset;
  const open = async (simulator: HuaweiSimulatorOptions = {}) => {
    site = await openResetSite(transport, { simulator });
    flow = site.start();
  };
  /** The same place with other choices. */
  const reopen = async (simulator: HuaweiSimulatorOptions) => {
    await site.close();
    await open(simulator);
  };
  beforeEach(() => open());
  afterEach(() => site.close());

  const slide = (off: number) => {
    const at = site.solution(flow);
    flow.submitSlider({ pointX: at + off > 299 ? at - off : at + off, slideTime: 900 });
    return arrived(flow);
  };
  const enter = (code: string) => {
    flow.submitCode(code);
    return arrived(flow);
  };

  test('the whole way takes one request for each step, with the same person in each', async () => {
    const events: string[] = [];
    flow.on('*', ({ type }) => events.push(type));

    expect(await site.walk(flow, 'success')).toMatchObject({ state: 'success', failure: null, user: demoPhone });

    expect(site.simulator.huawei.passwordOf(demoPhone)).toBe(newPassword);
    expect(site.simulator.requests.map(({ method, path }) => `${method} ${path.split('/acs/')[1]}`)).toEqual([
      'POST auth/slideverifycode/send',
      'PUT auth/slideverifycode/check',
      'POST verifycode/send',
      'PUT verifycode/check',
      'PUT password/reset',
    ]);
    for (const { body } of site.simulator.requests) expect(body).toMatchObject({ user: demoPhone });
    expect(events).toEqual([
      'challenge',
      'answer.sent',
      'code.sent',
      'challenge',
      'answer.sent',
      'challenge',
      'answer.sent',
      'passwordChanged',
    ]);
  });

  test('a wrong place brings another slider, five of them an end, and a retry a new beginning', async () => {
    await site.walk(flow, 'sliderRequired');
    for (let wrong = 1; wrong <= 4; wrong++) {
      expect(await slide(40)).toMatchObject({
        state: 'sliderRequired',
        failure: { kind: 'sliderWrong', code: 'SIM.205', status: 400 },
        attempts: { slider: wrong },
      });
    }
    expect(await slide(40)).toMatchObject({
      state: 'error',
      failure: { kind: 'blocked', code: 'SIM.205' },
      attempts: { slider: 5 },
    });
    expect(site.sent('sendSlider')).toHaveLength(5);

    flow.retry();
    await arrived(flow);
    expect(await site.walk(flow, 'success')).toMatchObject({ state: 'success' });
  });

  test('five wrong codes void the code; the next one is sent when the cool-down is over', async () => {
    await site.walk(flow, 'codeRequired');
    const first = site.code();
    for (let wrong = 1; wrong <= 4; wrong++) {
      expect(await enter(wrongOf(first))).toMatchObject({
        state: 'codeRequired',
        failure: { kind: 'codeWrong', code: 'USG.206010012' },
        attempts: { code: wrong },
        can: { submit: true, resendCode: false },
      });
    }
    expect(await enter(wrongOf(first))).toMatchObject({
      state: 'codeRequired',
      failure: { kind: 'codeExpired', action: 'wait', retryAt: site.clock.now() + 180_000 },
      attempts: { code: 5 },
      can: { submit: false, resendCode: false },
    });
    flow.submitCode(first);
    flow.resendCode();
    expect(site.sent('checkCode')).toHaveLength(5);

    await site.clock.advance(179_999);
    expect(flow.getView().state).toBe('codeRequired');
    await site.clock.advance(1);
    expect(await arrived(flow)).toMatchObject({ state: 'sliderRequired', failure: { kind: 'codeExpired' } });
    expect(await site.walk(flow, 'success')).toMatchObject({ state: 'success' });
    expect(site.simulator.huawei.outbox).toHaveLength(2);
  });

  test('another code can be asked for when the cool-down is over, and the first one is void then', async () => {
    await reopen({ codeLifeS: 600 });
    await site.walk(flow, 'codeRequired');
    const first = site.code();
    await site.clock.advance(180_000);
    expect(flow.getView()).toMatchObject({ state: 'codeRequired', can: { submit: true, resendCode: true } });

    flow.resendCode();
    await arrived(flow);
    await site.walk(flow, 'codeRequired');

    expect(site.simulator.huawei.outbox).toHaveLength(2);
    if (site.code() !== first)
      expect(await enter(first)).toMatchObject({ state: 'codeRequired', failure: { kind: 'codeWrong' } });
    expect(await site.walk(flow, 'success')).toMatchObject({ state: 'success' });
  });

  test('a code that expires before the cool-down is over waits for it', async () => {
    await reopen({ codeLifeS: 60 });
    await site.walk(flow, 'codeRequired');

    await site.clock.advance(60_000);
    expect(flow.getView()).toMatchObject({
      state: 'codeRequired',
      failure: { kind: 'codeExpired', retryAt: site.clock.now() + 120_000 },
      can: { submit: false, resendCode: false },
    });
    await site.clock.advance(120_000);

    expect(await arrived(flow)).toMatchObject({ state: 'sliderRequired', failure: { kind: 'codeExpired' } });
  });

  test('a code that expires after the cool-down is over brings another slider at once', async () => {
    await reopen({ codeLifeS: 240 });
    await site.walk(flow, 'codeRequired');

    await site.clock.advance(240_000);

    expect(await arrived(flow)).toMatchObject({ state: 'sliderRequired', failure: { kind: 'codeExpired' } });
  });

  test('three sliders that nobody looks at are enough', async () => {
    await site.walk(flow, 'sliderRequired');
    for (let expired = 1; expired <= 2; expired++) {
      await site.clock.advance(60_000);
      expect(await arrived(flow)).toMatchObject({ state: 'sliderRequired', failure: { kind: 'sliderExpired' } });
    }
    await site.clock.advance(60_000);

    expect(await arrived(flow)).toMatchObject({ state: 'error', failure: { kind: 'sliderExpired' } });
    expect(site.sent('sendSlider')).toHaveLength(3);
    await site.clock.advance(600_000);
    expect(site.sent('sendSlider')).toHaveLength(3);
  });

  test('a slider that somebody looks at may expire as often as it likes', async () => {
    await site.walk(flow, 'sliderRequired');
    for (let expired = 1; expired <= 4; expired++) {
      await site.clock.advance(60_000);
      await arrived(flow, 'sliderRequired');
      flow.refreshSlider();
      expect(await arrived(flow)).toMatchObject({ state: 'sliderRequired' });
    }
  });

  test('the new password can be chosen for as long as the token lives, and then it starts over', async () => {
    await site.walk(flow, 'newPasswordRequired');
    expect(flow.getView()).toMatchObject({ expiresAt: site.clock.now() + 180_000 });

    await site.clock.advance(180_000);

    expect(await arrived(flow)).toMatchObject({ state: 'sliderRequired', failure: { kind: 'tokenExpired' } });
    expect(await site.walk(flow, 'success')).toMatchObject({ state: 'success' });
  });

  test('a token that the service no longer takes starts over', async () => {
    await reopen({ resetTokenLifeS: 300 });
    await site.walk(flow, 'newPasswordRequired');
    site.simulator.faults.push({ kind: 'status', status: 403, match: 'password/reset' });
    flow.submitPassword(newPassword);

    expect(await arrived(flow)).toMatchObject({
      state: 'sliderRequired',
      failure: { kind: 'tokenExpired', status: 403 },
    });
    expect(site.sent('reset')).toHaveLength(1);
  });

  test('a password that the service refuses can be mended with the same token', async () => {
    await reopen({ oldPasswordAllowed: false });
    await site.walk(flow, 'newPasswordRequired');
    flow.submitPassword('Forgotten-1');
    expect(await arrived(flow)).toMatchObject({
      state: 'newPasswordRequired',
      failure: { kind: 'unknownCode', field: 'newPassword', code: 'SIM.505' },
      attempts: { password: 1 },
    });

    expect(await site.walk(flow, 'success')).toMatchObject({ state: 'success' });
    expect(site.sent('reset').map(({ headers }) => headers['x-access-token'])).toHaveLength(2);
    expect(new Set(site.sent('reset').map(({ headers }) => headers['x-access-token'])).size).toBe(1);
  });

  test('a temporary password is said to be one', async () => {
    await site.walk(flow, 'newPasswordRequired');
    flow.submitPassword(newPassword, { temporary: true });
    await arrived(flow);

    expect(site.simulator.huawei.mustChangePassword(demoPhone)).toBe(true);
  });

  describe('the envelope of 2019', () => {
    beforeEach(() => reopen({ envelope: 'legacy' }));

    test('leads to success, with a wrong slider and a wrong code on the way', async () => {
      await site.walk(flow, 'sliderRequired');
      expect(await slide(40)).toMatchObject({ failure: { kind: 'sliderWrong', status: 200 } });
      await site.walk(flow, 'codeRequired');
      expect(await enter(wrongOf(site.code()))).toMatchObject({
        state: 'codeRequired',
        failure: { kind: 'codeWrong', code: '206010012', status: 200 },
      });
      expect(await site.walk(flow, 'success')).toMatchObject({ state: 'success' });
      expect(site.simulator.huawei.passwordOf(demoPhone)).toBe(newPassword);
    });

    test('is a refusal with status 200 where the account is unknown', async () => {
      flow.start({ user: '+8610000000000' });
      await arrived(flow);

      expect(await slide(0)).toMatchObject({ state: 'error', failure: { kind: 'userUnknown', status: 200 } });
    });
  });

  describe('a service that hides its codes', () => {
    beforeEach(() => reopen({ unknownCodes: 'all' }));

    test('is gone through step by step: nothing unknown is a success, and five of a kind end it', async () => {
      await site.walk(flow, 'sliderRequired');
      expect(await slide(40)).toMatchObject({ state: 'sliderRequired', failure: { kind: 'sliderWrong' } });
      await site.walk(flow, 'codeRequired');
      for (let wrong = 1; wrong <= 4; wrong++) {
        const view = await enter(wrongOf(site.code()));
        expect(view).toMatchObject({ state: 'codeRequired', failure: { kind: 'unknownCode', field: 'code' } });
        expect(String(view.failure?.code)).toMatch(/^USG\.2\d{5}999$/);
      }
      expect(await enter(wrongOf(site.code()))).toMatchObject({ failure: { kind: 'codeExpired' } });

      await site.clock.advance(180_000);
      await arrived(flow);
      expect(await site.walk(flow, 'success')).toMatchObject({ state: 'success' });
    });

    test('within the cool-down says no more than that it is too soon', async () => {
      await site.walk(flow, 'codeRequired');
      flow.cancel();
      flow.start({ user: demoPhone });
      await arrived(flow);

      expect(await slide(0)).toMatchObject({
        state: 'error',
        failure: { kind: 'codeTooSoon', action: 'wait', retryAt: site.clock.now() + 180_000 },
      });
      expect(site.simulator.huawei.outbox).toHaveLength(1);
    });

    test('about a password: three tries, then a fresh start', async () => {
      await reopen({ unknownCodes: 'all', oldPasswordAllowed: false });
      await site.walk(flow, 'newPasswordRequired');
      for (const tries of [1, 2]) {
        flow.submitPassword('Forgotten-1');
        expect(await arrived(flow)).toMatchObject({ state: 'newPasswordRequired', attempts: { password: tries } });
      }
      flow.submitPassword('Forgotten-1');

      expect(await arrived(flow)).toMatchObject({ state: 'sliderRequired', failure: { kind: 'tokenExpired' } });
    });
  });

  test('a service that does not reveal whom it knows leads an unknown person to a code that never comes', async () => {
    await reopen({ unknownUser: 'never' });
    flow.start({ user: '+8610000000000' });
    await arrived(flow);
    expect(await slide(0)).toMatchObject({ state: 'codeRequired', sentTo: { phone: null, email: null } });
    expect(site.simulator.huawei.outbox).toHaveLength(0);
    expect(await enter('123456')).toMatchObject({ state: 'codeRequired', failure: { kind: 'codeWrong' } });
  });

  test.each(['sendSlider', 'sendCode'] as const)(
    'an unknown person is told at %s, and another one can be entered',
    async (unknownUser) => {
      await reopen({ unknownUser });
      flow.start({ user: '+8610000000000' });
      await arrived(flow);
      if (unknownUser === 'sendCode') await slide(0);

      expect(flow.getView()).toMatchObject({
        state: 'error',
        failure: { kind: 'userUnknown', field: 'user', action: 'enterUser', code: 'USG.206030000' },
      });
      flow.start({ user: demoPhone });
      await arrived(flow);
      expect(await site.walk(flow, 'success')).toMatchObject({ state: 'success' });
    },
  );

  test('a person whose password may not be changed is told so', async () => {
    flow.start({ user: '+8613900139000' });
    await arrived(flow);
    await site.walk(flow, 'newPasswordRequired');
    flow.submitPassword(newPassword);

    expect(await arrived(flow)).toMatchObject({
      state: 'error',
      failure: { kind: 'blocked', action: 'none', recoverable: false, code: 'USG.206030005' },
    });
  });

  test('the service’s own code stays beside the kind, whatever short thing was typed', async () => {
    await site.walk(flow, 'codeRequired');

    for (const typed of ['0', '206010012'])
      expect(await enter(typed)).toMatchObject({ failure: { kind: 'codeWrong', code: 'USG.206010012' } });
  });
});
