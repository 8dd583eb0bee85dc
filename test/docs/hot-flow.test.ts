import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { hasChromium, launchChromium } from '../browser/chromium.js';
import { root, samplesOf } from './pages.js';

const sample = samplesOf('docs/guides/entries/react.md').find(({ name }) => name === 'flow.js')?.code ?? '';

/** An app around the sample. Its main module takes updates itself, as a component does by way of React Fast Refresh. */
const files = {
  'index.html': '<!doctype html><script type="module" src="/main.js"></script>',
  'main.js': `
    import { flow } from './flow.js';
    (window.flows ??= []).push(flow);
    import.meta.hot.accept();
  `,
  'services.js': `
    const hang = () => new Promise(() => {});
    export const services = { fetchMeetingInfo: hang, refreshCaptcha: hang };
  `,
  'flow.js': sample,
  'vite.config.mjs': `export default ${JSON.stringify({
    resolve: { alias: { 'meeting-join-flow': join(root, 'src/index.ts') } },
    server: { host: '127.0.0.1', port: 0, fs: { strict: false }, watch: { usePolling: true, interval: 50 } },
  })}`,
};

interface App {
  readonly flows: readonly {
    join(command: { destination: string }): void;
    readonly actor: { getSnapshot(): { readonly status: string } };
  }[];
}

(hasChromium() ? describe : describe.skip)('a flow of the page about React that Vite replaces', () => {
  let browser: Browser;
  let server: ChildProcess;
  let folder = '';
  let address = '';
  const write = (name: string, text: string) => writeFile(join(folder, name), text);
  beforeAll(async () => {
    // No server is left behind where no browser starts.
    browser = await launchChromium();
    folder = await mkdtemp(join(tmpdir(), 'meeting-join-flow-hot-'));
    for (const [name, text] of Object.entries(files)) await write(name, text);
    server = spawn(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), folder], {
      env: { ...process.env, NODE_ENV: 'development', NO_COLOR: '1', FORCE_COLOR: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    // Heard to its end: a server whose output nobody takes falls over its next line.
    address = await new Promise((found, fail) => {
      let printed = '';
      server.stdout!.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
        const [there] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed) ?? [];
        if (there !== undefined) found(there);
      });
      server.once('close', () => fail(new Error(`The server ended:\n${printed}`)));
    });
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    if (server.exitCode === null) {
      const ended = once(server, 'close');
      server.kill();
      await ended;
    }
    await rm(folder, { recursive: true });
  });

  test('ends with its request', async () => {
    const page = await browser.newPage();
    await page.goto(address);
    await page.waitForFunction(() => (window as unknown as Partial<App>).flows?.length === 1);
    await page.evaluate(() => (window as unknown as App).flows[0]!.join({ destination: '300400101' }));
    const statuses = () =>
      page.evaluate(() => (window as unknown as App).flows.map(({ actor }) => actor.getSnapshot().status));
    // Once more after a while: Vite serves a page before it watches all files, and misses what was written until then.
    let text = sample;
    while ((await statuses()).length === 1) {
      await write('flow.js', (text += '\n'));
      await new Promise((later) => setTimeout(later, 1000));
    }

    const [last, ...before] = (await statuses()).reverse();
    expect(last).toBe('active');
    expect(new Set(before)).toEqual(new Set(['stopped']));
  }, 60_000);
});
