import { expect, test } from '@jest/globals';
import { filesIn, pagePaths, readPage } from './pages.js';

const words = new Set(
  pagePaths
    .filter((path) => path !== 'CHANGELOG.md' && !path.startsWith('docs/decisions/'))
    .flatMap((path) => readPage(path).match(/\w+/g) ?? []),
);

test('each value that an entry exports is named on a page', () => {
  // A part of React stands in the report as `JoinFlow_Title`, and on a page as `JoinFlow.Title` or `Title`.
  const values = filesIn('etc').flatMap((report) =>
    [
      ...readPage(report).matchAll(
        /^export (?:(?:declare )?(?:const|function|class) |\{ \w+ as )(?:[A-Z][a-z]\w*_)?(\w+)/gm,
      ),
    ].map(([, name = '']) => name),
  );

  expect(values).toEqual(expect.arrayContaining(['createJoinFlow', 'CaptchaAudio', 'ShowPassword']));
  expect(values.filter((name) => !words.has(name))).toEqual([]);
});
