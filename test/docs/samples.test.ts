import { describe, expect, test } from '@jest/globals';
import { problemsOf } from './compile-samples.js';
import { pagePaths, samplesOf } from './pages.js';
import { runSample } from './run-sample.js';

const perPage = pagePaths.map((path) => [path, samplesOf(path)] as const);
const typed = perPage.flatMap(([, samples]) => samples.filter(({ language }) => /^tsx?$/.test(language)));

/** Each sample that is run, with what stands in the fence after it. */
const runnable = perPage.flatMap(([, samples]) =>
  samples.flatMap((sample, index) => (sample.isRun ? [{ ...sample, next: samples[index + 1] }] : [])),
);

describe('the samples in the README and the docs', () => {
  test('compile, every one; a wrong one would not', () => {
    const [first] = typed;
    const wrong = { ...first!, at: 'a wrong sample', code: `${first!.code}\nflow.jion();` };

    expect(typed.length).toBeGreaterThan(30);
    expect(problemsOf([...typed, wrong])).toEqual([expect.stringMatching(/^a wrong sample, its line \d+: .*jion/)]);
  }, 300_000);

  test('are in TypeScript, but for those that are files in plain JavaScript', () => {
    const plain = perPage.flatMap(([, samples]) =>
      samples.filter(({ language, name }) => /^(js|jsx|mjs|javascript|typescript)$/.test(language) && !name),
    );

    expect(plain.map(({ at }) => at)).toEqual([]);
  });

  test.each(runnable)(
    '$at prints what stands below it',
    async ({ code, next }) => {
      expect(next?.language).toBe('text');
      const expected = next!.code.trimEnd().split('\n');

      expect(await runSample(code, expected.length)).toEqual(expected);
    },
    30_000,
  );
});
