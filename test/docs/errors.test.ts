import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedTraits } from '../../src/guards/failure.js';
import type { FailureKind } from '../../src/guards/failure.js';
import { joinTraits } from '../../src/guards/join-failure.js';
import { classifyMeetingInfoReply } from '../../src/guards/meeting-info-reply.js';
import { resetTraits } from '../../src/guards/reset-failure.js';
import { webexCodeSources } from '../../src/guards/code-sources.js';
import { webexCodes } from '../../src/guards/webex-codes.js';
import { messages } from '../../src/messages/index.js';

const page = readFileSync(join(__dirname, '../../docs/errors.md'), 'utf8');

/** The cells of the table under a heading, without their code marks. */
function tableUnder(heading: string): string[][] {
  const section = page.split(/^###? /m).find((part) => part.startsWith(heading)) ?? '';
  const lines = section.split('\n');
  const first = lines.findIndex((line) => line.startsWith('|'));
  const table = lines.slice(first).slice(
    0,
    lines.slice(first).findIndex((line) => !line.startsWith('|')),
  );
  return table.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.replaceAll('`', '').trim()),
  );
}

describe('docs/errors.md, the join flow', () => {
  test.each([
    ['Kinds of its own', joinTraits],
    ['Kinds that both flows share', sharedTraits],
  ])('%s: field, action and recoverable are those of the package, and each says when', (heading, traits) => {
    const rows = tableUnder(heading);

    expect(rows.map((cells) => cells.slice(0, 4))).toEqual(
      Object.entries(traits).map(([kind, [field, action, recoverable]]) => [
        kind,
        field ?? '',
        action,
        recoverable ? 'yes' : 'no',
      ]),
    );
    for (const cells of rows) expect([cells[0], (cells[4] ?? '').length > 10]).toEqual([cells[0], true]);
  });

  test('every code has its row, with its source', () => {
    const takes = (accepts: readonly string[] | string = ''): string =>
      typeof accepts === 'string' ? accepts : accepts.join(', ');

    expect(tableUnder('Codes of the meeting-info service').sort()).toEqual(
      Object.entries(webexCodes)
        .map(([code, [kind, accepts]]) => [code, kind, takes(accepts), webexCodeSources[code]])
        .sort(),
    );
  });

  test('what the request carried refines the codes as the table says', () => {
    const carried = [
      {},
      { password: true, registrationId: true },
      { password: true, registrationId: true, captcha: true },
    ];
    const [, table = ''] = /What the request carried refines it:\n\n([\s\S]*?)\n\n/.exec(page) ?? [];
    const rows = [...table.matchAll(/^\| (\d{6}.*)$/gm)].map(([, row = '']) =>
      row.split('|').map((cell) => cell.trim()),
    );
    const told = rows.flatMap(([codes = '', ...cells]) =>
      // The first word of a cell is the kind.
      (codes.match(/\d{6}/g) ?? []).map((code) => [code, ...cells.slice(0, 3).map((cell) => /\w+/.exec(cell)?.[0])]),
    );
    // A code that asks for a captcha comes with one.
    const at = 'https://acme.webex.com/captchas';
    const captcha = { captchaID: 'Captcha_1', verificationImageURL: `${at}/image`, refreshURL: `${at}/refresh` };
    const kindOf = (code: string, sent: object): string => {
      const verdict = classifyMeetingInfoReply({
        status: Number(code.slice(0, 3)),
        body: { code: Number(code), ...captcha },
        sent,
      });
      return verdict.ok ? 'ok' : verdict.failure.kind;
    };

    expect(told.length).toBeGreaterThan(10);
    expect(told).toEqual(told.map(([code = '']) => [code, ...carried.map((sent) => kindOf(code, sent))]));
  });
});

describe('docs/errors.md, the words', () => {
  test('every kind has the words and the button of the English catalogue', () => {
    const { failures, actions } = messages.en;

    expect(tableUnder('What to show')).toEqual(
      Object.entries({ ...joinTraits, ...resetTraits, ...sharedTraits }).map(([kind, [, action]]) => {
        // The keys of the three tables are all the kinds.
        const { title, advice } = failures[kind as FailureKind];
        return [kind, `**${title}.** ${advice}`, actions[action]];
      }),
    );
  });
});
