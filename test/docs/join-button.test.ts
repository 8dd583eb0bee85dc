import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { hasChromium, launchChromium } from '../browser/chromium.js';
import { samplesOf } from './pages.js';
import { openSample } from './sample-page.js';

const sample = samplesOf('docs/guides/entries/react.md').find(({ name }) => name === 'join-button.tsx')?.code ?? '';

/** What an app has around the sample; the service is in the page. */
const app = `
import { Activity, StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { createSimulator } from 'meeting-join-flow/simulator';

globalThis.fetch = createSimulator().fetch as typeof fetch;
const onJoined = (meeting: MeetingInfo): void => {
  document.title = 'In: ' + meeting.meetingNumber;
};
function App() {
  const [mode, setMode] = useState<'visible' | 'hidden'>('visible');
  Object.assign(window, { setMode });
  return (
    <Activity mode={mode}>
      <JoinButton destination="300400101" onJoined={onJoined} />
    </Activity>
  );
}
createRoot(document.querySelector('main')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
`;

interface App {
  setMode(mode: 'visible' | 'hidden'): void;
}

(hasChromium() ? describe : describe.skip)('the dialog of the page about React', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launchChromium();
    page = await openSample(browser, { code: sample + app, loader: 'tsx', html: '<main></main>' });
  }, 60_000);
  afterAll(() => browser.close());

  const isAtButton = (): Promise<void> => page.locator('button:focus', { hasText: /^Join$/ }).waitFor();
  const isAtPassword = (): Promise<void> => page.locator('[data-field=password]:focus').waitFor();
  const open = async (): Promise<void> => {
    await page.keyboard.press('Enter');
    await isAtPassword();
  };

  test('opens at the password when one is asked for, and gives the focus back when it is left', async () => {
    await page.getByRole('button', { name: 'Join' }).focus();
    expect(await page.getByRole('dialog').count()).toBe(0);
    await open();
    await page.keyboard.press('Escape');
    await isAtButton();
    expect(await page.getByRole('dialog').count()).toBe(0);

    await open();
    await page.getByRole('button', { name: 'Cancel' }).press('Enter');
    await isAtButton();
  }, 30_000);

  test('keeps its place, and what is typed, while it is hidden', async () => {
    const setMode = (mode: 'visible' | 'hidden') =>
      page.evaluate((next) => (window as unknown as App).setMode(next), mode);
    await open();
    await page.keyboard.type('half of it');
    await setMode('hidden');
    await page.getByRole('button', { name: 'Join' }).waitFor({ state: 'hidden' });
    await setMode('visible');
    await isAtPassword();
    expect(await page.locator('[data-field=password]').inputValue()).toBe('half of it');

    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Join' }).focus();
  }, 30_000);

  test('stays while the answer is wrong, and gives the focus back once it is right', async () => {
    await open();
    await page.keyboard.type('wrong');
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'That password is not right' }).waitFor();
    await isAtPassword();
    await page.keyboard.type('open-sesame');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.title === 'In: 300400101');
    await isAtButton();
  }, 30_000);
});
