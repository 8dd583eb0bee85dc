// Run by `npm run screenshots`: pictures of every state, for people to look at, in reports/screenshots.
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { pageStates } from './states.js';
import { startDemoAndBrowser } from './visit.js';
import type { Demo, Visit } from './visit.js';

const folder = resolve(__dirname, '../../reports/screenshots');

const looks = [
  { name: 'light', width: 1280, theme: 'light', language: 'en' },
  { name: 'dark', width: 1280, theme: 'dark', language: 'en' },
  { name: 'phone', width: 320, theme: 'light', language: 'en' },
  { name: 'phone-de-dark', width: 360, theme: 'dark', language: 'de' },
  { name: 'ar', width: 768, theme: 'light', language: 'ar' },
  { name: 'zh', width: 390, theme: 'light', language: 'zh-CN' },
] as const;

describe('Screenshots', () => {
  let demo: Demo;
  let visit: Visit;
  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    demo = await startDemoAndBrowser();
    visit = await demo.visit();
  }, 60_000);
  afterAll(() => demo.close());

  it.each(pageStates)(
    '$name',
    async ({ name, path, arrive }) => {
      await visit.open(path);
      await visit.setLook({ theme: 'light', language: 'en' });
      await arrive(visit);
      for (const look of looks) {
        await visit.page.setViewportSize({ width: look.width, height: 900 });
        await visit.setLook(look);
        const file = `${name.replace(/\W+/g, '-')}.${look.name}.png`;
        await visit.page.screenshot({ path: join(folder, file), fullPage: look.width < 1280 });
      }
      await visit.page.setViewportSize({ width: 1280, height: 900 });
    },
    60_000,
  );
});
