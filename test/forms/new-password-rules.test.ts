import { describe, expect, test } from '@jest/globals';
import { newPasswordRules } from 'meeting-join-flow';
import { startReset } from '../support/start-reset.js';

const met = (typed: string, options: Parameters<typeof startReset>[0] = {}, accountName?: string) => {
  const { flow } = startReset(options);
  flow.start({ user: 'ada@example.com', ...(accountName && { accountName }) });
  return newPasswordRules(flow, typed)
    .filter(({ isMet }) => isMet)
    .map(({ rule }) => rule);
};
const all = ['length', 'classes', 'characters', 'repeats', 'userName'];

describe('the rules of a new password', () => {
  test.each(['', null, undefined])('are five, in the order that they are read, and all open at %j', (typed) => {
    const { flow } = startReset();
    expect(newPasswordRules(flow, typed)).toEqual(all.map((rule) => ({ rule, isMet: false })));
  });

  test.each([
    ['Brand-new-77', all],
    ['short1', ['classes', 'characters', 'repeats', 'userName']],
    ['onlyletters', ['length', 'characters', 'repeats', 'userName']],
    ['with spaces 1', ['length', 'classes', 'repeats', 'userName']],
    ['aaa-bcdef-1', ['length', 'classes', 'characters', 'userName']],
  ])('%s keeps %j', (typed, kept) => {
    expect(met(typed)).toEqual(kept);
  });

  test('know the account’s name, and how strictly the app reads them', () => {
    expect(met('lovelace-77', {}, 'lovelace')).not.toContain('userName');
    expect(met('lovelace-77', { passwordMode: 'lenient' }, 'lovelace')).toEqual(all);
  });
});
