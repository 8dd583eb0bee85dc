import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createActor, createMachine } from 'xstate';

import { secret } from '../../src/guards/secret.js';
import { redact } from '../../src/inspect/inspection-record.js';
import { REDACTED, REDACTED_EMPTY, REDACTED_PLAIN } from '../../src/inspect/secret-keys.js';

const CANARY = 'kT9-canary-4f1b';
const secretKeys = [
  'password',
  'hostKey',
  'captchaVerifyCode',
  'permissionToken',
  'token',
  'accessToken',
  'access_token',
];
const moreSecretKeys = ['Authorization', 'newPwd', 'registrationId', 'captchaCode', 'Set-Cookie', 'clientSecret'];
const openKey = fc.constantFrom(
  'destination',
  'attempts',
  'sentAt',
  'meeting',
  'captcha',
  'id',
  'kind',
  'a',
  '__proto__',
);

/** Data without anything secret, as a flow has it: texts of letters and spaces, so that none reads like `key=value`. */
const openText = fc.stringMatching(/^[A-Za-z0-9 .,/-]{0,20}$/).filter((text) => !/bearer|basic|\/\//i.test(text));
const openLeaf = fc.oneof(
  openText,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
  fc.boolean(),
  fc.constant(null),
);
const openValue = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    openLeaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(openKey, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
})).value;

/** A secret in one of the places where secrets have been found. */
const hiding = fc.oneof(
  fc.constant(secret(CANARY)),
  fc.constantFrom(...secretKeys, ...moreSecretKeys).map((key) => ({ [key]: CANARY })),
  fc.constantFrom(...secretKeys).map((key) => new Map([[key, CANARY]])),
  fc.constantFrom(...secretKeys).map((key) => ({ [key]: { deep: [CANARY] } })),
  fc.constantFrom(...secretKeys).map((key) => `https://site.webex.com/meet?x=1&${key}=${CANARY}#end`),
  fc.constantFrom(...secretKeys).map((key) => new URL(`https://site.webex.com/meet?${key}=${CANARY}`)),
  fc.constantFrom(...secretKeys).map((key) => JSON.stringify({ request: { [key]: CANARY } })),
  fc.constant(`Bearer ${CANARY}`),
  fc.constant(`https://user:${CANARY}@site.webex.com/`),
  fc.constant({ type: 'code.submit', code: CANARY }),
  fc.constant({ headers: { Authorization: `Bearer ${CANARY}` } }),
  fc.constant({ password: CANARY, note: `the typed text was ${CANARY}, sadly` }),
  fc.constant(Object.assign(new Error(CANARY), { config: { data: CANARY }, stack: CANARY, name: CANARY })),
  fc.constant({
    get peek() {
      return CANARY;
    },
  }),
  fc.constant(new Set([secret(CANARY), new Error(CANARY)])),
  fc.constant(function () {
    return CANARY;
  }),
);

const wrapped = fc
  .tuple(hiding, fc.array(fc.constantFrom('list', 'member', 'map', 'set', 'circle', 'instance'), { maxLength: 5 }))
  .map(([inner, around]) => around.reduce<unknown>(wrap, inner));

function wrap(inner: unknown, how: string): unknown {
  if (how === 'list') return [1, inner];
  if (how === 'map') return new Map([['entry', inner]]);
  if (how === 'set') return new Set([inner]);
  if (how === 'instance') return Object.assign(Object.create({ method: () => CANARY }), { inner });
  const around: Record<string, unknown> = { before: true, inner };
  if (how === 'circle') around['self'] = around;
  return around;
}

describe('redact', () => {
  it('lets no secret through, wherever it sits', () => {
    fc.assert(
      fc.property(wrapped, (value) => {
        expect(JSON.stringify(redact(value))).not.toContain(CANARY);
      }),
      { numRuns: 1_000 },
    );
  });

  it('changes nothing else', () => {
    fc.assert(
      fc.property(openValue, (value) => {
        expect(redact(value)).toEqual(value);
      }),
      { numRuns: 1_000 },
    );
  });

  it('changes nothing when it is done twice', () => {
    fc.assert(
      fc.property(fc.oneof(wrapped, openValue), (value) => {
        const once = redact(value);
        expect(redact(once)).toEqual(once);
      }),
      { numRuns: 500 },
    );
  });

  it('gives what JSON can carry, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withDate: true,
          withMap: true,
          withSet: true,
          withTypedArray: true,
          withSparseArray: true,
        }),
        (value) => {
          const plain = redact(value);
          expect(JSON.parse(JSON.stringify(plain))).toEqual(plain);
        },
      ),
    );
  });

  it('shows that a secret was there, and whether anything was in it', () => {
    expect(redact({ password: secret('x'), registrationId: secret(''), hostKey: null })).toEqual({
      password: REDACTED,
      registrationId: REDACTED_EMPTY,
      hostKey: null,
    });
  });

  it('hides a clone of a secret that has lost its value', () => {
    expect(redact({ password: structuredClone(secret('x')) })).toEqual({ password: REDACTED_PLAIN });
  });

  it('keeps the flags and counts that carry the name of a secret', () => {
    const context = {
      needs: { password: true, captcha: false, registrationId: true },
      attempts: { password: 2, captcha: 0, registrationId: 1 },
      accepts: ['password', 'hostKey'],
    };

    expect(redact(context)).toEqual(context);
  });

  it("keeps the service's own code in a failure, and hides a code that was typed", () => {
    expect(redact({ kind: 'passwordWrong', field: 'password', code: 403028, previousCode: 403004 })).toEqual({
      kind: 'passwordWrong',
      field: 'password',
      code: 403028,
      previousCode: 403004,
    });
    expect(redact({ type: 'captcha.submit', code: 'xk4mw' })).toEqual({ type: 'captcha.submit', code: REDACTED_PLAIN });
    expect(redact({ id: 'c1', code: 482911 })).toEqual({ id: 'c1', code: REDACTED_PLAIN });
  });

  it('hides what an app names, whatever is there', () => {
    const options = { keys: ['staff-pin'] };

    expect(redact({ staffPin: 12, nested: [{ staff_pin: true }] }, options)).toEqual({
      staffPin: REDACTED_PLAIN,
      nested: [{ staff_pin: REDACTED_PLAIN }],
    });
    expect(redact({ staffPin: 12 })).toEqual({ staffPin: 12 });
  });

  it('keeps the class of an error and nothing else of it', () => {
    expect(redact(new TypeError(CANARY))).toEqual({ name: 'TypeError' });
    expect(redact(Object.assign(new Error('x'), { name: CANARY }))).toEqual({ name: 'Error' });
  });

  it('runs no getter', () => {
    let runs = 0;
    const value = {
      get slow() {
        runs += 1;
        return 'x';
      },
    };

    expect(redact(value)).toEqual({ slow: '[getter]' });
    expect(runs).toBe(0);
  });

  it('shows a live actor by its id and never walks into it', () => {
    const actor = createActor(createMachine({ id: 'm' }), { id: 'lobby' }).start();

    expect(redact({ owner: actor, list: [actor] })).toEqual({ owner: { actor: 'lobby' }, list: [{ actor: 'lobby' }] });
  });

  it('gives an end to what has none', () => {
    const endless = (): object =>
      new Proxy(
        {},
        {
          ownKeys: () => ['next'],
          getOwnPropertyDescriptor: () => ({ value: endless(), enumerable: true, configurable: true }),
        },
      );
    const refusing = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error(CANARY);
        },
      },
    );

    expect(JSON.stringify(redact(endless()))).toContain('[too much]');
    expect(redact({ refusing })).toEqual({ refusing: '[unreadable]' });
  });

  it('cannot be made to change a prototype', () => {
    const value: unknown = JSON.parse('{"__proto__":{"polluted":true}}');

    const plain = redact(value);

    expect(Object.getPrototypeOf(plain)).toBe(Object.prototype);
    expect(JSON.stringify(plain)).toBe('{"__proto__":{"polluted":true}}');
  });
});
