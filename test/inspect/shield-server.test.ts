import { EventEmitter } from 'node:events';

import { describe, expect, it, jest } from '@jest/globals';

import { shieldServer } from '../../src/inspect/shield-server.js';

/** As much of a `ws` server as is looked at: what a socket does under load cannot be had on loopback. */
function someServer(bufferedAmount = 0) {
  const events = new EventEmitter();
  const heard = new EventEmitter();
  const socket = {
    readyState: 1,
    OPEN: 1,
    bufferedAmount,
    send: jest.fn(),
    terminate: jest.fn(),
    on: heard.on.bind(heard),
  };
  const server = { clients: [socket], on: jest.fn(events.on.bind(events)), close: jest.fn() };
  const shield = (accept = false) => shieldServer(server, accept);
  return { server, socket, heard, shield, connect: () => events.emit('connection', socket) };
}

describe('The shield before a socket server', () => {
  it.each([
    [16_000_000, 1],
    [16_000_001, 0],
  ])('sends to a client with %d bytes before it: %d', (buffered, times) => {
    const { socket, shield } = someServer(buffered);
    for (const client of shield().clients) client.send('text');

    expect(socket.send).toHaveBeenCalledTimes(times);
  });

  it('shows a client as it is, and ends it when it is broken', () => {
    const { socket, heard, shield, connect } = someServer();
    const listener = jest.fn();
    shield().on('connection', listener);
    connect();

    expect(listener.mock.calls[0]![0]).toMatchObject({ readyState: 1, OPEN: 1, bufferedAmount: 0 });
    heard.emit('error', new Error('reset'));
    expect(socket.terminate).toHaveBeenCalledTimes(1);
  });

  it('does not tell the tool of the end of the server', () => {
    const { server, shield } = someServer();
    shield().on('close', () => undefined);

    expect(server.on).not.toHaveBeenCalled();
  });

  it.each<[unknown, boolean, boolean, boolean]>([
    ['{"type":"xstate.inspecting"}', false, true, true],
    ['{"type":"xstate.event"}', false, false, true],
    ['{"type":"disconnect"}', false, false, false],
    ['{}', false, false, false],
    ['null', false, false, false],
    ['7', false, false, false],
    ['no json', false, false, false],
    [Buffer.from('{"type":"xstate.inspecting"}'), false, true, true],
    [Buffer.from('{"type":"xstate.inspecting"}'), true, false, false],
  ])('lets %p in (as bytes: %p): %p, with events of the viewer allowed: %p', (data, isBinary, closed, open) => {
    for (const [accept, expected] of [
      [false, closed],
      [true, open],
    ] as const) {
      const { heard, shield, connect } = someServer();
      const listener = jest.fn();
      shield(accept).on('connection', (socket) => socket.on('message', listener));
      connect();
      heard.emit('message', data, isBinary);

      expect(listener).toHaveBeenCalledTimes(expected ? 1 : 0);
    }
  });

  it('lets everything else through, and nothing that a listener throws', () => {
    const { heard, shield, connect } = someServer();
    const listener = jest.fn(() => {
      throw new Error('of the machine');
    });
    shield().on('connection', (socket) => socket.on('close', listener));
    connect();

    expect(() => heard.emit('close', 1000, false)).not.toThrow();
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('ends every client when it is closed, and shows none from then on', () => {
    const { server, socket, shield } = someServer();
    const shielded = shield();
    shielded.close();

    expect(socket.terminate).toHaveBeenCalledTimes(1);
    expect(server.close).toHaveBeenCalledTimes(1);
    expect([...shielded.clients]).toEqual([]);
  });
});
