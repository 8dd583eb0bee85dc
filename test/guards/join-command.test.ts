import { describe, expect, test } from '@jest/globals';
import { answerProblem, joinCommandProblem } from '../../src/guards/join-command.js';
import { joinFailure } from '../../src/guards/join-failure.js';
import { secret } from '../../src/guards/secret.js';
import { reservedNames } from '../support/reserved-names.js';

const wants = (...names: string[]) => ({
  password: names.includes('password'),
  captcha: names.includes('captcha'),
  registrationId: names.includes('registrationId'),
});
const given = secret('x');
const empty = secret('');

describe('a join', () => {
  test.each([
    '123456789',
    { userId: 'u', orgId: 'o' },
    { webExMeetingId: '1' },
    { sipUri: 'x@acme.webex.com', webExSite: 'acme.webex.com' },
  ])('takes a destination that names something: %j', (destination) => {
    expect(joinCommandProblem({ destination })).toBeNull();
  });

  test.each([
    '',
    ' \n\t',
    undefined,
    null,
    123456789,
    ['123456789'],
    {},
    { userId: 'u' },
    { orgId: 'o' },
    { userId: '', orgId: 'o' },
    { userId: 'u', orgId: '' },
    { webExMeetingId: '' },
    { webExMeetingId: 123456789 },
    { webExSite: 'acme.webex.com' },
    { sipUri: 'x@acme.webex.com', webExSite: null },
  ])('refuses a destination that names nothing, or in other things than texts: %j', (destination) => {
    expect(joinCommandProblem({ destination })).toEqual(joinFailure('destinationInvalid'));
  });

  test('takes an id that is left out for none', () => {
    expect(joinCommandProblem({ destination: { webExMeetingId: '1', webExSite: undefined } })).toBeNull();
  });

  test.each([
    ...['MEETING_LINK', 'SIP_URI', 'MEETING_ID', 'MEETING_UUID', 'PERSONAL_ROOM', 'CONVERSATION_URL', 'LOCUS_ID'],
    undefined,
    null,
  ])('takes the documented type of a destination, or none: %p', (destinationType) => {
    expect(joinCommandProblem({ destination: '1', destinationType })).toBeNull();
  });

  test.each(['', 'meeting_id', 'ONE_ON_ONE_CALL', 3, {}])('refuses another type: %p', (destinationType) => {
    expect(joinCommandProblem({ destination: '1', destinationType })).toEqual(
      joinFailure('inputInvalid', { field: 'destination', action: 'checkDestination' }),
    );
  });

  const circular: Record<string, unknown> = {};
  circular['self'] = circular;
  test.each([
    ...reservedNames.map(
      (name) => [`the name ${name}, which is the flow’s`, { mtid: 'm1', [name]: undefined }] as const,
    ),
    ['a token in clear', { permissionToken: 'clear' }],
    ['a list', ['m1']],
    ['a text', 'mtid=m1'],
    ['a number', 5],
    ['a value that contains itself', circular],
    ['a number that JSON does not know', { big: 1n }],
  ])('refuses parameters with %s, and blames no field', (_, extraParams) => {
    expect(joinCommandProblem({ destination: '1', extraParams })).toEqual(joinFailure('inputInvalid'));
  });

  test('takes secrets, nothing, and parameters that can be sent', () => {
    const destination = '123456789';
    for (const command of [
      { password: given, registrationId: given },
      { password: null, registrationId: undefined, extraParams: null, destinationType: null },
      { extraParams: { mtid: 'm1', permissionToken: given, nested: { list: [1, null] } } },
      { destinationType: 'MEETING_ID' },
    ]) {
      expect(joinCommandProblem({ destination, ...command })).toBeNull();
    }
  });

  test('names the first field that is wrong', () => {
    const destination = '123456789';
    const field = (command: object) => joinCommandProblem({ destination, ...command })?.field;

    expect(field({ destination: '', password: 'clear' })).toBe('destination');
    expect(field({ password: 'clear', registrationId: 'clear' })).toBe('password');
    expect(field({ registrationId: 'clear' })).toBe('registrationId');
    expect(joinCommandProblem({ destination, password: 'clear' })).toMatchObject({ action: 'enterPassword' });
    expect(joinCommandProblem({ destination, registrationId: 5 })).toMatchObject({
      kind: 'inputInvalid',
      action: 'enterRegistrationId',
    });
  });
});

describe('an answer', () => {
  test('is complete when each need is given or held', () => {
    const needs = wants('password');
    expect(answerProblem({ type: 'captcha.submit', code: given, password: given }, {}, needs)).toBeNull();
    expect(answerProblem({ type: 'captcha.submit', code: given }, { password: given }, needs)).toBeNull();
    expect(answerProblem({ type: 'password.submit', password: given }, {}, wants())).toBeNull();
    expect(answerProblem({ type: 'registration.submit', registrationId: given }, {}, wants())).toBeNull();
  });

  test('is not complete by an empty text, a copy, or an answer to something else', () => {
    expect(
      answerProblem({ type: 'password.submit', password: empty }, { password: given }, wants('password')),
    ).toMatchObject({ kind: 'passwordMissing', field: 'password' });
    expect(
      answerProblem(
        { type: 'captcha.submit', code: given },
        { password: structuredClone(given) },
        wants('captcha', 'password'),
      ),
    ).toMatchObject({ kind: 'passwordMissing' });
    expect(
      answerProblem({ type: 'captcha.submit', code: given, password: given }, {}, wants('captcha', 'registrationId')),
    ).toMatchObject({ kind: 'registrationIdMissing', action: 'enterRegistrationId' });
  });

  test('that is missing is named in the order of the form: captcha, password, registration id', () => {
    const all = wants('captcha', 'password', 'registrationId');
    const missing = (...[submit, held]: [Parameters<typeof answerProblem>[0], object]) =>
      answerProblem(submit, held, all)?.kind;

    expect(missing({ type: 'captcha.submit' }, {})).toBe('captchaMissing');
    expect(missing({ type: 'captcha.submit', code: given }, {})).toBe('passwordMissing');
    expect(missing({ type: 'registration.submit' }, {})).toBe('passwordMissing');
    expect(missing({ type: 'captcha.submit', code: given }, { password: given })).toBe('registrationIdMissing');
    expect(
      missing({ type: 'captcha.submit', code: given }, { password: given, registrationId: given }),
    ).toBeUndefined();
  });

  test('is wanted where it is what the submit is for, even when it is held or nothing is asked for', () => {
    const held = { password: given, registrationId: given };

    expect(answerProblem({ type: 'captcha.submit' }, held, wants())?.kind).toBe('captchaMissing');
    expect(answerProblem({ type: 'password.submit' }, held, wants())?.kind).toBe('passwordMissing');
    expect(answerProblem({ type: 'registration.submit' }, held, wants())?.kind).toBe('registrationIdMissing');
  });

  test('has a captcha in a captcha submit only', () => {
    expect(answerProblem({ type: 'password.submit', code: 'clear', password: given }, {}, wants('captcha'))).toBeNull();
  });

  test.each([
    ['captcha', 'code', 'enterCaptcha'],
    ['password', 'password', 'enterPassword'],
    ['registrationId', 'registrationId', 'enterRegistrationId'],
  ] as const)('in clear is refused by its name: %s', (field, name, action) => {
    const all = { code: given, password: null, registrationId: undefined, [name]: 'clear' };
    expect(answerProblem({ type: 'captcha.submit', ...all }, {}, wants())).toEqual(
      joinFailure('inputInvalid', { field, action }),
    );
  });

  test('in clear is refused by name, before anything that is missing', () => {
    expect(
      answerProblem({ type: 'captcha.submit', code: empty, password: 'clear' }, {}, wants('captcha')),
    ).toMatchObject({ kind: 'inputInvalid', field: 'password', action: 'enterPassword' });
  });
});
