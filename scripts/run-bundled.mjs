// Bundles a TypeScript program of the tests and runs it in Node: `runBundled(entry, { args })`.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, 'node_modules/.cache/bundled');

/**
 * @param {string} entry path from the root
 * @param {{ args?: string[], nodeArgs?: string[], plugins?: import('esbuild').Plugin[] }} options
 * @returns {number} the program's exit code
 */
export async function runBundled(entry, { args = [], nodeArgs = [], plugins = [] } = {}) {
  mkdirSync(cache, { recursive: true });
  const directory = mkdtempSync(join(cache, 'run-'));
  const outfile = join(directory, 'program.mjs');
  try {
    await build({
      absWorkingDir: root,
      entryPoints: [entry],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
      // The entries by their public names are the sources.
      tsconfig: 'tsconfig.json',
      plugins,
      // Test files are imported for what they do.
      ignoreAnnotations: true,
      logLevel: 'warning',
    });
    return spawnSync(process.execPath, [...nodeArgs, outfile, ...args], { stdio: 'inherit', cwd: root }).status ?? 1;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
