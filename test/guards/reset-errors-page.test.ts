import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { huaweiCodeSources } from '../../src/guards/code-sources.js';
import { huaweiCodes } from '../../src/guards/huawei-codes.js';
import { resetTraits } from '../../src/guards/reset-failure.js';

const page = readFileSync(join(__dirname, '../../docs/errors.md'), 'utf8');

/** The rows of the table under a heading of the third level, without their code marks. */
const tableUnder = (heading: string): string[][] =>
  (page.split(/^###? /m).find((part) => part.startsWith(heading)) ?? '')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.replaceAll('`', '').trim()),
    );

describe('docs/errors.md, the password reset', () => {
  test('every kind has its row, with its field, its action and whether the flow can go on', () => {
    const rows = tableUnder('Kinds of the password reset');

    expect(rows.map((cells) => cells.slice(0, 4))).toEqual(
      Object.entries(resetTraits).map(([kind, [field, action, recoverable]]) => [
        kind,
        field ?? '',
        action,
        recoverable ? 'yes' : 'no',
      ]),
    );
  });

  test('every code has its row, with its kind at each operation, and its source', () => {
    const rows = tableUnder('Codes of the Huawei service');

    expect(rows.sort(([a = ''], [b = '']) => a.localeCompare(b))).toEqual(
      Object.entries(huaweiCodes)
        .map(([code, [kind, final]]) => [
          code,
          typeof kind === 'string'
            ? kind
            : Object.entries(kind)
                .map(([operation, one]) => `${one} at ${operation}`)
                .join('; '),
          final ? 'in vain' : '',
          huaweiCodeSources[code],
        ])
        .sort(([a = ''], [b = '']) => a.localeCompare(b)),
    );
  });
});
