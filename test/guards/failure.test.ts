import { describe, expect, test } from '@jest/globals';
import { failureKinds } from 'meeting-join-flow';
import { sharedTraits } from '../../src/guards/failure.js';
import { joinFailure, joinTraits } from '../../src/guards/join-failure.js';
import { resetTraits } from '../../src/guards/reset-failure.js';

describe('the failure language', () => {
  test('is a closed set: every kind once, in the order of the tables', () => {
    expect(failureKinds).toEqual([
      ...Object.keys(joinTraits),
      ...Object.keys(resetTraits),
      ...Object.keys(sharedTraits),
    ]);
    expect(new Set(failureKinds).size).toBe(failureKinds.length);
    expect(failureKinds).toHaveLength(41);
  });

  test('gives every failure all of its fields', () => {
    expect(joinFailure('network')).toEqual({
      kind: 'network',
      field: null,
      action: 'retry',
      recoverable: true,
      code: null,
      status: null,
      serverMessage: null,
      retryAt: null,
      requestId: null,
    });
    expect(joinFailure('passwordWrong', { code: '403028', status: 403, field: null })).toMatchObject({
      kind: 'passwordWrong',
      field: null,
      code: '403028',
      status: 403,
    });
  });
});
