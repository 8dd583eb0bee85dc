// Bundles TypeScript of the tests for Node: `runBundled(entry, { args })` runs a program, `importBundled(entry)` a module.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, 'node_modules/.cache/bundled');

/** Bundles an entry, for as long as it is used. */
async function withBundle(entry, plugins, use) {
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
    return await use(outfile);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/**
 * @param {string} entry path from the root
 * @param {{ args?: string[], nodeArgs?: string[], plugins?: import('esbuild').Plugin[] }} options
 * @returns {Promise<number>} the program's exit code
 */
export const runBundled = (entry, { args = [], nodeArgs = [], plugins = [] } = {}) =>
  withBundle(
    entry,
    plugins,
    (program) =>
      spawnSync(process.execPath, [...nodeArgs, program, ...args], { stdio: 'inherit', cwd: root }).status ?? 1,
  );

/**
 * @param {string} entry path from the root
 * @returns {Promise<object>} what it exports
 */
export const importBundled = (entry) => withBundle(entry, [], (module) => import(pathToFileURL(module).href));
