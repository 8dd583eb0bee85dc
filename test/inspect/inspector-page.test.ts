import { BroadcastChannel } from 'node:worker_threads';

import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { createActor, createMachine } from 'xstate';

import {
  connectInspectorPage,
  INSPECTOR_CHANNEL,
  type InspectorHello,
  type InspectorMessage,
} from '../../src/inspect/inspector-page.js';
import type { InspectorConnection } from '../../src/inspect/redux-devtools.js';
import { canary, settle, tour, tourStates } from './support/tour.js';
import { resetStates, resetTour } from './support/reset-tour.js';

/** The page's end of the channel. */
function openPage() {
  const messages: InspectorMessage[] = [];
  const channel = new BroadcastChannel(INSPECTOR_CHANNEL);
  channel.onmessage = (event) => {
    const { data } = event as { data: InspectorMessage | InspectorHello };
    if (data.type === 'meeting-join-flow/records') messages.push(data);
  };
  return {
    messages,
    hello: () => channel.postMessage({ type: 'meeting-join-flow/hello' }),
    close: () => channel.close(),
  };
}

const statesIn = (messages: readonly InspectorMessage[]) =>
  new Set(
    messages
      .flatMap(({ records }) => records)
      .flatMap((record) =>
        record.type === '@xstate.snapshot' && record.snapshot.value ? [record.snapshot.value] : [],
      ),
  );

describe('the connection to the inspector page', () => {
  let connection: InspectorConnection;
  let page: ReturnType<typeof openPage>;

  afterEach(() => {
    connection.disconnect();
    page.close();
    for (const name of ['addEventListener', 'removeEventListener']) Reflect.deleteProperty(globalThis, name);
  });

  it('sends every state as it happens, and no secret', async () => {
    page = openPage();
    connection = connectInspectorPage();

    await tour(connection.inspect);
    await settle();

    expect(statesIn(page.messages)).toEqual(new Set(tourStates));
    expect(JSON.stringify(page.messages)).not.toMatch(canary);
  });

  it('sends every state of the password reset, and no secret', async () => {
    page = openPage();
    connection = connectInspectorPage();

    await resetTour(connection.inspect);
    await settle();

    expect(statesIn(page.messages)).toEqual(new Set(resetStates));
    expect(JSON.stringify(page.messages)).not.toMatch(canary);
  });

  it('tells a page that is opened later what happened so far, once', async () => {
    connection = connectInspectorPage();
    await tour(connection.inspect);
    page = openPage();
    page.hello();
    await settle();
    await settle();

    expect(page.messages).toHaveLength(1);
    expect(page.messages[0]?.first).toBe(0);
    expect(statesIn(page.messages)).toEqual(new Set(tourStates));
    expect(JSON.stringify(page.messages)).not.toMatch(canary);
  });

  it('tells a page that is opened late what the flow is, however much there was since', async () => {
    connection = connectInspectorPage({ limit: 20 });
    await tour(connection.inspect);
    page = openPage();
    page.hello();
    await settle();

    const [told] = page.messages;
    expect(told?.records).toHaveLength(20);
    expect(told?.records[0]).toMatchObject({ type: '@xstate.actor', chart: { id: 'joinFlow' } });
  });

  it('tells a window of another origin, by its exact origin, and hears nobody else', async () => {
    page = openPage();
    // As much of a window as is looked at. Chromium has the real ones in inspector-in-browser.
    const own = new EventTarget();
    Object.assign(globalThis, {
      addEventListener: own.addEventListener.bind(own),
      removeEventListener: own.removeEventListener.bind(own),
    });
    const posted: { message: InspectorMessage; origin: string }[] = [];
    const view = { postMessage: (message: InspectorMessage, origin: string) => posted.push({ message, origin }) };
    const origin = 'https://viewer.example';
    connection = connectInspectorPage({ channel: 'another', target: { window: view as unknown as Window, origin } });
    const say = (source: unknown, from: string, data: unknown) =>
      own.dispatchEvent(Object.assign(new Event('message'), { source, origin: from, data }));
    const hello = { type: 'meeting-join-flow/hello' };

    const actor = createActor(createMachine({ on: { tick: {} } }), { inspect: connection.inspect }).start();
    await settle();
    const counts = () => posted.map(({ message }) => [message.first, message.records.length]);
    expect(counts()).toEqual([[0, 3]]);
    actor.send({ type: 'tick' });
    await settle();
    expect(counts()).toEqual([
      [0, 3],
      [3, 3],
    ]);

    say(view, 'https://another.example', hello);
    say({}, origin, hello);
    for (const data of [null, 'hello', {}, { type: 'hello' }]) say(view, origin, data);
    expect(posted).toHaveLength(2);
    actor.send({ type: 'tick' });
    say(view, origin, hello);
    expect(counts().slice(2)).toEqual([
      [6, 3],
      [0, 9],
    ]);
    await settle();

    expect(new Set(posted.map((one) => one.origin))).toEqual(new Set([origin]));
    expect(new Set(posted.map(({ message }) => message.session)).size).toBe(1);
    expect(new Set(posted.map(({ message }) => message.type))).toEqual(new Set(['meeting-join-flow/records']));
    expect(posted).toHaveLength(4);
    expect(page.messages).toEqual([]);
    connection.disconnect();
    say(view, origin, hello);
    actor.send({ type: 'tick' });
    await settle();
    expect(posted).toHaveLength(4);
  });

  it('is a session of its own each time', async () => {
    page = openPage();
    connection = connectInspectorPage();
    const other = connectInspectorPage();
    page.hello();
    await settle();
    await settle();

    expect(new Set(page.messages.map(({ session }) => session)).size).toBe(2);
    other.disconnect();
    page.hello();
    await settle();
    await settle();
    expect(page.messages).toHaveLength(3);
  });

  it('keeps no process of Node from ending', () => {
    page = openPage();
    const unref = jest.spyOn(BroadcastChannel.prototype, 'unref');
    connection = connectInspectorPage();

    expect(unref).toHaveBeenCalledTimes(1);
    unref.mockRestore();
  });

  it('does nothing where pages have no channel', async () => {
    page = openPage();
    const { BroadcastChannel: channel } = globalThis;
    Reflect.deleteProperty(globalThis, 'BroadcastChannel');
    connection = connectInspectorPage();
    Object.assign(globalThis, { BroadcastChannel: channel });

    const flow = await tour(connection.inspect);

    expect(flow.getView().state).toBe('success');
    expect(page.messages).toEqual([]);
  });

  it('numbers the records, so that a page never shows one twice or misses one', async () => {
    page = openPage();
    connection = connectInspectorPage({ limit: 20 });

    await tour(connection.inspect);
    await settle();
    page.hello();
    await settle();

    // Whatever is not the next one is told again, to a page that says hello. What the tour set going may end between.
    let next = 0;
    const again = page.messages.filter(({ first, records }) => {
      if (first === next) {
        next += records.length;
        return false;
      }
      expect(first).toBe(next - 20);
      expect(records).toHaveLength(20);
      return true;
    });
    expect(again).toHaveLength(1);
    expect(next).toBeGreaterThan(40);
  });
});
