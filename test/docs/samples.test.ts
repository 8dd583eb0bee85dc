import { describe, expect, test } from '@jest/globals';
import { problemsOf } from './compile-samples.js';
import { pagePaths, readPage, samplesOf } from './pages.js';
import { runSample } from './run-sample.js';

const perPage = pagePaths.map((path) => [path, samplesOf(path)] as const);
const typed = perPage.flatMap(([, samples]) => samples.filter(({ language }) => /^(ts|tsx|js)$/.test(language)));

/** Each sample that is run, with what stands in the fence after it. */
const runnable = perPage.flatMap(([, samples]) =>
  samples.flatMap((sample, index) => (sample.isRun ? [{ ...sample, next: samples[index + 1] }] : [])),
);

describe('the samples in the README and the docs', () => {
  test('compile, every one; wrong ones would not', () => {
    const [first] = typed;
    const wrong = { ...first!, at: 'a wrong sample', code: `${first!.code}\nflow.jion();` };
    const script = {
      ...first!,
      at: 'a wrong script',
      language: 'js',
      code: `import { jion } from 'meeting-join-flow';`,
    };

    expect(typed.length).toBeGreaterThan(30);
    expect(problemsOf([...typed, wrong, script])).toEqual([
      expect.stringMatching(/^a wrong sample, its line \d+: .*jion/),
      expect.stringMatching(/^a wrong script, its line 1: .*jion/),
    ]);
  }, 300_000);

  test('stand at the margin, where they are found', () => {
    const indented = pagePaths.filter((path) => /^[ \t>]+(```|~~~)|^~~~/m.test(readPage(path)));

    expect(indented).toEqual([]);
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
