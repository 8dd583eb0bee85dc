// Stryker, room by room: `npm run mutation`, or `npm run mutation -- guards`. Prints the scores of all reports at the end.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const stryker = join(dirname(require.resolve('@stryker-mutator/core/package.json')), 'bin/stryker.js');
const asked = process.argv.slice(2);
const rooms = asked.length > 0 ? asked : ['guards', 'services', 'forms', 'machines'];
for (const room of rooms) {
  // A run that fails must not show the score of the last one.
  rmSync(`reports/mutation/${room}.json`, { force: true });
  const { status } = spawnSync(process.execPath, [stryker, 'run'], {
    stdio: 'inherit',
    env: { ...process.env, MUTATE: room },
  });
  if (status !== 0) process.exitCode = 1;
}

// Stryker's own score: what was noticed, out of all that can run.
for (const room of rooms) {
  const path = `reports/mutation/${room}.json`;
  if (!existsSync(path)) continue;
  const { files } = JSON.parse(readFileSync(path, 'utf8'));
  const mutants = Object.values(files).flatMap((file) => file.mutants);
  // A copy of the project that lost a file would notice everything.
  const unread = mutants.filter(({ killedBy }) => killedBy?.includes('(loading)')).length;
  if (unread > 0) {
    console.error(`src/${room}: ${unread} mutants were never asked about: the tests did not load`);
    process.exitCode = 1;
  }
  const count = (...states) => mutants.filter(({ status }) => states.includes(status)).length;
  const noticed = count('Killed', 'Timeout');
  const all = noticed + count('Survived', 'NoCoverage');
  console.log(`src/${room}: ${((100 * noticed) / all).toFixed(2)} %, ${noticed} of ${all} mutants noticed`);
}
