import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';

import { hasChromium, launchChromium } from '../browser/chromium.js';
import { bundleForBrowser } from './support/bundle.js';
import { canary, tourStates } from './support/tour.js';

jest.setTimeout(60_000);

/** The viewer: the package's own receiver, in an iframe. */
const viewer = `
  import { createWindowReceiver } from '@xstate/inspect';
  window.raw = []; window.parsed = [];
  window.addEventListener('message', (event) => window.raw.push(JSON.stringify(event.data)));
  createWindowReceiver().subscribe((event) => window.parsed.push(event));
`;
/** The app: our v5 flow, and the package's own \`inspect\`. */
const app = `
  import { inspect } from '../xstate-v4/node_modules/@xstate/inspect';
  import { connectXStateInspect } from '../../src/inspect/xstate-inspect.js';
  import { tour } from './support/tour.js';
  const iframe = document.querySelector('iframe');
  const connection = connectXStateInspect({ inspect, url: location.origin + '/viewer', iframe });
  window.run = async () => {
    const flow = await tour(connection.inspect);
    await new Promise((done) => setTimeout(done, 100));
    return flow.getView().state;
  };
`;

(hasChromium() ? describe : describe.skip)('the classic @xstate/inspect in a window', () => {
  let browser: Browser;
  let server: Server;
  let url: string;

  beforeAll(async () => {
    // First, as in browser/visit.ts.
    browser = await launchChromium();
    const scripts: Record<string, string> = {
      '/viewer.js': bundleForBrowser(viewer, resolve(__dirname, '../xstate-v4')),
      '/app.js': bundleForBrowser(app, __dirname),
    };
    const pages: Record<string, string> = {
      '/': '<!doctype html><link rel=icon href=data:,><iframe></iframe><script src=/app.js></script>',
      '/viewer': '<!doctype html><script src=/viewer.js></script>',
    };
    server = createServer((request, response) => {
      const text = scripts[request.url ?? ''] ?? pages[request.url ?? ''];
      const type = scripts[request.url ?? ''] === undefined ? 'text/html' : 'text/javascript';
      response.writeHead(text === undefined ? 404 : 200, { 'content-type': type }).end(text);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    // A server on a port has an address of this kind.
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });

  it('shows the chart and every state to the real receiver, and posts no secret', async () => {
    const page = await browser.newPage();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(url);
    const frame = page.frames()[1]!;
    await frame.waitForFunction('window.parsed !== undefined');

    const ended = await page.evaluate('window.run()');

    const raw = await frame.evaluate<string[]>('window.raw');
    const registered = await frame.evaluate<{ id: string; states: string[] }>(
      `window.parsed.filter((event) => event.type === 'service.register').map(({ machine }) => ({ id: machine.id, states: Object.keys(machine.states) }))[0]`,
    );
    const states = await frame.evaluate<string[]>(
      `window.parsed.filter((event) => event.type === 'service.state').map(({ state }) => state.value)`,
    );
    const names = await frame.evaluate<string[]>(
      `window.parsed.filter((event) => event.type === 'service.event').map(({ event }) => event.name)`,
    );
    expect(ended).toBe('success');
    expect(registered.id).toBe('joinFlow');
    expect(registered.states).toEqual(expect.arrayContaining([...tourStates]));
    expect(new Set(states)).toEqual(new Set(tourStates));
    expect(names).toEqual(expect.arrayContaining(['join', 'password.submit', 'done.invoke.fetchMeetingInfo']));
    expect(raw.length).toBeGreaterThan(20);
    expect(raw.join('\n')).not.toMatch(canary);
    expect(requests.every((request) => request.startsWith(url))).toBe(true);
    await page.close();
  });
});
