/** The part of a `WebSocketServer` of the package `ws` that the classic inspector uses. */
export interface SocketServer {
  readonly clients: Iterable<Socket>;
  on(event: 'connection' | 'close', listener: (socket: Socket) => void): unknown;
  close(): void;
}
interface Socket {
  readonly readyState: number;
  readonly OPEN: number;
  readonly bufferedAmount: number;
  send(text: string): void;
  terminate(): void;
  on(event: string, listener: (data: unknown, isBinary: boolean) => void): unknown;
}

/** A viewer that reads slower than this is left behind instead of filling the app's memory. Bytes. */
const MOST_BUFFERED = 16_000_000;

/**
 * The classic inspector's socket code throws in the host's process for any message that is no JSON, and obeys any client.
 * It gets this view of the server instead: only greetings come in (and events, if the app asked for that), and a slow or
 * broken client cannot disturb.
 */
export function shieldServer(server: SocketServer, acceptRemoteEvents: boolean): SocketServer {
  let closed = false;
  return {
    get clients() {
      return closed ? [] : [...server.clients].map(shieldSocket);
    },
    // The tool would stop its machine on `close`, yet keep sending to it from every later connection, with warnings.
    on: (event, listener) =>
      event === 'close'
        ? undefined
        : server.on('connection', (socket) => {
            socket.on('error', () => socket.terminate());
            listener({ ...shieldSocket(socket), on: (name, heard) => listen(socket, name, heard, acceptRemoteEvents) });
          }),
    close: () => {
      closed = true;
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}

function shieldSocket(socket: Socket): Socket {
  return {
    readyState: socket.readyState,
    OPEN: socket.OPEN,
    bufferedAmount: socket.bufferedAmount,
    send: (text) => {
      if (socket.bufferedAmount > MOST_BUFFERED) return;
      try {
        socket.send(text);
      } catch {
        // The tool would be left half registered.
      }
    },
    terminate: () => socket.terminate(),
    on: (event, listener) => socket.on(event, listener),
  };
}

function listen(
  socket: Socket,
  name: string,
  heard: (data: unknown, isBinary: boolean) => void,
  acceptRemoteEvents: boolean,
): unknown {
  return socket.on(name, (data, isBinary) => {
    if (name === 'message' && (isBinary || !isWelcome(data, acceptRemoteEvents))) return;
    try {
      heard(data, isBinary);
    } catch {
      // An event that the flow's machine cannot read.
    }
  });
}

function isWelcome(data: unknown, acceptRemoteEvents: boolean): boolean {
  try {
    // What has no members has no type, and `null` ends in `catch`.
    const { type } = JSON.parse(String(data)) as { readonly type?: unknown };
    return type === 'xstate.inspecting' || (acceptRemoteEvents && type === 'xstate.event');
  } catch {
    return false;
  }
}
