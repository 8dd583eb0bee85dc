import { expect, test } from '@jest/globals';
import { fuzzWalk, newReport } from './fuzz/fuzz.js';

test('three thousand random events and replies break no promise; `npm run fuzz` has a million', async () => {
  const report = newReport();

  for (let seed = 1; report.events < 3000; seed++)
    await fuzzWalk(seed % 2 === 0 ? 'join' : 'reset', seed, 20 + (seed % 80), report);

  expect(report.problems).toEqual([]);
  // A walk that never gets anywhere proves nothing.
  expect(Object.keys(report.states).length).toBeGreaterThan(14);
}, 60_000);
