import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { buildSync } from 'esbuild';

/** Bundles a package that is ESM only, so that the tests' CommonJS can load it. Returns the file. */
export function bundleForNode(entry: string): string {
  const outfile = join(mkdtempSync(join(tmpdir(), 'inspect-')), 'bundle.cjs');
  buildSync({
    stdin: { contents: `export * from '${entry}'`, resolveDir: __dirname },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile,
  });
  return outfile;
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
