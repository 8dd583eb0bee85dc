import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createJoinFlow, createPasswordReset, reveal } from 'meeting-join-flow';
import type { FailureKind, JoinFlow, PasswordReset } from 'meeting-join-flow';
import { axiosTransport } from 'meeting-join-flow/axios';
import { fetchTransport } from 'meeting-join-flow/fetch';
import { createHuaweiServices } from 'meeting-join-flow/huawei';
import { createSimulator } from 'meeting-join-flow/simulator';
import type { Fault, FaultKind, Listening } from 'meeting-join-flow/simulator';
import { createTestClock } from 'meeting-join-flow/testing';
import { createWebexServices } from 'meeting-join-flow/webex';

// Hundreds of flows over real sockets, some of which wait for their time limit.
jest.setTimeout(120_000);

const simulator = createSimulator();
let site: Listening;
beforeAll(async () => {
  site = await simulator.listen();
});
afterAll(() => site.close());
beforeEach(() => simulator.reset());

/** Real requests, and time limits on a clock that the test moves: a slow machine changes nothing. */
const timeouts = { attemptMs: 15_000, totalMs: 17_000 };
let clock = createTestClock(Date.now(), 1);
beforeEach(() => {
  clock = createTestClock(Date.now(), 1);
});
const transports = { axios: axiosTransport(), fetch: fetchTransport() };

/** Waits for one of the states: two seconds of the flow's time for every eight moments in which sockets have their turn. */
async function until(flow: JoinFlow | PasswordReset, ...states: string[]): Promise<string> {
  const seen: string[] = [flow.getView().state];
  const stop = flow.subscribe(() => seen.push(flow.getView().state));
  try {
    for (let moment = 0; moment < 400; moment++) {
      const found = seen.find((state) => states.includes(state));
      if (found !== undefined) return found;
      await new Promise((done) => setTimeout(done, 5));
      if (moment % 8 === 7) await clock.advance(2_000);
    }
  } finally {
    stop();
  }
  throw new Error(`${states.join(' or ')} expected, ${JSON.stringify(flow.getView())} seen`);
}

/** Every fault of the simulator, with what makes it quick here. */
const faults: Readonly<Record<FaultKind, Partial<Fault>>> = {
  delay: { ms: 60_000 },
  hang: {},
  reset: {},
  truncate: {},
  html: {},
  notJson: {},
  emptyBody: {},
  wrongTypes: {},
  codeAsString: {},
  status: { status: 503 },
  rateLimit: { retryAfterS: 3600 },
  redirect: { location: '/elsewhere' },
  reply: { reply: { status: 418, body: { code: 418_000 } } },
};
const kinds = Object.keys(faults) as FaultKind[];

/** What a fault is to be called when a reply is read, and when an answer rode on the request. */
const expected: Readonly<Record<FaultKind, FailureKind>> = {
  delay: 'timeout',
  hang: 'timeout',
  reset: 'network',
  truncate: 'network',
  html: 'unexpectedReply',
  notJson: 'unexpectedReply',
  emptyBody: 'unexpectedReply',
  wrongTypes: 'unexpectedReply',
  codeAsString: 'unexpectedReply',
  status: 'serverFault',
  rateLimit: 'rateLimited',
  redirect: 'unexpectedReply',
  reply: 'unknownCode',
};

const postsOf = (part: string, field?: string) =>
  simulator.requests.filter(
    ({ path, body }) => path.includes(part) && (field === undefined || field in (body as Record<string, unknown>)),
  );

describe.each(Object.entries(transports))('the join flow, with the %s transport', (_, transport) => {
  const start = (): JoinFlow =>
    createJoinFlow({ services: createWebexServices({ transport, siteUrl: site.url }), timeouts, clock });

  test.each(kinds)('%s at the look-up', async (kind) => {
    const flow = start();
    simulator.faults.push({ ...faults[kind], kind, match: 'meetingInfo', times: Infinity });
    flow.join({ destination: '300400101' });

    // The same code in a text is the same code.
    if (kind === 'codeAsString') await until(flow, 'passwordRequired');
    else {
      await until(flow, 'error');
      expect(flow.getView().failure).toMatchObject({ kind: expected[kind], recoverable: true });
    }
    expect(postsOf('meetingInfo').length).toBeLessThanOrEqual(3);
    flow.stop();
  });

  test.each(kinds)('%s at the answer: posted once, and a retry starts with a look-up', async (kind) => {
    const flow = start();
    flow.join({ destination: '300400101' });
    await until(flow, 'passwordRequired');
    simulator.faults.push({ ...faults[kind], kind, handled: true, match: 'meetingInfo' });
    flow.submitPassword('open-sesame');

    const ended = await until(flow, 'error', 'success');
    // A success has no code to become a text.
    if (kind === 'codeAsString') expect(ended).toBe('success');
    else {
      expect(flow.getView()).toMatchObject({ state: 'error', failure: { kind: expected[kind] }, can: { retry: true } });
      flow.retry();
      await until(flow, 'passwordRequired');
    }
    expect(postsOf('meetingInfo', 'password')).toHaveLength(1);
    flow.stop();
  });

  test.each(kinds)('%s at a captcha refresh that was asked for: the captcha stays', async (kind) => {
    const flow = start();
    flow.join({ destination: '300400103' });
    await until(flow, 'captchaRequired');
    const { captcha } = flow.getView() as { captcha: { id: string } };
    simulator.faults.push({ ...faults[kind], kind, match: 'captchas/refresh', times: Infinity });
    flow.refreshCaptcha();
    await until(flow, 'refreshing');

    await until(flow, 'captchaRequired');
    const view = flow.getView();
    // The refresh brings no code.
    if (kind === 'codeAsString') expect(view.failure?.kind).toBe('captchaMissing');
    else expect(view).toMatchObject({ failure: { kind: 'refreshFailed' }, captcha: { id: captcha.id, spent: false } });
    expect(postsOf('captchas/refresh').length).toBeLessThanOrEqual(3);
    flow.stop();
  });
});

const steps = ['sendSlider', 'checkSlider', 'sendCode', 'checkCode', 'reset'] as const;
const addresses = {
  sendSlider: '/slideverifycode/send',
  checkSlider: '/slideverifycode/check',
  sendCode: '/verifycode/send',
  checkCode: '/verifycode/check',
  reset: '/password/reset',
} as const;
/** Where a refusal that nobody can read leads: back to what was answered, or to another slider where that was used up. */
const asksAgain = {
  sendSlider: 'error',
  checkSlider: 'sliderRequired',
  sendCode: 'sliderRequired',
  checkCode: 'codeRequired',
} as const;
const cases = steps.flatMap((step) => kinds.map((kind) => ({ step, kind })));

describe.each(Object.entries(transports))('the password reset, with the %s transport', (_, transport) => {
  test.each(cases)('$kind at $step', async ({ step, kind }) => {
    const services = createHuaweiServices({ transport, baseUrl: site.url });
    const flow = createPasswordReset({ services, timeouts, clock });
    const place = (): number => {
      const { token } = flow.actor.getSnapshot().context;
      return (token && simulator.huawei.sliderAnswer(reveal(token))) ?? 0;
    };
    const fault = (at: (typeof steps)[number]): void => {
      if (at === step)
        simulator.faults.push({
          ...faults[kind],
          kind,
          handled: at !== 'sendSlider',
          match: addresses[at],
          times: at === 'sendSlider' ? Infinity : 1,
        });
    };
    const walk = async (): Promise<void> => {
      fault('sendSlider');
      flow.start({ user: '+8613800138000' });
      if ((await until(flow, 'sliderRequired', 'error')) === 'error') return;
      fault('checkSlider');
      fault('sendCode');
      flow.submitSlider({ pointX: place(), slideTime: 900 });
      await until(flow, 'checkingSlider');
      if ((await until(flow, 'codeRequired', 'error', 'requestingSlider')) !== 'codeRequired') return;
      fault('checkCode');
      flow.submitCode(simulator.huawei.outbox.at(-1)?.code ?? '');
      await until(flow, 'checkingCode');
      if ((await until(flow, 'newPasswordRequired', 'error', 'codeRequired')) !== 'newPasswordRequired') return;
      fault('reset');
      flow.submitPassword('A-fresh-one-42');
      await until(flow, 'resetting');
      await until(flow, 'success', 'error', 'newPasswordRequired');
    };

    await walk();

    const { state, failure } = flow.getView();
    // Replies of this service have no `code` that could become a text, and a changed password has no body to damage.
    const harmless =
      kind === 'codeAsString' || (step === 'reset' && ['emptyBody', 'truncate', 'wrongTypes'].includes(kind));
    if (harmless && state === 'success') expect(failure).toBeNull();
    else if (step === 'reset')
      expect({ state, kind: failure?.kind }).toEqual(
        kind === 'rateLimit' || kind === 'reply'
          ? { state: 'newPasswordRequired', kind: expected[kind] }
          : { state: 'error', kind: 'outcomeUnknown' },
      );
    else if (kind === 'reply') {
      await until(flow, asksAgain[step]);
      const unread = step === 'checkSlider' ? 'sliderWrong' : 'unknownCode';
      expect(flow.getView()).toMatchObject({ state: asksAgain[step], failure: { kind: unread, code: 418_000 } });
    } else expect({ state, kind: failure?.kind }).toEqual({ state: 'error', kind: expected[kind] });
    for (const one of steps.slice(1)) expect(postsOf(addresses[one]).length).toBeLessThanOrEqual(1);
    expect(postsOf(addresses.sendSlider).length).toBeLessThanOrEqual(3);
    flow.stop();
  });
});
