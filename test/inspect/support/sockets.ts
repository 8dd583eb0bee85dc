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

/** A server on a free port of loopback, and its `host:port`. */
export async function listen(): Promise<{ server: SocketServer; address: string }> {
  const server = new ws.WebSocketServer({ port: 0, host: '127.0.0.1' });
  await new Promise<void>((done) => server.once('listening', done));
  return { server, address: `127.0.0.1:${server.address().port}` };
}

/** Lets what was sent arrive. */
export const arrive = (): Promise<void> => new Promise((done) => setTimeout(done, 60));
