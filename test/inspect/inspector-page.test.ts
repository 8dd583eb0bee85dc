import { BroadcastChannel } from 'node:worker_threads';

import { afterEach, describe, expect, it } from '@jest/globals';

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
