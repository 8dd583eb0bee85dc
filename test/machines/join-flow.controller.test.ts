import { describe, expect, test } from '@jest/globals';
import { createJoinFlow, getJoinView, provideJoinServices } from 'meeting-join-flow';
import { asksPassword, joined } from '../support/join-services.js';
import { settle } from '../support/moved-clock.js';
import { meeting, startIn, startJoin } from '../support/start-join.js';

describe('the controller', () => {
  test('gives the same view until something changes, and tells each listener once for a change', async () => {
    const { flow, fetches } = startJoin();
    const seen: string[] = [];
    const listener = (): void => void seen.push(flow.getView().state);
    const stop = flow.subscribe(listener);
    flow.subscribe(listener);
    expect(seen).toEqual([]);
    expect(flow.getView()).toBe(flow.getView());

    flow.join(meeting);
    const busy = flow.getView();
    flow.join(meeting);
    flow.submitPassword('p');
    expect(flow.getView()).toBe(busy);
    expect(seen).toEqual(['fetching', 'fetching']);

    stop();
    stop();
    await settle();
    fetches[0]!.resolve(joined);
    await settle();
    expect(seen).toEqual(['fetching', 'fetching', 'success']);
  });

  test('has commands that may be handed on by themselves', async () => {
    const { flow, fetches } = startJoin();
    const { getView, subscribe, join, submitPassword, cancel, reset, persist, stop } = flow;
    let changes = 0;
    subscribe(() => (changes += 1));
    join(meeting);
    fetches[0]!.resolve(asksPassword);
    await settle();
    submitPassword('p');
    expect(persist()).toMatchObject({ value: 'fetching' });
    cancel();
    reset();
    stop();

    expect([getView().state, fetches.length, changes]).toEqual(['idle', 2, 5]);
  });

  test('an automatic repeat is no visible change', async () => {
    const { flow, fetches } = await startIn('a look-up');
    let changes = 0;
    flow.subscribe(() => changes++);
    const view = flow.getView();
    fetches[0]!.resolve({ ...joined, ok: false, failure: { ...networkFailure } } as never);
    await settle();

    expect(flow.getView()).toBe(view);
    expect(changes).toBe(0);
  });

  test('listeners, telemetry and the inspector follow to the actor after success', async () => {
    const actors = new Set<unknown>();
    const { flow, fetches } = startJoin({
      inspect: (event: { readonly type: string; readonly actorRef: unknown }) => {
        if (event.type === '@xstate.actor') actors.add(event.actorRef);
      },
    });
    const seen: string[] = [];
    flow.subscribe(() => seen.push(flow.getView().state));
    flow.on('joined', ({ type }) => seen.push(type));
    for (let times = 0; times < 2; times++) {
      flow.join(meeting);
      await settle();
      fetches.at(-1)!.resolve(joined);
      await settle();
    }
    const last = flow.actor;
    flow.reset();

    expect(flow.actor).not.toBe(last);
    expect(actors.has(flow.actor)).toBe(true);
    expect(seen.filter((one) => one === 'joined')).toHaveLength(2);
    expect(seen.at(-1)).toBe('idle');
  });

  test('keeps the time limits that it is given, and leaves out those that are none', async () => {
    const limited = await startIn('a look-up', { timeouts: { attemptMs: 2000 } });
    expect(limited.fetches[0]!.request.timeoutMs).toBe(2000);
    for (const attemptMs of [0, -1, NaN, Infinity]) {
      const { fetches } = await startIn('a look-up', { timeouts: { attemptMs } });
      expect(fetches[0]!.request.timeoutMs).toBe(15_000);
    }
  });

  test('one machine serves all flows on the same services', () => {
    const { services } = startJoin();

    expect(provideJoinServices(services)).toBe(provideJoinServices(services));
    expect(createJoinFlow({ services }).actor.logic).toBe(provideJoinServices(services));
    expect(provideJoinServices({ ...services })).not.toBe(provideJoinServices(services));
  });

  test('the view of a snapshot is the view of the flow', async () => {
    const { flow } = await startIn('the question for a captcha');

    expect(getJoinView(flow.actor.getSnapshot())).toEqual(flow.getView());
  });

  test('success is final, and hands out the meeting', async () => {
    const { flow, fetches, clock } = await startIn('a look-up');
    fetches[0]!.resolve(joined);
    await settle();

    expect(flow.actor.getSnapshot()).toMatchObject({
      status: 'done',
      output: { meetingInfo: { meetingNumber: '123456789' } },
    });
    expect(clock.waiting).toBe(0);
  });
});

const networkFailure = {
  kind: 'network',
  field: null,
  action: 'retry',
  recoverable: true,
  code: null,
  status: null,
  serverMessage: null,
  retryAt: null,
  requestId: null,
};
