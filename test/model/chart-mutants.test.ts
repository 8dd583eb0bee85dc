import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '../..');

test('one in fifty mutants of the charts is noticed by the fast suite; `npm run mutants` tries them all', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/chart-mutants.mjs', '0.02'], {
    cwd: root,
    encoding: 'utf8',
  });
  const report = JSON.parse(stdout) as { tried: number; survivors: string[] };

  expect(report.survivors).toEqual([]);
  expect(report.tried).toBeGreaterThan(20);
  expect([status, stderr]).toEqual([0, '']);
}, 120_000);
