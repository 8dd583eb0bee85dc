import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';

export const root = resolve(__dirname, '../..');

/** All files of a folder of the repository, by their path in it, with slashes on every system. */
export const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
    [folder, ...path.split(sep)].join('/'),
  );

/** The pages that people read, by their path in the repository. */
export const pagePaths: readonly string[] = [...readdirSync(root), ...filesIn('docs')].filter(
  (path) => path.endsWith('.md') && !path.startsWith('docs/site/'),
);

export const readPage = (path: string): string => readFileSync(join(root, path), 'utf8');

export interface Sample {
  /** The page, and the line that the code begins on. */
  readonly at: string;
  readonly line: number;
  /** The first word after the fence. */
  readonly language: string;
  /** The name in brackets after it: `ts [main.ts]`. */
  readonly name: string | null;
  /** `ts run`: what it prints stands in the next fence. */
  readonly isRun: boolean;
  readonly code: string;
}

/** Every fenced block of a page, first to last. */
export function samplesOf(path: string): readonly Sample[] {
  const text = readPage(path);
  return [...text.matchAll(/^```(\w+)([^\n]*)\n([\s\S]*?)^```$/gm)].map((match) => {
    const [, language = '', more = '', code = ''] = match;
    const line = text.slice(0, match.index).split('\n').length + 1;
    const name = /\[(.+)\]/.exec(more)?.[1] ?? null;
    return { at: `${path}:${line}`, line, language, name, isRun: / run\b/.test(more), code };
  });
}
