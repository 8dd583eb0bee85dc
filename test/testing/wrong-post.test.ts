import { describe, expect, test } from '@jest/globals';
import { huaweiAnswers, webexAnswers } from 'meeting-join-flow/testing';
import type { Operation } from 'meeting-join-flow/testing';
import { captchaIn, wrongPost } from '../../src/testing/wrong-post.js';

const at = (operation: Operation, body: unknown, url = 'https://acme.webex.com/asked') => ({ operation, url, body });
const looked = (body: unknown, url?: string) => at('meetingInfo', body, url);
const says = (field: string, is: string, not: string): string =>
  `the request does not carry what was typed: "${field}" is ${is}, not ${not}`;

describe('what was typed is held against what is sent', () => {
  test('by the name that the service gives each field', () => {
    const typed = { type: 'submitCaptcha', code: '4711', password: 'p', registrationId: 'r' };
    const right = { captchaVerifyCode: '4711', captchaID: 'c', password: 'p', registrationId: 'r' };

    expect(wrongPost(typed, [looked(right)], 'c')).toBeNull();
    expect(wrongPost(typed, [looked({ ...right, captchaVerifyCode: '1' })], 'c')).toBe(
      says('captchaVerifyCode', '"1"', '"4711"'),
    );
    expect(wrongPost(typed, [looked({ ...right, password: '' })], 'c')).toBe(says('password', '""', '"p"'));
    expect(wrongPost(typed, [looked({ ...right, registrationId: null })], 'c')).toBe(
      says('registrationId', 'null', '"r"'),
    );
    expect(wrongPost(typed, [looked(right)], 'd')).toBe(
      'the request does not carry what was shown: "captchaID" is "c", not "d"',
    );
    expect(wrongPost(typed, [looked(null)], 'c')).toMatch(/is undefined, not "p"/);
  });

  test('in the password reset too, where a code is not a captcha’s', () => {
    const code = { type: 'submitCode', code: '374104' };
    const password = { type: 'submitPassword', password: 'p' };

    expect(wrongPost(code, [at('checkCode', { code: '374104' })], 'c')).toBeNull();
    expect(wrongPost(code, [at('checkCode', { code: '1' })], 'c')).toBe(says('code', '"1"', '"374104"'));
    expect(wrongPost(password, [at('reset', { newPwd: 'p' })], 'c')).toBeNull();
    expect(wrongPost(password, [at('reset', {})], 'c')).toBe(says('newPwd', 'undefined', '"p"'));
  });

  test('a place of the slider within three pixels, as a number', () => {
    const slider = (pointX: unknown) =>
      wrongPost({ type: 'submitSlider', pointX: 120 } as never, [at('checkSlider', { pointX })], undefined);

    for (const pointX of [117, 120, 123]) expect(slider(pointX)).toBeNull();
    expect(slider(124)).toBe(says('pointX', '124', '120'));
    expect(slider(116)).toBe(says('pointX', '116', '120'));
    expect(slider('120')).toBe(says('pointX', '"120"', '120'));
  });

  test('with a retry, which carries no answer of before', () => {
    const retry = { type: 'retry' };

    expect(wrongPost(retry, [looked({ meetingKey: '123456789' })], 'c')).toBeNull();
    expect(wrongPost(retry, [at('sendSlider', { user: 'u' })], 'c')).toBeNull();
    expect(wrongPost(retry, [], 'c')).toBeUndefined();
    expect(wrongPost(retry, [looked({ password: 'p', registrationId: 'r' })], 'c')).toBe(
      'the retry carries what nobody typed: "password", "registrationId"',
    );
  });

  test('with a join, which carries nothing that was typed for the meeting before', () => {
    const before = [{ type: 'join' }, { type: 'submitPassword', password: 'p' }];
    const join = { type: 'join', destination: '123456789' };

    expect(wrongPost(join, [looked({ password: 'p' })], 'c', before)).toBe(
      'the join carries what was typed before it: "password"',
    );
    expect(wrongPost(join, [], 'c', before)).toBeUndefined();
    // From a link, or typed in the join itself.
    expect(wrongPost(join, [looked({ password: 'of a link' })], 'c', before)).toBeNull();
    expect(wrongPost({ ...join, password: 'p' } as never, [looked({ password: 'p' })], 'c', before)).toBeNull();
  });

  test('in no address, however it is written there', () => {
    const typed = { type: 'submitPassword', password: 'Open Sesame +1%' };
    const sent = (query: string) => [looked({ password: typed.password }, `https://acme.webex.com/asked?${query}`)];

    for (const query of [
      'q=Open%20Sesame%20%2B1%25',
      'q=Open+Sesame+%2B1%25',
      'q=Open Sesame +1%',
      'q=xOpen+Sesame++1%y',
    ])
      expect(wrongPost(typed, sent(query), 'c')).toBe('the address of the request holds what was typed: "password"');
    expect(wrongPost(typed, sent('q=Open'), 'c')).toBeNull();
  });

  test('as what is shown is, where another captcha is asked for', () => {
    const deed = { type: 'refreshCaptcha' };

    expect(wrongPost(deed, [at('refreshCaptcha', { captchaId: 'c' })], 'c')).toBeNull();
    expect(wrongPost(deed, [looked({})], 'c')).toBeUndefined();
    expect(wrongPost(deed, [at('refreshCaptcha', { captchaId: 'b' })], 'c')).toBe(
      'the request does not carry what was shown: "captchaId" is "b", not "c"',
    );
  });

  test('in the request that takes it, which may come after others, or not yet', () => {
    const typed = { type: 'submitPassword', password: 'p' };
    const refresh = at('refreshCaptcha', {});

    expect(wrongPost(typed, [refresh, looked({ password: 'p' })], 'c')).toBeNull();
    expect(wrongPost(typed, [refresh], 'c')).toBeUndefined();
    expect(wrongPost(typed, [], 'c')).toBeUndefined();
  });

  test('where an answer was given: neither a meeting nor an empty field is one', () => {
    expect(wrongPost({ type: 'join', password: 'p' } as never, [looked({})], 'c')).toBeNull();
    expect(wrongPost({ type: 'submitPassword', password: '' } as never, [], 'c')).toBeNull();
    expect(wrongPost({ type: 'cancel' }, [], 'c')).toBeNull();
  });
});

test('a captcha is known by its id, and most answers bring none', () => {
  expect(captchaIn(webexAnswers.captchaMissing)).toBe('Captcha_first');
  for (const answer of [webexAnswers.lost, webexAnswers.empty, webexAnswers.html, huaweiAnswers.checkCode.right])
    expect(captchaIn(answer)).toBeUndefined();
});
