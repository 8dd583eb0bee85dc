// Stryker, folder by folder: `npm run mutation`, or `npm run mutation -- guards`.
import { spawnSync } from 'node:child_process';

const folders = process.argv.length > 2 ? process.argv.slice(2) : ['guards', 'services', 'machines'];
for (const folder of folders) {
  const { status } = spawnSync('npx', ['stryker', 'run'], {
    stdio: 'inherit',
    env: { ...process.env, MUTATE: folder },
  });
  if (status !== 0) process.exitCode = 1;
}
