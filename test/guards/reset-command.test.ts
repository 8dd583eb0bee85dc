import { describe, expect, test } from '@jest/globals';
import {
  brokenRules,
  codeProblem,
  newPasswordProblem,
  sliderProblem,
  startProblem,
} from '../../src/guards/reset-command.js';
import { secret } from '../../src/guards/secret.js';
import { settle } from '../support/moved-clock.js';
import { slider } from '../support/reset-services.js';
import { goTo, goodPassword, startReset, startResetIn } from '../support/start-reset.js';

/** What plain JavaScript may hand over in place of a text. */
const wrongTypes: readonly unknown[] = [undefined, null, true, {}, [], ['1'], () => '1', Symbol('1'), 1n];

describe('bad input is refused before any request, with its field named, and never throws', () => {
  test.each([
    ...wrongTypes.map((user) => ({ user })),
    { user: '' },
    { user: ' \t' },
    { user: 'u'.repeat(256) },
    { user: 42 },
    { user: '', sendMethod: 'pigeon' },
    undefined,
    null,
    'demo',
  ])('a start with %p', (command) => {
    const { flow, calls } = startReset();

    flow.start(command as never);

    expect(flow.getView()).toMatchObject({ state: 'idle', failure: { kind: 'inputInvalid', field: 'user' } });
    expect(calls).toEqual([]);
  });

  test.each([{ sendMethod: 'pigeon' }, { sendMethod: 1 }, { clientType: 'toaster' }, { accountName: 42 }])(
    'what the app chose, and not a person, is no fault of the user: a start with %p',
    (choice) => {
      const { flow, calls } = startReset();

      flow.start({ user: 'demo', ...choice } as never);

      expect(flow.getView()).toMatchObject({
        state: 'idle',
        failure: { kind: 'inputInvalid', field: null, action: 'none' },
      });
      expect(calls).toEqual([]);
    },
  );

  test('a user of 255 characters goes out as it was given', async () => {
    const { flow, last } = startReset();
    const user = ` ${'u'.repeat(253)} `;
    flow.start({ user });
    await settle();

    expect(last('sendSlider').request.user).toBe(user);
  });

  test.each([
    [{ pointX: NaN, slideTime: 900 }],
    [{ pointX: Infinity, slideTime: 900 }],
    [{ pointX: -1, slideTime: 900 }],
    [{ pointX: 0, slideTime: 900 }],
    [{ pointX: 0.9, slideTime: 900 }],
    [{ pointX: 300, slideTime: 900 }],
    [{ pointX: '120', slideTime: 900 }],
    [{ pointX: 120n, slideTime: 900 }],
    [{ pointX: 120, slideTime: 0 }],
    [{ pointX: 120, slideTime: -5 }],
    [{ pointX: 120, slideTime: NaN }],
    [{ pointX: 120, slideTime: Infinity }],
    [{ pointX: 120 }],
    [{}],
    [undefined],
    [null],
  ])('a place of %p', async (answer) => {
    const { flow, of } = await startResetIn('sliderRequired');

    flow.submitSlider(answer as never);
    await settle();

    expect(flow.getView()).toMatchObject({
      state: 'sliderRequired',
      failure: { kind: 'inputInvalid', field: 'slider', action: 'solveSlider' },
      attempts: { slider: 0 },
    });
    expect(of('checkSlider')).toEqual([]);
  });

  test.each([
    [
      { pointX: 1, slideTime: 1 },
      { pointX: 1, slideTime: 1 },
    ],
    [
      { pointX: 299.9, slideTime: 900.5 },
      { pointX: 299, slideTime: 900 },
    ],
  ])('a place of %p goes out in whole pixels and ms', async (answer, sent) => {
    const { flow, last } = await startResetIn('sliderRequired');
    flow.submitSlider(answer);
    await settle();

    expect(last('checkSlider').request).toMatchObject(sent);
  });

  test.each([...wrongTypes, '', '3'.repeat(33)])('a code of %p', async (code) => {
    const { flow, of } = await startResetIn('codeRequired');

    flow.submitCode(code as never);
    await settle();

    expect(flow.getView()).toMatchObject({
      state: 'codeRequired',
      failure: { kind: 'inputInvalid', field: 'code', action: 'enterCode' },
      attempts: { code: 0 },
    });
    expect(of('checkCode')).toEqual([]);
  });

  test.each([
    ...[...wrongTypes, ''].map((password) => [password, 'inputInvalid'] as const),
    ['short-1', 'passwordNotAcceptable'],
    ['x'.repeat(20), 'passwordNotAcceptable'],
    ['A1-'.repeat(11), 'passwordNotAcceptable'],
    ['onlyletters', 'passwordNotAcceptable'],
    ['Baaad-word-1', 'passwordNotAcceptable'],
    ['Пароль-12345', 'passwordNotAcceptable'],
    ['xx-annalise-1', 'passwordNotAcceptable'],
    ['xx-ESILANNA-1', 'passwordNotAcceptable'],
  ])('a new password of %p is %s', async (password, kind) => {
    const started = startReset();
    const { flow, of } = started;
    flow.start({ user: '+8613800138000', accountName: 'annalise' });
    await settle();
    started.last('sendSlider').resolve(slider());
    await settle();
    await goTo(started, 'newPasswordRequired');

    flow.submitPassword(password as never);
    await settle();

    expect(flow.getView()).toMatchObject({
      state: 'newPasswordRequired',
      failure: { kind, field: 'newPassword', action: 'enterNewPassword' },
    });
    expect(of('reset')).toEqual([]);
  });

  test('what the loosest reading allows goes out with it', async () => {
    const { flow, of } = await startResetIn('newPasswordRequired', { passwordMode: 'lenient' });
    flow.submitPassword('Baaad wörd 1');
    await settle();

    expect(flow.getView().state).toBe('resetting');
    expect(of('reset')).toHaveLength(1);
  });

  test('options of wrong types are left out', async () => {
    const { flow, of } = await startResetIn('newPasswordRequired', {
      timeouts: { attemptMs: 'soon' as never, totalMs: NaN },
      passwordMode: 'none' as never,
      snapshot: 'nothing',
    });
    flow.submitPassword(goodPassword, null as never);
    await settle();

    expect(of('reset')[0]?.request).toMatchObject({ temporary: false, timeoutMs: 15_000 });
  });
});

describe('what may be chosen at the start', () => {
  test.each([
    {},
    { sendMethod: null, clientType: null, accountName: null },
    { sendMethod: undefined, clientType: undefined, accountName: undefined },
    { sendMethod: 'sms' },
    { sendMethod: 'email' },
    { clientType: 'web' },
    { clientType: 'pc' },
    { clientType: 'mobile' },
    { accountName: 'annalise' },
    { accountName: '' },
  ])('is %p', (choice) => {
    expect(startProblem({ user: 'demo', ...choice })).toBeNull();
  });

  test('a user that cannot be sent is asked for again', () => {
    expect(startProblem({ user: '' })).toMatchObject({ kind: 'inputInvalid', field: 'user', action: 'enterUser' });
  });
});

describe('the longest code that is documented', () => {
  test.each([
    [1, null],
    [32, null],
    [33, { kind: 'inputInvalid', field: 'code', action: 'enterCode' }],
  ])('%p characters: %p', (length, problem) => {
    const found = codeProblem(secret('1'.repeat(length)));
    if (problem === null) expect(found).toBeNull();
    else expect(found).toMatchObject(problem);
  });
});

describe('a slide', () => {
  test('takes a number of milliseconds, and no text of one', () => {
    expect(sliderProblem({ pointX: 120, slideTime: 1 })).toBeNull();
    expect(sliderProblem({ pointX: 120, slideTime: '900' })).toMatchObject({ field: 'slider' });
  });
});

describe('the name that a new password must not hold', () => {
  const problem = (password: string, user: string | null, accountName: string | null = null) =>
    newPasswordProblem(secret(password), { user, accountName, passwordMode: 'strict' })?.kind ?? null;

  test.each(['annalise', 'annalise-1', '1annalise', 'anna lise', '+annalise'])('is the user %j', (user) => {
    expect(problem(`x${user.replace(' ', '')}9`, user.replace(' ', ''))).toBe('passwordNotAcceptable');
  });

  test.each(['13801380138', '+8613801380138', '010-550-0101', '(010)550', 'a1@example.com'])(
    'is not the address or the telephone number %j',
    (user) => {
      expect(problem(`Ab-${user}`, user)).toBeNull();
    },
  );

  test('is the account name where there is one', () => {
    expect(problem('x-bertha-9', 'annalise', 'bertha')).toBe('passwordNotAcceptable');
    expect(problem('x-annalise-9', 'annalise', 'bertha')).toBeNull();
    expect(problem('x-annalise-9', 'annalise', '')).toBe('passwordNotAcceptable');
    expect(problem('x-bertha-9', '+8613800138000', 'bertha')).toBe('passwordNotAcceptable');
    expect(problem('x-annalise-9', null)).toBeNull();
  });

  test('is the same to who lists the rules while they type', () => {
    const account = { user: 'annalise', accountName: 'bertha', passwordMode: 'strict' } as const;
    expect(brokenRules('x-bertha-9', account)).toEqual(['userName']);
    expect(brokenRules('bertha', account)).toEqual(['length', 'classes', 'userName']);
    expect(brokenRules('x-annalise-9', account)).toEqual([]);
    expect(brokenRules('x-annalise-9', { ...account, accountName: null })).toEqual(['userName']);
    expect(brokenRules('Ab-+8613801380138', { ...account, user: '+8613801380138', accountName: '' })).toEqual([]);
    expect(brokenRules('bertha', { ...account, passwordMode: 'lenient' })).toEqual(['length', 'classes', 'userName']);
    expect(brokenRules('x bertha 999', { ...account, passwordMode: 'lenient' })).toEqual([]);
  });
});
