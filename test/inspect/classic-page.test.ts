import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createActor, fromPromise, setup } from 'xstate';

import { connectXStateInspect, type ClassicInspect } from '../../src/inspect/xstate-inspect.js';
import { nested } from './support/sockets.js';
import { settle } from './support/tour.js';

const { inspect } = nested('@xstate/inspect') as { inspect: ClassicInspect };

const visit = setup({
  actors: { within: setup({}).createMachine({ id: 'within' }), look: fromPromise(() => Promise.resolve()) },
}).createMachine({
  id: 'visit',
  initial: 'asking',
  states: {
    asking: {
      invoke: [
        { id: 'part', src: 'within' },
        { id: 'look', src: 'look' },
      ],
      on: { answer: 'over' },
    },
    over: { type: 'final' },
  },
});
const url = 'https://viewer.example/';

interface Posted {
  readonly type: string;
  readonly id?: string;
  readonly sessionId?: string;
  readonly parent?: string;
}

/** The real tool, with as much of a page around it as it looks at. Chromium has it in classic-window. */
describe('the classic @xstate/inspect beside a window', () => {
  let page: EventTarget & { open?: (url: string, name: string) => unknown };
  let posted: Posted[];
  let origins: Set<string>;
  let viewer: { postMessage(message: Posted, origin: string): void };
  let connection: ReturnType<typeof connectXStateInspect> | undefined;

  beforeEach(() => {
    page = new EventTarget();
    posted = [];
    origins = new Set();
    viewer = {
      postMessage: (message, origin) => {
        posted.push(message);
        origins.add(origin);
      },
    };
    Object.assign(globalThis, { window: page, document: { querySelector: () => null } });
  });
  afterEach(() => {
    connection?.disconnect();
    connection = undefined;
    Reflect.deleteProperty(globalThis, 'window');
    Reflect.deleteProperty(globalThis, 'document');
  });

  const connect = (options: object) => (connection = connectXStateInspect({ inspect, url, ...options }));
  /** What the viewer says when it is there. */
  const say = (data: object) => page.dispatchEvent(Object.assign(new Event('message'), { data }));
  const told = (type: string) => posted.filter((message) => message.type === type);

  it('is told of machines and of the machines in them, once it is there, by the origin of its address only', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    const { inspect: observer } = connect({ targetWindow: viewer });
    const actor = createActor(visit, { inspect: observer }).start();
    const child = actor.getSnapshot().children['part']!.sessionId;
    await settle();
    expect(posted).toEqual([]);
    say({ type: 'xstate.inspecting' });
    expect(told('service.register').map(({ sessionId }) => sessionId)).toEqual([child, actor.sessionId]);
    const later = createActor(visit, { id: 'later', inspect: observer }).start();
    await settle();

    const registered = told('service.register').slice(2);
    expect(registered).toMatchObject([
      { id: 'part', parent: later.sessionId },
      { id: 'later', sessionId: later.sessionId },
    ]);
    expect(registered[1]!.parent).toBeUndefined();
    later.stop();
    await settle();
    posted = [];
    actor.send({ type: 'answer' });
    await settle();

    expect(told('service.stop').map(({ sessionId }) => sessionId)).toEqual([child, actor.sessionId]);
    expect([...origins]).toEqual(['https://viewer.example']);
    // What is no machine has no chart to show, which is nothing to warn of.
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });

  it('is not told again of what is over', async () => {
    const { inspect: observer } = connect({ targetWindow: viewer });
    createActor(visit, { inspect: observer }).start().send({ type: 'answer' });
    await settle();
    say({ type: 'xstate.inspecting' });

    expect(told('service.register')).toEqual([]);
  });

  it('is opened by the tool where nothing else is said, and a browser that blocks it disturbs nobody', async () => {
    const opened = jest.fn<(address: string, name: string) => null>(() => null);
    page.open = opened;
    const { inspect: observer } = connect({ iframe: false, targetWindow: null });
    const actor = createActor(visit, { inspect: observer }).start();
    actor.send({ type: 'answer' });
    await settle();

    expect(opened).toHaveBeenCalledWith(url, 'xstateinspector');
    expect(actor.getSnapshot().value).toBe('over');
  });

  it('may be missing: no iframe, no window', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    const { inspect: observer, disconnect } = connect({ iframe: null });
    const actor = createActor(visit, { inspect: observer }).start();
    await settle();
    disconnect();

    expect(warn).toHaveBeenCalledTimes(1);
    warn.mockRestore();
    actor.stop();
  });

  it.each([
    [false, 'asking'],
    [true, 'over'],
  ])('sends events to the flow only if the app allows it: %s', async (acceptRemoteEvents, value) => {
    const { inspect: observer } = connect({ targetWindow: viewer, acceptRemoteEvents });
    const actor = createActor(visit, { inspect: observer }).start();
    await settle();
    say({ type: 'xstate.inspecting' });
    const event = { name: 'answer', data: { type: 'answer' }, origin: actor.sessionId };
    say({ type: 'xstate.event', event: JSON.stringify(event), service: actor.sessionId });
    await settle();

    expect(actor.getSnapshot().value).toBe(value);
    actor.stop();
  });

  it('hears nothing more after it was disconnected', async () => {
    const { inspect: observer, disconnect } = connect({ targetWindow: viewer });
    const actor = createActor(visit, { inspect: observer }).start();
    await settle();
    say({ type: 'xstate.inspecting' });
    disconnect();
    connection = undefined;
    const before = posted.length;
    actor.send({ type: 'answer' });
    say({ type: 'xstate.inspecting' });
    await settle();

    expect(posted).toHaveLength(before);
  });

  it('is asked for by what it needs', () => {
    expect(() => connectXStateInspect({ inspect })).toThrow(
      new TypeError('Say where the inspector is: a `url` for a window, or a `server` for a socket.'),
    );
    const server = { clients: [], on: () => undefined, close: () => undefined };
    Reflect.deleteProperty(globalThis, '__xstate__');
    expect(() => connectXStateInspect({ inspect: () => undefined, server })).toThrow(
      new TypeError('This is not the `inspect` of @xstate/inspect/lib/server.js.'),
    );
  });
});
