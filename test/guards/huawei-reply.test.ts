import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FailureKind } from '../../src/guards/failure.js';
import { failureKinds } from '../../src/guards/failure-kinds.js';
import { huaweiCodeSources } from '../../src/guards/code-sources.js';
import { huaweiCodes } from '../../src/guards/huawei-codes.js';
import type { HuaweiOperation } from '../../src/guards/huawei-codes.js';
import { classifyHuaweiReply, huaweiPayload, isDocumentedCode } from '../../src/guards/huawei-reply.js';
import type { HuaweiCodes, HuaweiReply } from '../../src/guards/huawei-reply.js';

const operations: readonly HuaweiOperation[] = ['sendSlider', 'checkSlider', 'sendCode', 'checkCode', 'reset'];
const earlier = operations.filter((operation) => operation !== 'reset');

/** The documented success of each operation, as the samples of Huawei's pages have it. */
const successes: Readonly<Record<HuaweiOperation, unknown>> = {
  sendSlider: { shadowImage: 'data:', cutImage: 'data:', pointY: 0, token: 'T1', expire: 60 },
  checkSlider: { token: 'T2', expire: 60 },
  sendCode: { expire: 180, bindPhone: '+8618****12345', bindEmail: null },
  checkCode: { token: 'T4', expire: 180 },
  reset: '',
};

function fail(reply: HuaweiReply) {
  const verdict = classifyHuaweiReply(reply);
  if (verdict.ok) throw new Error('It was taken for a success.');
  return verdict.failure;
}
const refusal = (operation: HuaweiOperation, code: string, status = 400) =>
  fail({ operation, status, body: { error_code: code, error_msg: '…' } });

/** By operation: what the documented code means there. `null`: as an unknown code. */
type Meaning = FailureKind | null;
const meanings: readonly (readonly [
  code: string,
  first: Meaning,
  second: Meaning,
  third: Meaning,
  fourth: Meaning,
  last: Meaning,
])[] = [
  ['206010012', null, null, null, 'codeWrong', null],
  ['206030014', null, null, null, null, 'passwordNotAcceptable'],
  ['206030015', null, null, null, null, 'passwordNotAcceptable'],
  ['206030018', null, null, null, null, 'passwordNotAcceptable'],
  ['206030006', null, null, null, null, 'passwordNotAcceptable'],
  ['206030005', 'blocked', 'blocked', 'blocked', 'blocked', 'blocked'],
  ['206030000', 'userUnknown', 'userUnknown', 'userUnknown', 'userUnknown', 'userUnknown'],
  ['206010007', 'blocked', 'blocked', 'blocked', 'blocked', 'blocked'],
  ['201040014', 'blocked', 'blocked', 'blocked', 'blocked', 'blocked'],
  ['211030050', 'accountLocked', 'accountLocked', 'accountLocked', 'accountLocked', 'accountLocked'],
  ['211030052', 'accountLocked', 'accountLocked', 'accountLocked', 'accountLocked', 'accountLocked'],
  ['000000001', 'serverFault', 'serverFault', 'serverFault', 'serverFault', 'outcomeUnknown'],
  ['000000002', 'serverFault', 'serverFault', 'serverFault', 'serverFault', 'outcomeUnknown'],
  ['000000010', 'serverFault', 'serverFault', 'serverFault', 'serverFault', 'outcomeUnknown'],
  ['000000003', 'inputInvalid', 'inputInvalid', 'inputInvalid', 'inputInvalid', 'inputInvalid'],
  ['000000004', null, 'sliderExpired', 'tokenExpired', null, 'tokenExpired'],
  ['100000429', 'rateLimited', 'rateLimited', 'rateLimited', 'rateLimited', 'rateLimited'],
  ['206010000', null, null, null, null, null],
  ['206010023', null, null, null, null, null],
  ['201040020', null, null, null, null, null],
];

describe('classifyHuaweiReply', () => {
  it.each(meanings)('reads %s on the five operations as %s, %s, %s, %s, %s', (code, ...kinds) => {
    operations.forEach((operation, i) => {
      for (const sent of [`USG.${code}`, code, `usg.${code}`]) {
        expect(refusal(operation, sent)).toMatchObject({ kind: kinds[i] ?? 'unknownCode', code: sent, status: 400 });
      }
      expect(fail({ operation, status: 400, body: { error_code: Number(code) } }).kind).toBe(kinds[i] ?? 'unknownCode');
    });
  });

  it('is tested for every documented code', () => {
    expect(meanings.map(([code]) => code).sort()).toEqual(Object.keys(huaweiCodes).sort());
    expect(Object.keys(huaweiCodeSources).sort()).toEqual(Object.keys(huaweiCodes).sort());
    for (const source of Object.values(huaweiCodeSources)) expect(['page', 'fragment', 'inferred']).toContain(source);
  });

  it.each(operations)('takes the documented success of %s, bare and in the envelope of 2019', (operation) => {
    expect(classifyHuaweiReply({ operation, status: 200, body: successes[operation] })).toEqual({ ok: true });
    const data = operation === 'reset' ? null : successes[operation];
    const body = { returnCode: '000000000', returnMessage: 'SUCCESS', data };
    expect(classifyHuaweiReply({ operation, status: 200, body })).toEqual({ ok: true });
  });

  it.each(earlier)(
    'does not take a 200 of %s for a success when something that was promised is missing',
    (operation) => {
      const whole = successes[operation] as Record<string, unknown>;
      const promised = operation === 'sendCode' ? ['expire'] : Object.keys(whole);
      for (const name of promised) {
        expect(fail({ operation, status: 200, body: { ...whole, [name]: null } }).kind).toBe('unexpectedReply');
        expect(
          fail({ operation, status: 200, body: { returnCode: '000000000', data: { ...whole, [name]: undefined } } })
            .kind,
        ).toBe('unexpectedReply');
      }
      for (const body of ['', null, undefined, '<html></html>', [], 'true', 7, {}])
        expect(fail({ operation, status: 200, body }).kind).toBe('unexpectedReply');
      for (const status of [201, 204, 302])
        expect(fail({ operation, status, body: whole }).kind).toBe('unexpectedReply');
    },
  );

  it('takes an empty 200 for a success on the reset only, and says that the outcome is unknown for anything else', () => {
    for (const body of ['', ' \n', null, undefined, {}])
      expect(classifyHuaweiReply({ operation: 'reset', status: 200, body })).toEqual({ ok: true });
    for (const body of ['<html></html>', [], 'ok', 7, true, { success: false }, { token: 'x' }])
      expect(fail({ operation: 'reset', status: 200, body })).toMatchObject({
        kind: 'outcomeUnknown',
        recoverable: false,
        action: 'signIn',
      });
    for (const status of [204, 302, 404, 500, 502, 503, 504])
      expect(fail({ operation: 'reset', status, body: '' }).kind).toBe('outcomeUnknown');
    for (const code of ['USG.206030014', 'USG.206030005', 'USG.999999999'])
      expect(refusal('reset', code, 500)).toMatchObject({ kind: 'outcomeUnknown', action: 'signIn', code });
  });

  it.each([401, 403])(
    'reads %d as a token that is used up on the reset, and as blocked on each earlier step',
    (status) => {
      for (const body of [
        '',
        { error_code: 'USG.212345678' },
        { error_code: 'USG.000000004' },
        { error_code: 'APIGW.0301' },
      ]) {
        expect(fail({ operation: 'reset', status, body }).kind).toBe('tokenExpired');
        for (const operation of earlier) expect(fail({ operation, status, body }).kind).toBe('blocked');
      }
      expect(refusal('checkCode', 'USG.211030050', status).kind).toBe('accountLocked');
      // These say what is wrong with the account, which another token does not mend.
      expect(refusal('reset', 'USG.211030050', status).kind).toBe('accountLocked');
      expect(refusal('reset', 'USG.206030005', status)).toMatchObject({ kind: 'blocked', action: 'none' });
    },
  );

  it.each(operations)('reads the status on %s when no code can be read', (operation) => {
    const kind = (status: number): FailureKind => fail({ operation, status, body: 'x' }).kind;
    const unclear = operation === 'reset' ? 'outcomeUnknown' : 'unexpectedReply';
    expect([400, 404, 409, 429, 500, 503].map(kind)).toEqual([
      unclear,
      unclear,
      unclear,
      'rateLimited',
      ...(operation === 'reset' ? ['outcomeUnknown', 'outcomeUnknown'] : ['serverFault', 'serverFault']),
    ]);
  });

  it('reads a status that is none of HTTP’s as no fault of the server', () => {
    expect([599, 600].map((status) => fail({ operation: 'sendCode', status, body: '' }).kind)).toEqual([
      'serverFault',
      'unexpectedReply',
    ]);
  });

  it('leaves a way on after a refusal without a code, and after a code whose meaning is lost', () => {
    expect(fail({ operation: 'checkCode', status: 400, body: '' })).toMatchObject({
      action: 'enterCode',
      recoverable: true,
    });
    expect(fail({ operation: 'checkCode', status: 404, body: '' })).toMatchObject({
      action: 'retry',
      recoverable: true,
    });
    expect(refusal('checkCode', 'USG.206010000')).toMatchObject({ action: 'enterCode', recoverable: true });
  });

  it.each([{}, '', null, { errorCode: 'USG.206010012' }, []])(
    'judges 400 without a readable code by its step, since it refuses in a form that no page shows: %j',
    (body) => {
      for (const operation of operations)
        expect(fail({ operation, status: 400, body })).toMatchObject({
          kind: 'unknownCode',
          code: null,
          recoverable: true,
        });
      expect(fail({ operation: 'reset', status: 400, body }).field).toBe('newPassword');
    },
  );

  it('takes 400 with a page in it for an answer of something between', () => {
    const body = '<h1>Bad Request</h1>';
    expect(operations.map((operation) => fail({ operation, status: 400, body }).kind)).toEqual([
      ...Array<string>(4).fill('unexpectedReply'),
      'outcomeUnknown',
    ]);
  });

  it('says of a request that the app made wrong that no retry helps', () => {
    expect(refusal('sendCode', 'USG.000000003')).toMatchObject({ action: 'none', recoverable: false });
  });

  it('takes the neighbours of the password rules for such in both envelopes', () => {
    const old = (operation: HuaweiOperation) =>
      fail({ operation, status: 200, body: { returnCode: '206030099' } }).kind;
    expect([refusal('reset', 'USG.206030099').kind, old('reset')]).toEqual(Array(2).fill('passwordNotAcceptable'));
    expect([refusal('checkCode', 'USG.206030099').kind, old('checkCode')]).toEqual(Array(2).fill('unknownCode'));
  });

  it('reads the status where the meaning of a code is lost', () => {
    expect(refusal('sendCode', 'USG.206010000', 503).kind).toBe('serverFault');
    expect(refusal('sendCode', 'USG.206010000', 429).kind).toBe('rateLimited');
    // One that says nothing at this step.
    expect(refusal('sendCode', 'USG.206010012', 503).kind).toBe('serverFault');
    expect(refusal('sendCode', 'USG.206010012', 503).recoverable).toBe(true);
  });

  it.each(operations)('takes no 200 of %s for a success that comes with the code of a refusal', (operation) => {
    const data = operation === 'reset' ? {} : (successes[operation] as object);
    expect(fail({ operation, status: 200, body: { ...data, error_code: 'USG.206030000' } }).kind).toBe('userUnknown');
    expect(fail({ operation, status: 200, body: { returnCode: '206030000', data } }).kind).toBe('userUnknown');
  });

  it('shows a code that nobody knows at the field of its step, with the code kept', () => {
    const places = operations.map((operation) => {
      const { kind, field, action, code } = refusal(operation, 'USG.299999999');
      expect([kind, code]).toEqual(['unknownCode', 'USG.299999999']);
      return [field, action];
    });
    expect(places).toEqual([
      [null, 'retry'],
      ['slider', 'solveSlider'],
      ['slider', 'solveSlider'],
      ['code', 'enterCode'],
      ['newPassword', 'enterNewPassword'],
    ]);
  });

  it('reads the neighbours of the password rules as the password not being acceptable, on the reset only', () => {
    expect(refusal('reset', 'USG.206030099').kind).toBe('passwordNotAcceptable');
    expect(refusal('checkCode', 'USG.206030099').kind).toBe('unknownCode');
    for (const code of ['USG.206040099', 'USG.2060300990', 'APIGW.206030099'])
      expect(refusal('reset', code).kind).toBe('unknownCode');
    expect(refusal('reset', 'USG.206030099', 404).kind).toBe('unknownCode');
  });

  it('reads every envelope that the pages show', () => {
    const read = (body: unknown, status = 400) => {
      const { kind, code, serverMessage } = fail({ operation: 'checkCode', status, body });
      return [kind, code, serverMessage];
    };
    const expected = ['codeWrong', 'USG.206010012', 'wrong'];
    expect(read({ error_code: 'USG.206010012', error_msg: 'wrong' })).toEqual(expected);
    expect(read({ error: { code: 'USG.206010012', message: 'wrong' } })).toEqual(expected);
    expect(read({ code: 'USG.206010012', message: 'wrong' })).toEqual(expected);
    expect(read({ returnCode: '206010012', returnMessage: 'wrong' }, 200)).toEqual(['codeWrong', '206010012', 'wrong']);
    expect(read({ returnCode: 206010012, returnMessage: 'wrong' }, 200)).toEqual(['codeWrong', 206010012, 'wrong']);
    expect(read({ error_code: 'USG.206010012' }, 200)).toEqual(['codeWrong', 'USG.206010012', null]);
    expect(read({ returnCode: 3 }, 200)).toEqual(['inputInvalid', 3, null]);
  });

  it('reads the first code and sentence of an envelope that has several', () => {
    const read = (body: object) => {
      const { code, serverMessage } = fail({ operation: 'checkCode', status: 400, body });
      return [code, serverMessage];
    };
    const all = {
      error_code: 'a',
      returnCode: 'b',
      error: { code: 'c', message: 'three' },
      code: 'd',
      error_msg: 'one',
      returnMessage: 'two',
      message: 'four',
    };
    expect(read(all)).toEqual(['a', 'one']);
    expect(read({ ...all, error_code: '', error_msg: 5 })).toEqual(['b', 'two']);
    expect(read({ ...all, error_code: null, returnCode: {}, error_msg: '', returnMessage: null })).toEqual([
      'c',
      'three',
    ]);
    expect(read({ code: 'd', message: 'four', error: 'text' })).toEqual(['d', 'four']);
  });

  it('knows a documented code in each spelling, and no other', () => {
    for (const code of ['USG.206010012', 'usg.206010012', '206010012', 206010012, 1, '1', '00000001', 'USG.000000001'])
      expect([code, isDocumentedCode(code)]).toEqual([code, true]);
    for (const code of [
      'APIGW.206010012',
      'xUSG.206010012',
      '2060100120',
      '',
      'toString',
      '0206010012',
      '12x',
      'x1',
      '2060USG.10012',
    ])
      expect([code, isDocumentedCode(code)]).toEqual([code, false]);
  });

  it.each<[unknown, string]>([
    [{ returnCode: 0, error: { code: '206030014' } }, '206030014'],
    [{ error_code: '000000000', code: '206030014' }, '206030014'],
    [{ error_code: 'USG.000000000', returnCode: '0', error: { code: 0 }, code: 'SIM.402' }, 'SIM.402'],
  ])('takes no reply for a success that also refuses: %j', (body, code) => {
    expect(fail({ operation: 'reset', status: 200, body }).code).toBe(code);
    const paid = { ...(successes.checkCode as object), ...(body as object) };
    expect(fail({ operation: 'checkCode', status: 200, body: paid }).code).toBe(code);
  });

  it('takes every spelling of the code of success, and reads the fields of a success under data in the old envelope', () => {
    for (const returnCode of ['000000000', '0', 0, 'USG.000000000'])
      expect(classifyHuaweiReply({ operation: 'reset', status: 200, body: { returnCode, x: 1 } })).toEqual({
        ok: true,
      });
    expect(fail({ operation: 'reset', status: 400, body: { returnCode: '000000000' } })).toMatchObject({
      kind: 'outcomeUnknown',
      code: null,
    });
    expect(huaweiPayload({ token: 'T' })).toEqual({ token: 'T' });
    expect(huaweiPayload({ returnCode: '0', data: { token: 'T' }, token: 'other' })).toEqual({ token: 'T' });
    expect(huaweiPayload({ returnCode: '0' })).toEqual({});
    expect(huaweiPayload('T')).toEqual({});
  });

  it('says that neither waiting nor trying helps where that is so', () => {
    expect(refusal('reset', 'USG.206030005')).toMatchObject({ action: 'none', recoverable: false });
    expect(refusal('sendCode', 'USG.211030052')).toMatchObject({ action: 'none', recoverable: false });
    expect(refusal('sendCode', 'USG.211030050')).toMatchObject({ action: 'wait', recoverable: true });
  });

  it('keeps the id of the request and counts Retry-After from the time that it is given', () => {
    const headers = { 'x-request-id': 'r-1', 'retry-after': '30' };
    expect(fail({ operation: 'sendCode', status: 429, body: '', headers, now: 1_000 })).toMatchObject({
      kind: 'rateLimited',
      requestId: 'r-1',
      retryAt: 31_000,
      status: 429,
      code: null,
    });
    const legacy = { returnCode: '206010012', requestId: 'r-2' };
    expect(fail({ operation: 'checkCode', status: 200, body: legacy })).toMatchObject({
      requestId: 'r-2',
      retryAt: null,
    });
  });

  it.each(['codetoosoon', 'constructor', 5])('takes no row of a kind that there is not: %p', (kind) => {
    const codes = { '206019001': kind } as unknown as HuaweiCodes;
    const body = { error_code: 'USG.206019001' };
    expect(fail({ operation: 'sendCode', status: 400, body, codes })).toMatchObject({
      kind: 'unknownCode',
      code: 'USG.206019001',
    });
  });

  it('takes rows for codes that it does not know, and none for those that it knows', () => {
    const codes = {
      'USG.206019001': 'codeTooSoon',
      '206019002': 'codeExpired',
      'USG.206010012': 'blocked',
      '206030014': 'blocked',
      '206010023': 'codeExpired',
    } as const;
    const read = (error_code: string, operation: HuaweiOperation = 'checkCode') =>
      fail({ operation, status: 400, body: { error_code }, codes }).kind;
    expect(read('USG.206019001', 'sendCode')).toBe('codeTooSoon');
    expect(read('USG.206019002')).toBe('codeExpired');
    expect(read('206019002')).toBe('codeExpired');
    expect(read('USG.206010012')).toBe('codeWrong');
    expect(read('USG.206030014', 'reset')).toBe('passwordNotAcceptable');
    expect(read('USG.206010012', 'sendCode')).toBe('unknownCode');
    // Seen in a source, but what it says was cut off there.
    expect(read('USG.206010023')).toBe('codeExpired');
    expect(read('USG.201040020')).toBe('unknownCode');
    expect(read('constructor')).toBe('unknownCode');
  });

  it.each([
    undefined,
    null,
    {},
    'reply',
    [],
    { status: 200, body: {} },
    { operation: 'log-in', status: 200, body: '' },
  ])('takes what is no reply for an unexpected one, and throws nothing: %p', (reply) => {
    expect(classifyHuaweiReply(reply as never)).toMatchObject({
      ok: false,
      failure: { kind: 'unexpectedReply', code: null, requestId: null, retryAt: null },
    });
  });

  it('never throws, never takes a status other than 200 for a success, and keeps to the closed set of kinds', () => {
    const codes = fc.oneof(
      fc.constantFrom(...Object.keys(huaweiCodes), '__proto__', 'constructor'),
      fc.string(),
      fc.integer(),
    );
    const bodies = fc.oneof(
      fc.anything(),
      fc.record({ error_code: codes, error_msg: fc.string() }),
      fc.record({ returnCode: codes, data: fc.anything() }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...operations),
        fc.integer({ min: 100, max: 599 }),
        bodies,
        (operation, status, body) => {
          const verdict = classifyHuaweiReply({ operation, status, body });
          if (verdict.ok) expect(status).toBe(200);
          else expect(failureKinds).toContain(verdict.failure.kind);
          if (!verdict.ok && operation === 'reset')
            expect(['serverFault', 'unexpectedReply']).not.toContain(verdict.failure.kind);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
