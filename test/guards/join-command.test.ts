import { describe, expect, test } from '@jest/globals';
import { answerProblem, joinCommandProblem } from '../../src/guards/join-command.js';
import { secret } from '../../src/guards/secret.js';

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
    expect(field({ extraParams: { permissionToken: 'clear' } })).toBeNull();
    expect(joinCommandProblem({ destination, extraParams: { permissionToken: 'clear' } })).toMatchObject({
      kind: 'inputInvalid',
    });
  });
});

describe('an answer', () => {
  test('is complete when each need is given or held', () => {
    expect(answerProblem({ captcha: given, password: given }, {}, wants('captcha', 'password'), 'captcha')).toBeNull();
    expect(answerProblem({ captcha: given }, { password: given }, wants('captcha', 'password'), 'captcha')).toBeNull();
    expect(answerProblem({ password: given }, {}, wants(), 'password')).toBeNull();
  });

  test('is not complete by an empty text, a copy, or an answer to something else', () => {
    expect(answerProblem({ password: empty }, { password: given }, wants('password'), 'password')).toMatchObject({
      kind: 'passwordMissing',
      field: 'password',
    });
    expect(
      answerProblem({ captcha: given }, { password: structuredClone(given) }, wants('captcha', 'password'), 'captcha'),
    ).toMatchObject({
      kind: 'passwordMissing',
    });
    expect(
      answerProblem({ captcha: given, password: given }, {}, wants('captcha', 'registrationId'), 'captcha'),
    ).toMatchObject({
      kind: 'registrationIdMissing',
      action: 'enterRegistrationId',
    });
  });

  test('in clear is refused by name, before anything that is missing', () => {
    expect(answerProblem({ captcha: empty, password: 'clear' }, {}, wants('captcha'), 'captcha')).toMatchObject({
      kind: 'inputInvalid',
      field: 'password',
      action: 'enterPassword',
    });
  });
});
