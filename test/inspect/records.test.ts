import { describe, expect, it } from '@jest/globals';
import {
  assign,
  createActor,
  createMachine,
  fromObservable,
  fromPromise,
  fromTransition,
  setup,
  type ActorOptions,
  type AnyActorLogic,
  type InspectionEvent,
} from 'xstate';

import { secret, type Secret } from '../../src/guards/secret.js';
import { describeChart } from '../../src/inspect/chart.js';
import { createEventRedactor, redact, type InspectionRecord } from '../../src/inspect/inspection-record.js';
import { createRecorder } from '../../src/inspect/recorder.js';
import { settle } from './support/tour.js';

const visit = setup({
  types: { input: {} as { place: string }, context: {} as { place: string; token: Secret } },
  actors: {
    look: fromPromise(({ input }: { input: { place: string } }) =>
      input.place === 'nowhere' ? Promise.reject(new RangeError('CANARY')) : Promise.resolve({ found: input.place }),
    ),
  },
  actions: { note: () => undefined },
}).createMachine({
  id: 'visit',
  context: ({ input }) => ({ place: input.place, token: secret('CANARY') }),
  initial: 'looking',
  states: {
    looking: {
      tags: 'busy',
      invoke: {
        id: 'look',
        src: 'look',
        input: ({ context }) => ({ place: context.place }),
        onDone: { target: 'over', actions: { type: 'note', params: { password: 'CANARY', mark: 1 } } },
        onError: 'over',
      },
    },
    over: { type: 'final' },
  },
  output: ({ context }) => ({ place: context.place, token: context.token }),
});

/** What an actor tells until it has come to rest, with short names for its sessions. */
async function recordsOf<Logic extends AnyActorLogic>(logic: Logic, options: ActorOptions<Logic>) {
  const records: InspectionRecord[] = [];
  const inspect = (event: InspectionEvent) => records.push(redact(event));
  // The options that the logic wants are those that were given.
  const actor = createActor(logic, { ...options, inspect });
  actor.start();
  await settle();
  const sessions = [...new Set(records.map(({ sessionId }) => sessionId))];
  return records.map((record) => {
    const text = JSON.stringify({ ...record, at: 0 }, (_, value: unknown) => {
      const place = sessions.indexOf(value as string);
      return place < 0 ? value : `s${place}`;
    });
    return JSON.parse(text) as InspectionRecord;
  });
}

describe('A record', () => {
  it('holds what happened, and the whole of it: a request that is answered', async () => {
    const records = await recordsOf(visit, { id: 'mine', input: { place: 'hall' } });

    const root = { at: 0, rootId: 's0', sessionId: 's0', actorId: 'mine' };
    const child = { at: 0, rootId: 's0', sessionId: 's1', actorId: 'look' };
    const context = { place: 'hall', token: '[redacted]' };
    const looking = { status: 'active', value: 'looking', context, tags: ['busy'], children: { look: 's1' } };
    const input = { place: 'hall' };
    const output = { found: 'hall' };
    const done = { type: 'xstate.done.actor.look', actorId: 'look', output };
    const answer = { type: 'xstate.promise.resolve', data: output };
    const init = { type: 'xstate.init', input };
    expect(records.filter(({ type }) => type === '@xstate.actor')).toEqual([
      { ...root, type: '@xstate.actor', parentId: null, src: null, input, chart: describeChart(visit) },
      { ...child, type: '@xstate.actor', parentId: 's0', src: 'look', input, chart: null },
    ]);
    expect(records.filter(({ type }) => type === '@xstate.event')).toEqual([
      { ...root, type: '@xstate.event', sourceId: null, event: init },
      { ...child, type: '@xstate.event', sourceId: 's0', event: init },
      { ...child, type: '@xstate.event', sourceId: 's1', event: answer },
      { ...root, type: '@xstate.event', sourceId: 's1', event: done },
    ]);
    expect(records.filter(({ type }) => type === '@xstate.microstep')).toEqual([
      {
        ...root,
        type: '@xstate.microstep',
        event: { type: done.type },
        edges: [`visit.looking|${done.type}|0`],
      },
    ]);
    expect(records.filter((record) => record.type === '@xstate.action' && record.action.type === 'note')).toEqual([
      {
        ...root,
        type: '@xstate.action',
        action: { type: 'note', params: { password: '[redacted, not a handle]', mark: 1 } },
      },
    ]);
    const over = { status: 'done', value: 'over', tags: [], context, output: context };
    expect(records.filter(({ type }) => type === '@xstate.snapshot')).toEqual([
      { ...child, type: '@xstate.snapshot', event: init, snapshot: { status: 'active', input } },
      { ...root, type: '@xstate.snapshot', event: init, snapshot: looking },
      { ...root, type: '@xstate.snapshot', event: done, snapshot: { ...over, children: {} } },
      { ...child, type: '@xstate.snapshot', event: answer, snapshot: { status: 'done', output } },
    ]);
  });

  it('names the class of what a request has thrown, and nothing else of it', async () => {
    const records = await recordsOf(visit, { input: { place: 'nowhere' } });

    const events = records.flatMap((record) => (record.type === '@xstate.event' ? [record.event] : []));
    expect(events.slice(-2)).toEqual([
      { type: 'xstate.promise.reject', data: { name: 'RangeError' } },
      { type: 'xstate.error.actor.look', actorId: 'look', error: { name: 'RangeError' } },
    ]);
    expect(records.at(-1)).toMatchObject({ snapshot: { status: 'error', error: { name: 'RangeError' } } });
  });

  it('holds the state of actors of every kind', async () => {
    const counter = fromTransition((count: number) => count + 1, 7);
    const words = fromObservable(
      () =>
        ({
          subscribe: (observer: { next?: (word: unknown) => void }) => {
            observer.next?.(null);
            observer.next?.('?token=CANARY');
            return { unsubscribe: () => undefined };
          },
        }) as never,
    );

    const [counted] = (await recordsOf(counter, {})).slice(-1);
    const [heard] = (await recordsOf(words, {})).slice(-1);

    expect(counted).toMatchObject({ snapshot: { status: 'active', context: 7 } });
    expect(heard).toMatchObject({ snapshot: { status: 'active', context: '?token=[redacted]' } });
  });

  it('holds states beside each other and within each other, though they are called like secrets', async () => {
    const machine = createMachine({
      type: 'parallel',
      states: { password: { initial: 'token', states: { token: {} } }, otp: {} },
    });

    const [last] = (await recordsOf(machine, {})).slice(-1);

    expect(last).toMatchObject({ snapshot: { value: { password: 'token', otp: {} } } });
  });

  it('tells an event with a getter, a class or a misleading type by its own type', async () => {
    const recorder = createRecorder();
    const actor = createActor(createMachine({}), { inspect: recorder.inspect }).start();
    class Pressed {
      readonly type = '?token=t1';
      readonly at = 5;
    }
    actor.send(new Pressed());
    actor.send({
      get type() {
        return 'computed';
      },
    });

    const events = recorder.records().flatMap((record) => (record.type === '@xstate.event' ? [record.event] : []));
    expect(events.slice(-2)).toEqual([{ type: '?token=t1', at: 5 }, { type: 'computed' }]);
  });

  it('has nothing but the type of an event that refuses to be read', () => {
    const recorder = createRecorder();
    const refuse = () => {
      throw new Error('CANARY');
    };
    const actor = createActor(createMachine({}), { inspect: recorder.inspect }).start();
    actor.send(new Proxy({ type: 'odd' }, { ownKeys: refuse }));

    const events = recorder.records().flatMap((record) => (record.type === '@xstate.event' ? [record.event] : []));
    expect(events.at(-1)).toEqual({ type: 'odd' });
  });

  it('shows a context that has changed, and the same object for one that has not', () => {
    const recorder = createRecorder();
    const machine = createMachine({
      context: { list: [0] },
      on: { add: { actions: assign({ list: ({ context }) => [...context.list, context.list.length] }) }, look: {} },
    });
    const actor = createActor(machine, { inspect: recorder.inspect }).start();
    actor.send({ type: 'look' });
    actor.send({ type: 'add' });

    const contexts = recorder
      .records()
      .flatMap((record) => (record.type === '@xstate.snapshot' ? [record.snapshot.context] : []));
    expect(contexts).toEqual([{ list: [0] }, { list: [0] }, { list: [0, 1] }]);
    expect(contexts[1]).toBe(contexts[0]);
  });

  it('of an event is the same object where it arrives and where it has had its effect', () => {
    const { record } = createEventRedactor();
    const records: InspectionRecord[] = [];
    const actor = createActor(createMachine({}), { inspect: (event) => records.push(record(event, 0)) }).start();
    actor.send({ type: 'note', text: 'a' });
    actor.send({ type: 'note', text: 'b' });

    const events = records.flatMap((one) => ('event' in one && 'text' in one.event ? [one.event] : []));
    expect(events.map(({ text }) => text)).toEqual(['a', 'a', 'b', 'b']);
    expect(events[1]).toBe(events[0]);
  });
});

describe('redact, of what only looks like an inspection event,', () => {
  it.each<[string, object]>([
    ['no type', { actorRef: {} }],
    ['a type that is no text', { type: 5, actorRef: {} }],
    ['another type', { type: 'note', actorRef: {} }],
    ['a type of a later XState', { type: '@xstate.later', actorRef: {} }],
    ['no actor', { type: '@xstate.event' }],
    ['an actor that is a text', { type: '@xstate.event', actorRef: 'x:0' }],
  ])('shows the value: %s', (_, value) => expect(redact(value)).toEqual(value));
});
