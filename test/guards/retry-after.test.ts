import { describe, expect, test } from '@jest/globals';
import { retryAt } from '../../src/guards/retry-after.js';

const now = Date.UTC(2026, 0, 1);
const at = (value: string, more = {}) => retryAt({ 'retry-after': value, ...more }, now);
const http = (time: number) => new Date(time).toUTCString();

describe('Retry-After', () => {
  test('in seconds counts from the caller’s time', () => {
    expect([at('0'), at('120'), at(' 7 ')]).toEqual([now, now + 120_000, now + 7000]);
  });

  test('as a date counts from the reply’s own date, whatever the local clock says', () => {
    const server = now - 3_600_000;

    expect(at(http(server + 30_000), { date: http(server) })).toBe(now + 30_000);
    expect(at(http(now + 30_000))).toBe(now + 30_000);
    expect(at(http(now - 30_000))).toBe(now);
  });

  test('is in GMT in each form of a date, the two that nobody should send any more included', () => {
    for (const date of [
      'Thu, 01 Jan 2026 00:00:30 GMT',
      'Thursday, 01-Jan-26 00:00:30 GMT',
      'Thu Jan  1 00:00:30 2026',
    ])
      expect([at(date), at('60', { date }), at(http(now + 60_000), { date })]).toEqual([
        now + 30_000,
        now + 60_000,
        now + 30_000,
      ]);
    // The tests run in a zone that shows it.
    expect(new Date(now).getTimezoneOffset()).not.toBe(0);
  });

  test.each(['', ' ', 'soon', '-5', '1.5', '1e3', '0x10', 'NaN', '120 s', '9'.repeat(30), '2030-01-01T00:00:00Z'])(
    'that cannot be read is none: %j',
    (value) => {
      expect(at(value)).toBeNull();
    },
  );

  test('that is not there is none', () => {
    expect([retryAt(undefined, now), retryAt({}, now)]).toEqual([null, null]);
  });
});
