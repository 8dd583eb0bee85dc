/** Writes docs/charts from the machines. A test fails when what is checked in differs. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = await mkdtemp(join(root, 'node_modules', '.draw-charts-'));
try {
  const outfile = join(folder, 'drawn-charts.mjs');
  await build({
    entryPoints: [join(root, 'scripts/drawn-charts.ts')],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'error',
  });
  const { drawCharts } = await import(pathToFileURL(outfile).href);
  const target = join(root, 'docs/charts');
  await mkdir(target, { recursive: true });
  for (const [name, text] of Object.entries(await drawCharts())) {
    await writeFile(join(target, name), text);
    console.log(`docs/charts/${name}`);
  }
} finally {
  await rm(folder, { recursive: true });
}
