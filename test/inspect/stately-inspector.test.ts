import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createActor, createMachine, fromPromise, initialTransition, setup, transition } from 'xstate';

import {
  createStatelyInspector,
  type CreateStatelyInspector,
  type StatelyInspector,
  type StatelyInspectorConnection,
} from '../../src/inspect/stately-inspector.js';
import { requireBundled } from './support/bundle.js';
import { arrive, listen, type SocketServer } from './support/sockets.js';
import { canary, settle, tour, tourStates } from './support/tour.js';
import { resetStates, resetTour } from './support/reset-tour.js';

interface Message {
  readonly type: string;
  readonly name?: string;
  readonly sessionId?: string;
  readonly sourceId?: string;
  readonly definition?: string;
  readonly event?: { readonly type: string; readonly password?: unknown };
  readonly snapshot?: { readonly value?: unknown; readonly input?: unknown };
}

const { createWebSocketInspector } = requireBundled('@statelyai/inspect') as {
  createWebSocketInspector: CreateStatelyInspector;
};

describe("Stately's inspector over a socket", () => {
  let server: SocketServer;
  let url: string;
  let raw: string[];
  let connection: StatelyInspectorConnection;

  beforeEach(async () => {
    raw = [];
    const listening = await listen();
    server = listening.server;
    url = `ws://${listening.address}`;
    server.on('connection', (socket) => socket.on('message', (data) => raw.push(String(data))));
  });
  afterEach(() => {
    connection.disconnect();
    for (const client of server.clients) client.terminate();
    server.close();
  });

  const received = () => raw.map((text) => JSON.parse(text) as Message);

  it('is shown the chart, every event and every state, and no secret', async () => {
    connection = createStatelyInspector({ create: createWebSocketInspector, url });
    expect(await connection.ready).toBe(true);

    await tour(connection.inspect);
    await arrive(raw);

    const messages = received();
    const chart = messages.find(({ type }) => type === '@xstate.actor');
    expect(JSON.parse(chart!.definition!)).toMatchObject({ id: 'joinFlow', states: { fetching: { tags: 'busy' } } });
    const values = messages.flatMap(({ snapshot }) => (snapshot?.value === undefined ? [] : [snapshot.value]));
    expect(new Set(values)).toEqual(new Set(tourStates));
    expect(messages.find(({ event }) => event?.type === 'password.submit')?.event?.password).toBe('[redacted]');
    expect(messages.some(({ snapshot }) => snapshot?.input !== undefined)).toBe(true);
    expect(raw.join('\n')).not.toMatch(canary);
  });

  it('is shown every state of the password reset, and no secret', async () => {
    connection = createStatelyInspector({ create: createWebSocketInspector, url });
    expect(await connection.ready).toBe(true);

    await resetTour(connection.inspect);
    await arrive(raw);

    const values = received().flatMap(({ snapshot }) => (snapshot?.value === undefined ? [] : [snapshot.value]));
    expect(new Set(values)).toEqual(new Set(resetStates));
    expect(raw.join('\n')).not.toMatch(canary);
  });

  it('is shown no secret in what waited for the socket to open', async () => {
    connection = createStatelyInspector({ create: createWebSocketInspector, url });
    const touring = tour(connection.inspect);

    await touring;
    await arrive(raw);

    expect(raw.length).toBeGreaterThan(10);
    expect(raw.join('\n')).not.toMatch(canary);
  });

  it('is shown what the filter of the app lets through, and a filter that throws disturbs nobody', async () => {
    connection = createStatelyInspector({
      create: createWebSocketInspector,
      url,
      filter: (event: { type: string }) => event.type === '@xstate.event',
    });
    await tour(connection.inspect);
    await arrive(raw);

    expect(new Set(received().map(({ type }) => type))).toEqual(new Set(['@xstate.event']));
  });

  it('leaves the flow alone when its adapter throws', async () => {
    const create: CreateStatelyInspector = (options) => {
      const inspector = createWebSocketInspector(options);
      inspector.adapter.send = () => {
        throw new Error('closed');
      };
      return inspector;
    };
    connection = createStatelyInspector({ create, url });

    expect((await tour(connection.inspect)).getView().state).toBe('success');
  });

  it('is simply not there when it cannot be made', async () => {
    const create: CreateStatelyInspector = () => {
      throw new Error('no inspector');
    };
    connection = createStatelyInspector({ create, url });

    expect(await connection.ready).toBe(false);
    expect((await tour(connection.inspect)).getView().state).toBe('success');
  });

  it.each([
    ['an inspector', { inspect: {}, adapter: {} }],
    ['a module', { createWebSocketInspector }],
    ['a name', 'createWebSocketInspector'],
    ['a promise', Promise.resolve(createWebSocketInspector)],
  ])('is not made by %s', (_, create) => {
    expect(() => createStatelyInspector({ create: create as never, url })).toThrow(
      new TypeError('create must be createBrowserInspector or createWebSocketInspector'),
    );
  });

  it('is shown the chart as it is written, though its words are names of secrets', async () => {
    const machine = setup({}).createMachine({
      id: 'sign-in',
      initial: 'asking',
      states: {
        asking: { on: { password: 'checking', token: ['checking'] } },
        checking: { on: { otp: '#sign-in.asking' } },
      },
    });
    connection = createStatelyInspector({ create: createWebSocketInspector, url });
    createActor(machine, { inspect: connection.inspect }).start();
    await arrive(raw);

    const chart = received().find(({ type }) => type === '@xstate.actor');
    const again = createMachine(JSON.parse(chart!.definition!) as object);
    const [checking] = transition(again, initialTransition(again)[0], { type: 'password' });
    expect(checking.value).toBe('checking');
    expect(transition(again, checking, { type: 'otp' })[0].value).toBe('asking');
  });

  it('is shown whose part an actor is, and who sent an event', async () => {
    const machine = setup({ actors: { look: fromPromise(() => Promise.resolve('hall')) } }).createMachine({
      id: 'visit',
      invoke: { id: 'look', src: 'look' },
    });
    connection = createStatelyInspector({ create: createWebSocketInspector, url });
    const actor = createActor(machine, { inspect: connection.inspect }).start();
    await arrive(raw);

    const root = actor.sessionId;
    const actors = received().filter(({ type }) => type === '@xstate.actor');
    expect(actors).toMatchObject([
      { name: 'visit', sessionId: root, rootId: root, snapshot: { status: 'active' } },
      { name: 'look', parentId: root, rootId: root },
    ]);
    expect(actors[0]).not.toHaveProperty('parentId', expect.any(String));
    const child = actors[1]!.sessionId;
    const events = received().filter(({ type }) => type === '@xstate.event');
    expect(events.map(({ sourceId, sessionId, event }) => [sourceId ?? null, sessionId, event!.type])).toEqual([
      [null, root, 'xstate.init'],
      [root, child, 'xstate.init'],
      [child, child, 'xstate.promise.resolve'],
      [child, root, 'xstate.done.actor.look'],
    ]);
    expect(new Set(received().map(({ type }) => type))).toEqual(
      new Set(['@xstate.actor', '@xstate.event', '@xstate.snapshot']),
    );
    actor.stop();
  });

  it('is shown a chart without what may hold values, and states by their own words', async () => {
    const unnamed = [() => undefined];
    const machine = setup({
      actors: { look: fromPromise<string, unknown>(() => new Promise(() => undefined)) },
      actions: { note: () => undefined },
      guards: { isReady: () => true },
    }).createMachine({
      id: 'deep',
      context: { first: 'CANARY' },
      meta: { first: 'CANARY' },
      output: 'CANARY',
      type: 'parallel',
      states: {
        password: { initial: 'typed', states: { typed: {} } },
        context: {
          initial: 'token',
          states: { token: { after: { 90_000: { target: 'input', reenter: true } } }, input: {} },
        },
        output: {
          entry: [{ type: 'note', params: { first: 'CANARY' } }, unnamed[0]!, 'note'],
          invoke: { id: 'look', src: 'look', input: { first: 'CANARY' } },
          on: { params: { guard: { type: 'isReady', params: 'CANARY' }, actions: function named() {} } },
        },
      },
    });
    connection = createStatelyInspector({ create: createWebSocketInspector, url });
    const actor = createActor(machine, { inspect: connection.inspect }).start();
    await arrive(raw);

    const chart = received().find(({ type }) => type === '@xstate.actor');
    expect(JSON.parse(chart!.definition!)).toEqual({
      id: 'deep',
      type: 'parallel',
      states: {
        password: { initial: 'typed', states: { typed: {} } },
        context: {
          initial: 'token',
          states: { token: { after: { 90000: { target: 'input', reenter: true } } }, input: {} },
        },
        output: {
          entry: [{ type: 'note' }, 'inline', 'note'],
          invoke: { id: 'look', src: 'look' },
          on: { params: { guard: { type: 'isReady' }, actions: 'named' } },
        },
      },
    });
    const last = received().findLast(({ snapshot }) => snapshot?.value !== undefined);
    expect(last!.snapshot!.value).toEqual({ context: 'token', output: {}, password: 'typed' });
    actor.stop();
  });

  it('is shown no actor that began before it', async () => {
    connection = createStatelyInspector({ create: createWebSocketInspector, url });
    await connection.ready;
    const { inspect } = connection;
    let begun = false;
    const actor = createActor(createMachine({}), { inspect: (event) => begun && inspect(event) }).start();
    begun = true;
    actor.send({ type: 'late' });
    await arrive(raw);

    expect(raw).toEqual([]);
  });

  it('is stopped when it begins after it was disconnected, and can be disconnected though it cannot be stopped', async () => {
    let stops = 0;
    const create: CreateStatelyInspector = (options) => {
      const inspector = createWebSocketInspector(options);
      const { stop } = inspector;
      inspector.stop = () => {
        stops += 1;
        stop();
        throw new Error('no socket');
      };
      return inspector;
    };
    connection = createStatelyInspector({ create, url, autoStart: false });
    connection.disconnect();
    expect(await connection.ready).toBe(false);
    expect(stops).toBe(1);

    connection = createStatelyInspector({ create, url, autoStart: false });
    expect(await connection.ready).toBe(true);
    connection.disconnect();
    expect(stops).toBe(2);
  });

  describe('once it was disconnected', () => {
    /** By which the tool's socket opens itself again, ms. */
    const pause = 5_000;
    let sockets: number;
    let adapter: StatelyInspector['adapter'] & { readonly status?: string };
    const create: CreateStatelyInspector = (options) => {
      const inspector = createWebSocketInspector(options);
      adapter = inspector.adapter;
      return inspector;
    };
    const arrives = () => server.on('connection', () => (sockets += 1));
    beforeEach(() => {
      sockets = 0;
      jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    });
    afterEach(() => {
      jest.useRealTimers();
    });
    /** Whether it has come back after its pause, or still means to. */
    const comesBack = async (): Promise<boolean> => {
      await jest.advanceTimersByTimeAsync(pause);
      const timers = jest.getTimerCount();
      jest.useRealTimers();
      await arrive([]);
      return sockets + timers > 0;
    };

    it('does not come back when its socket was opening', async () => {
      arrives();
      connection = createStatelyInspector({ create, url });
      await connection.ready;
      connection.disconnect();

      expect(await comesBack()).toBe(false);
    });

    it('does not come back when there was nothing at its address', async () => {
      const { port } = server.address();
      const closed = new Promise<void>((done) => server.once('close', done));
      server.close();
      await closed;
      connection = createStatelyInspector({ create, url });
      await connection.ready;
      while (adapter.status !== 'closed') await new Promise(setImmediate);
      connection.disconnect();
      ({ server } = await listen(port));
      arrives();

      expect(await comesBack()).toBe(false);
    });
  });

  it('hears nothing after it was disconnected', async () => {
    connection = createStatelyInspector({ create: createWebSocketInspector, url });
    await connection.ready;
    await settle();
    connection.disconnect();

    await tour(connection.inspect);
    await arrive(raw);

    expect(raw).toEqual([]);
  });
});
