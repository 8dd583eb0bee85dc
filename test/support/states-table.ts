import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface StateRow {
  readonly from: string;
  readonly when: string;
  readonly to: string;
  /** Pairs of a path in the view and the text that it shows. */
  readonly shows: readonly (readonly [path: string, text: string])[];
}

const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** The rows of docs/states.md under one heading of the second level: one for each state that a line names. */
export function readStatesTable(heading: string): readonly StateRow[] {
  const text = readFileSync(join(__dirname, '../../docs/states.md'), 'utf8');
  const section = text.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('|') && cellsOf(line).length === 4);
  return lines
    .map(cellsOf)
    .filter(([from = '']) => from !== 'from' && !/^-+$/.test(from))
    .flatMap(([from = '', when = '', to = '', shows = '']) =>
      from.split(';').map((one) => ({
        from: one.trim(),
        when,
        to,
        shows: shows
          .split(',')
          .map((pair) => pair.trim())
          .filter(Boolean)
          .map((pair) => {
            const [path = '', ...value] = pair.split(': ');
            return [path, value.join(': ')] as const;
          }),
      })),
    );
}

/** What a view has at a path such as `failure.kind`, as a text; needs as the names of those that are set. */
export function shownAt(view: unknown, path: string): string {
  let value = view;
  for (const name of path.split('.')) value = (value as Record<string, unknown> | null | undefined)?.[name];
  if (path === 'needs' && typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .filter(([, wanted]) => wanted)
      .map(([name]) => name)
      .join('+');
  }
  return String(value);
}
