import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { hasChromium, launchChromium } from '../browser/chromium.js';
import { samplesOf } from './pages.js';
import { openSample } from './sample-page.js';

const sample = samplesOf('docs/guides/frameworks.md').find(({ name }) => name === 'follow-flow.ts')?.code ?? '';

/** A component's place to ask for what it needs, and its end; the service is in the page. */
const app = `
import { createEnvironmentInjector, Injector, runInInjectionContext } from '@angular/core';
import { createJoinFlow } from 'meeting-join-flow';
import { fetchTransport } from 'meeting-join-flow/fetch';
import { createSimulator } from 'meeting-join-flow/simulator';
import { createWebexServices } from 'meeting-join-flow/webex';

const transport = fetchTransport(createSimulator().fetch);
const flow = createJoinFlow({ services: createWebexServices({ transport, siteUrl: 'https://acme.webex.com' }) });
const component = createEnvironmentInjector([], Injector.create({ providers: [] }) as never);
const { view, step } = runInInjectionContext(component, () => followFlow(flow));
const states = () => [view().state, step().state];
Object.assign(window, { app: { flow, states, view, end: () => component.destroy() } });
`;

interface App {
  readonly app: {
    readonly flow: {
      join(command: { destination: string }): void;
      submitPassword(password: string): void;
      getView(): { readonly state: string };
    };
    states(): readonly string[];
    view(): { readonly attempts: { readonly password: number } };
    end(): void;
  };
}

(hasChromium() ? describe : describe.skip)("the signals of the guide's Angular section", () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launchChromium();
    page = await openSample(browser, { code: sample + app, loader: 'ts', html: '' });
    await page.waitForFunction(() => 'app' in globalThis);
  }, 60_000);
  afterAll(() => browser.close());

  const states = (): Promise<readonly string[]> => page.evaluate(() => (globalThis as unknown as App).app.states());
  const reach = (state: string): Promise<unknown> =>
    page.waitForFunction((wanted) => (globalThis as unknown as App).app.states()[0] === wanted, state);

  test('show each view, and keep the step while a request is on its way', async () => {
    expect(await states()).toEqual(['idle', 'idle']);
    await page.evaluate(() => (globalThis as unknown as App).app.flow.join({ destination: '300400101' }));
    await reach('passwordRequired');
    expect(await states()).toEqual(['passwordRequired', 'passwordRequired']);
    const asked = await page.evaluate(() => {
      const { flow, states: now } = (globalThis as unknown as App).app;
      flow.submitPassword('wrong');
      return now();
    });
    expect(asked).toEqual(['fetching', 'passwordRequired']);
    await page.waitForFunction(() => (globalThis as unknown as App).app.view().attempts.password === 1);
    expect(await states()).toEqual(['passwordRequired', 'passwordRequired']);
  });

  test('end the flow with the component', async () => {
    const after = await page.evaluate(() => {
      const { flow, states: now, end } = (globalThis as unknown as App).app;
      end();
      flow.submitPassword('open-sesame');
      return [...now(), flow.getView().state];
    });
    expect(after).toEqual(['passwordRequired', 'passwordRequired', 'passwordRequired']);
  });
});
