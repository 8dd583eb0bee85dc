import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { runInNewContext } from 'node:vm';
import {
  createActor,
  createMachine,
  fromCallback,
  fromEventObservable,
  fromObservable,
  fromPromise,
  setup,
  type AnyActorLogic,
  type Observer,
  type Subscribable,
} from 'xstate';

import { secret } from '../../src/guards/secret.js';
import { redact } from '../../src/inspect/inspection-record.js';
import { connectInspectorPage } from '../../src/inspect/inspector-page.js';
import { createRecorder } from '../../src/inspect/recorder.js';
import { createRedactor, type RedactOptions } from '../../src/inspect/redact-value.js';
import { connectReduxDevTools } from '../../src/inspect/redux-devtools.js';
import { REDACTED, REDACTED_EMPTY, REDACTED_PLAIN } from '../../src/inspect/secret-keys.js';
import { createStatelyInspector } from '../../src/inspect/stately-inspector.js';
import { connectXStateInspect } from '../../src/inspect/xstate-inspect.js';
import { settle } from './support/tour.js';

const CANARY = 'kT9-canary-4f1b';
const wrongKeys = new TypeError("keys must be an array of names, in an object: { keys: ['pin'] }");
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
  fc.constant(`https://site.webex.com/callback?state=1&code=${CANARY}`),
  fc.constant({ headers: { Authorization: `Bearer ${CANARY}` } }),
  fc.constant(new Headers({ 'X-Access-Token': CANARY })),
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

  // An app in plain JavaScript may pass anything.
  const unnamed: readonly unknown[] = [
    'staffPin',
    ['staffPin'],
    null,
    12,
    () => ['staffPin'],
    { keys: 'staffPin' },
    { keys: null },
    { keys: new Set(['staffPin']) },
    { keys: [/pin/] },
  ];

  it.each(unnamed)('shows nothing to an app that names its secrets as %p', (options) => {
    for (const value of [{ staffPin: 12 }, 'page=2', { type: '@xstate.event', actorRef: {} }])
      expect(() => redact(value, options as RedactOptions)).toThrow(wrongKeys);
  });

  it.each<[string, (options: never) => unknown]>([
    ['createRecorder', createRecorder],
    ['connectReduxDevTools', connectReduxDevTools],
    ['connectInspectorPage', connectInspectorPage],
  ])('is asked by %s, before anything is shown, for names that it can read', (_, connect) => {
    for (const options of unnamed) expect(() => connect(options as never)).toThrow(wrongKeys);
  });

  it.each<[string, (options: never) => unknown, string]>([
    ['createStatelyInspector', createStatelyInspector, 'create'],
    ['connectXStateInspect', connectXStateInspect, 'inspect'],
  ])('is asked by %s, before a window opens, for names that it can read', async (_, connect, tool) => {
    const open = jest.fn();
    for (const keys of ['staffPin', null, [/pin/]]) {
      const options = { [tool]: open, url: 'http://127.0.0.1/', keys };
      expect(() => connect(options as never)).toThrow(wrongKeys);
    }
    await settle();

    expect(open).not.toHaveBeenCalled();
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

  it.each<[string, unknown, unknown]>([
    ['no value', undefined, null],
    ['an infinity', -Infinity, '-Infinity'],
    ['a number that is none', NaN, 'NaN'],
    ['a large integer', 12n, '12n'],
    ['a function', () => CANARY, '[function]'],
    ['a symbol', Symbol(CANARY), '[symbol]'],
    ['a date', new Date(0), '1970-01-01T00:00:00.000Z'],
    ['a date that is none', new Date(NaN), '[invalid date]'],
    ['an address', new URL('https://a.example/x?token=t1&page=2'), `https://a.example/x?token=${REDACTED}&page=2`],
    ['parameters', new URLSearchParams({ pwd: 'p1', page: '2' }), `pwd=${REDACTED}&page=2`],
    ['a pattern', /token=\w+&/g, `/token=${REDACTED}&/g`],
    ['a map', new Map<unknown, unknown>([['a', 1]]), { '[Map]': [['a', 1]] }],
    ['a map with a secret', new Map([['password', 'let-me-in']]), { '[Map]': [['password', REDACTED_PLAIN]] }],
    [
      'a map with a code',
      new Map([
        ['code', 'word'],
        ['kind', 'x'],
      ]),
      {
        '[Map]': [
          ['code', REDACTED_PLAIN],
          ['kind', 'x'],
        ],
      },
    ],
    ['a map by objects', new Map([[{ a: 1 }, 2]]), { '[Map]': [[{ a: 1 }, 2]] }],
    ['a set', new Set([1, 'b']), { '[Set]': [1, 'b'] }],
    ['bytes', new Uint8Array(7), '[7 bytes]'],
    ['a part of bytes', new DataView(new ArrayBuffer(8), 4), '[4 bytes]'],
    ['a buffer', new ArrayBuffer(9), '[9 bytes]'],
    ['a promise', Promise.resolve(CANARY), '[promise]'],
    ['a list with holes', [1, , 3], [1, null, 3]], // eslint-disable-line no-sparse-arrays -- what is tested
    [
      'an instance',
      new (class Meeting {
        readonly title = 'x';
        readonly none = undefined;
      })(),
      { title: 'x' },
    ],
    ['an object without a prototype', Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
    ['an abort', new DOMException(CANARY, 'AbortError'), { name: 'AbortError' }],
    [
      'an error with a name of its own',
      Object.assign(new Error(), { name: 'NotAllowedException' }),
      { name: 'NotAllowedException' },
    ],
    ['an error whose name is a sentence', Object.assign(new Error(), { name: 'No Error' }), { name: 'Error' }],
    ['an error whose name goes on', Object.assign(new Error(), { name: 'TypeError: pin' }), { name: 'Error' }],
    ['an error whose name is a number', Object.assign(new Error(), { name: 7 }), { name: 'Error' }],
    ['an error of another realm', runInNewContext('new RangeError("pin")'), { name: 'RangeError' }],
  ])('shows %s as plain data', (_, value, plain) => {
    expect(redact(value)).toStrictEqual(plain);
    expect(redact({ value, list: [value] })).toStrictEqual(
      value === undefined ? { list: [plain] } : { value: plain, list: [plain] },
    );
  });

  it('shows what holds itself once, and what is there twice twice', () => {
    const twice = { a: 1 };
    const value: Record<string, unknown> = { first: twice, second: twice };
    value['self'] = value;

    expect(redact(value)).toEqual({ first: { a: 1 }, second: { a: 1 }, self: '[circular]' });
  });

  it('goes forty levels deep, and shows fifty thousand things', () => {
    const nest = (levels: number): unknown => (levels === 0 ? 'end' : [nest(levels - 1)]);
    expect(JSON.stringify(redact(nest(40)))).toContain('end');
    expect(JSON.stringify(redact(nest(41)))).toContain('[too much]');

    const many = (count: number): object[] => Array.from({ length: count }, () => ({}));
    expect(redact(many(49_999))).toHaveLength(49_999);
    expect(JSON.stringify(redact(many(49_999)))).not.toContain('[too much]');
    expect(redact({ list: many(49_999) })).toEqual({ list: '[too much]' });
    expect(redact([many(40_000), many(20_000)])).toEqual([expect.any(Array), '[too much]']);
  });

  it('shows an actor of any library that looks like one of XState', () => {
    const like = { send: () => undefined, getSnapshot: () => ({ password: CANARY }), system: { deep: CANARY } };
    expect(redact({ ...like, id: 'a', sessionId: 'x:1' })).toEqual({ actor: 'a' });
    expect(redact({ ...like, sessionId: 'x:1' })).toEqual({ actor: 'x:1' });
    expect(redact({ ...like, id: 7, sessionId: 7 })).toEqual({ actor: '[unnamed]' });
    expect(redact({ sessionId: 'x:1', send: () => undefined })).toEqual({ sessionId: 'x:1', send: '[function]' });
    const computed = Object.defineProperty({ ...like }, 'sessionId', { get: () => CANARY, enumerable: true });
    expect(redact(computed)).toMatchObject({ sessionId: '[getter]', send: '[function]' });
  });

  it('hides a text that stood under the name of a secret wherever else it stands, but for the type of an event', () => {
    const value = {
      password: 'fetch',
      note: 'a fetch, and a fetch again',
      type: 'fetch',
      list: ['fetch', { in: 'prefetched' }],
    };
    expect(redact(value)).toEqual({
      password: REDACTED_PLAIN,
      note: `a ${REDACTED}, and a ${REDACTED} again`,
      type: 'fetch',
      list: [REDACTED, { in: `pre${REDACTED}ed` }],
    });
    // Shorter ones would be found by chance.
    expect(redact({ password: 'abc', note: 'abc' })).toEqual({ password: REDACTED_PLAIN, note: 'abc' });
  });

  it('remembers the last fifty of such texts', () => {
    const redactor = createRedactor();
    for (let at = 100; at < 151; at++) redactor.value({ password: `word-${at}` });
    expect(redactor.value('word-100 word-101 word-150')).toBe(`word-100 ${REDACTED} ${REDACTED}`);
    redactor.value({ token: REDACTED, pwd: REDACTED_EMPTY, secret: REDACTED_PLAIN });
    expect(redactor.value(`${REDACTED} and word-101`)).toBe(`${REDACTED} and ${REDACTED}`);
  });

  it('keeps what is hidden already as it is', () => {
    const once = { password: REDACTED, token: REDACTED_EMPTY, pwd: REDACTED_PLAIN, secret: '' };
    expect(redact(once)).toEqual(once);
  });

  it('tells a count from a code by its size', () => {
    expect(redact({ password: 999, token: -1000, pwd: 1000, otp: false })).toEqual({
      password: 999,
      token: REDACTED_PLAIN,
      pwd: REDACTED_PLAIN,
      otp: false,
    });
  });
});

describe('A text that was thrown', () => {
  it('is hidden whole, and an error keeps its class', () => {
    const { error } = createRedactor();
    expect(error(CANARY)).toBe(REDACTED);
    expect(error(new RangeError(CANARY))).toEqual({ name: 'RangeError' });
    expect(error({ password: CANARY, status: 401 })).toEqual({ password: REDACTED_PLAIN, status: 401 });
  });

  it.each([
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what is tested
    ['a promise', fromPromise(() => Promise.reject(CANARY))],
    ['an observable', fromObservable(() => failing)],
    ['a stream of events', fromEventObservable(() => failing)],
    [
      'a callback',
      fromCallback(() => {
        throw CANARY; // eslint-disable-line @typescript-eslint/only-throw-error -- what is tested
      }),
    ],
  ])('by %s is in no record', async (_, logic) => {
    const recorder = createRecorder();
    const machine = setup({ actors: { logic: logic as AnyActorLogic } }).createMachine({
      invoke: { id: 'failing', src: 'logic', onError: { actions: () => undefined } },
    });

    createActor(machine, { inspect: recorder.inspect }).start();
    await settle();

    const text = JSON.stringify(recorder.records());
    expect(text).toContain('xstate.error.actor.failing');
    expect(text).not.toContain(CANARY);
  });
});

const failing = {
  subscribe: ({ error }: Observer<never>) => {
    queueMicrotask(() => error?.(CANARY));
    return { unsubscribe: () => undefined };
  },
  // XState subscribes with an observer; the type also takes functions.
} as unknown as Subscribable<never>;

describe('A text', () => {
  const { text } = createRedactor({ keys: ['staff-pin', 'code'] });
  const plain = createRedactor().text;

  it.each([
    ['a query', '/x?password=p1&page=2#token=t1;x', `/x?password=${REDACTED}&page=2#token=${REDACTED};x`],
    ['a query with a name in another spelling', '?Access-Token=t1&page=2', `?Access-Token=${REDACTED}&page=2`],
    ['a query with a code', '?code=4711&page=2', `?code=${REDACTED}&page=2`],
    ['what an app named', '?staff_pin=4711', `?staff_pin=${REDACTED}`],
    ['JSON', '{"password": "p\\"1", "page": "2"}', `{"password": "${REDACTED}", "page": "2"}`],
    ['JSON with numbers', '{"otp": 123456, "page": -2.5e3}', `{"otp": "${REDACTED}", "page": -2.5e3}`],
    ['JSON with what an app named', '{"staffPin":"1","code":2}', `{"staffPin":"${REDACTED}","code":"${REDACTED}"}`],
    ['a header', 'Authorization: Bearer abc.def-1', `Authorization: Bearer ${REDACTED}`],
    ['another header', 'basic dXNlcjpwYXNz', `basic ${REDACTED}`],
    ['an address of a user', 'ftp://me:pin@host/x', `ftp://${REDACTED}@host/x`],
    ['nothing of it', 'page=2: //host/@me bearer of news', 'page=2: //host/@me bearer of news'],
  ])('loses its secrets in %s', (_, before, after) => expect(text(before)).toBe(after));

  it('is looked through in the time of its length, however long a word in it is', async () => {
    // The silence of a recording, as a `data:` address writes it. In the square of its length it takes minutes, and the
    // test's own timeout ends it at the next turn.
    const address = `data:audio/wav;base64,${'A'.repeat(400_000)}`;

    expect(plain(`${address}?token=t1`)).toBe(`${address}?token=${REDACTED}`);
    await settle();
  });

  it('keeps the code that a service gave in JSON', () => {
    expect(plain('{"code":403028}')).toBe('{"code":403028}');
  });
});
