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
    expect(scrub(joinFailure('passwordWrong'), ['abc'])).toEqual(joinFailure('passwordWrong'));
  });

  it('keeps a sentence short', () => {
    expect(told('x'.repeat(9_000), [])).toHaveLength(500);
  });

  it('never throws, and takes out whatever was typed', () => {
    const text = fc
      .string({ minLength: 3, maxLength: 12, unit: 'binary' })
      .filter((one) => !'[redacted]'.includes(one));
    fc.assert(
      fc.property(text, (typed) => {
        expect(told(`<${typed}|${encodeURIComponent(typed)}>`, [typed])).toBe('<[redacted]|[redacted]>');
      }),
    );
  });
});
