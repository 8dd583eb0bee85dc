import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { zhCN } from '../../src/messages/locales/zh-CN.js';
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
    // As in visit.ts: no server is left behind where no browser starts.
    browser = await launchChromium();
    server = await startDemo('examples');
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  /** The page of an example, on its way to a meeting. `goOn` presses the button that sends. */
  async function openAt(name: string, number: string, locale = 'en') {
    const page = await browser.newPage({ locale });
    await page.goto(`${server.pageUrl}/${name}/`);
    const goOn = () => page.locator('button:visible:not([type=button])').click();
    await page.locator('[name=destination]').fill(number);
    await goOn();
    return { page, goOn, password: page.locator('[name=password]') };
  }
  const says = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text }).waitFor();

  /** Wrong passwords, until a captcha stands beside the field. What is pressed too early does nothing. */
  async function wrongUntilPicture(page: Page, sendWrong: () => Promise<void>): Promise<void> {
    const picture = page.getByRole('img', { name: 'Picture with the characters' });
    while (!(await picture.isVisible())) {
      await sendWrong();
      await page.locator('form[aria-busy=true]').waitFor({ state: 'detached' });
      await says(page, 'That password is not right');
    }
  }
  const pictureOf = async (page: Page): Promise<string> => (await page.getByRole('img').getAttribute('src')) ?? '';

  test.each(['dom', 'vue', 'svelte', 'solid'])(
    '%s: by keys alone from one field to the next until somebody is in, at 320 px without sideways scrolling',
    async (name) => {
      const simulator = controlOf(server.simulatorUrl);
      await simulator.reset();
      const { page, password } = await openAt(name, meeting.number);
      await page.setViewportSize({ width: 320, height: 640 });
      const enter = async (text: string): Promise<void> => {
        await page.keyboard.type(text);
        await page.keyboard.press('Enter');
      };
      const isAt = (field: string) => page.locator(`[name=${field}]:focus`).waitFor();
      const about = async (field: Locator): Promise<string> =>
        (await page.locator(`#${(await field.getAttribute('aria-describedby')) ?? ''}`).textContent())?.trim() ?? '';
      await page.getByRole('heading', { name: 'Enter the password' }).waitFor();
      await isAt('password');
      await wrongUntilPicture(page, () => enter('wrong'));
      await isAt('password');
      await page.locator('audio[src*="verificationCodeAudio"]').waitFor();
      expect(await about(page.getByLabel('Meeting password'))).toContain('Check the invitation');
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
      // Where a server draws it, a press before the script runs would put what is typed into the address.
      expect(await page.evaluate(() => document.forms[0]?.method)).toBe('post');
      await page.keyboard.type(meeting.password);
      await page.getByLabel('Characters in the picture').focus();
      await enter('not these');
      await says(page, 'Those characters do not match');
      await isAt('captcha');
      expect(await about(password)).toBe('Your last entry is kept. Leave this empty to use it again.');
      await enter(await simulator.captchaAnswer(await pictureOf(page)));

      await says(page, 'You can go into the meeting');
      await page.locator('h1:focus').waitFor();
      await page.getByText(meeting.number).waitFor();
      expect(await page.locator('input:visible, button:visible').count()).toBe(0);
      await page.close();
    },
    30_000,
  );

  test.each(['dom', 'vue', 'svelte', 'solid'])(
    '%s: offers the way on that a failure names, in the language of the browser',
    async (name) => {
      const simulator = controlOf(server.simulatorUrl);
      await simulator.reset();
      await simulator.pushFault({ kind: 'html' });
      const { page } = await openAt(name, meeting.number, 'zh-CN');
      await says(page, zhCN.failures.unexpectedReply.title);
      const again = page.getByRole('button', { name: zhCN.actions.retry });
      await again.click();
      await page.getByRole('heading', { name: zhCN.labels['join.passwordRequired'] as string }).waitFor();
      await page.getByLabel(zhCN.labels.password as string).waitFor();
      await page.getByRole('button', { name: zhCN.labels['submit.password'] as string }).waitFor();
      expect(await again.isVisible()).toBe(false);
      expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
      await page.close();
    },
    30_000,
  );

  test.each(['dom', 'vue', 'svelte', 'solid'])(
    '%s: another picture empties its own answer alone, and one that is used up says to ask for another',
    async (name) => {
      const simulator = controlOf(server.simulatorUrl);
      await simulator.reset();
      const { page, goOn, password } = await openAt(name, meeting.number);
      const captcha = page.getByLabel('Characters in the picture');
      const another = page.getByRole('button', { name: 'New picture' });
      await wrongUntilPicture(page, async () => {
        await password.fill('wrong');
        await goOn();
      });
      const first = await pictureOf(page);
      await password.fill('wrong');
      await captcha.fill('for the first picture');
      await another.click();
      await page.locator(`img:not([src="${first}"])`).waitFor();
      expect([await captcha.inputValue(), await password.inputValue()]).toEqual(['', 'wrong']);

      const send = page.getByRole('button', { name: 'Continue' });
      expect(await send.getAttribute('aria-disabled')).not.toBe('true');
      await simulator.pushFault({ kind: 'status', status: 400, match: 'captchas/refresh' });
      await captcha.fill(await simulator.captchaAnswer(await pictureOf(page)));
      await goOn();
      await page.getByRole('img', { name: 'This picture has been used' }).waitFor();
      await page.getByText('This picture has been used. Ask for a new one.').waitFor();
      expect(await send.getAttribute('aria-disabled')).toBe('true');

      await another.click();
      await page.getByRole('img', { name: 'Picture with the characters' }).waitFor();
      expect(await send.getAttribute('aria-disabled')).not.toBe('true');
      await password.fill(meeting.password);
      await captcha.fill(await simulator.captchaAnswer(await pictureOf(page)));
      await goOn();
      await says(page, 'You can go into the meeting');
      await page.close();
    },
    30_000,
  );

  test('leaves a person where they are who has gone elsewhere on the page', async () => {
    const simulator = controlOf(server.simulatorUrl);
    await simulator.reset();
    await simulator.pushFault({ kind: 'delay', ms: 500, match: 'meetingInfo' });
    const { page } = await openAt('dom', meeting.number);
    await page.evaluate(() => {
      const search = document.body.appendChild(document.createElement('input'));
      search.type = 'search';
      search.focus();
    });
    await page.getByRole('heading', { name: 'Enter the password' }).waitFor();
    // The example looks for the field once it is drawn.
    await page.evaluate(() => new Promise((later) => setTimeout(later, 100)));

    expect(await page.locator('[type=search]:focus').count()).toBe(1);
    await page.close();
  }, 30_000);

  test.each(['dom', 'vue', 'svelte', 'solid'])(
    '%s: a password that was typed for one meeting goes to no other',
    async (name) => {
      const simulator = controlOf(server.simulatorUrl);
      await simulator.reset();
      const { page, goOn, password } = await openAt(name, meeting.number);
      await password.fill(meeting.password);
      await page.getByRole('button', { name: 'Cancel' }).click();
      await page.getByLabel('Meeting link or number').fill('300400100');
      await goOn();

      await says(page, 'You can go into the meeting');
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
