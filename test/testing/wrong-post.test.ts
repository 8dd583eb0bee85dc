import { describe, expect, test } from '@jest/globals';
import { huaweiAnswers, webexAnswers } from 'meeting-join-flow/testing';
import { captchaIn, wrongPost } from '../../src/testing/wrong-post.js';

const looked = (body: unknown) => ({ operation: 'meetingInfo', body }) as const;
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

    expect(wrongPost(code, [{ operation: 'checkCode', body: { code: '374104' } }], 'c')).toBeNull();
    expect(wrongPost(code, [{ operation: 'checkCode', body: { code: '1' } }], 'c')).toBe(
      says('code', '"1"', '"374104"'),
    );
    expect(wrongPost(password, [{ operation: 'reset', body: { newPwd: 'p' } }], 'c')).toBeNull();
    expect(wrongPost(password, [{ operation: 'reset', body: {} }], 'c')).toBe(says('newPwd', 'undefined', '"p"'));
  });

  test('a place of the slider within three pixels, as a number', () => {
    const slider = (pointX: unknown) =>
      wrongPost(
        { type: 'submitSlider', pointX: 120 } as never,
        [{ operation: 'checkSlider', body: { pointX } }],
        undefined,
      );

    for (const pointX of [117, 120, 123]) expect(slider(pointX)).toBeNull();
    expect(slider(124)).toBe(says('pointX', '124', '120'));
    expect(slider(116)).toBe(says('pointX', '116', '120'));
    expect(slider('120')).toBe(says('pointX', '"120"', '120'));
  });

  test('with a retry, which carries no answer of before', () => {
    const retry = { type: 'retry' };

    expect(wrongPost(retry, [looked({ meetingKey: '123456789' })], 'c')).toBeNull();
    expect(wrongPost(retry, [{ operation: 'sendSlider', body: { user: 'u' } }], 'c')).toBeNull();
    expect(wrongPost(retry, [], 'c')).toBeUndefined();
    expect(wrongPost(retry, [looked({ password: 'p', registrationId: 'r' })], 'c')).toBe(
      'the retry carries what nobody typed: "password", "registrationId"',
    );
  });

  test('in the request that takes it, which may come after others, or not yet', () => {
    const typed = { type: 'submitPassword', password: 'p' };
    const refresh = { operation: 'refreshCaptcha', body: {} } as const;

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
