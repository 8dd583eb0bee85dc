import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkNewPassword } from '../../src/guards/new-password.js';
import type { PasswordMode, PasswordRule } from '../../src/guards/new-password.js';
import { secret } from '../../src/guards/secret.js';

const punctuation = '`~!@#$%^&*()-_=+\\|[{}];:",\'<.>/?';
const order: readonly PasswordRule[] = ['length', 'classes', 'repeats', 'userName', 'characters'];

type Row = readonly [password: string, strict: readonly PasswordRule[], lenient: readonly PasswordRule[]];

const rows: readonly Row[] = [
  ['Abcdefg1', [], []],
  ['', ['length', 'classes'], ['length', 'classes']],
  ['Abcdef1', ['length'], ['length']],
  [`Ab1${'xy'.repeat(14)}z`, [], []],
  [`Ab1${'xy'.repeat(15)}`, ['length'], ['length']],
  ['abcdefgh', ['classes'], ['classes']],
  ['12345678', ['classes'], ['classes']],
  ['-_-_-_-_', ['classes'], ['classes']],
  // The Chinese page counts upper and lower case as one class, the English one as two.
  ['Abcdefgh', ['classes'], []],
  // Letters of other scripts have a case as well.
  ['Парольпароль', ['classes', 'characters'], []],
  ['abcdefg!', [], []],
  ['1234567!', [], []],
  // Three in a row is what the English page forbids; "more than three" is the loosest wording.
  ['Abcddde1', ['repeats'], []],
  ['Abcdddd1', ['repeats'], ['repeats']],
  ['AbBbcde1', [], []],
  ['Ab1b2b3b', [], []],
  ['$$$12345', ['repeats'], []],
  // The account name within, or the account name as a whole.
  ['xx-DemoUser1', ['userName'], []],
  ['1resUomed-xx', ['userName'], []],
  ['demouser1', ['userName'], ['userName']],
  ['1RESUOMED', ['userName'], ['userName']],
  ['Abcdefg 1', ['characters'], []],
  ['Пароль-2024', ['characters'], []],
  ['密码密码密码密码', ['classes', 'characters'], ['classes']],
  ['密码密码密码密码1', ['classes', 'characters'], []],
  ['Abcdefg1\n', ['characters'], []],
  ['aaa', ['length', 'classes', 'repeats'], ['length', 'classes']],
  // Emoji are one character to a person and two to the wire: each reading counts to its own side.
  ['Abcd1😀😀', ['length', 'characters'], []],
];

describe('checkNewPassword', () => {
  it.each(rows)('reads %j strictly as %j and leniently as %j', (password, strict, lenient) => {
    expect(checkNewPassword(password, { user: 'DemoUser1' })).toEqual({ ok: strict.length === 0, broken: strict });
    expect(checkNewPassword(password, { user: 'DemoUser1', mode: 'lenient' })).toEqual({
      ok: lenient.length === 0,
      broken: lenient,
    });
  });

  it('takes a secret as it takes its text, and a handle that holds nothing as an empty field', () => {
    expect(checkNewPassword(secret('Abcdefg1'))).toEqual({ ok: true, broken: [] });
    expect(checkNewPassword(secret('abc')).broken).toEqual(['length', 'classes']);
    const copy = structuredClone({}) as never;
    expect(checkNewPassword(copy).broken).toEqual(['length', 'classes']);
  });

  it('cannot break the rule about the account name when no name is known', () => {
    expect(checkNewPassword('demouser1').broken).toEqual([]);
    expect(checkNewPassword('demouser1', { user: '' }).broken).toEqual([]);
  });

  it('takes each of the 32 punctuation characters', () => {
    expect(new Set(punctuation).size).toBe(32);
    for (const mark of punctuation) expect(checkNewPassword(`abcdefg${mark}`)).toEqual({ ok: true, broken: [] });
  });

  const anyPassword = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({ unit: fc.constantFrom('a', 'B', '1', '!', 'é'), maxLength: 36 }),
  );
  const anyUser = fc.option(fc.string({ maxLength: 6 }), { nil: undefined });
  const check = (password: string, user: string | undefined, mode: PasswordMode): readonly PasswordRule[] =>
    checkNewPassword(password, { mode, ...(user !== undefined && { user }) }).broken;

  it('never refuses leniently what it passes strictly, rule by rule', () => {
    fc.assert(
      fc.property(anyPassword, anyUser, (password, user) => {
        const strict = check(password, user, 'strict');
        for (const rule of check(password, user, 'lenient')) expect(strict).toContain(rule);
      }),
      { numRuns: 2000 },
    );
  });

  it('lists each broken rule once, in the order of the contract, and is ok when none is', () => {
    fc.assert(
      fc.property(anyPassword, anyUser, fc.constantFrom<PasswordMode>('strict', 'lenient'), (password, user, mode) => {
        const broken = check(password, user, mode);
        expect(broken).toEqual(order.filter((rule) => broken.includes(rule)));
        expect(checkNewPassword(password, { mode, ...(user !== undefined && { user }) }).ok).toBe(broken.length === 0);
      }),
      { numRuns: 500 },
    );
  });

  it('passes strictly only what fits every printed rule, told here in another way', () => {
    const fits = (password: string): boolean =>
      password.length >= 8 &&
      password.length <= 32 &&
      Array.from(password).every((letter) => letter > ' ' && letter < '\x7f') &&
      [/[a-z]/i, /\d/, /[^a-z\d]/i].filter((group) => group.test(password)).length >= 2 &&
      !Array.from(password).some((letter, i, all) => letter === all[i + 1] && letter === all[i + 2]);
    const ascii = fc.string({ unit: fc.constantFrom('a', 'B', '1', '2', '!', '~', ' '), minLength: 5, maxLength: 35 });
    fc.assert(
      fc.property(ascii, (password) => expect(checkNewPassword(password).ok).toBe(fits(password))),
      { numRuns: 2000 },
    );
  });

  it('finds the account name in any case, forwards and backwards', () => {
    const name = fc.string({ unit: fc.constantFrom('a', 'B', 'c', '7', '.', '😀'), minLength: 1, maxLength: 8 });
    const rest = fc.string({ unit: fc.constantFrom('x', 'Y', '0', '-'), maxLength: 8 });
    fc.assert(
      fc.property(name, rest, rest, fc.boolean(), fc.boolean(), (user, before, after, backwards, upper) => {
        const turned = backwards ? Array.from(user).reverse().join('') : user;
        const within = before + (upper ? turned.toUpperCase() : turned.toLowerCase()) + after;
        expect(check(within, user, 'strict')).toContain('userName');
        expect(check(within, user, 'lenient').includes('userName')).toBe(before + after === '');
      }),
    );
  });
});
