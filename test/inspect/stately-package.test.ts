import { afterEach, describe, expect, it, jest } from '@jest/globals';

import { createStatelyInspector } from '../../src/inspect/stately-inspector.js';

const mockMade = jest.fn();
// As the package is, an ES module, Jest does not load it.
jest.mock('@statelyai/inspect', () =>
  Object.fromEntries(
    ['createWebSocketInspector', 'createBrowserInspector'].map((name) => [
      name,
      () => {
        mockMade(name);
        return { adapter: { send: () => undefined }, inspect: {}, start: () => undefined, stop: () => undefined };
      },
    ]),
  ),
);

describe("Stately's package, when the app hands no maker in", () => {
  afterEach(() => void mockMade.mockClear());

  it.each([
    ['ws://127.0.0.1:9', 'createWebSocketInspector'],
    ['wss://127.0.0.1:9', 'createWebSocketInspector'],
    ['http://127.0.0.1:9', 'createBrowserInspector'],
  ])('is asked for an inspector at %s by %s', async (url, maker) => {
    const connection = createStatelyInspector({ url });

    expect(await connection.ready).toBe(true);
    expect(mockMade.mock.calls).toEqual([[maker]]);
    connection.disconnect();
    // As a cleanup that runs twice does.
    connection.disconnect();
  });

  // An app in plain JavaScript may have forgotten it, and the package has an address of its own: an outside host.
  it.each([undefined, null, {}, { url: undefined }, { url: '' }, { url: 8080 }, 'ws://127.0.0.1:9'])(
    'is asked for nothing when the app says %j, and no address',
    async (options) => {
      expect(() => createStatelyInspector(options as never)).toThrow(
        new TypeError('url must be a string: where the inspector is, a page or a socket (ws:)'),
      );
      await new Promise(setImmediate);

      expect(mockMade).not.toHaveBeenCalled();
    },
  );
});
