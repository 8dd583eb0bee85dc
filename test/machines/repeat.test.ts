import { describe, expect, jest, test } from '@jest/globals';
import { joinFailure } from '../../src/guards/join-failure.js';
import {
  firstAttempt,
  mayRepeat,
  nextAttempt,
  readTimeouts,
  restartedAttempt,
  timeOf,
} from '../../src/machines/repeat.js';

const timeouts = { attemptMs: 15_000, totalMs: 60_000 };
const first = { repeats: 0, startAt: 1_000_000, attemptEndsAt: 1_015_000, totalEndsAt: 1_060_000 };

describe('the time of a request', () => {
  test('is 15 s an attempt and 60 s in all, unless the app says otherwise', () => {
    expect(readTimeouts()).toEqual(timeouts);
    expect(readTimeouts({})).toEqual(timeouts);
    expect(readTimeouts({ attemptMs: 1, totalMs: 2 })).toEqual({ attemptMs: 1, totalMs: 2 });
    for (const none of [undefined, 0, -5, NaN, Infinity, '20', 20n])
      expect(readTimeouts({ attemptMs: none, totalMs: none } as never)).toEqual(timeouts);
  });

  test('begins now, and no attempt outlasts the whole', () => {
    expect(firstAttempt(1_000_000, timeouts)).toEqual(first);
    expect(firstAttempt(0, { attemptMs: 15_000, totalMs: 4_000 })).toEqual({
      repeats: 0,
      startAt: 0,
      attemptEndsAt: 4_000,
      totalEndsAt: 4_000,
    });
  });

  test('goes on in what the whole has left when it begins again', () => {
    expect(restartedAttempt(first, 1_030_000, timeouts)).toEqual({
      repeats: 0,
      startAt: 1_030_000,
      attemptEndsAt: 1_045_000,
      totalEndsAt: 1_060_000,
    });
    expect(restartedAttempt(first, 1_050_000, timeouts)).toMatchObject({ attemptEndsAt: 1_060_000 });
  });

  test('of a repeat may be the whole, since it begins with a wait', () => {
    expect(timeOf(first, timeouts)).toEqual({ startAt: 1_000_000, endsAt: 1_015_000, mostMs: 15_000 });
    expect(timeOf({ ...first, repeats: 1 }, timeouts)).toMatchObject({ mostMs: 60_000 });
  });
});

describe('a repeat', () => {
  test.each(['network', 'timeout', 'serverFault', 'rateLimited'] as const)(
    'is made after %s, twice at most',
    (kind) => {
      const at = (repeats: number) => mayRepeat({ ...first, repeats }, joinFailure(kind));
      expect([0, 1, 2, 3].map(at)).toEqual([true, true, false, false]);
    },
  );

  test.each(['passwordWrong', 'unexpectedReply', 'unknownCode', 'notStarted'] as const)(
    'is not made after %s',
    (kind) => {
      expect(mayRepeat(first, joinFailure(kind))).toBe(false);
    },
  );

  test('is not made where the wait would outlast the whole', () => {
    const limited = (retryAt: number) => mayRepeat(first, joinFailure('rateLimited', { retryAt }));
    expect([1_059_999, 1_060_000, 1_060_001].map(limited)).toEqual([true, false, false]);
    const left = (kind: 'network' | 'timeout', totalEndsAt: number, repeats = 0) =>
      mayRepeat({ ...first, totalEndsAt, repeats }, joinFailure(kind));
    // A lost reply may have come at once, a time-out has taken all of its attempt.
    expect([1_000_500, 1_000_501].map((end) => left('network', end))).toEqual([false, true]);
    expect([1_015_500, 1_015_501].map((end) => left('timeout', end))).toEqual([false, true]);
    expect([1_001_000, 1_001_001].map((end) => left('network', end, 1))).toEqual([false, true]);
  });

  describe('waits', () => {
    test.each([
      [0, 0, 250],
      [0, 1, 500],
      [0, 0.5, 375],
      [1, 0, 500],
      [1, 1, 1_000],
    ])('after %i repeats, with %d of chance, for %i ms', (repeats, chance, waitMs) => {
      const now = 1_002_000;
      const random = jest.spyOn(Math, 'random').mockReturnValue(chance);
      const next = nextAttempt({ ...first, repeats }, joinFailure('network'), now, timeouts);
      random.mockRestore();
      expect(next).toEqual({
        repeats: repeats + 1,
        startAt: now + waitMs,
        attemptEndsAt: now + waitMs + 15_000,
        totalEndsAt: 1_060_000,
      });
    });

    test('until the service allows it, and ends with the whole', () => {
      const failure = joinFailure('rateLimited', { retryAt: 1_050_000 });
      expect(nextAttempt(first, failure, 1_002_000, timeouts)).toMatchObject({
        startAt: 1_050_000,
        attemptEndsAt: 1_060_000,
      });
    });
  });
});
