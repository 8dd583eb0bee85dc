import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import axe from 'axe-core';
import type { Page } from 'playwright-core';

import { hasChromium } from '../browser/chromium.js';
import { newPassword, sendCode, solvePuzzle, startReset, submit } from '../browser/states.js';
import { startDemoAndBrowser, type Demo, type Visit } from '../browser/visit.js';
import { joinFlowMachine } from '../../src/machines/join-flow.machine.js';
import { passwordResetMachine } from '../../src/machines/password-reset.machine.js';
import { INSPECTOR_CHANNEL } from '../../src/inspect/inspector-page.js';
import { replay } from '../../src/inspect/replay.js';
import { formatTrace, loadTrace } from '../../src/inspect/trace.js';

const password = 'open-sesame';

(hasChromium() ? describe : describe.skip)('The inspector page', () => {
  let demo: Demo;
  let visit: Visit;
  let inspector: Page;
  let folder: string;

  beforeAll(async () => {
    demo = await startDemoAndBrowser('production');
    visit = await demo.visit({ viewport: { width: 1500, height: 950 } });
    folder = await mkdtemp(join(tmpdir(), 'inspector-'));
    await visit.open('/');
    inspector = await visit.page.context().newPage();
    inspector.setDefaultTimeout(10_000);
    await inspector.goto(`${demo.server.pageUrl}/inspector/`);
  }, 90_000);
  afterAll(async () => {
    await demo.close();
    await rm(folder, { recursive: true, force: true });
  }, 20_000);

  const shows = (state: string) => inspector.locator(`.state.lit[data-state$=".${state}"]`).waitFor();
  const events = () => inspector.locator('#events li span').allInnerTexts();
  const press = (name: string) => inspector.getByRole('button', { name, exact: true }).click();

  async function save(): Promise<{ path: string; text: string }> {
    const download = inspector.waitForEvent('download');
    await press('Save trace');
    const path = join(folder, (await download).suggestedFilename());
    await (await download).saveAs(path);
    return { path, text: await readFile(path, 'utf8') };
  }

  async function accessibilityProblems(): Promise<string[]> {
    await inspector.evaluate(axe.source);
    const { violations } = await inspector.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
      'axe.run()',
    );
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }

  it('shows a whole join with a captcha as it happens, and no secret', async () => {
    await visit.page.bringToFront();
    await visit.page.getByText('Research colloquium').first().click();
    await visit.arrives('captchaRequired');
    await shows('captchaRequired');
    const first = await inspector.locator('#events li').first().elementHandle();
    await visit.field('captcha').fill(await visit.captchaAnswer());
    await visit.page.keyboard.press('Enter');
    await visit.arrives('passwordRequired');
    await shows('passwordRequired');
    await visit.field('password').fill(password);
    await visit.page.keyboard.press('Enter');
    await shows('success');

    expect(await events()).toEqual(expect.arrayContaining(['join', 'captcha.submit', 'password.submit']));
    expect(await inspector.locator('.arrow.lit .label').allTextContents()).toContain(
      'done fetchMeetingInfo [isJoined]',
    );
    // What a screen reader stands at is not drawn anew.
    expect(await first.evaluate((row) => row.isConnected)).toBe(true);
    expect(await inspector.locator('#runs tr').first().innerText()).toMatch(/fetch\w+\s+(done|aborted)\s+\d+ ms/);
    expect(await inspector.locator('#runs td:last-child').allInnerTexts()).toEqual(
      expect.arrayContaining(['captchaMissing 423001', 'passwordMissing 403004', 'ok']),
    );
    expect(await inspector.content()).not.toContain(password);
    expect(await accessibilityProblems()).toEqual([]);
  }, 40_000);

  it('shows nothing twice when apps tell everything again, to a page of it that was opened beside', async () => {
    const before = await events();
    await inspector.evaluate(async (name) => {
      const beside = new BroadcastChannel(name);
      const told = new Promise((done) => beside.addEventListener('message', done, { once: true }));
      beside.postMessage({ type: 'meeting-join-flow/hello' });
      await told;
      beside.close();
    }, INSPECTOR_CHANNEL);

    expect(before.length).toBeGreaterThan(3);
    expect(await events()).toEqual(before);
  }, 20_000);

  it('saves what it has seen, without secrets, and replays it to the same end', async () => {
    const { text } = await save();
    const trace = loadTrace(text);

    expect(text).not.toContain(password);
    const sessionId = (await inspector.locator('#actor').inputValue()).split(' ')[1]!;
    const steps = replay(trace, joinFlowMachine, { sessionId });
    expect(steps.at(-1)?.snapshot.value).toBe('success');
    expect(formatTrace(trace.records)).toContain('=> success (done)');
  }, 60_000);

  it('loads a trace and steps through it by keyboard and by its buttons', async () => {
    await inspector.bringToFront();
    const { path } = await save();
    await press('Clear');
    expect(await events()).toEqual([]);

    await inspector.locator('#load').setInputFiles(path);
    await inspector
      .locator('#place')
      .filter({ hasText: /^1 of / })
      .waitFor();
    await inspector.locator('#events').focus();
    await inspector.keyboard.press('Home');
    await shows('idle');
    await inspector.keyboard.press('End');
    await shows('success');
    await inspector.keyboard.press('ArrowUp');
    await shows('fetching');
    // The list has the focus, and says which of its rows the person is at.
    const list = inspector.locator('#events:focus');
    expect(await list.getAttribute('aria-activedescendant')).toBe(
      await list.locator('[aria-selected=true]').getAttribute('id'),
    );

    expect(await inspector.locator('#place').innerText()).toMatch(/^(\d+) of \d+$/);
    expect(await inspector.locator('#detail').innerText()).toContain('"password": "[redacted]"');

    const placeAfter = async (name: string): Promise<string> => {
      await press(name);
      return (await inspector.locator('#place').innerText()).replace(/ of \d+$/, '');
    };
    const places = [];
    for (const name of ['First', 'Next', 'Next', 'Back']) places.push(await placeAfter(name));
    expect(places).toEqual(['1', '2', '3', '2']);
  }, 60_000);

  it('says what is wrong with a file that is no trace, and goes on', async () => {
    const path = join(folder, 'other.json');
    await writeFile(path, '<img src=x onerror=alert(1)>');

    await inspector.locator('#load').setInputFiles(path);

    await inspector.getByText('This is no trace').waitFor();
  }, 60_000);

  it('shows text of a trace as text, whoever wrote the trace', async () => {
    const { text } = await save();
    const path = join(folder, 'hostile.json');
    const hostile = `<img src=x onerror='window.hurt=true'>`;
    await writeFile(path, text.replaceAll('captchaRequired', hostile).replaceAll('fetchMeetingInfo', hostile));

    await inspector.locator('#load').setInputFiles(path);
    await inspector.getByText('<img src=x').first().waitFor();

    expect(await inspector.locator('img').count()).toBe(0);
    expect(await inspector.evaluate('window.hurt')).toBeUndefined();
  }, 60_000);

  it('shows a whole password reset as it happens, and no secret', async () => {
    await inspector.locator('#follow').check();
    // Chromium slows pages behind others down.
    await visit.page.bringToFront();
    await visit.open('/reset');
    await startReset(visit);
    await shows('sliderRequired');
    await solvePuzzle(visit);
    await shows('codeRequired');
    const code = await visit.simulator.lastCode();
    await sendCode(visit);
    await shows('newPasswordRequired');
    await visit.field('newPassword').fill(newPassword);
    await submit(visit);
    await shows('success');

    const { text } = await save();
    expect(text).not.toContain(newPassword);
    expect(text).not.toContain(`"${code}"`);
    const sessionId = (await inspector.locator('#actor').inputValue()).split(' ')[1]!;
    expect(replay(loadTrace(text), passwordResetMachine, { sessionId }).at(-1)?.snapshot.value).toBe('success');
  }, 120_000);

  it('calls a request that was given up aborted, and lights the way that led there', async () => {
    await visit.page.bringToFront();
    await visit.open('/');
    await visit.simulator.pushFault({ kind: 'hang' });
    await visit.field('destination').fill('300400100');
    await submit(visit);
    await shows('fetching');
    const status = inspector.locator('#runs tr', { hasText: 'fetchMeetingInfo' }).first().locator('td').nth(1);
    expect(await status.innerText()).toBe('running');
    await visit.part('cancel').click();
    await shows('idle');

    expect(await status.innerText()).toBe('aborted');
    // An arrow that several transitions share.
    await inspector.locator('.arrow.lit[data-edges*=" "] .label', { hasText: 'cancel' }).waitFor();
  }, 20_000);

  it('goes on showing a flow that runs when it is cleared, and leaves alone what is being read', async () => {
    await visit.open('/reset');
    await startReset(visit);
    await shows('sliderRequired');
    await press('Clear');
    expect(await events()).toEqual([]);
    await visit.page.bringToFront();
    await solvePuzzle(visit);
    await shows('codeRequired');

    await inspector.locator('#follow').uncheck();
    await inspector.locator('#events li').first().click();
    await inspector.evaluate(`getSelection().selectAllChildren(document.querySelector('#detail'))`);
    const selected = await inspector.evaluate<string>('String(getSelection())');
    const before = (await events()).length;
    await sendCode(visit);
    await visit.arrives('newPasswordRequired');
    await inspector.waitForFunction(`document.querySelectorAll('#events li span').length > ${before}`);

    expect(selected).toContain('slider');
    expect(await inspector.evaluate('String(getSelection())')).toBe(selected);
    await inspector.locator('#follow').check();
  }, 60_000);

  it('goes on following what happened last when another app tells what is long over', async () => {
    const { text } = await save();
    const { records } = loadTrace(text);
    const longAgo = records.map((record) => ({ ...record, at: record.at - 3_600_000 }));
    const before = await inspector.locator('#actor').inputValue();
    const apps = await inspector.locator('#actor option').count();

    await visit.page.evaluate(
      ([name, message]) => new BroadcastChannel(name!).postMessage(JSON.parse(message!)),
      [
        INSPECTOR_CHANNEL,
        JSON.stringify({ type: 'meeting-join-flow/records', session: 'old', first: 0, records: longAgo }),
      ],
    );
    await inspector.waitForFunction(`document.querySelectorAll('#actor option').length > ${apps}`);

    expect(await inspector.locator('#actor').inputValue()).toBe(before);

    const old = inspector.locator('#actor option').last();
    const [name = ''] = (await old.innerText()).split(':');
    await inspector.locator('#actor').selectOption(await old.getAttribute('value'));
    expect(await inspector.locator('#status').innerText()).toContain(`${name}, `);
    expect(await inspector.locator('#follow').isChecked()).toBe(false);
    await inspector.locator('#follow').check();
  }, 60_000);

  it.each(['a window', 'an iframe'])(
    'shows an app of another origin that has drawn the page in: %s',
    async (kind) => {
      // Another origin by its port: no channel leads from here to the page.
      const server = createServer((_, response) =>
        response.setHeader('content-type', 'text/html').end('<iframe></iframe>'),
      );
      await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
      const app = await visit.page.context().newPage();
      await app.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      const page = `${demo.server.pageUrl}/inspector/`;
      const source = `${demo.server.pageUrl}/@fs${join(__dirname, '../../src')}`;
      const popup = kind === 'a window' ? app.waitForEvent('popup') : null;
      // As text: what runs there are the page's modules, not the test's.
      await app.evaluate(`(async () => {
      const { createJoinFlow } = await import('${source}/index.ts');
      const { connectInspectorPage } = await import('${source}/inspect/index.ts');
      const iframe = document.querySelector('iframe');
      const view = '${kind}' === 'a window' ? open('${page}') : iframe.contentWindow;
      const { inspect } = connectInspectorPage({ target: { window: view, origin: new URL('${page}').origin } });
      const never = () => new Promise(() => undefined);
      createJoinFlow({ services: { fetchMeetingInfo: never, refreshCaptcha: never }, inspect }).join({ destination: '1' });
      if ('${kind}' === 'an iframe') iframe.src = '${page}';
    })()`);
      const shown = popup ? await popup : app.frameLocator('iframe');
      await shown.locator('.state.lit[data-state$=".fetching"]').waitFor({ timeout: 30_000 });
      // What any other window tells is not listened to.
      const chart = { id: 'strange', description: null, states: [], edges: [] };
      const record = { type: '@xstate.actor', at: 0, rootId: 'x', sessionId: 'x', actorId: 'x', chart };
      const flows = await shown.locator('#actor').evaluate(
        async (select, message) => {
          const told = new Promise((done) => addEventListener('message', done, { once: true }));
          postMessage(message, '*');
          await told;
          return select.textContent;
        },
        { type: 'meeting-join-flow/records', session: 'strange', first: 0, records: [record] },
      );
      expect(flows).toContain('joinFlow');
      expect(flows).not.toContain('strange');
      if (popup) await (await popup).close();
      await app.close();
      server.close();
    },
    60_000,
  );

  it('is readable in the dark, asks no outside host, and complains of nothing', async () => {
    await inspector.emulateMedia({ colorScheme: 'dark' });

    expect(await accessibilityProblems()).toEqual([]);
    expect(demo.outside).toEqual([]);
    expect(demo.complaints).toEqual([]);
  }, 20_000);
});
