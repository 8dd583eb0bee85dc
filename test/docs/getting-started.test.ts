import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { hasChromium, launchChromium } from '../browser/chromium.js';
import { readPage, root, samplesOf } from './pages.js';

const guide = 'docs/guides/getting-started.md';
const address = 'http://127.0.0.1:8787';

const fileOf = (name: string): string => samplesOf(guide).find((sample) => sample.name === name)?.code ?? '';

/** A file of the guide with all that it imports, as one script. */
async function bundle(code: string, platform: 'node' | 'browser', outfile: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: root, loader: 'ts' },
    tsconfig: join(root, 'tsconfig.json'),
    bundle: true,
    format: 'esm',
    platform,
    outfile,
    write: platform === 'node',
    logLevel: 'error',
  });
  return outputFiles?.[0]?.text ?? '';
}

(hasChromium() ? describe : describe.skip)('the guide that gets people started', () => {
  let folder: string;
  let service: ChildProcess;
  let pages: Server;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    // First, as in browser/visit.ts.
    browser = await launchChromium();
    folder = await mkdtemp(join(tmpdir(), 'meeting-join-flow-guide-'));
    const script = join(folder, 'simulator.mjs');
    // The guide's port may be taken here.
    await bundle(fileOf('simulator.mjs').replace('port: 8787', 'port: 0'), 'node', script);
    service = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [printed] = (await once(service.stdout!, 'data')) as [Buffer];
    const running = /^The simulated service is at (http:\S+)/.exec(printed.toString())?.[1] ?? '';
    const main = await bundle(fileOf('main.ts').replace(address, running), 'browser', join(folder, 'main.js'));
    const context = await browser.newContext({ locale: 'en-GB' });
    page = await context.newPage();
    pages = createServer((request, response) => {
      const isScript = request.url === '/main.ts';
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
      response.end(isScript ? main : fileOf('index.html'));
    }).listen(0, '127.0.0.1');
    await once(pages, 'listening');
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    service.kill();
    pages.close();
    await rm(folder, { recursive: true, force: true });
  });

  const goOn = (): Promise<void> => page.getByRole('button', { name: 'Go on' }).click();
  const says = (text: string): Promise<void> => page.getByRole('status').filter({ hasText: text }).waitFor();

  async function joinMeeting(destination: string): Promise<void> {
    await page.goto(`http://127.0.0.1:${(pages.address() as AddressInfo).port}/`);
    await page.getByLabel('Meeting').fill(destination);
    await goOn();
  }

  test('names one address in all its files and says it in its text', () => {
    expect(fileOf('simulator.mjs')).toContain('port: 8787');
    expect(fileOf('main.ts')).toContain(address);
    expect(readPage(guide)).toContain(`The simulated service is at ${address}`);
  });

  test('puts nothing that is typed into the address, even where no script runs', async () => {
    const bare = await browser.newPage({ javaScriptEnabled: false });
    await bare.goto(`http://127.0.0.1:${(pages.address() as AddressInfo).port}/`);
    await bare.getByLabel('Meeting').fill('https://acme.webex.com/acme/j.php?MTID=m1&PW=hidden');
    await Promise.all([bare.waitForEvent('framenavigated'), bare.getByRole('button', { name: 'Go on' }).click()]);

    expect(bare.url()).not.toContain('hidden');
  }, 30_000);

  test('asks for the password, and lets in with it', async () => {
    await joinMeeting('300400101');
    await page.getByLabel('Password').fill('open-sesame');
    await goOn();

    await says('You are in: 300400101');
  }, 30_000);

  test('shows a captcha beside the password after four wrong ones', async () => {
    await joinMeeting('300400101');
    for (const guess of ['one', 'two', 'three', 'four']) {
      await page.getByLabel('Password').fill(guess);
      await goOn();
      await says('That password is not right');
      await page.getByLabel('Password').waitFor();
    }
    const picture = page.getByRole('img', { name: 'Characters to type' });
    await picture.waitFor();

    await page.waitForFunction(() => (document.querySelector('img')?.naturalWidth ?? 0) > 0);
    expect(await page.getByLabel('Password').isVisible()).toBe(true);
  }, 30_000);

  test.each([
    ['300400122', 'Your registration is waiting for approval'],
    ['not a meeting', 'This does not look like a meeting'],
  ])(
    'says what is the matter with %s',
    async (destination, words) => {
      await joinMeeting(destination);

      await says(words);
    },
    30_000,
  );

  test('takes the registration id of a webinar', async () => {
    await joinMeeting('300400105');
    await page.getByLabel('Registration id').fill('W-2024');
    await goOn();

    await says('You are in: 300400105');
  }, 30_000);
});
