// Stryker, room by room: `npm run mutation`, or `npm run mutation -- guards`. Prints the scores of all reports at the end.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const parts = {
  guards: ['guards'],
  services: ['services', 'services/webex', 'services/huawei'],
  machines: ['machines'],
};

const asked = process.argv.slice(2);
for (const part of asked.length ? asked.flatMap((name) => parts[name] ?? [name]) : Object.values(parts).flat()) {
  const { status } = spawnSync('npx', ['stryker', 'run'], { stdio: 'inherit', env: { ...process.env, MUTATE: part } });
  if (status !== 0) process.exitCode = 1;
}

/** Stryker's own score: what was noticed, out of all that can run. */
for (const [name, runs] of Object.entries(parts)) {
  const reports = runs
    .map((run) => `reports/mutation/${run.replace('/', '-')}.json`)
    .filter((path) => existsSync(path));
  const mutants = reports.flatMap((path) =>
    Object.values(JSON.parse(readFileSync(path, 'utf8')).files).flatMap((file) => file.mutants),
  );
  const count = (...states) => mutants.filter(({ status }) => states.includes(status)).length;
  const noticed = count('Killed', 'Timeout');
  const all = noticed + count('Survived', 'NoCoverage');
  if (all) console.log(`src/${name}: ${((100 * noticed) / all).toFixed(2)} %, ${noticed} of ${all} mutants noticed`);
}
