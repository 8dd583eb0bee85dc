import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { hasChromium } from './chromium.js';
import { pageStates } from './states.js';
import { startDemoAndBrowser } from './visit.js';
import type { Demo, Visit } from './visit.js';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const rules: RunOptions = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
  resultTypes: ['violations'],
};

/** What axe finds wrong on the page, one line each. */
async function violations(page: Page): Promise<readonly string[]> {
  // Read where it was found: what axe also tells of all that it found right is long, and would come over a pipe.
  return page.evaluate(async (options) => {
    const { axe } = globalThis as unknown as { axe: { run(o: unknown): Promise<AxeResults> } };
    const found = await axe.run(options);
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
    );
  }, rules);
}

/** CSS px by which the page can be scrolled sideways, and the elements that stick out of it. */
const sideways = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.querySelectorAll<HTMLElement>('body *')].filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      return right > clientWidth + 1 || left < -1;
    });
    return [`${scrollWidth} px in ${clientWidth} px`, ...wide.map(({ outerHTML }) => outerHTML.slice(0, 80))];
  });

/** Texts that are cut off: what is in an element needs more room than the element has. */
const cutOff = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>(':is(.card, .site-header) :is(button, h2, label, p, a, legend, dt, dd)')]
      .filter((element) => {
        const { clipPath, overflow, display } = getComputedStyle(element);
        const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element;
        if (clipPath !== 'none' || display === 'inline') return false;
        return scrollWidth > clientWidth + 1 || (overflow !== 'visible' && scrollHeight > clientHeight + 1);
      })
      .map(({ textContent }) => textContent),
  );

/** Has the browser at 200 % for a while. */
async function zoom(page: Page, look: () => Promise<void>): Promise<void> {
  const size = { width: 640, height: 450 };
  await page.setViewportSize(size);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setDeviceMetricsOverride', { ...size, deviceScaleFactor: 2, mobile: false });
  try {
    await look();
  } finally {
    await devtools.detach();
    // Another size than before, so that the scale is set again too.
    await page.setViewportSize({ width: 1280, height: 900 });
  }
}

async function withText(page: Page, size: string, look: () => Promise<void>): Promise<void> {
  const set = (fontSize: string): Promise<void> =>
    page.evaluate((to) => {
      document.documentElement.style.fontSize = to;
    }, fontSize);
  await set(size);
  try {
    await look();
  } finally {
    await set('');
  }
}

(hasChromium() ? describe : describe.skip)('Every state of the page', () => {
  let demo: Demo;
  let visit: Visit;

  beforeAll(async () => {
    demo = await startDemoAndBrowser('production');
    visit = await demo.visit({ viewport: { width: 1280, height: 900 } });
    await visit.page.addInitScript({ content: axe });
  }, 60_000);
  afterAll(() => demo.close(), 20_000);

  it.each(pageStates)(
    '$name has no accessibility fault in either theme, and fits a phone, 200 % and larger text in every script',
    async ({ path, arrive }) => {
      const { page } = visit;
      await page.setViewportSize({ width: 1280, height: 900 });
      await visit.open(path);
      await visit.setLook({ theme: 'light', language: 'en' });
      await arrive(visit);
      expect(await violations(page)).toEqual([]);

      // 320 px is also what a window of 640 px has at 200 %, and one of 1280 px at 400 %.
      await page.setViewportSize({ width: 320, height: 640 });
      await visit.setLook({ theme: 'dark', language: 'en' });
      expect(await violations(page)).toEqual([]);
      for (const language of ['en', 'de', 'ar']) {
        await visit.setLook({ theme: 'dark', language });
        expect(await sideways(page)).toEqual([]);
        expect(await cutOff(page)).toEqual([]);
      }
      expect(await visit.form.evaluate((form) => getComputedStyle(form).direction)).toBe('rtl');

      // What 200 % makes of a window of 1280 x 900: half the room, and two pixels of the screen for each.
      await zoom(page, async () => {
        for (const language of ['ar', 'de']) {
          await visit.setLook({ theme: 'dark', language });
          expect(await sideways(page)).toEqual([]);
          expect(await cutOff(page)).toEqual([]);
        }
        expect(await page.evaluate(() => [innerWidth, devicePixelRatio])).toEqual([640, 2]);
        // Larger text alone, as in the browser's settings.
        await withText(page, '200%', async () => {
          expect(await sideways(page)).toEqual([]);
          expect(await cutOff(page)).toEqual([]);
        });
      });
      // The language switch is remembered; the next state starts in English again.
      await visit.setLook({ theme: 'light', language: 'en' });
    },
    20_000,
  );

  it.each(['en', 'ar'])('keeps a password clear of the button beside it: %s', async (language) => {
    await visit.open('/');
    await visit.setLook({ theme: 'light', language });
    await visit.field('destination').fill('300400101');
    await visit.press('Enter');
    await visit.arrives('passwordRequired');
    // Latin letters, which are written from the left on every page.
    await visit.field('password').fill('open-sesame');
    const { room, needed } = await visit.field('password').evaluate((input) => {
      const button = input.parentElement!.querySelector('button')!.getBoundingClientRect();
      const { left, right } = input.getBoundingClientRect();
      const { paddingLeft, paddingRight } = getComputedStyle(input);
      const isLeft = button.left - left < right - button.right;
      return { room: Number.parseFloat(isLeft ? paddingLeft : paddingRight), needed: button.width };
    });
    expect(room).toBeGreaterThanOrEqual(needed);
    await visit.setLook({ theme: 'light', language: 'en' });
  });

  it('moves nothing for those who want less motion', async () => {
    const { path, arrive } = pageStates.find(({ name }) => name === 'reset resetting')!;
    await visit.open(path);
    await arrive(visit);
    const moving = (): Promise<number> => visit.page.evaluate(() => document.getAnimations().length);
    expect(await moving()).toBe(0);

    // A wheel turns for everybody else: there was something to hold still.
    await visit.page.emulateMedia({ reducedMotion: 'no-preference' });
    expect(await moving()).toBeGreaterThan(0);
    await visit.page.emulateMedia({ reducedMotion: 'reduce' });
  }, 20_000);

  it('keeps the size of a button while the service thinks', async () => {
    const sizeIn = async (name: string): Promise<readonly number[]> => {
      const { path, arrive } = pageStates.find((state) => state.name === name)!;
      await visit.open(path);
      await arrive(visit);
      return visit.part('submit').evaluate(({ offsetWidth, offsetHeight }: HTMLElement) => [offsetWidth, offsetHeight]);
    };
    expect(await sizeIn('reset resetting')).toEqual(await sizeIn('reset newPasswordRequired'));
  }, 20_000);

  it('keeps the place of a button while the picture of a captcha is on its way', async () => {
    const { page } = visit;
    let letThrough!: () => void;
    const hold = new Promise<void>((resolve) => (letThrough = resolve));
    await page.route('**', async (route) => {
      if (route.request().resourceType() === 'image') await hold;
      await route.continue();
    });
    const { path, arrive } = pageStates.find(({ name }) => name === 'join captchaRequired')!;
    await visit.open(path);
    await arrive(visit);
    const top = (): Promise<number> => visit.part('submit').evaluate((button) => button.getBoundingClientRect().top);
    const isDrawn = (): Promise<boolean> =>
      visit.part('captcha-image').evaluate((image: HTMLImageElement) => image.naturalWidth > 0);
    const before = [await isDrawn(), await top()];
    letThrough();
    await visit.part('captcha-image').evaluate((image: HTMLImageElement) => image.decode());
    expect(await isDrawn()).toBe(true);
    expect([before[0], await top()]).toEqual([false, before[1]]);
    await page.unroute('**');
  }, 20_000);

  it.each(['/', '/reset'] as const)(
    '%s has no accessibility fault behind the scenes either',
    async (path) => {
      const { page } = visit;
      await visit.open(path);
      await page.locator('[data-scenario]').first().waitFor();
      await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
      for (const theme of ['light', 'dark']) {
        await visit.setLook({ theme, language: 'en' });
        expect(await violations(page)).toEqual([]);
      }
      await page.setViewportSize({ width: 320, height: 640 });
      expect(await sideways(page)).toEqual([]);
      await page.setViewportSize({ width: 1280, height: 900 });
    },
    20_000,
  );

  it('speaks every language behind the scenes too', async () => {
    await visit.open('/reset');
    const labels = async (): Promise<readonly string[]> =>
      visit.page.locator('.panel :is(h2, h3, .panel-head p, label, summary)').allInnerTexts();
    await visit.page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
    await visit.setLook({ theme: 'light', language: 'en' });
    const english = await labels();
    expect(english.length).toBeGreaterThan(10);
    for (const language of ['zh-CN', 'es', 'de', 'fr', 'ja', 'pt', 'ar']) {
      await visit.setLook({ theme: 'light', language });
      const same = (await labels()).filter((label) => english.includes(label));
      // The German word is the English one.
      expect([language, ...same.filter((label) => label !== 'Simulator')]).toEqual([language]);
    }
    await visit.setLook({ theme: 'light', language: 'en' });
  }, 20_000);

  it.each(['en', 'de', 'fr', 'ar'])(
    'keeps the names of the pages in one row on a phone, inside it: %s',
    async (language) => {
      const { page } = visit;
      await page.setViewportSize({ width: 320, height: 640 });
      await visit.open('/reset');
      await visit.setLook({ theme: 'light', language });
      const boxes = await page.locator('.site-nav a').evaluateAll((links) =>
        links.map((link) => {
          const { left, right, top } = link.getBoundingClientRect();
          return { left, right, top };
        }),
      );
      expect(new Set(boxes.map(({ top }) => top)).size).toBe(1);
      // Aligned with the card under it.
      for (const { left, right } of boxes) expect(left >= 16 && right <= 304).toBe(true);
      const startOf = (selector: string): Promise<number> =>
        page
          .locator(selector)
          .first()
          .evaluate((element) => {
            const text = document.createRange();
            text.selectNodeContents(element);
            const { left, right } = text.getBoundingClientRect();
            return getComputedStyle(element).direction === 'rtl' ? right : left;
          });
      expect(await startOf('.flow legend')).toBeCloseTo(await startOf('.flow [data-part="label"]'), 0);
      await page.setViewportSize({ width: 1280, height: 900 });
      await visit.setLook({ theme: 'light', language: 'en' });
    },
  );

  it('remembers language and colours, and does without where the browser keeps nothing', async () => {
    await visit.open('/');
    await visit.setLook({ theme: 'dark', language: 'de' });
    const again = await visit.page.context().newPage();
    await again.goto(`${demo.server.pageUrl}/reset`);
    await again.locator('html[lang=de][data-theme=dark]').waitFor();
    expect(await again.title()).toMatch(/^Passwort zurücksetzen/);
    await again.close();
    await visit.setLook({ theme: 'light', language: 'en' });
    expect(await visit.page.title()).toMatch(/^Join · /);

    // The nearest language to the browser's, until another is chosen.
    const forgetful = await demo.visit({ locale: 'de-AT' });
    await forgetful.page.addInitScript(() => {
      Object.defineProperty(globalThis, 'localStorage', {
        get: () => {
          throw new DOMException('Storage is switched off.', 'SecurityError');
        },
      });
    });
    await forgetful.open('/');
    await forgetful.page.locator('html[lang=de]').waitFor();
    await forgetful.setLook({ theme: 'dark', language: 'zh-CN' });
    await forgetful.field('destination').waitFor();
  }, 20_000);

  it('may load nothing but itself and the simulator', async () => {
    const { headers } = await fetch(demo.server.pageUrl);
    const policy = headers.get('content-security-policy');
    expect(policy).toContain(`default-src 'self';`);
    expect(policy).toContain(`connect-src 'self' ws: ${demo.server.simulatorUrl};`);
  });

  it('asks nobody outside this machine, and complains of nothing', () => {
    expect(demo.outside).toEqual([]);
    expect(demo.complaints).toEqual([]);
  });
});
