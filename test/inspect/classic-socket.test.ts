import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createActor, setup } from 'xstate';

import { connectXStateInspect, type ClassicInspect } from '../../src/inspect/xstate-inspect.js';
import { arrive, clientsOf, listen, nested, ws, type SocketServer } from './support/sockets.js';
import { deferredServices } from '../support/join-services.js';
import { canary, settle, tour, tourStates } from './support/tour.js';
import { resetStates, resetTour } from './support/reset-tour.js';
import { createJoinFlow } from '../../src/machines/join-flow.controller.js';

interface Message {
  readonly type: string;
  readonly sessionId?: string;
  readonly machine?: { readonly id: string; readonly initial: string; readonly states: Record<string, unknown> };
  readonly state?: {
    readonly value: unknown;
    readonly context: unknown;
    readonly tags: Set<string>;
    readonly event: { type: string };
  };
  readonly event?: { readonly name: string; readonly data: Record<string, unknown> };
}
interface Receiver {
  subscribe(listener: { next: (message: Message) => void }): unknown;
  send(event: object): void;
}
const { inspect } = nested('@xstate/inspect/lib/server') as { inspect: ClassicInspect };
const { createWebSocketReceiver } = nested('@xstate/inspect') as {
  createWebSocketReceiver(options: { server: string }): Receiver;
};
describe('the classic @xstate/inspect over a socket', () => {
  let server: SocketServer;
  let address: string;
  let raw: string[];
  let messages: Message[];
  let connection: ReturnType<typeof connectXStateInspect>;

  beforeEach(async () => {
    ({ server, address } = await listen());
    // The receiver is made for browsers and takes the socket class from there.
    Object.assign(globalThis, { WebSocket: ws.WebSocket });
    raw = [];
    messages = [];
  });
  afterEach(() => {
    connection.disconnect();
  });

  async function watch(): Promise<Receiver> {
    const before = server.clients.size;
    const spy = new ws.WebSocket(`ws://${address}`);
    spy.onmessage = (event) => raw.push(event.data);
    const receiver = createWebSocketReceiver({ server: address });
    receiver.subscribe({ next: (message) => messages.push(message) });
    await clientsOf(server, before + 2);
    return receiver;
  }

  it('shows the whole chart and every state, and sends no secret', async () => {
    connection = connectXStateInspect({ inspect, server });
    await watch();

    await tour(connection.inspect);
    await arrive(messages);

    const registered = messages.find((message) => message.type === 'service.register');
    expect(registered?.machine).toMatchObject({ id: 'joinFlow', initial: 'idle' });
    expect(Object.keys(registered!.machine!.states)).toEqual(expect.arrayContaining([...tourStates]));
    const states = messages
      .filter((message) => message.type === 'service.state')
      .map((message) => message.state!.value);
    expect(new Set(states)).toEqual(new Set([...tourStates]));
    expect(messages.at(-1)).toMatchObject({ type: 'service.stop' });
    expect(raw.length).toBeGreaterThan(20);
    expect(raw.join('\n')).not.toMatch(canary);
  });

  it('shows every state of the password reset, and sends no secret', async () => {
    connection = connectXStateInspect({ inspect, server });
    await watch();

    await resetTour(connection.inspect);
    await arrive(messages);

    const states = messages
      .filter((message) => message.type === 'service.state')
      .map((message) => message.state!.value);
    // The first state comes with the registration.
    expect(new Set(['idle', ...states])).toEqual(new Set(resetStates));
    expect(raw.join('\n')).not.toMatch(canary);
  });

  it('shows events by the names of v4, and states with tags', async () => {
    connection = connectXStateInspect({ inspect, server });
    await watch();

    await tour(connection.inspect);
    await arrive(messages);

    const events = messages.flatMap((message) => (message.type === 'service.event' ? [message.event!] : []));
    expect(events.map((event) => event.name)).toEqual(
      expect.arrayContaining([
        'xstate.init',
        'join',
        'password.submit',
        'done.invoke.fetchMeetingInfo',
        'cancel',
        'retry',
      ]),
    );
    expect(events.find((event) => event.name === 'password.submit')?.data).toEqual({
      type: 'password.submit',
      password: '[redacted]',
      registrationId: null,
    });
    const asking = messages.find((message) => message.state?.value === 'passwordRequired');
    expect([...asking!.state!.tags]).toEqual(['awaitingInput']);
  });

  it('presents a chart with every kind of part as one that v4 can run', async () => {
    const machine = setup({ actions: { note: () => undefined }, guards: { isReady: () => true } }).createMachine({
      id: 'rich',
      initial: 'first',
      states: {
        first: {
          entry: 'note',
          tags: 'calm',
          after: { 500: 'second' },
          on: { go: [{ guard: 'isReady', target: 'second' }, { actions: 'note' }], deep: '#inner' },
        },
        second: {
          initial: 'a',
          always: { guard: () => false, target: 'third' },
          onDone: 'third',
          states: {
            a: { id: 'inner', on: { next: { target: 'b', reenter: true } } },
            b: { type: 'final' },
            back: { type: 'history', history: 'deep' },
          },
        },
        third: { type: 'parallel', states: { left: {}, right: {} } },
      },
    });
    connection = connectXStateInspect({ inspect, server });
    await watch();

    const actor = createActor(machine, { inspect: connection.inspect }).start();
    actor.send({ type: 'deep' });
    await arrive(messages);
    actor.stop();

    const registered = messages.find((message) => message.type === 'service.register')!.machine as unknown as {
      withConfig(options: object): typeof registered;
      transition(state: unknown, event: string): { value: unknown };
      initialState: { value: unknown };
      config: unknown;
    };
    // Like the viewer, it gets names only.
    const v4 = registered.withConfig({ guards: { isReady: () => true, guard: () => false } });
    expect(v4.initialState.value).toBe('first');
    expect(v4.transition('first', 'deep').value).toEqual({ second: 'a' });
    expect(v4.transition({ second: 'a' }, 'next').value).toEqual({ third: { left: {}, right: {} } });
    expect(v4.config).toMatchObject({
      states: {
        first: {
          entry: ['note'],
          tags: ['calm'],
          after: { 500: [{ target: ['#rich.second'] }] },
          on: { go: [{ cond: 'isReady' }, { actions: ['note'] }] },
        },
        second: { always: [{ target: ['#rich.third'] }], onDone: [{ target: ['#rich.third'] }] },
      },
    });
    expect(messages.some((message) => JSON.stringify(message.state?.value) === '{"second":"a"}')).toBe(true);
  });

  it('survives what a stranger may send to the socket', async () => {
    connection = connectXStateInspect({ inspect, server });
    const stranger = new ws.WebSocket(`ws://${address}`);
    await new Promise<void>((done) => (stranger.onopen = done));
    const flow = createJoinFlow({ ...deferredServices(), inspect: connection.inspect });
    await watch();

    for (const text of ['no json', 'null', '{}', '{"type":"disconnect"}', '{"type":"xstate.event","event":"x"}'])
      stranger.send(text);
    stranger.send(new Uint8Array([1, 2, 3]));
    flow.join({ destination: '1' });
    await arrive(messages);

    expect(messages.some((message) => message.state?.value === 'fetching')).toBe(true);
    flow.stop();
  });

  it.each([
    [false, 'idle'],
    [true, 'fetching'],
  ])('obeys events from the viewer only if the app allows it: %s', async (acceptRemoteEvents, state) => {
    connection = connectXStateInspect({ inspect, server, acceptRemoteEvents });
    const receiver = await watch();
    const flow = createJoinFlow({ ...deferredServices(), inspect: connection.inspect });
    await settle();

    const event = {
      name: 'join',
      data: { type: 'join', destination: '1@site.webex.com' },
      origin: flow.actor.sessionId,
    };
    receiver.send({ type: 'xstate.event', event: JSON.stringify(event) });
    await arrive(messages);

    expect(flow.getView().state).toBe(state);
    flow.stop();
  });

  it('tells of an event that a viewer sent once, redacted, when the flow has it', async () => {
    connection = connectXStateInspect({ inspect, server, acceptRemoteEvents: true });
    const receiver = await watch();
    const flow = createJoinFlow({ ...deferredServices(), inspect: connection.inspect });
    await settle();

    const data = { type: 'password.submit', password: 'CANARY-of-a-viewer' };
    const event = { name: data.type, data, origin: flow.actor.sessionId };
    receiver.send({ type: 'xstate.event', event: JSON.stringify(event) });
    await arrive(messages);

    expect(messages.filter((message) => message.event?.name === 'password.submit')).toHaveLength(1);
    expect(raw.join('\n')).not.toMatch(canary);
    flow.stop();
  });

  it('leaves the flow alone when the viewer goes away, or is never there', async () => {
    connection = connectXStateInspect({ inspect, server });
    await watch();
    for (const client of server.clients) {
      client.send = () => {
        throw new Error('broken pipe');
      };
    }
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);

    const flow = await tour(connection.inspect);

    expect(flow.getView().state).toBe('success');
    warn.mockRestore();
  });

  it('ends everything on disconnect, and a second connection starts afresh', async () => {
    connection = connectXStateInspect({ inspect, server });
    const flow = createJoinFlow({ ...deferredServices(), inspect: connection.inspect });
    await watch();
    connection.disconnect();
    flow.join({ destination: '1' });
    await settle();
    const before = messages.length;
    flow.cancel();
    await settle();
    expect(messages).toHaveLength(before);
    expect(flow.getView().state).toBe('idle');

    ({ server, address } = await listen());
    connection = connectXStateInspect({ inspect, server });
    await watch();
    await tour(connection.inspect);
    await settle();

    const registrations = messages.slice(before).filter((message) => message.type === 'service.register');
    expect(new Set(registrations.map((message) => message.sessionId)).size).toBe(1);
    flow.stop();
  });

  it('asks where the viewer is, since the default is an outside host', () => {
    connection = connectXStateInspect({ inspect, server });

    expect(() => connectXStateInspect({ inspect })).toThrow(TypeError);
  });
});
