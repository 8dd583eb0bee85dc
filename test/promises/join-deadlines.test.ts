import { describe, expect, test } from '@jest/globals';
import { provideJoinServices } from 'meeting-join-flow';
import { createActor } from 'xstate';
import { deferredServices, refused } from '../support/join-services.js';
import { createMovedClock, settle } from '../support/moved-clock.js';
import { startIn } from '../support/start-join.js';
import type { Way } from '../support/start-join.js';

const storages: Readonly<Record<string, (snapshot: unknown) => unknown>> = {
  'the same object': (snapshot) => snapshot,
  'a structured clone': (snapshot) => structuredClone(snapshot),
  JSON: (snapshot) => JSON.parse(JSON.stringify(snapshot)) as unknown,
};

describe('deadlines survive a raw restore', () => {
  const cases = (
    ['a look-up', 'a refresh that was asked for', 'a refresh by itself'] as const satisfies readonly Way[]
  ).flatMap((way) => Object.keys(storages).flatMap((storage) => [0, 4000, 14_000].map((ms) => ({ way, storage, ms }))));

  test.each(cases)(
    '$way, stored as $storage after $ms ms, ends within its 60 s and leaves no timer',
    async ({ way, storage, ms }) => {
      const { flow, clock, services } = await startIn(way);
      const limit = clock.now() + 60_000;
      await clock.advance(ms);
      const snapshot = storages[storage]!(flow.actor.getPersistedSnapshot());
      flow.stop();
      expect(clock.waiting).toBe(0);

      const actor = createActor(provideJoinServices(services), { snapshot: snapshot as never, clock }).start();
      const before = actor.getSnapshot().value;
      await clock.advance(limit - clock.now());

      expect(['fetching', 'refreshing']).toContain(before);
      expect(['error', 'captchaRequired']).toContain(actor.getSnapshot().value);
      expect(clock.waiting).toBe(0);
      actor.stop();
    },
  );

  test.each([3_600_000, -3_600_000])('the wall clock may have been set by %i ms in between', async (jump) => {
    const { flow, clock, services } = await startIn('a look-up');
    await clock.advance(3000);
    const snapshot = storages['JSON']!(flow.actor.getPersistedSnapshot());
    flow.stop();
    clock.jump(jump);

    const actor = createActor(provideJoinServices(services), { snapshot: snapshot as never, clock }).start();
    actor.send({ type: 'cancel' });
    await settle();

    expect(actor.getSnapshot().value).toBe('idle');
    expect(clock.waiting).toBe(0);
    actor.stop();
  });

  test('an answer that is restored after its time is over is not posted, and the flow does not hang', async () => {
    const { flow, clock, services, fetches } = await startIn('an answer');
    const snapshot = flow.actor.getPersistedSnapshot();
    flow.stop();
    await clock.advance(3_600_000);

    const actor = createActor(provideJoinServices(services), { snapshot, clock }).start();
    await clock.advance(60_000);

    expect(actor.getSnapshot().value).toBe('error');
    expect(fetches.slice(2).every(({ request }) => request.password === null)).toBe(true);
    expect(clock.waiting).toBe(0);
    actor.stop();
  });

  test('the time of the next try is kept by what persist gives', async () => {
    const { flow, clock, fetches, services } = await startIn('a look-up');
    const retryAt = clock.now() + 120_000;
    fetches[0]!.resolve(refused('rateLimited', {}, { details: { retryAt } }));
    await settle();
    const snapshot = flow.persist();

    const again = await startIn('a look-up', {
      deferred: { ...deferredServices(), services },
      snapshot,
      clock: createMovedClock(clock.now() + 1),
    });

    expect(again.flow.getView().state).toBe('fetching');
    expect(snapshot).toMatchObject({ value: 'error', context: { failure: { kind: 'rateLimited', retryAt } } });
  });
});
