import { describe, expect, test } from '@jest/globals';
import { runJoinToSuccess, runResetDeadlines, runResetToSuccess } from '../support/restore-runs.js';

/** A sample: `npm run restores` takes many more. */
const seedsFrom = (first: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => first + index);

describe('a flow that is stored and restored at random moments', () => {
  test('loses no deadline of a code, fires none twice, and meets each within a second', async () => {
    let restores = 0;
    for (const seed of seedsFrom(1, 40)) restores += await runResetDeadlines(seed);

    expect(restores).toBeGreaterThan(40);
  }, 120_000);

  test('posts no answer of a password reset twice, and comes to success', async () => {
    let restores = 0;
    for (const seed of seedsFrom(1, 30)) restores += await runResetToSuccess(seed);

    expect(restores).toBeGreaterThan(60);
  }, 120_000);

  test('posts no password of a join twice, and comes to success', async () => {
    let restores = 0;
    for (const seed of seedsFrom(1, 60)) restores += await runJoinToSuccess(seed);

    expect(restores).toBeGreaterThan(60);
  }, 120_000);
});
