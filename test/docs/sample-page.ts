import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { root } from './pages.js';

interface SamplePage {
  /** The sample, and the app around it, as one module. */
  readonly code: string;
  readonly loader: 'ts' | 'tsx';
  /** What stands in the page before the module runs. */
  readonly html: string;
}

/** A page with a sample of the docs in it, bundled from the sources. */
export async function openSample(browser: Browser, { code, loader, html }: SamplePage): Promise<Page> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: root, loader },
    tsconfig: join(root, 'tsconfig.json'),
    jsx: 'automatic',
    bundle: true,
    platform: 'browser',
    external: ['node:*'],
    define: { 'process.env.NODE_ENV': '"development"' },
    format: 'esm',
    write: false,
    logLevel: 'error',
  });
  const page = await browser.newPage();
  await page.setContent(html);
  await page.addScriptTag({ type: 'module', content: outputFiles[0]?.text ?? '' });
  return page;
}
