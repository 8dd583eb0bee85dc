import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { joinFailure } from '../../src/guards/join-failure.js';
import { scrub } from '../../src/services/scrub.js';

const told = (serverMessage: string, typed: string[]) =>
  scrub(joinFailure('passwordWrong', { serverMessage }), typed).serverMessage;

describe('Scrubbing the service’s words', () => {
  it('leaves no rest of a value that begins with another', () => {
    expect(told('no: abcdef', ['abc', 'abcdef'])).toBe('no: [redacted]');
  });

  it('leaves other words, and no message, as they are', () => {
    expect(told('wrong password', ['abc', ''])).toBe('wrong password');
    for (const typed of ['abc', '\ud800'])
      expect(scrub(joinFailure('passwordWrong'), [typed])).toEqual(joinFailure('passwordWrong'));
  });

  it('takes a code that is what was typed for none, and no other', () => {
    const code = (of: number | string | null, typed: string[]) =>
      scrub(joinFailure('unknownCode', { code: of }), typed).code;
    expect([code(2468, ['', '2468']), code('2468', ['2468']), code(2468, ['246']), code(null, ['null'])]).toEqual([
      null,
      null,
      2468,
      null,
    ]);
  });

  it('takes out what was typed in the words of a form and of JSON, and leaves the others', () => {
    expect(told('no: open+sesame, really', ['open sesame'])).toBe('no: [redacted], really');
    expect(told('no: a\\"b, really', ['a"b'])).toBe('no: [redacted], really');
    expect(told('no: "abc", really', ['abc'])).toBe('no: "[redacted]", really');
  });

  const value = `p&ss "wörd's" <1>!`;
  const html = value.replace(/[&<>"']/g, (char) => `&#${String(char.charCodeAt(0))};`);
  it.each([
    [
      'in a strict address',
      encodeURIComponent(value).replace(/[!']/g, (char) => `%${char.charCodeAt(0).toString(16)}`),
    ],
    ['in an address within an address', encodeURIComponent(encodeURIComponent(value))],
    ['in one within that', encodeURIComponent(encodeURIComponent(encodeURIComponent(value)))],
    ['letter by letter', value.replace(/[ -~]/g, (char) => `%${char.charCodeAt(0).toString(16)}`)],
    ['in a page', html],
    ['in a page, in hexadecimal', value.replace(/[&<>"']/g, (char) => `&#x${char.charCodeAt(0).toString(16)};`)],
    [
      'in a page, by name',
      value
        .replace('&', '&amp;')
        .replaceAll('"', '&quot;')
        .replace("'", '&apos;')
        .replace('<', '&lt;')
        .replace('>', '&gt;'),
    ],
    ['in a page within a page', html.replaceAll('&', '&amp;')],
    ['in a page within an address', encodeURIComponent(html)],
    [
      'in JSON for a page',
      JSON.stringify(value)
        .slice(1, -1)
        .replace(/[<>&']/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`),
    ],
  ])('keeps no word of a sentence that may hold what was typed %s', (_how, echo) => {
    expect(told(`no <b>${echo}</b>`, [value])).toMatch(/^(no <b>)?\[redacted\](<\/b>)?$/);
  });

  it('keeps what is escaped while nothing was typed, and a sign that escapes nothing', () => {
    const sentence = 'see https://acme.webex.com/%61?b=%2525&amp;c';
    expect(told(sentence, [])).toBe(sentence);
    expect(told('100% of R&D, & so on;', ['abc'])).toBe('100% of R&D, & so on;');
  });

  it('says nothing rather than too much when what was typed is too long to look for', () => {
    const endless = 'ab(c'.repeat(500_000);
    expect(told(`no: ${endless}`, [endless]) ?? '').not.toContain('ab(c');
  });

  it('keeps a sentence short', () => {
    expect(told('x'.repeat(9_000), [])).toHaveLength(500);
  });

  it('never throws, and takes out whatever was typed', () => {
    const text = fc
      .string({ minLength: 3, maxLength: 12, unit: 'binary' })
      .filter((one) => !'<[redacted]|[redacted]>'.includes(one.toLowerCase()));
    fc.assert(
      fc.property(text, (typed) => {
        const encoded = encodeURIComponent(typed.replace(/\p{Cs}/gu, '\uFFFD'));
        expect(told(`<${typed}|${encoded}>`, [typed])).toMatch(/^(<\[redacted\]\|\[redacted\]>|\[redacted\])$/);
      }),
    );
  });
});
