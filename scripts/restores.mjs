// Stores and restores both flows at many random moments: `npm run restores`, or `npm run restores -- 50000 7` for that
// many restores from another seed. A sample of the same runs is in `npm test`.
import { build } from 'esbuild';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const wanted = Number(process.argv[2] ?? 10_000);
const firstSeed = Number(process.argv[3] ?? Date.now() % 1_000_000);
const outfile = `${root}/node_modules/.cache/restore-runs.mjs`;
await mkdir(`${root}/node_modules/.cache`, { recursive: true });
await build({
  entryPoints: [`${root}/test/support/restore-runs.ts`],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  packages: 'bundle',
  tsconfig: `${root}/tsconfig.json`,
  logLevel: 'warning',
});
const { runJoinToSuccess, runResetDeadlines, runResetToSuccess } = await import(pathToFileURL(outfile).href);

/** Each kind of run until it has its share of the restores. */
const kinds = [
  ['deadlines of a code', runResetDeadlines, 0.3],
  ['password resets to success', runResetToSuccess, 0.35],
  ['joins to success', runJoinToSuccess, 0.35],
];
console.log(`At least ${wanted} restores, from seed ${firstSeed}.`);
let failures = 0;
let total = 0;
for (const [name, run, share] of kinds) {
  let restores = 0;
  let runs = 0;
  while (restores < wanted * share && failures < 5) {
    const seed = firstSeed + runs++;
    try {
      restores += await run(seed);
    } catch (error) {
      failures++;
      console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  total += restores;
  console.log(`${name}: ${runs} runs, ${restores} restores`);
}
console.log(failures === 0 ? `${total} restores, nothing lost, nothing twice.` : `${failures} runs failed.`);
process.exitCode = failures === 0 ? 0 : 1;
