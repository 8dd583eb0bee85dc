import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { hasChromium, launchChromium } from './chromium.js';
import { startDemo } from './demo-server.js';
import type { DemoServer } from './demo-server.js';
import { controlOf } from './simulator-control.js';

/** A meeting of the simulator's with a password, and its password. */
const meeting = { number: '300400101', password: 'open-sesame' };

(hasChromium() ? describe : describe.skip)('the examples, each in a library of its own', () => {
  let server: DemoServer;
  let browser: Browser;
  beforeAll(async () => {
    [server, browser] = await Promise.all([startDemo('examples'), launchChromium()]);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  /** The page of an example, on its way to a meeting. */
  async function openAt(name: string, number: string) {
    const page = await browser.newPage();
    await page.goto(`${server.pageUrl}/${name}/`);
    const join = page.getByRole('button', { name: 'Join' });
    await page.getByLabel('Meeting').fill(number);
    await join.click();
    return { page, join };
  }

  test.each(['dom', 'vue', 'svelte', 'solid'])(
    '%s: a wrong password is said to be wrong, the right one lets in',
    async (name) => {
      const { page, join } = await openAt(name, meeting.number);
      await page.getByLabel('Password').fill('wrong');
      await join.click();
      await page
        .getByRole('alert')
        .filter({ hasText: /not right|wrong|incorrect/i })
        .waitFor();
      await page.getByLabel('Password').fill(meeting.password);
      await join.click();

      await page.getByText(/You are in/).waitFor();
      expect(await page.getByRole('status').textContent()).toContain(meeting.number);
      await page.close();
    },
    30_000,
  );

  test.each(['dom', 'vue', 'svelte', 'solid'])(
    '%s: another picture empties its own answer, and leaves the password that is typed',
    async (name) => {
      const simulator = controlOf(server.simulatorUrl);
      await simulator.reset();
      const { page, join } = await openAt(name, meeting.number);
      const picture = page.getByRole('img', { name: 'Characters to type' });
      // A password that is wrong twice brings a captcha. What is pressed too early does nothing.
      while (!(await picture.isVisible())) {
        await page.getByLabel('Password').fill('wrong');
        await join.click();
        await page.getByRole('alert').filter({ hasText: /\w/ }).waitFor();
      }
      const first = await picture.getAttribute('src');
      await page.getByLabel('Password').fill(meeting.password);
      await page.getByLabel('Characters').fill('for the first picture');
      await page.getByRole('button', { name: 'Another picture' }).click();
      await page.locator(`img:not([src="${first ?? ''}"])`).waitFor();

      expect(await page.getByLabel('Characters').inputValue()).toBe('');
      expect(await page.getByLabel('Password').inputValue()).toBe(meeting.password);
      const image = (await picture.getAttribute('src')) ?? '';
      await page.getByLabel('Characters').fill(await simulator.captchaAnswer(image));
      await join.click();
      await page.getByText(/You are in/).waitFor();
      await page.close();
    },
    30_000,
  );

  test.each(['dom', 'vue', 'svelte', 'solid'])(
    '%s: a password that was typed for one meeting goes to no other',
    async (name) => {
      const simulator = controlOf(server.simulatorUrl);
      await simulator.reset();
      const { page, join } = await openAt(name, meeting.number);
      await page.getByLabel('Password').fill(meeting.password);
      await page.getByRole('button', { name: 'Cancel' }).click();
      await page.getByLabel('Meeting').fill('300400100');
      await join.click();

      await page.getByText(/You are in/).waitFor();
      const asked = (await simulator.requests()).filter(({ method }) => method === 'POST');
      expect(asked.map(({ body }) => body)).toEqual([
        expect.objectContaining({ meetingKey: meeting.number }),
        expect.objectContaining({ meetingKey: '300400100' }),
      ]);
      expect(JSON.stringify(asked)).not.toContain(meeting.password);
      await page.close();
    },
    30_000,
  );
});
