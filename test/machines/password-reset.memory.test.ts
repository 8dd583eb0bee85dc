import { describe, expect, test } from '@jest/globals';
import { createActor } from 'xstate';
import { provideResetServices } from 'meeting-join-flow';
import type { PasswordResetContext } from 'meeting-join-flow';
import { resetFailure } from '../../src/guards/reset-failure.js';
import {
  mayRetry,
  toCodeCheck,
  toCodeRequest,
  toPasswordReset,
  toSliderCheck,
  toSliderRequest,
} from '../../src/machines/password-reset.memory.js';
import { inClear } from '../support/in-clear.js';
import { deferredReset } from '../support/reset-services.js';

const machine = provideResetServices(deferredReset().services);
const begins = (input?: object | null) => createActor(machine, { input: input as never }).getSnapshot().context;

describe('what the chart begins with', () => {
  test.each([
    [undefined, 15_000, 60_000, 'strict'],
    [null, 15_000, 60_000, 'strict'],
    [{}, 15_000, 60_000, 'strict'],
    [{ passwordMode: 'lenient' }, 15_000, 60_000, 'lenient'],
    [{ passwordMode: 'strict' }, 15_000, 60_000, 'strict'],
    [{ passwordMode: 'loose' }, 15_000, 60_000, 'strict'],
    [{ timeouts: { attemptMs: 5 } }, 5, 60_000, 'strict'],
    [{ timeouts: { attemptMs: -5, totalMs: 7 } }, 15_000, 7, 'strict'],
  ])('with %p: %p ms an attempt, %p ms in all, %s', (input, attemptMs, totalMs, passwordMode) => {
    expect(begins(input)).toMatchObject({ timeouts: { attemptMs, totalMs }, passwordMode });
  });

  const attempt = { repeats: 0, startAt: 1000, attemptEndsAt: 6000, totalEndsAt: 60_000 };
  const common = { user: '', clientType: 'web', sentAt: 1000, timeoutMs: 5000 };
  const time = { startAt: 1000, endsAt: 6000, mostMs: 15_000 };

  test.each([
    ['a slider', toSliderRequest, common, false],
    ['its check', toSliderCheck, { ...common, token: 'a secret: ', pointX: 0, slideTime: 0 }, true],
    ['a code', toCodeRequest, { ...common, token: 'a secret: ', sendMethod: null }, true],
    ['its check', toCodeCheck, { ...common, code: 'a secret: ' }, true],
    [
      'a new password',
      toPasswordReset,
      { ...common, token: 'a secret: ', newPassword: 'a secret: ', temporary: false },
      true,
    ],
  ])('makes a request for %s that holds nothing', (_, toInput, request, carriesAnswer) => {
    const input = toInput({ ...begins(), attempt });

    expect({ ...input, request: inClear(input.request) }).toEqual({ ...time, request, carriesAnswer });
  });
});

describe('a retry', () => {
  test('is there with a user and a failure, but for an unknown outcome and a refused start', () => {
    const network = resetFailure('network');
    const cases: readonly (readonly [boolean, Partial<PasswordResetContext>])[] = [
      [false, {}],
      [false, { failure: network }],
      [false, { user: 'a' }],
      [true, { user: 'a', failure: network }],
      [true, { user: '', failure: network }],
      [false, { user: 'a', failure: resetFailure('outcomeUnknown') }],
      [false, { user: 'a', failure: resetFailure('inputInvalid', { field: 'user', action: 'enterUser' }) }],
      [false, { user: 'a', failure: resetFailure('inputInvalid', { action: 'none' }) }],
      [true, { user: 'a', failure: resetFailure('inputInvalid') }],
      [true, { user: 'a', failure: resetFailure('userUnknown') }],
    ];
    for (const [may, given] of cases) expect([given, mayRetry({ ...begins(), ...given })]).toEqual([given, may]);
  });
});
