import { describe, expect, test } from '@jest/globals';
import {
  coverageOf,
  createMemoryJoinDriver,
  createMemoryResetDriver,
  getJoinPaths,
  getResetPaths,
  testPath,
} from 'meeting-join-flow/testing';
import type { FlowDriver, FlowPath } from 'meeting-join-flow/testing';

/** Walks every path, and tells all that go wrong at once. */
async function walkAll<Deed>(paths: readonly FlowPath<Deed>[], driver: FlowDriver<Deed>): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const path of paths) await testPath(path, driver).catch((error: unknown) => wrong.push(String(error)));
  return wrong;
}

/** Everything is taken, and little is called beyond reach. */
function holdCoverage<Deed>(paths: readonly FlowPath<Deed>[]): void {
  const { states, transitions } = coverageOf(paths);

  expect(states.missing).toEqual([]);
  expect(transitions.missing).toEqual([]);
  expect(Object.keys(transitions.beyond).length).toBeLessThan(transitions.reached.length / 5);
}

describe('paths from the production charts take every transition that a person, the service or time can bring about', () => {
  test('join', async () => {
    const paths = getJoinPaths();

    holdCoverage(paths);
    expect(await walkAll(paths, createMemoryJoinDriver())).toEqual([]);
  });

  test('password reset', async () => {
    const paths = getResetPaths();

    holdCoverage(paths);
    expect(await walkAll(paths, createMemoryResetDriver())).toEqual([]);
  });
});
