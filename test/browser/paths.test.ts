import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import {
  coverageOf,
  createPageDriver,
  getJoinPaths,
  getResetPaths,
  huaweiAnswers,
  PathError,
  routeHandler,
  testPath,
  webexAnswers,
} from 'meeting-join-flow/testing';
import type { FlowPath, JoinDeed, PageDriver, ResetDeed } from 'meeting-join-flow/testing';
import type { Locator, Page } from 'playwright-core';
import { hasChromium } from './chromium.js';
import { startDemoAndBrowser } from './visit.js';
import type { Demo, Visit } from './visit.js';

// About a hundred visits to a real page.
jest.setTimeout(400_000);

class NotOnThisPage extends Error {}

let demo: Demo;
let visit: Visit;
let page: Page;
const part = (name: string): Locator => page.locator(`form[data-part="root"] [data-part="${name}"]`);
const field = (name: string): Locator => page.locator(`form[data-part="root"] input[data-field="${name}"]`);

async function there(locator: Locator): Promise<Locator> {
  if ((await locator.count()) === 0) throw new NotOnThisPage('this page has no such button or field here');
  return locator.first();
}
const press = async (name: string): Promise<void> => (await there(part(name))).click();
const fill = async (name: string, text: string): Promise<void> => (await there(field(name))).fill(text);
const fillIfAsked = async (name: string, text: string | undefined): Promise<void> => {
  if (text !== undefined && (await field(name).count()) > 0) await field(name).fill(text);
};
const send = (): Promise<void> => press('submit');

const shared = (path: '/' | '/reset') => ({
  open: async () => {
    await visit.open(path);
    await visit.arrives('idle');
  },
  sees: async () => ({ state: (await page.locator('form[data-part="root"]').getAttribute('data-state')) ?? '' }),
  waits: (ms: number) => page.clock.runFor(ms),
  patienceMs: 30_000,
});

const joinDriver = (): PageDriver<JoinDeed> =>
  createPageDriver<JoinDeed>({
    ...shared('/'),
    deeds: {
      join: async ({ destination }) => {
        await fill('destination', destination);
        await send();
      },
      submitPassword: async ({ password, registrationId }) => {
        await fillIfAsked('registrationId', registrationId);
        await fill('password', password);
        await send();
      },
      submitCaptcha: async ({ code, password, registrationId }) => {
        await fillIfAsked('password', password);
        await fillIfAsked('registrationId', registrationId);
        await fill('captcha', code);
        await send();
      },
      submitRegistrationId: async ({ registrationId, password }) => {
        await fillIfAsked('password', password);
        await fill('registrationId', registrationId);
        await send();
      },
      refreshCaptcha: () => press('captcha-refresh'),
      cancel: () => press('cancel'),
      retry: () => press('retry'),
      reset: () => press('start-over'),
    },
  });

const resetDriver = (): PageDriver<ResetDeed> =>
  createPageDriver<ResetDeed>({
    ...shared('/reset'),
    deeds: {
      start: async ({ user }) => {
        await fill('user', user);
        await send();
      },
      submitSlider: async ({ pointX }) => {
        await (await there(page.getByRole('slider'))).fill(`${pointX}`);
        await send();
      },
      submitCode: async ({ code }) => {
        await fill('code', code);
        await send();
      },
      submitPassword: async ({ password }) => {
        await fill('newPassword', password);
        await send();
      },
      refreshSlider: () => press('slider-refresh'),
      resendCode: () => press('resend'),
      cancel: () => press('cancel'),
      retry: () => press('retry'),
      reset: () => press('start-over'),
    },
  });

interface Walked<Deed> {
  /** Without those through a button or a field that the page does not have in that state. */
  readonly done: readonly FlowPath<Deed>[];
  readonly wrong: readonly string[];
}

async function walkAll<Deed>(paths: readonly FlowPath<Deed>[], driver: PageDriver<Deed>): Promise<Walked<Deed>> {
  const [done, wrong]: [FlowPath<Deed>[], string[]] = [[], []];
  await page.route(/meetingInfo|captchas|usg\/acs/, routeHandler(driver.desk.fetch));
  for (const path of paths) {
    try {
      await testPath(path, driver);
      done.push(path);
    } catch (error) {
      const cause = error instanceof PathError ? error.cause : null;
      if (!(cause instanceof NotOnThisPage)) wrong.push(String(error));
    }
  }
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  return { done, wrong };
}

(hasChromium() ? describe : describe.skip)('generated paths, on the page of `npm start`', () => {
  beforeAll(async () => {
    demo = await startDemoAndBrowser('production');
    visit = await demo.visit();
    ({ page } = visit);
    await page.clock.install();
  });
  afterAll(() => demo.close());

  /** Everywhere else the page has "Cancel" in the place of "Start over". */
  const missing = (paths: Parameters<typeof coverageOf>[0]): readonly string[] =>
    coverageOf(paths).transitions.missing.filter((name) => !/: reset → (idle|\(stays\))$/.test(name));

  test('through the join flow', async () => {
    const allows = ({ text }: { readonly text: string }): boolean => !/with a (password|permission token)/.test(text);
    // The page lets people join from an error that its own field can mend.
    const mended = getJoinPaths({
      allows: (step) => allows(step) && (step.by !== 'service' || step.text === webexAnswers.meetingNotFound.name),
    });
    const paths = [...getJoinPaths({ allows }), ...mended.filter(({ name }) => name.includes('error: join'))];

    const { done, wrong } = await walkAll(paths, joinDriver());

    expect(wrong).toEqual([]);
    expect(coverageOf(done).states.missing).toEqual([]);
    // A stale permission token is an app's to bring along.
    expect(missing(done)).toEqual(['fetching: xstate.done.actor.fetchMeetingInfo [4] → fetching']);
  });

  test('through the password reset', async () => {
    // An error that may pass has a button for it.
    const passing = getResetPaths({
      allows: ({ by, text }) => by !== 'service' || text === huaweiAnswers.sendSlider.serverFault.name,
    });
    const paths = [...getResetPaths(), ...passing.filter(({ name }) => name.includes('error: retry'))];

    const { done, wrong } = await walkAll(paths, resetDriver());

    expect(wrong).toEqual([]);
    expect(coverageOf(done).states.missing).toEqual([]);
    expect(missing(done)).toEqual([]);
  });
});
