import { describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pagePaths, readPage, root } from './pages.js';

/** A heading's address, as code hosts and the site make it. */
const slugOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .trim()
    .replaceAll(' ', '-');

const prose = (path: string): string => readPage(path).replaceAll(/^```[\s\S]*?^```$/gm, '');

const anchorsOf = (path: string): string[] =>
  [...prose(path).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => slugOf(heading));

/** What a link leads to nowhere, or nothing. */
function problemOf(page: string, href: string): string | null {
  const [path = '', anchor] = href.split('#');
  const target = path === '' ? page : join(dirname(page), path);
  if (!existsSync(join(root, target))) return `${page} -> ${href}: no such file`;
  return anchor === undefined || anchorsOf(target).includes(anchor) ? null : `${page} -> ${href}: no such heading`;
}

const linksOf = (path: string): string[] =>
  [...prose(path).matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)$/gm)].map(([, inline, below]) => inline ?? below ?? '');

describe('the links and the text of the README and the docs', () => {
  const local = pagePaths.flatMap((page) =>
    linksOf(page)
      .filter((href) => !/^[a-z]+:/.test(href))
      .map((href) => [page, href] as const),
  );

  test('lead to files and headings that exist', () => {
    expect(local.length).toBeGreaterThan(40);
    expect(local.flatMap(([page, href]) => problemOf(page, href) ?? [])).toEqual([]);
  });

  test('would be found if they were dead', () => {
    expect(problemOf('README.md', 'docs/nowhere.md')).toContain('no such file');
    expect(problemOf('README.md', 'docs/errors.md#nothing')).toContain('no such heading');
  });

  test('reach every guide from the site’s list of pages', () => {
    const list = readPage('docs/.vitepress/config.mjs');
    const guides = pagePaths.filter((path) => path.startsWith('docs/guides/'));
    const unlisted = guides.filter((path) => !list.includes(`'${path.split('/').at(-1)?.replace('.md', '') ?? ''}'`));

    expect(unlisted).toEqual([]);
  });

  test('outside go to https only', () => {
    const outside = pagePaths.flatMap((page) => linksOf(page).filter((href) => /^[a-z]+:/.test(href)));

    expect(outside.filter((href) => !href.startsWith('https://'))).toEqual([]);
  });

  test('hold no braces that the site would take for a template of its own', () => {
    expect(pagePaths.filter((path) => path.startsWith('docs/') && prose(path).includes('{{'))).toEqual([]);
  });
});
