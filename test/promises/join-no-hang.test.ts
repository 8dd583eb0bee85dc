import { describe, expect, test } from '@jest/globals';
import { captcha, joined, refused } from '../support/join-services.js';
import { createMovedClock, settle } from '../support/moved-clock.js';
import { busyWays, meeting, startIn, startJoin, stateOf, waysInto } from '../support/start-join.js';
import type { Way } from '../support/start-join.js';
import { readStatesTable } from '../support/states-table.js';

const allWays = Object.keys(waysInto) as Way[];

describe('every busy state has a time limit', () => {
  test('a look-up is tried three times of 15 s and given up within 60 s', async () => {
    const { flow, clock, fetches } = await startIn('a look-up');

    await clock.advance(14_999);
    expect(fetches).toHaveLength(1);
    expect(fetches[0]!.signal.aborted).toBe(false);
    await clock.advance(1);
    expect(fetches[0]!.signal.aborted).toBe(true);
    await clock.advance(44_999);

    expect(flow.getView()).toMatchObject({
      state: 'error',
      failure: { kind: 'timeout', recoverable: true },
      can: { retry: true },
    });
    expect(fetches).toHaveLength(3);
    expect(fetches.every(({ signal }) => signal.aborted)).toBe(true);
    expect(clock.waiting).toBe(0);
  });

  test.each(['an answer', 'an answer with a captcha'] as const)(
    '%s is given up after 15 s, and not repeated',
    async (way) => {
      const { flow, clock, fetches } = await startIn(way);

      await clock.advance(14_999);
      expect(stateOf({ flow })).toBe('fetching');
      await clock.advance(1);

      expect(flow.getView()).toMatchObject({ state: 'error', failure: { kind: 'timeout' }, can: { retry: true } });
      expect(fetches).toHaveLength(2);
      expect(fetches[1]!.signal.aborted).toBe(true);
      expect(clock.waiting).toBe(0);
    },
  );

  test.each([
    ['a refresh that was asked for', 'refreshFailed', false],
    ['a refresh by itself', 'passwordWrong', true],
  ] as const)('%s is tried three times and given up within 60 s', async (way, kind, spent) => {
    const { flow, clock, refreshes } = await startIn(way);

    await clock.advance(60_000);

    expect(flow.getView()).toMatchObject({
      state: 'captchaRequired',
      failure: { kind },
      captcha: { id: 'first', spent },
      can: { submit: !spent, refreshCaptcha: true, cancel: true },
    });
    expect(refreshes).toHaveLength(3);
    expect(refreshes.every(({ signal }) => signal.aborted)).toBe(true);
    expect(clock.waiting).toBe(0);
  });

  test('the limits are the app’s to choose, and no limit at all cannot be chosen', async () => {
    const short = await startIn('an answer', { timeouts: { attemptMs: 1000, totalMs: 2000 } });
    await short.clock.advance(1000);
    expect(stateOf(short)).toBe('error');

    const total = await startIn('a look-up', { timeouts: { attemptMs: 90_000, totalMs: 4000 } });
    await total.clock.advance(4000);
    expect(stateOf(total)).toBe('error');

    for (const none of [0, -1, NaN, Infinity]) {
      const endless = await startIn('an answer', { timeouts: { attemptMs: none, totalMs: none } });
      await endless.clock.advance(15_000);
      expect(stateOf(endless)).toBe('error');
    }
  });

  test('a look-up that is begun anew without its permission token does not get more time in all', async () => {
    const { flow, clock, fetches } = startJoin();
    flow.join({ ...meeting, extraParams: { permissionToken: 'old' } });
    await clock.advance(45_000);
    expect(fetches).toHaveLength(3);
    fetches[2]!.resolve(refused('tokenExpired', {}, { details: { code: 403032 } }));
    await settle();
    expect(fetches).toHaveLength(4);
    expect(fetches[3]!.request.extraParams).toEqual({});

    await clock.advance(15_000);

    expect(flow.getView()).toMatchObject({ state: 'error', failure: { kind: 'timeout' } });
    expect(clock.waiting).toBe(0);
  });

  test.each(busyWays)('%s ends in time when the wall clock is set an hour forward or back', async (way) => {
    for (const hour of [3_600_000, -3_600_000]) {
      const started = await startIn(way);
      await started.clock.advance(2000);

      started.clock.jump(hour);
      await started.clock.advance(60_000);

      expect(['error', 'captchaRequired']).toContain(stateOf(started));
      expect(started.clock.waiting).toBe(0);
    }
  });

  test('a clock that is set forward past the limit is noticed within five seconds', async () => {
    const started = await startIn('an answer');

    started.clock.jump(3_600_000);
    await started.clock.advance(5000);

    expect(stateOf(started)).toBe('error');
  });

  test('a clock that tells no time at all ends the wait and does not spin', async () => {
    const clock = { ...createMovedClock(), now: () => NaN };
    const started = await startIn('a look-up', { clock });
    await settle();

    expect(['error', 'fetching']).toContain(stateOf(started));
    started.flow.stop();
  });
});

describe('every state can be left', () => {
  test.each(allWays)(
    'cancel during %s goes to idle, keeps the destination, and leaves nothing running',
    async (way) => {
      const started = await startIn(way);
      const { flow, clock, fetches, refreshes } = started;

      flow.cancel();
      await settle();

      expect(flow.getView()).toMatchObject({ state: 'idle', destination: meeting.destination, failure: null });
      expect(clock.waiting).toBe(0);
      if (way.startsWith('a look-up') || way.startsWith('an answer')) expect(fetches.at(-1)!.signal.aborted).toBe(true);
      if (way.startsWith('a refresh')) expect(refreshes.at(-1)!.signal.aborted).toBe(true);
    },
  );

  test.each(allWays)('reset during %s goes to idle and empties it', async (way) => {
    const { flow, clock } = await startIn(way);

    flow.reset();
    await settle();

    expect(flow.getView()).toMatchObject({ state: 'idle', destination: null, failure: null });
    expect(clock.waiting).toBe(0);
  });

  test.each(allWays)('stop during %s aborts, and leaves no timer and no listener', async (way) => {
    const started = await startIn(way);
    const { flow, clock, fetches, refreshes } = started;
    const before = stateOf(started);

    flow.stop();
    await settle();
    if ((busyWays as readonly Way[]).includes(way))
      expect([...fetches, ...refreshes].at(-1)!.signal.aborted).toBe(true);
    flow.join({ destination: '987654321' });
    flow.submitPassword('late');
    flow.reset();

    expect(clock.waiting).toBe(0);
    expect(stateOf(started)).toBe(before);
  });

  test('from every state of the table there is a way to success, and a way out', () => {
    const rows = readStatesTable('The join flow');
    const leadsTo = (from: string) => rows.filter((row) => row.from === from).map(({ to }) => to.split(' ')[0]!);
    const reached = new Set(['success']);
    for (let size = 0; size !== reached.size;) {
      size = reached.size;
      for (const { from } of rows) {
        if (leadsTo(from).some((to) => [...reached].some((one) => one.split(' ')[0] === to))) reached.add(from);
      }
    }

    expect([...new Set(rows.map(({ from }) => from))].filter((from) => !reached.has(from))).toEqual([]);
    for (const { from } of rows) if (from !== 'idle') expect(leadsTo(from)).toContain('idle');
  });

  test('success can still be reached after an error, a cancel, a reset and a success', async () => {
    const { flow, fetches } = await startIn('an error');
    const succeed = async () => {
      await settle();
      fetches.at(-1)!.resolve(joined);
      await settle();
      expect(flow.getView().state).toBe('success');
    };

    flow.retry();
    await succeed();
    flow.join(meeting);
    await succeed();
    flow.reset();
    expect(flow.getView()).toMatchObject({ state: 'idle', destination: null });
    flow.join(meeting);
    flow.cancel();
    flow.join(meeting);
    await succeed();
  });
});

describe('repeating', () => {
  test.each(['network', 'timeout', 'serverFault', 'rateLimited'] as const)(
    'a look-up that ends in %s is tried twice more, each time after a longer pause',
    async (kind) => {
      const { clock, fetches, flow } = startJoin();
      flow.join(meeting);
      const sent: number[] = [];
      for (let count = 1; count <= 3; count++) {
        await clock.advance(kind === 'timeout' ? 15_000 : 3000);
        expect(fetches).toHaveLength(count);
        sent.push(fetches[count - 1]!.request.sentAt);
        fetches[count - 1]!.resolve(refused(kind));
        await settle();
        expect(fetches).toHaveLength(count);
      }

      expect(flow.getView()).toMatchObject({ state: 'error', failure: { kind } });
      const [first, second, third] = sent;
      expect(second! - first!).toBeGreaterThanOrEqual(250);
      expect(third! - second!).toBeGreaterThanOrEqual(500);
      expect(clock.waiting).toBe(0);
    },
  );

  test.each(['unexpectedReply', 'signInRequired', 'meetingNotFound', 'unknownCode', 'notStarted'] as const)(
    'a look-up that ends in %s is not repeated',
    async (kind) => {
      const { clock, fetches, flow } = await startIn('a look-up');
      fetches[0]!.resolve(refused(kind));
      await clock.advance(60_000);

      expect(fetches).toHaveLength(1);
      expect(flow.getView()).toMatchObject({ state: 'error', failure: { kind } });
    },
  );

  test('a Retry-After within the time is waited for, to the second', async () => {
    const { clock, fetches } = await startIn('a look-up');
    fetches[0]!.resolve(refused('rateLimited', {}, { details: { retryAt: clock.now() + 20_000 } }));

    await clock.advance(19_999);
    expect(fetches).toHaveLength(1);
    await clock.advance(1);

    expect(fetches).toHaveLength(2);
  });

  test('a Retry-After beyond the time ends at once, with the time of the next try', async () => {
    const { clock, flow, fetches } = await startIn('a look-up');
    const retryAt = clock.now() + 120_000;
    fetches[0]!.resolve(refused('rateLimited', {}, { details: { retryAt } }));
    await settle();

    expect(flow.getView()).toMatchObject({ state: 'error', failure: { kind: 'rateLimited', retryAt } });
    expect(clock.waiting).toBe(0);
  });

  test('cancel during the pause sends nothing more', async () => {
    const { clock, flow, fetches } = await startIn('a look-up');
    fetches[0]!.resolve(refused('network'));
    await settle();
    expect(flow.getView()).toMatchObject({ state: 'fetching', doing: 'lookup' });

    flow.cancel();
    await clock.advance(60_000);

    expect(fetches).toHaveLength(1);
    expect(clock.waiting).toBe(0);
  });

  test('a refresh is repeated too, and keeps the captcha that is on the screen', async () => {
    const { clock, flow, refreshes } = await startIn('a refresh that was asked for');
    refreshes[0]!.resolve({ ok: false, failure: { ...flow.getView().failure!, kind: 'serverFault' } });
    await clock.advance(1000);
    expect(refreshes).toHaveLength(2);
    expect(refreshes[1]!.request.id).toBe('first');

    refreshes[1]!.resolve({ ok: true, captcha: captcha('second') });
    await settle();

    expect(flow.getView()).toMatchObject({ state: 'captchaRequired', captcha: { id: 'second', spent: false } });
  });
});
