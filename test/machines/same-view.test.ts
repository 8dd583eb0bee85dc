import { describe, expect, test } from '@jest/globals';
import { secret } from 'meeting-join-flow';
import { sameView } from '../../src/machines/same-view.js';

describe('two views', () => {
  const held = secret('p');

  test.each([
    ['equal texts', 'a', 'a'],
    ['not a number', NaN, NaN],
    ['equal fields', { a: 1, b: { c: [1, null] } }, { a: 1, b: { c: [1, null] } }],
    ['a field that is there, with nothing in it', { a: undefined, b: 1 }, { a: undefined, b: 1 }],
    ['the same handle', { token: held }, { token: held }],
  ])('are the same: %s', (_, one, other) => {
    expect(sameView(one, other)).toBe(true);
  });

  test.each([
    ['other texts', 'a', 'b'],
    ['zeros of two signs', 0, -0],
    ['another field deep down', { a: { b: 1 } }, { a: { b: 2 } }],
    ['a field more', { a: 1 }, { a: 1, b: 2 }],
    ['a field less', { a: 1, b: 2 }, { a: 1 }],
    ['a field more, with nothing in it', { b: 1 }, { a: undefined, b: 1 }],
    ['a field less, with nothing in it', { a: undefined, b: 1 }, { b: 1 }],
    ['a field of another name', { a: undefined }, { b: undefined }],
    ['nothing and an object', null, {}],
    ['an object and nothing', {}, null],
    ['two handles of the same text', { token: secret('p') }, { token: held }],
    ['two things that show nothing', {}, {}],
    ['what shows nothing, and what does', {}, { a: 1 }],
  ])('are not the same: %s', (_, one, other) => {
    expect(sameView(one, other)).toBe(false);
  });
});
