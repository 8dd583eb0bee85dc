import { huaweiCodeSources } from '../guards/code-sources.js';
import { huaweiCodes } from '../guards/huawei-codes.js';
import type { HuaweiOperation } from '../guards/huawei-codes.js';
import type { AnswerSource, ServiceReply } from './answers.types.js';
import { brokenAnswers } from './webex-answers.js';

/** One transparent pixel, a PNG file in base64. */
export const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const picture = `data:image/png;base64,${pixel}`;
const json = { 'content-type': 'application/json;charset=UTF-8' };

const reply =
  (operation: HuaweiOperation) =>
  (name: string, source: AnswerSource, status: number, body: unknown, more?: Readonly<Record<string, string>>) =>
    ({ name, operation, source, status, headers: { ...json, ...more }, body }) satisfies ServiceReply;

const sources = { page: 'documented', fragment: 'documented', inferred: 'inferred' } as const;

/** The reply with a code of the service, given by its nine digits: `206010012`. */
export function huaweiRefusal(operation: HuaweiOperation, digits: string, status = 400): ServiceReply {
  const row = Object.hasOwn(huaweiCodes, digits) ? huaweiCodes[digits] : undefined;
  const kind = typeof row?.[0] === 'string' ? row[0] : (row?.[0][operation] ?? 'unknownCode');
  const body = { error_code: `USG.${digits}`, error_msg: `Refused with ${digits}` };
  return reply(operation)(`${kind} (USG.${digits})`, sources[huaweiCodeSources[digits] ?? 'inferred'], status, body);
}

const usual = (operation: HuaweiOperation) => {
  const answer = reply(operation);
  return {
    ...brokenAnswers(operation),
    unauthorized: answer('not authenticated (401)', 'documented', 401, { error_code: 'USG.000000009', error_msg: '' }),
    forbidden: answer('not permitted (403)', 'documented', 403, {}),
    rateLimited: answer('too many requests, wait for two minutes', 'inferred', 429, {}, { 'retry-after': '120' }),
    locked: huaweiRefusal(operation, '211030050'),
    unknownCode: huaweiRefusal(operation, '299999999'),
    legacyRefusal: answer('a refusal in the envelope of 2019', 'documented', 200, {
      returnCode: '299999999',
      returnMessage: 'Refused',
    }),
  };
};

const token = (name: string, expire: number) => ({ token: `${name}-token-of-thirty-three-chars`, expire });

/** Replies of the five operations of Huawei's password reset, by operation and what they say. */
export const huaweiAnswers = {
  sendSlider: {
    slider: reply('sendSlider')('a slider', 'documented', 200, {
      shadowImage: picture,
      cutImage: picture,
      pointY: 40,
      ...token('slider', 60),
    }),
    userUnknown: huaweiRefusal('sendSlider', '206030000'),
    ...usual('sendSlider'),
  },
  checkSlider: {
    right: reply('checkSlider')('the piece fits', 'documented', 200, token('solved', 60)),
    sessionOver: huaweiRefusal('checkSlider', '000000004'),
    ...usual('checkSlider'),
  },
  sendCode: {
    sent: reply('sendCode')('the code is on its way', 'documented', 200, {
      expire: 180,
      bindPhone: '+86138****8000',
      bindEmail: null,
    }),
    sentShortLived: reply('sendCode')('a code that lives for a minute is on its way', 'inferred', 200, {
      expire: 60,
      bindPhone: null,
      bindEmail: 'dem****@example.com',
    }),
    sentLongLived: reply('sendCode')('a code that lives for ten minutes is on its way', 'inferred', 200, {
      expire: 600,
      bindPhone: '+86138****8000',
      bindEmail: null,
    }),
    userUnknown: huaweiRefusal('sendCode', '206030000'),
    sessionOver: huaweiRefusal('sendCode', '000000004'),
    ...usual('sendCode'),
  },
  checkCode: {
    right: reply('checkCode')('the code is right', 'documented', 200, token('access', 180)),
    wrong: huaweiRefusal('checkCode', '206010012'),
    ...usual('checkCode'),
  },
  reset: {
    changed: reply('reset')('the password is changed', 'documented', 200, undefined),
    badPassword: huaweiRefusal('reset', '206030014'),
    mayNotChange: huaweiRefusal('reset', '206030005'),
    sessionOver: huaweiRefusal('reset', '000000004'),
    ...usual('reset'),
  },
} as const;

const operations = ['sendSlider', 'checkSlider', 'sendCode', 'checkCode', 'reset'] as const;

/** Every documented reply: the ones above, and every code of the table at every operation. */
export const allHuaweiAnswers = operations.flatMap((operation) => {
  const answers = Object.values(huaweiAnswers[operation]);
  const names = new Set<string>(answers.map(({ name }) => name));
  const refusals = Object.keys(huaweiCodes).map((digits) => huaweiRefusal(operation, digits));
  return [...answers, ...refusals.filter(({ name }) => !names.has(name))];
});
