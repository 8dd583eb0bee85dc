import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn, readPage, root } from './pages.js';

/** The sources by their path in the repository, each comment on one line. */
const sources = ['src', 'test', 'demo', 'scripts'].flatMap((folder) =>
  filesIn(folder)
    .filter((path) => /\.(tsx?|mjs)$/.test(path))
    .filter((path) => !/\/(dist|node_modules)\/|^test\/docs\//.test(path))
    .map((path) => [path, readFileSync(join(root, path), 'utf8').replaceAll(/\n\s*(\*|\/\/) /g, ' ')] as const),
);

/** Pages of docs, and the headings of theirs that are named: `docs/states.md, "The states"`. */
const citationsIn = (text: string): { readonly page: string; readonly headings: readonly string[] }[] =>
  [...text.matchAll(/(docs\/[\w/-]+\.md)((?:(?:,| and) "[^"]+")*)/g)].map(([, page = '', named = '']) => ({
    page,
    headings: [...named.matchAll(/"([^"]+)"/g)].map(([, heading = '']) => heading),
  }));

function problemsIn(text: string): string[] {
  return citationsIn(text).flatMap(({ page, headings }) => {
    if (!existsSync(join(root, page))) return [`${page}: no such page`];
    const there = [...readPage(page).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading);
    return headings.filter((heading) => !there.includes(heading)).map((heading) => `${page}: no heading "${heading}"`);
  });
}

describe('what comments cite', () => {
  test('is in docs: the page, and the heading where one is named', () => {
    const named = sources.flatMap(([, text]) => citationsIn(text).flatMap(({ headings }) => headings));

    expect(named.length).toBeGreaterThan(10);
    expect(sources.flatMap(([path, text]) => problemsIn(text).map((problem) => `${path} -> ${problem}`))).toEqual([]);
  });

  test('has a name, since a number leads nowhere', () => {
    const numbered = sources.flatMap(([path, text]) =>
      [...text.matchAll(/\b(facts|section|point) \d[\d.]*/gi)].map(([number]) => `${path}: ${number}`),
    );

    expect(numbered).toEqual([]);
  });

  test('would be missed if it were not there', () => {
    expect(problemsIn('/** See docs/nowhere.md. */')).toEqual(['docs/nowhere.md: no such page']);
    expect(problemsIn('/** docs/states.md, "Nothing" */')).toEqual(['docs/states.md: no heading "Nothing"']);
  });
});
