import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { buildSync } from 'esbuild';

/** Loads a package that is ESM only, which the tests' CommonJS cannot: bundled, from a file that is gone afterwards. */
export function requireBundled(entry: string): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  const outfile = join(folder, 'bundle.cjs');
  try {
    buildSync({
      stdin: { contents: `export * from '${entry}'`, resolveDir: __dirname },
      bundle: true,
      platform: 'node',
      format: 'cjs',
      outfile,
    });
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- a file that is made when the test runs
    return require(outfile);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Bundles a page's script, given as source that may import from the project. Returns the text. */
export function bundleForBrowser(source: string, resolveDir: string): string {
  const result = buildSync({
    stdin: { contents: source, resolveDir, loader: 'ts' },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    write: false,
    conditions: ['browser', 'import'],
    define: { 'process.env.NODE_ENV': '"development"' },
  });
  return result.outputFiles[0]!.text;
}
