import { describe, expect, test } from '@jest/globals';
import { failureKinds } from 'meeting-join-flow';
import type { FailureKind } from 'meeting-join-flow';
import { detailsOf, sharedTraits } from '../../src/guards/failure.js';
import { isJoinKind, joinFailure, joinTraits } from '../../src/guards/join-failure.js';
import { isResetKind, resetFailure, resetTraits } from '../../src/guards/reset-failure.js';

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

  test('knows which kinds a flow has, whatever a port of an app may name', () => {
    const kinds = [...failureKinds, 'nonsense', '__proto__', 'toString', ''] as FailureKind[];

    expect(kinds.filter(isJoinKind)).toEqual([...Object.keys(joinTraits), ...Object.keys(sharedTraits)]);
    expect(kinds.filter(isResetKind)).toEqual([...Object.keys(resetTraits), ...Object.keys(sharedTraits)]);
  });

  test('tells the same refusal under another kind with all that the service said, and nothing of the first kind', () => {
    const said = { code: 403028, status: 403, serverMessage: 'no', retryAt: 5, requestId: 'r' };

    expect(detailsOf(joinFailure('passwordWrong', said))).toEqual(said);
    expect(resetFailure('codeWrong', detailsOf(joinFailure('passwordWrong', said)))).toEqual({
      kind: 'codeWrong',
      field: 'code',
      action: 'enterCode',
      recoverable: true,
      ...said,
    });
  });
});
