import { describe, expect, test } from '@jest/globals';
import {
  coverageOf,
  createMemoryJoinDriver,
  createMemoryResetDriver,
  getJoinPaths,
  getResetPaths,
  testPath,
} from 'meeting-join-flow/testing';

const join = { paths: getJoinPaths(), driver: createMemoryJoinDriver() };
const reset = { paths: getResetPaths(), driver: createMemoryResetDriver() };

describe('paths from the production charts', () => {
  test('take every transition that a person, the service or time can bring about', () => {
    for (const { paths } of [join, reset] as const) {
      const report = coverageOf<never>(paths as never);

      expect(report.states.missing).toEqual([]);
      expect(report.transitions.missing).toEqual([]);
      expect(Object.keys(report.transitions.beyond).length).toBeLessThan(report.transitions.reached.length / 5);
    }
  });

  test.each(join.paths)('join: $name', async (path) => {
    await testPath(path, join.driver);
  });

  test.each(reset.paths)('password reset: $name', async (path) => {
    await testPath(path, reset.driver);
  });
});
