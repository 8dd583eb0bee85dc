// Stores and restores both flows until each kind of run has its share. Run by scripts/restores.mjs.
import { runJoinToSuccess, runResetDeadlines, runResetToSuccess } from '../../support/restore-runs.js';

const [, , askedFor, seed] = process.argv;
const wanted = Number(askedFor ?? 10_000);
const firstSeed = Number(seed ?? Date.now() % 1_000_000);

const kinds = [
  { name: 'deadlines of a code', run: runResetDeadlines, share: 0.3 },
  { name: 'password resets to success', run: runResetToSuccess, share: 0.35 },
  { name: 'joins to success', run: runJoinToSuccess, share: 0.35 },
];
console.log(`At least ${wanted} restores, from seed ${firstSeed}.`);
let failures = 0;
let total = 0;
for (const { name, run, share } of kinds) {
  let restores = 0;
  let runs = 0;
  while (restores < wanted * share && failures < 5) {
    try {
      restores += await run(firstSeed + runs++);
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
