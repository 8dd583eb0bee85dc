import { describe, expect, test } from '@jest/globals';
import { isHeld, isSecret, lengthOf, reveal, secret } from '../../src/guards/secret.js';

describe('a secret', () => {
  test('is opened by reveal, and by nothing else', () => {
    const handle = secret('open-sesame');

    expect(reveal(handle)).toBe('open-sesame');
    expect(Object.isFrozen(handle)).toBe(true);
    expect(Reflect.ownKeys(handle)).toEqual([]);
    expect([String(handle), JSON.stringify([handle])]).toEqual(['[redacted]', '[null]']);
    expect(JSON.stringify({ handle })).toBe('{"handle":null}');
  });

  test.each([' open sesame ', 'e\u0301', '\u00e9', '\ufb01\u2126', '\ud800', '\0'])(
    'holds what was typed as it was typed: %j',
    (typed) => {
      expect(reveal(secret(typed))).toBe(typed);
    },
  );

  test('that is given again stays the same one, and two of the same value are two', () => {
    const handle = secret('open-sesame');

    expect(secret(handle)).toBe(handle);
    expect(secret('open-sesame')).not.toBe(handle);
  });

  test('is made of a number too, which an app in plain JavaScript may have of a PIN', () => {
    const handle = secret(4711 as never);

    expect([isSecret(handle), reveal(handle), JSON.stringify([handle])]).toEqual([true, '4711', '[null]']);
  });

  test.each([NaN, Infinity, 4711.5, 2 ** 53])('is not made of %p, which nobody typed', (number) => {
    expect(secret(number as never)).toBe(secret(''));
  });

  test('that is empty is a secret with nothing to send', () => {
    const empty = secret('');

    expect([isSecret(empty), isHeld(empty), reveal(empty)]).toEqual([true, false, '']);
    expect(secret('')).toBe(empty);
    expect(isHeld(secret(' '))).toBe(true);
    expect([lengthOf(empty), lengthOf(secret(' ab'))]).toEqual([0, 3]);
  });

  test('is not what only looks like one', () => {
    const handle = secret('open-sesame');
    for (const copy of [
      structuredClone(handle),
      { ...handle },
      Object.create(handle) as object,
      {},
      null,
      undefined,
      'x',
      5,
    ]) {
      expect([isSecret(copy), isHeld(copy)]).toEqual([false, false]);
      expect(() => reveal(copy as never)).toThrow(
        new TypeError('This secret is a copy and holds nothing. Ask for the value again.'),
      );
      expect(lengthOf(copy)).toBe(0);
    }
  });
});
