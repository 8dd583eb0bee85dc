import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { hasChromium, launchChromium } from '../browser/chromium.js';
import { samplesOf } from './pages.js';
import { openSample } from './sample-page.js';

const sample = samplesOf('docs/guides/frameworks.md').find(({ name }) => name === 'join-form.ts')?.code ?? '';

/** What an app has around the sample; the service is in the page. */
const app = `
import { createJoinFlow, createMessages } from 'meeting-join-flow';
import { fetchTransport } from 'meeting-join-flow/fetch';
import { createSimulator } from 'meeting-join-flow/simulator';
import { createWebexServices } from 'meeting-join-flow/webex';

const simulator = createSimulator();
const services = createWebexServices({
  transport: fetchTransport(simulator.fetch),
  siteUrl: 'https://acme.webex.com',
});
const flow = createJoinFlow({ services });
const leave = drawForm(document.querySelector('form')!, flow, createMessages({ locale: 'en' }));
const answer = (): string => {
  const view = flow.getView();
  return view.state === 'captchaRequired' ? simulator.captchaAnswer(view.captcha.imageUrl) ?? '' : '';
};
Object.assign(window, { app: { flow, leave, answer } });
`;

interface App {
  readonly app: { readonly flow: { readonly refreshCaptcha: () => void }; leave(): void; answer(): string };
}

(hasChromium() ? describe : describe.skip)('the form of the guide to frameworks', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launchChromium();
    page = await openSample(browser, { code: sample + app, loader: 'ts', html: '<form></form>' });
  }, 60_000);
  afterAll(() => browser.close());

  const goOn = (): Promise<void> => page.locator('button:visible:not([type=button])').click();
  const says = (text: string): Promise<void> => page.getByRole('status').filter({ hasText: text }).waitFor();

  test('lets nobody wait who would rather go back', async () => {
    await page.getByLabel('Meeting').fill('300400101');
    await goOn();
    await page.getByLabel('password').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.locator('[name=destination]:focus').waitFor();
    expect(await page.getByRole('button', { name: 'Cancel' }).isVisible()).toBe(false);
  });

  test('goes on to the password, and empties it once it is sent', async () => {
    await page.getByLabel('Meeting').fill('300400101');
    expect(await page.getByRole('button').allTextContents()).toContain('Join');
    await goOn();
    await page.getByLabel('password').waitFor();
    expect(await page.getByText('Enter the password of this meeting.').isVisible()).toBe(true);
    await page.locator('[name=password]:focus').waitFor();
    for (const guess of ['one', 'two', 'three', 'four']) {
      await page.getByLabel('password').fill(guess);
      await goOn();
      await says('That password is not right');
      await page.waitForFunction(() => document.querySelector('form')?.ariaBusy === 'false');
      expect(await page.getByLabel('password').inputValue()).toBe('');
      await page.locator('[name=password]:focus').waitFor();
    }
  }, 30_000);

  test('keeps a password that is typed where the captcha is missing, and where another one is asked for', async () => {
    const captcha = page.locator('[name=captcha]');
    await captcha.waitFor();
    await page.getByLabel('password').fill('open-sesame');
    await goOn();
    await says('A security check is required');
    await page.locator('[name=captcha]:focus').waitFor();
    expect(await page.locator('label', { has: captcha }).textContent()).toMatch(/Enter the characters.+Hard to read\?/);
    expect(await page.getByLabel('password').inputValue()).toBe('open-sesame');

    await page.evaluate(() => (window as unknown as App).app.flow.refreshCaptcha());
    await says('That password is not right');
    expect(await page.getByLabel('password').inputValue()).toBe('open-sesame');

    await captcha.fill(await page.evaluate(() => (window as unknown as App).app.answer()));
    await goOn();
    await says('You can go into the meeting');
    expect(await page.locator('input:visible, button:visible').count()).toBe(0);
  }, 30_000);
});
