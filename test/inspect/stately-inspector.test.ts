import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import {
  createStatelyInspector,
  type CreateStatelyInspector,
  type StatelyInspectorConnection,
} from '../../src/inspect/stately-inspector.js';
import { bundleForNode } from './support/bundle.js';
import { arrive, listen, type SocketServer } from './support/sockets.js';
import { canary, settle, tour, tourStates } from './support/tour.js';
import { resetStates, resetTour } from './support/reset-tour.js';

interface Message {
  readonly type: string;
  readonly name?: string;
  readonly definition?: string;
  readonly event?: { readonly type: string; readonly password?: unknown };
  readonly snapshot?: { readonly value?: string; readonly input?: unknown };
}

// The package is ESM only, and these tests run as CommonJS.
// eslint-disable-next-line @typescript-eslint/no-require-imports -- a file that is made when the test runs
const { createWebSocketInspector } = require(bundleForNode('@statelyai/inspect')) as {
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
