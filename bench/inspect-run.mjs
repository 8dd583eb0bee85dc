/** Bundles bench/inspect.ts and runs it: Node 20 reads no TypeScript. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = await mkdtemp(join(root, 'node_modules', '.bench-inspect-'));
try {
  const outfile = join(folder, 'bench.mjs');
  const entryPoints = [join(root, 'bench/inspect.ts')];
  await build({ entryPoints, bundle: true, packages: 'external', platform: 'node', format: 'esm', outfile });
  process.exitCode = spawnSync(process.execPath, [outfile], { stdio: 'inherit' }).status ?? 1;
} finally {
  await rm(folder, { recursive: true });
}
