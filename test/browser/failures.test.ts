import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { failureKinds, messages } from 'meeting-join-flow';
import type { FailureKind } from 'meeting-join-flow';
import { joinFailureScenarios } from '../../demo/src/panel/join-scenarios.js';
import { resetFailureScenarios } from '../../demo/src/panel/reset-scenarios.js';
import { sharedTraits } from '../../src/guards/failure.js';
import { joinTraits } from '../../src/guards/join-failure.js';
import { resetTraits } from '../../src/guards/reset-failure.js';
import { hasChromium } from './chromium.js';
import { movePieceTo, newPassword, sendCode, solvePuzzle, startReset, submit } from './states.js';
import { startDemoAndBrowser } from './visit.js';
import type { Demo, Visit } from './visit.js';

const traits = { ...joinTraits, ...resetTraits, ...sharedTraits };
const { failures, actions } = messages.en;

type Deed = (visit: Visit) => Promise<void>;

const toPuzzle: Deed = (visit) => visit.arrives('sliderRequired');
const toCode: Deed = async (visit) => {
  await toPuzzle(visit);
  await solvePuzzle(visit);
};
const toNewPassword: Deed = async (visit) => {
  await toPuzzle(visit);
  await solvePuzzle(visit);
  await sendCode(visit);
  await visit.field('newPassword').fill(newPassword);
  await submit(visit);
};
const answer =
  (field: string, text: string): Deed =>
  async (visit) => {
    await visit.field(field).fill(text);
    await submit(visit);
  };

/** What the person does once the scenario has begun, where it needs one. */
const joinDeeds: Partial<Record<FailureKind, Deed>> = {
  passwordWrong: answer('password', 'wrong'),
  captchaWrong: answer('captcha', '0000'),
  registrationIdWrong: answer('registrationId', 'wrong'),
  refreshFailed: (visit) => visit.part('captcha-refresh').click(),
};
const resetDeeds: Partial<Record<FailureKind, Deed>> = {
  userUnknown: async (visit) => {
    await toPuzzle(visit);
    await movePieceTo(visit, await visit.sliderAnswer());
  },
  sliderWrong: async (visit) => {
    await toPuzzle(visit);
    await movePieceTo(visit, 10);
  },
  sliderExpired: async (visit) => {
    await toPuzzle(visit);
    await movePieceTo(visit, await visit.sliderAnswer());
  },
  codeMissing: async (visit) => {
    await toCode(visit);
    await answer('code', '000000')(visit);
  },
  codeWrong: async (visit) => {
    await toCode(visit);
    await answer('code', '000000')(visit);
  },
  codeExpired: toCode,
  codeTooSoon: async (visit) => {
    await toCode(visit);
    await visit.part('cancel').click();
    await visit.arrives('idle');
    await startReset(visit);
    await movePieceTo(visit, await visit.sliderAnswer());
  },
  passwordNotAcceptable: toNewPassword,
  outcomeUnknown: toNewPassword,
  tokenExpired: toNewPassword,
  inputInvalid: async (visit) => {
    await toPuzzle(visit);
    await movePieceTo(visit, await visit.sliderAnswer());
  },
};

const ways = [
  ...Object.keys(joinFailureScenarios).map((kind) => ({ flow: 'join', kind })),
  ...Object.keys(resetFailureScenarios).map((kind) => ({ flow: 'reset', kind })),
].map((way) => ({ ...way, kind: way.kind as FailureKind }));

(hasChromium() ? describe : describe.skip)('The screens of failures', () => {
  let demo: Demo;
  let visit: Visit;

  beforeAll(async () => {
    demo = await startDemoAndBrowser('production');
    visit = await demo.visit({ viewport: { width: 1280, height: 900 } });
  }, 60_000);
  afterAll(() => demo.close(), 20_000);

  /** Picks a scenario in the page's own panel. */
  async function pick(flow: string, kind: string): Promise<void> {
    await visit.open(flow === 'join' ? '/' : '/reset');
    await visit.page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
    await visit.page.locator(`[data-scenario="${kind}"]`).click();
  }

  /** The button or field by which the person goes on as the failure says. */
  async function expectWayOn(kind: FailureKind): Promise<void> {
    const [field, action] = traits[kind];
    if (action === 'refreshCaptcha') await visit.part('captcha-refresh').waitFor();
    else if (action === 'resendCode') await visit.part('resend').waitFor();
    else if (field !== null && (await visit.field(field).count()) > 0) {
      expect(await visit.field(field).isEnabled()).toBe(true);
      await visit.part('submit').waitFor();
    } else if (action === 'retry' && (await visit.form.getAttribute('data-state'))?.endsWith('Required')) {
      // The flow has gone back to the step that is to be tried again.
      await visit.part('submit').waitFor();
    } else await visit.form.getByRole('button', { name: actions[action], exact: true }).waitFor();
  }

  it('says which field was left empty, without asking the service', async () => {
    await visit.open('/');
    await submit(visit);
    await visit.form.getByText(failures.destinationInvalid.title).first().waitFor();
    await visit.open('/reset');
    await startReset(visit);
    const before = (await visit.simulator.requests()).length;
    await submit(visit);
    await visit.part('error').waitFor();
    expect(await visit.field('slider').getAttribute('aria-invalid')).toBe('true');
    expect((await visit.simulator.requests()).length).toBe(before);
  }, 20_000);

  it.each(ways)(
    '$flow: $kind is said in words, with the way on that it names',
    async ({ flow, kind }) => {
      await pick(flow, kind);
      await (flow === 'join' ? joinDeeds : resetDeeds)[kind]?.(visit);
      await visit.form
        .getByText(failures[kind].title)
        .and(visit.page.locator(':not([role="status"])'))
        .first()
        .waitFor();
      await visit.page.locator('form[data-part="root"][aria-busy="false"]').waitFor();
      await expectWayOn(kind);
    },
    20_000,
  );

  it('leaves no kind without a way to see it', () => {
    expect(new Set(ways.map(({ kind }) => kind))).toEqual(new Set(failureKinds));
  });

  it('keeps for a help desk what the service said, and the id by which both sides find the request', async () => {
    await visit.open('/');
    await visit.field('destination').fill('300400171');
    await submit(visit);
    await visit.arrives('error');
    const details = visit.page.locator('.support');
    await details.locator('summary').click();
    const rows = await details.locator('dl > div').evaluateAll((all) => all.map(({ textContent }) => textContent));

    const asked = (await visit.simulator.requests()).at(-1);
    expect(asked?.reply).toMatchObject({ status: 400, code: 480001 });
    expect(rows).toEqual([
      'KindunknownCode',
      'Code480001',
      'HTTP status400',
      `Request${asked?.headers['trackingid'] ?? 'nothing was sent'}`,
    ]);
  }, 20_000);

  it('counts the time to wait down, and then lets the person on', async () => {
    await visit.open('/');
    await visit.page.clock.install();
    await visit.field('destination').fill('300400129');
    await submit(visit);
    await visit.arrives('error');
    const wait = visit.form.getByRole('button', { name: actions.wait });
    expect(await wait.getAttribute('aria-disabled')).toBe('true');
    await visit.page.clock.runFor(61_000);
    expect(await visit.part('failure').innerText()).toMatch(/in (1 minute, )?5\d seconds/);
    await visit.page.clock.runFor(60_000);
    await wait.and(visit.page.locator(':not([aria-disabled])')).waitFor();
  }, 20_000);

  it('breaks the replies that the panel is told to, as often as it is told, and lets the host in', async () => {
    const { page, form } = visit;
    await visit.open('/');
    await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
    const pressAndTell = async (name: string): Promise<void> => {
      const told = page.waitForResponse((response) => response.url().includes('/__simulator/'));
      await page.getByRole('button', { name, exact: true }).click();
      await told;
    };
    for (const [match, times] of [
      ['sendSlider', '1'],
      ['lookup', '2'],
    ] as const) {
      for (const [name, value] of Object.entries({ match, times, fault: 'page' }))
        await page.locator(`.fault-form [name=${name}]`).selectOption(value);
      await pressAndTell('Add the fault');
    }
    await visit.field('destination').fill('300400110');
    await submit(visit);
    for (let time = 1; time <= 2; time++) await form.getByRole('button', { name: actions.retry }).click();
    await form.getByText(failures.notStarted.title).first().waitFor();
    await pressAndTell('Let the host in');
    await form.getByRole('button', { name: actions.wait }).click();
    await visit.arrives('success');

    const broken = (await visit.simulator.requests()).filter(({ fault }) => fault !== null);
    expect(broken.map(({ path }) => path.split('/').at(-1))).toEqual(['meetingInfo', 'meetingInfo']);
  }, 20_000);

  it('tells behind the scenes what happened, hurries as long as it is told, clears faults, and has the services forget', async () => {
    const { page } = visit;
    await visit.open('/');
    await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
    await visit.field('destination').fill('300400101');
    await submit(visit);
    await visit.arrives('passwordRequired');
    await answer('password', 'never-told')(visit);
    await visit.part('error').waitFor();
    const told = (await page.locator('.events li').allInnerTexts()).join('\n');
    expect(told).toContain('passwordWrong');
    expect(told).not.toContain('never-told');

    const hurried = page.locator('.panel [type=checkbox]');
    for (const is of [true, false]) {
      await hurried.press('Space');
      await page.locator(`.panel [type=checkbox]${is ? ':checked' : ':not(:checked)'}`).waitFor();
      // Time limits are given to a flow when it is made: the flow is another one, the panel the same.
      await visit.arrives('idle');
      expect(await hurried.evaluate((box) => box === document.activeElement)).toBe(true);
      expect(await page.locator('details:not([open])').count()).toBe(0);
    }

    await page.locator('.fault-form [name=fault]').selectOption('page');
    await page.getByRole('button', { name: 'Add the fault' }).click();
    await page.getByText('A fault is waiting.').waitFor();
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await page.getByText('No fault is waiting.').waitFor();
    await visit.field('destination').fill('300400100');
    await submit(visit);
    await visit.arrives('success');

    expect(await visit.simulator.requests()).not.toEqual([]);
    await page.getByRole('button', { name: 'Forget counters' }).click();
    await page.getByText('The simulator has forgotten everything.').waitFor();
    expect(await visit.simulator.requests()).toEqual([]);
  }, 20_000);

  it('lets no scenario go on that the person has left while it was prepared', async () => {
    const { page } = visit;
    const prepared = '**/faults';
    await visit.open('/');
    await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
    let goOn = (): void => undefined;
    const held = new Promise<void>((done) => (goOn = done));
    await page.route(prepared, async (route) => {
      await held;
      await route.continue();
    });
    await page.locator('[data-scenario="policyDenied"]').click();
    await page.locator('.panel [type=checkbox]').press('Space');
    await page.locator('.panel [type=checkbox]:checked').waitFor();
    const said = page.waitForResponse(prepared);
    goOn();
    await said;
    await page.unroute(prepared);
    // As long as it takes to send what is not to be sent.
    await page.waitForTimeout(300);

    expect(await visit.simulator.requests()).toEqual([]);
    expect(await page.locator('.panel [type=checkbox]').evaluate((box) => box === document.activeElement)).toBe(true);
  }, 20_000);

  it('tells behind the scenes what is in the picture on the screen, and in no other', async () => {
    await visit.open('/');
    await visit.field('destination').fill('300400103');
    await submit(visit);
    await visit.arrives('captchaRequired');
    const told = visit.page.getByTestId('captcha-answer');
    await visit.page.getByRole('button', { name: 'Reveal the captcha’s answer' }).click();
    await told.filter({ hasText: await visit.captchaAnswer() }).waitFor();
    const first = (await visit.part('captcha-image').getAttribute('src')) ?? '';
    await visit.part('captcha-refresh').click();
    await visit.form.locator(`[data-part="captcha-image"]:not([src="${first}"])`).waitFor();

    expect(await told.innerText()).toBe('');
  }, 20_000);

  it('asks nobody outside this machine, and complains of nothing', () => {
    expect(demo.outside).toEqual([]);
    expect(demo.complaints).toEqual([]);
  });
});
