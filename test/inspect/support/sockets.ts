import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';

/** In that workspace XState is v4, under the same name as the project's v5. It brings `ws` along. */
export const nested = createRequire(resolve(__dirname, '../../xstate-v4/package.json'));

export interface ServerSocket {
  readonly readyState: number;
  readonly OPEN: number;
  readonly bufferedAmount: number;
  send(text: string): void;
  terminate(): void;
  on(event: string, listener: (data: unknown, isBinary: boolean) => void): unknown;
}
export interface SocketServer {
  readonly clients: Set<ServerSocket>;
  address(): AddressInfo;
  on(event: string, listener: (socket: ServerSocket) => void): unknown;
  once(event: string, listener: () => void): unknown;
  close(): void;
}
export interface ClientSocket {
  onopen: () => void;
  onmessage: (event: { data: string }) => void;
  send(text: string | Uint8Array): void;
  close(): void;
}

export const ws = nested('ws') as {
  WebSocketServer: new (options: { port: number; host: string }) => SocketServer;
  WebSocket: new (url: string) => ClientSocket;
};

/** A server on a port of loopback, a free one unless it is given, and its `host:port`. */
export async function listen(port = 0): Promise<{ server: SocketServer; address: string }> {
  const server = new ws.WebSocketServer({ port, host: '127.0.0.1' });
  await new Promise<void>((done) => server.once('listening', done));
  return { server, address: `127.0.0.1:${server.address().port}` };
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Lets what was sent arrive: until nothing more has come for a while. */
export async function arrive(received: readonly unknown[]): Promise<void> {
  for (let quiet = 0, count = received.length; quiet < 4; count = received.length) {
    await pause(25);
    quiet = received.length === count ? quiet + 1 : 0;
  }
}

/** Waits until so many clients are on the server, and what they say first was heard. */
export async function clientsOf(server: SocketServer, count: number): Promise<void> {
  while (server.clients.size < count) await pause(10);
  await pause(100);
}
