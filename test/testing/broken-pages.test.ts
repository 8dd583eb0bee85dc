import { afterEach, describe, expect, test } from '@jest/globals';
import { createJoinFlow, createPasswordReset } from 'meeting-join-flow';
import type { JoinFlow, PasswordReset } from 'meeting-join-flow';
import { createHuaweiServices } from 'meeting-join-flow/huawei';
import {
  createAnswerDesk,
  createPageDriver,
  createTestClock,
  getJoinPaths,
  getResetPaths,
  testPath,
} from 'meeting-join-flow/testing';
import type {
  AnswerDesk,
  FlowPath,
  JoinDeed,
  PageDriver,
  PageDriverOptions,
  ResetDeed,
  Seen,
  TestClock,
} from 'meeting-join-flow/testing';
import { createWebexServices } from 'meeting-join-flow/webex';

const flows: (JoinFlow | PasswordReset)[] = [];
afterEach(() => {
  for (const flow of flows.splice(0)) flow.stop();
});

interface Page<Flow> {
  readonly flow: Flow;
  readonly clock: TestClock;
  readonly desk: AnswerDesk;
}

/** What is wrong with a page: what it does besides, or in the place of what it should. */
interface Wrong<Deed, Flow> {
  readonly opens?: (page: Page<Flow>) => void;
  readonly shows?: (page: Page<Flow>) => void;
  readonly waits?: (page: Page<Flow>) => void;
  readonly sees?: (page: Page<Flow>) => Seen;
  readonly deeds?: (page: Page<Flow>) => PageDriverOptions<Deed>['deeds'];
}

/** Posts past the flow, as a page does that has two of them. */
const post = ({ desk }: Page<unknown>, url: string): void => {
  const request = { url, headers: {}, body: {}, signal: new AbortController().signal, timeoutMs: 5000 };
  desk.transport({ ...request, method: 'POST' }).catch(() => undefined);
};
/** For longer than the driver goes on watching a page. */
const standStill = (): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 250);
const meetingInfo = 'https://acme.webex.com/wbxappapi/v1/meetingInfo';
const sendCode = 'https://api.meeting.huaweicloud.com/v1/usg/acs/verifycode/send';

function driverOf<Deed extends { readonly type: string }, Flow extends JoinFlow | PasswordReset>(
  start: (desk: AnswerDesk, clock: TestClock) => Flow,
  deedsOf: (page: Page<Flow>) => PageDriverOptions<Deed>['deeds'],
  wrong: Wrong<Deed, Flow>,
): PageDriver<Deed> {
  const desk = createAnswerDesk();
  const clock = createTestClock();
  let page: Page<Flow> = { desk, clock, flow: start(desk, clock) };
  const deeds = { ...deedsOf(page), ...wrong.deeds?.(page) };
  return createPageDriver<Deed>({
    open: () => {
      page.flow.stop();
      page = { desk, clock, flow: start(desk, clock) };
      const { flow } = page;
      flows.push(flow);
      let shown = 'idle';
      flow.subscribe(() => {
        const { state } = flow.getView();
        if (state !== shown) wrong.shows?.(page);
        shown = state;
      });
      wrong.opens?.(page);
    },
    // Each deed is done on the page as it was opened last.
    deeds: Object.fromEntries(
      Object.keys(deeds).map((name) => [
        name,
        (deed: Deed) => {
          const all = { ...deedsOf(page), ...wrong.deeds?.(page) } as Record<string, (deed: Deed) => void>;
          all[name]!(deed);
        },
      ]),
    ) as unknown as PageDriverOptions<Deed>['deeds'],
    sees: () => wrong.sees?.(page) ?? { state: page.flow.getView().state },
    waits: async (ms) => {
      await clock.advance(ms);
      wrong.waits?.(page);
    },
    desk,
    patienceMs: 1500,
  });
}

const joinDeeds = ({ flow }: Page<JoinFlow>): PageDriverOptions<JoinDeed>['deeds'] => ({
  join: ({ destination, password }) => flow.join({ destination, ...(password !== undefined && { password }) }),
  submitPassword: ({ password, ...more }) => flow.submitPassword(password, more),
  submitCaptcha: (deed) => flow.submitCaptcha(deed),
  submitRegistrationId: ({ registrationId, ...more }) => flow.submitRegistrationId(registrationId, more),
  refreshCaptcha: () => flow.refreshCaptcha(),
  cancel: () => flow.cancel(),
  retry: () => flow.retry(),
  reset: () => flow.reset(),
});
const resetDeeds = ({ flow }: Page<PasswordReset>): PageDriverOptions<ResetDeed>['deeds'] => ({
  start: (deed) => flow.start(deed),
  submitSlider: (deed) => flow.submitSlider(deed),
  submitCode: ({ code }) => flow.submitCode(code),
  submitPassword: ({ password }) => flow.submitPassword(password),
  refreshSlider: () => flow.refreshSlider(),
  resendCode: () => flow.resendCode(),
  cancel: () => flow.cancel(),
  retry: () => flow.retry(),
  reset: () => flow.reset(),
});

const joinPage = (wrong: Wrong<JoinDeed, JoinFlow> = {}): PageDriver<JoinDeed> =>
  driverOf(
    ({ transport }, clock) =>
      createJoinFlow({ services: createWebexServices({ transport, siteUrl: 'https://acme.webex.com' }), clock }),
    joinDeeds,
    wrong,
  );
const resetPage = (wrong: Wrong<ResetDeed, PasswordReset> = {}): PageDriver<ResetDeed> =>
  driverOf(
    ({ transport }, clock) => createPasswordReset({ services: createHuaweiServices({ transport }), clock }),
    resetDeeds,
    wrong,
  );

const joinPaths = (options: Parameters<typeof getJoinPaths>[0] = {}): readonly FlowPath<JoinDeed>[] =>
  getJoinPaths({ ...options, allows: ({ does }) => !(does && 'permissionToken' in does) });

/** What the paths that fail say. */
async function said<Deed>(driver: PageDriver<Deed>, paths: readonly FlowPath<Deed>[]): Promise<readonly string[]> {
  const all: string[] = [];
  for (const path of paths) await testPath(path, driver).catch((error: unknown) => all.push(String(error)));
  return all.map((story) => /\^ here: (.*)/.exec(story)?.[1] ?? story);
}

describe('a page driver', () => {
  test('has nothing against sound pages, also where time passes and requests are repeated', async () => {
    const walks = { strategy: 'random', count: 10, maxLength: 15 } as const;
    const timed = getResetPaths().filter(({ steps }) => steps.some(({ by }) => by === 'time'));

    expect(await said(joinPage(), joinPaths(walks))).toEqual([]);
    expect(await said(resetPage(), [...timed, ...getResetPaths(walks)])).toEqual([]);
  }, 20_000);

  test('finds a page that does not say its state, as one does that lost its form', async () => {
    const paths = joinPaths({ strategy: 'shortest', to: 'passwordRequired' }).slice(0, 1);

    expect(await said(joinPage({ sees: () => ({ state: undefined }) as never }), paths)).toEqual([
      'the page opens with the state undefined, not "idle"',
    ]);
    const isIdle = ({ flow }: Page<JoinFlow>): boolean => flow.getView().state === 'idle';
    const sees = (page: Page<JoinFlow>): Seen => ({ state: isIdle(page) ? 'idle' : undefined }) as never;
    expect(await said(joinPage({ sees }), paths)).toEqual(['state is undefined, not "fetching"']);
  });

  test('finds a page that opens with what was on it before', async () => {
    const driver = joinPage({ opens: ({ flow }) => flow.join({ destination: '123456789' }) });

    expect(await said(driver, joinPaths().slice(0, 1))).toEqual([
      'the page opens with the state "fetching", not "idle"',
    ]);
  });

  test('waits for a page that takes a while to open', async () => {
    let looks = 0;
    const sees = ({ flow }: Page<JoinFlow>): Seen => ({ state: looks++ < 3 ? 'loading' : flow.getView().state });

    expect(await said(joinPage({ sees }), joinPaths().slice(0, 1))).toEqual([]);
    expect(looks).toBeGreaterThan(3);
  });

  test.each([
    ['', () => undefined],
    // As a busy machine does: time is over then, and the page had none of it.
    [', though everything stands still meanwhile', standStill],
  ])('finds a page that posts once more after the last step%s', async (_, meanwhile) => {
    const late = (page: Page<JoinFlow>): void => {
      if (page.flow.getView().state !== 'success') return;
      setTimeout(meanwhile, 40);
      setTimeout(() => post(page, meetingInfo), 60);
    };

    expect(
      await said(joinPage({ shows: late }), joinPaths({ strategy: 'shortest', to: 'success' }).slice(0, 1)),
    ).toEqual(['the page sent too many requests, 1 and not 0: meetingInfo']);
  });

  test('finds a page that posts by itself as time passes', async () => {
    const driver = resetPage({ waits: (page) => post(page, sendCode) });
    const paths = getResetPaths().filter(({ steps }) => steps.at(-1)?.by === 'time');

    const wrong = await said(driver, paths);

    expect(paths.length).toBeGreaterThan(2);
    expect(wrong).toHaveLength(paths.length);
    for (const one of wrong) expect(one).toMatch(/the page sent too many requests, .*sendCode/);
  });

  test('finds a page whose answer to another captcha goes out with the id of the one before', async () => {
    let old: string | null = null;
    const driver = joinPage();
    const { transport } = driver.desk;
    Object.assign(driver.desk, {
      transport: (request: Parameters<typeof transport>[0]) => {
        const body = request.body as Readonly<Record<string, unknown>>;
        if ('captchaID' in body) old ??= String(body['captchaID']);
        return transport({ ...request, body: { ...body, ...('captchaID' in body && { captchaID: 'Captcha_first' }) } });
      },
    });
    const refreshed = joinPaths({ strategy: 'shortest', to: 'success' }).filter(({ steps }) => {
      const at = steps.findIndex((step) => step.by === 'service' && step.text === 'another captcha');
      return at >= 0 && steps.slice(at).some((step) => step.by === 'user' && step.does.type === 'submitCaptcha');
    });

    expect(await said(driver, refreshed.slice(0, 1))).toEqual([
      'the request does not carry what was shown: "captchaID" is "Captcha_first", not "Captcha_second"',
    ]);
  });

  test('refuses the name of a deed that there is not, since paths with the right one would be left out', () => {
    const deeds = { join: () => undefined, submitPasword: () => undefined };

    expect(() => createPageDriver<JoinDeed>({ open: () => undefined, deeds, sees: () => ({ state: 'idle' }) })).toThrow(
      new RangeError('There is no deed "submitPasword".'),
    );
  });
});
