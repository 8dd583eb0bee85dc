import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { launchChromium } from './chromium.js';
import { controlOf } from './simulator-control.js';
import type { SimulatorControl } from './simulator-control.js';
import { startDemo } from './demo-server.js';
import type { DemoServer } from './demo-server.js';

/** One page of the demo, as a person has it before them. */
export interface Visit {
  readonly page: Page;
  readonly form: Locator;
  readonly simulator: SimulatorControl;
  /** Comes to a route with a new flow, and a simulator that has forgotten everything. Only the first time loads the page. */
  readonly open: (path: '/' | '/reset') => Promise<void>;
  /** The field of the flow that has this name. */
  readonly field: (name: string) => Locator;
  /** A part of the flow, by its `data-part`. */
  readonly part: (name: string) => Locator;
  /** Waits until the chart is in this state. */
  readonly arrives: (state: string) => Promise<void>;
  /** The answer to the captcha that is on the screen. */
  readonly captchaAnswer: () => Promise<string>;
  /** Where the piece of the puzzle on the screen belongs, image px. */
  readonly sliderAnswer: () => Promise<number>;
  /** Sets the page's own switches, which are out of reach behind a dialog. */
  readonly setLook: (look: { readonly theme: string; readonly language: string }) => Promise<void>;
  /** The `data-field`, or else `data-part`, of what has the focus. */
  readonly focused: () => Promise<string | null>;
  readonly press: (key: string) => Promise<void>;
  /** Types into what has the focus. */
  readonly type: (text: string) => Promise<void>;
  /** The same, and sends it with the Enter key. */
  readonly enter: (text: string) => Promise<void>;
  /** Goes through the page by the Tab key until something of the flow has the focus. */
  readonly tabTo: (name: string) => Promise<void>;
}

export interface Demo {
  readonly server: DemoServer;
  readonly browser: Browser;
  /** Addresses outside this machine that pages asked for. */
  readonly outside: readonly string[];
  /** What pages threw or wrote to the console as an error, except for replies that are no success. */
  readonly complaints: readonly string[];
  readonly visit: (options?: Parameters<Browser['newContext']>[0]) => Promise<Visit>;
  readonly close: () => Promise<void>;
}

const isHere = (url: string): boolean =>
  /^(https?|wss?):\/\/(127\.0\.0\.1|localhost)[:/]|^(data|blob|about):/.test(url);

/** A refused request is part of the flow; Chromium writes it to the console all the same. */
const isReply = (text: string): boolean => text.startsWith('Failed to load resource');

/** Runs in the page: goes to a route by way of the other one, which ends the flow that is there. */
async function leaveAndCome(path: string): Promise<void> {
  for (const step of [path === '/' ? '/reset' : '/', path]) {
    history.pushState(null, '', step);
    dispatchEvent(new PopStateEvent('popstate'));
    await new Promise((drawn) => setTimeout(drawn));
  }
  document.querySelector('dialog')?.close();
  (document.activeElement as HTMLElement | null)?.blur();
}

/** The page's server, its simulator and a browser, once for each file of tests. */
export async function startDemoAndBrowser(build?: Parameters<typeof startDemo>[1]): Promise<Demo> {
  // The browser first: where none starts, a server would be left behind, and keep Jest from ending.
  const browser = await launchChromium();
  const server = await startDemo('demo', build);
  const simulator = controlOf(server.simulatorUrl);
  // The first page waits for the server to bundle what the page depends on; the tests need not.
  const warmUp = await browser.newPage();
  await warmUp.goto(server.pageUrl, { timeout: 50_000 });
  await warmUp.locator('form').first().waitFor({ timeout: 50_000 });
  await warmUp.close();
  const outside: string[] = [];
  const complaints: string[] = [];
  const contexts: BrowserContext[] = [];

  async function visit(options: Parameters<Browser['newContext']>[0] = {}): Promise<Visit> {
    const context = await browser.newContext({ locale: 'en-US', reducedMotion: 'reduce', ...options });
    contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    let sliderToken = '';
    page.on('request', (request) => {
      if (!isHere(request.url())) outside.push(request.url());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !isReply(message.text())) complaints.push(message.text());
      if (message.type() === 'warning') complaints.push(message.text());
    });
    page.on('response', (response) => {
      if (!response.url().endsWith('slideverifycode/send') || response.request().method() !== 'POST') return;
      response.json().then(
        (body: { token?: string }) => {
          sliderToken = body.token ?? '';
        },
        () => undefined,
      );
    });
    const form = page.locator('form[data-part="root"]');
    const part = (name: string): Locator => form.locator(`[data-part="${name}"]`);
    const press = (key: string): Promise<void> => page.keyboard.press(key);
    const type = (text: string): Promise<void> => page.keyboard.type(text);
    const focused = (): Promise<string | null> =>
      page.evaluate(() => {
        const { dataset } = document.activeElement as HTMLElement;
        return dataset['field'] ?? dataset['part'] ?? null;
      });
    return {
      page,
      form,
      simulator,
      part,
      field: (name) => form.locator(`[data-field="${name}"]`),
      async open(path) {
        await simulator.reset();
        if (page.url() === 'about:blank') await page.goto(server.pageUrl + path);
        else await page.evaluate(leaveAndCome, path);
        await form.waitFor();
      },
      arrives: (state) => page.locator(`form[data-part="root"][data-state="${state}"]`).waitFor(),
      captchaAnswer: async () => simulator.captchaAnswer((await part('captcha-image').getAttribute('src')) ?? ''),
      async sliderAnswer() {
        // The puzzle is on the screen before its reply, with the token in it, has been read on this side.
        for (let looks = 0; looks < 100; looks++) {
          const pointX = await simulator.sliderAnswer(sliderToken);
          if (pointX !== null) return pointX;
          await new Promise((later) => setTimeout(later, 50));
        }
        throw new Error('No puzzle is waiting for an answer.');
      },
      async setLook({ theme, language }) {
        await page.evaluate(
          (to) => {
            document.querySelector<HTMLInputElement>(`.theme [value="${to.theme}"]`)?.click();
            const select = document.querySelector<HTMLSelectElement>('.language select');
            if (!select || select.value === to.language) return;
            select.value = to.language;
            select.dispatchEvent(new Event('change', { bubbles: true }));
          },
          { theme, language },
        );
        await page.locator(`html[lang="${language}"][data-theme="${theme}"]`).waitFor();
        // Colours and widths are there with the next picture.
        await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      },
      focused,
      press,
      type,
      async enter(text) {
        await type(text);
        await press('Enter');
      },
      async tabTo(name) {
        for (let presses = 0; presses < 40; presses++) {
          if ((await focused()) === name) return;
          await press('Tab');
        }
        throw new Error(`The Tab key never came to ${name}.`);
      },
    };
  }

  return {
    server,
    browser,
    outside,
    complaints,
    visit,
    async close() {
      await Promise.all(contexts.map((context) => context.close()));
      await browser.close();
      await server.close();
    },
  };
}
