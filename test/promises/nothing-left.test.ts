import { describe, expect, test } from '@jest/globals';
import { createJoinFlow, createPasswordReset } from 'meeting-join-flow';
import { fetchTransport } from 'meeting-join-flow/fetch';
import { createSimulator } from 'meeting-join-flow/simulator';
import { createWebexServices } from 'meeting-join-flow/webex';
import { getEventListeners } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { joined } from '../support/join-services.js';
import { answered } from '../support/join-site.js';
import { settle } from '../support/moved-clock.js';
import { startIn, waysInto } from '../support/start-join.js';
import type { Way } from '../support/start-join.js';

const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

/** What is left of an actor's listeners: XState keeps them in these two fields, and shows them nowhere. */
function listenersOf(actor: object): number {
  const { observers, eventListeners } = actor as {
    readonly observers: ReadonlySet<unknown>;
    readonly eventListeners: ReadonlyMap<string, ReadonlySet<unknown>>;
  };
  return [...eventListeners.values()].reduce((sum, set) => sum + set.size, observers.size);
}

async function isCollected(ref: WeakRef<object>): Promise<boolean> {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  for (let turn = 0; turn < 20 && ref.deref(); turn++) {
    await settle();
    gc();
  }
  return ref.deref() === undefined;
}

describe('a flow that is over leaves nothing behind', () => {
  test.each(Object.keys(waysInto) as Way[])('no timer and no listener when it is stopped in %s', async (way) => {
    const { flow, clock, fetches, refreshes } = await startIn(way);
    const { actor } = flow;
    flow.stop();
    await settle();

    expect(clock.waiting).toBe(0);
    for (const { signal } of [...fetches, ...refreshes]) expect(getEventListeners(signal, 'abort')).toHaveLength(0);
    expect(listenersOf(actor)).toBe(0);
  });

  test('no timer and no listener when it has let the person in', async () => {
    const { flow, clock, fetches } = await startIn('an answer');
    const { actor } = flow;
    fetches.at(-1)!.resolve(joined);
    await settle();

    expect(flow.getView().state).toBe('success');
    expect(clock.waiting).toBe(0);
    expect(listenersOf(actor)).toBe(0);
  });

  test('no timer of the system after a whole visit through the real services', async () => {
    const simulator = createSimulator();
    const services = createWebexServices({
      transport: fetchTransport((input, init) => simulator.fetch(input, init)),
      siteUrl: 'http://127.0.0.1',
    });
    const before = timers();
    const flow = createJoinFlow({ services });
    flow.join({ destination: '300400101' });
    await answered(flow);
    flow.submitPassword('wrong');
    expect(timers()).toBeGreaterThan(before);
    await answered(flow);
    flow.submitPassword('open-sesame');

    expect(await answered(flow)).toMatchObject({ state: 'success' });
    expect(timers()).toBe(before);
  });

  test('a flow that is stopped can be forgotten, while its services live on', async () => {
    const never = () => new Promise<never>(() => undefined);
    const join = { fetchMeetingInfo: never, refreshCaptcha: never };
    const makeJoin = async (): Promise<WeakRef<object>> => {
      const flow = createJoinFlow({ services: join });
      flow.subscribe(() => undefined);
      flow.join({ destination: '123456789' });
      await settle();
      flow.stop();
      return new WeakRef(flow.actor);
    };
    const reset = { sendSlider: never, checkSlider: never, sendCode: never, checkCode: never, reset: never };
    const makeReset = async (): Promise<WeakRef<object>> => {
      const flow = createPasswordReset({ services: reset });
      flow.subscribe(() => undefined);
      flow.start({ user: 'ada@example.com' });
      await settle();
      flow.stop();
      return new WeakRef(flow.actor);
    };

    expect(await isCollected(await makeJoin())).toBe(true);
    expect(await isCollected(await makeReset())).toBe(true);
  });
});
