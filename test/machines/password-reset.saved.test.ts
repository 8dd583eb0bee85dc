import { describe, expect, test } from '@jest/globals';
import { resetFailure } from '../../src/guards/reset-failure.js';
import { readSavedReset } from '../../src/machines/password-reset.saved.js';
import { snapshotVersion } from '../../src/machines/saved-values.js';

const context = {
  user: '+8613800138000',
  sendMethod: 'sms',
  clientType: 'pc',
  accountName: 'annalise',
  sentTo: { phone: '+86138****8000', email: null },
  codeEndsAt: 180_000,
  resendAt: 200_000,
  mayResend: true,
  codeIsOver: false,
  failure: resetFailure('codeWrong', { code: 'USG.206010012' }),
  attempts: { slider: 1, code: 2, password: 3 },
  attempt: { startAt: 50_000 },
};
const stored = (value: unknown, more: object = {}) => ({
  version: snapshotVersion,
  value,
  context: { ...context, ...more },
});
const person = {
  user: '+8613800138000',
  sendMethod: 'sms',
  clientType: 'pc',
  accountName: 'annalise',
  resendAt: 200_000,
  attempts: { slider: 1, code: 2, password: 3 },
};

describe('a stored password reset', () => {
  test.each([
    ['idle', 'idle'],
    ['requestingSlider', 'slider'],
    ['sliderRequired', 'slider'],
    ['checkingSlider', 'slider'],
    ['newPasswordRequired', 'slider'],
    ['success', 'success'],
  ])('in %s goes on with %s, without tokens', (value, next) => {
    expect(readSavedReset(stored(value))).toEqual({ next, context: person });
  });

  test('goes on with the code that was sent', () => {
    expect(readSavedReset(stored('codeRequired'))).toEqual({
      next: 'codeRequired',
      context: {
        ...person,
        sentTo: { phone: '+86138****8000', email: null },
        codeEndsAt: 180_000,
        mayResend: true,
        codeIsOver: false,
        failure: context.failure,
      },
    });
    const byMail = { phone: 5, email: 'a***@b.c' };
    expect(readSavedReset(stored('codeRequired', { sentTo: byMail })).context).toMatchObject({
      sentTo: { phone: null, email: 'a***@b.c' },
    });
  });

  test('counts a code that was being checked as a try, which may have been the last one', () => {
    expect(readSavedReset(stored('checkingCode')).context).toMatchObject({ attempts: { code: 3 }, codeIsOver: false });
    expect(readSavedReset(stored('checkingCode', { attempts: { code: 4 } })).context).toMatchObject({
      attempts: { slider: 0, code: 5, password: 0 },
      codeIsOver: true,
      failure: { kind: 'codeExpired' },
    });
    expect(readSavedReset(stored('codeRequired', { codeIsOver: true })).context).toMatchObject({
      codeIsOver: true,
      failure: { kind: 'codeExpired' },
    });
    expect(readSavedReset(stored('codeRequired', { codeIsOver: 'yes', mayResend: 1 })).context).toMatchObject({
      codeIsOver: false,
      mayResend: false,
    });
  });

  test('takes a code that was on its way for sent when its request began', () => {
    expect(readSavedReset(stored('sendingCode', { codeIsOver: true })).context).toMatchObject({
      attempts: { code: 1 },
      codeEndsAt: 230_000,
      resendAt: 230_000,
      mayResend: false,
      codeIsOver: false,
    });
  });

  test('does not know the outcome of a reset that was on its way', () => {
    expect(readSavedReset(stored('resetting'))).toEqual({
      next: 'error',
      context: { ...person, failure: resetFailure('outcomeUnknown') },
    });
  });

  test('keeps an error with what can be said of it, and adds no hope to it', () => {
    const failure = { ...resetFailure('blocked'), action: 'none', recoverable: false };
    expect(readSavedReset(stored('error', { failure }))).toEqual({ next: 'error', context: { ...person, failure } });
    const unknown = resetFailure('unknownCode', { field: 'slider', action: 'solveSlider', status: 400 });
    expect(readSavedReset(stored('error', { failure: unknown })).context.failure).toEqual(unknown);
    const hopeful = { ...resetFailure('outcomeUnknown'), action: 'wait', recoverable: true };
    expect(readSavedReset(stored('error', { failure: hopeful })).context.failure).toEqual(
      resetFailure('outcomeUnknown'),
    );
    const strange = { ...resetFailure('blocked'), field: 'destination', action: 'openWebcast' };
    expect(readSavedReset(stored('error', { failure: strange })).context.failure).toEqual(resetFailure('blocked'));
    for (const none of [null, 'text', { kind: 'passwordWrong' }, { kind: '__proto__' }, {}])
      expect(readSavedReset(stored('error', { failure: none }))).toEqual({
        next: 'idle',
        context: { user: '+8613800138000' },
      });
  });

  test('that cannot be read begins anew, with the person where there is one', () => {
    for (const nobody of [
      undefined,
      null,
      5,
      {},
      { value: 'idle' },
      stored('error', { user: '' }),
      stored('idle', { user: 5 }),
    ])
      expect(readSavedReset(nobody)).toEqual({ next: 'idle', context: {} });
    for (const damaged of [
      stored('elsewhere'),
      stored('toString'),
      stored({ error: 'x' }),
      stored(['error']),
      stored(undefined),
      { ...stored('codeRequired'), version: -1 },
      stored('codeRequired', { sendMethod: 'pigeon' }),
      stored('codeRequired', { clientType: 'toaster' }),
      stored('codeRequired', { accountName: 7 }),
    ])
      expect(readSavedReset(damaged)).toEqual({ next: 'idle', context: { user: '+8613800138000' } });
  });

  test('with less in it is read with the defaults of a start', () => {
    const bare = { version: snapshotVersion, value: 'sliderRequired', context: { user: 'demo' } };
    expect(readSavedReset(bare)).toEqual({
      next: 'slider',
      context: {
        user: 'demo',
        sendMethod: null,
        clientType: 'web',
        accountName: null,
        resendAt: 0,
        attempts: { slider: 0, code: 0, password: 0 },
      },
    });
  });
});
