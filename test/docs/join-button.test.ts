import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { hasChromium, launchChromium } from '../browser/chromium.js';
import { root, samplesOf } from './pages.js';

const sample = samplesOf('docs/guides/entries/react.md').find(({ name }) => name === 'join-button.tsx')?.code ?? '';

/** What an app has around the sample; the service is in the page. */
const app = `
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createSimulator } from 'meeting-join-flow/simulator';

globalThis.fetch = createSimulator().fetch as typeof fetch;
const onJoined = (meeting: MeetingInfo): void => {
  document.title = 'In: ' + meeting.meetingNumber;
};
createRoot(document.querySelector('main')!).render(
  <StrictMode>
    <JoinButton destination="300400101" onJoined={onJoined} />
  </StrictMode>,
);
`;

(hasChromium() ? describe : describe.skip)('the dialog of the page about React', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    const { outputFiles } = await build({
      stdin: { contents: sample + app, resolveDir: root, loader: 'tsx' },
      tsconfig: join(root, 'tsconfig.json'),
      jsx: 'automatic',
      bundle: true,
      platform: 'browser',
      external: ['node:*'],
      define: { 'process.env.NODE_ENV': '"development"' },
      format: 'esm',
      outfile: 'join-button.js',
      write: false,
      logLevel: 'error',
    });
    browser = await launchChromium();
    page = await browser.newPage();
    await page.setContent('<main></main>');
    await page.addScriptTag({ type: 'module', content: outputFiles[0]?.text ?? '' });
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
