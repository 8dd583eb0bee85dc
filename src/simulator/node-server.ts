import type * as http from 'node:http';
import type { Socket } from 'node:net';
import { isObject, parseBody } from './json.js';
import { encodeReply } from './encode-reply.js';
import type { Delivery } from './fault.types.js';
import type { SimulatorRequest } from './part.types.js';

export interface ListenOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** `127.0.0.1` unless told. */
  readonly host?: string;
}

export interface Listening {
  /** Without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Ends every connection, those of unfinished replies too. */
  close(): Promise<void>;
}

const longestBody = 1024 * 1024;

async function readRequest(message: http.IncomingMessage): Promise<SimulatorRequest> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > longestBody) throw new RangeError('The body is too long.');
    chunks.push(chunk);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
  // Proxies one behind the other make a list, the outermost first.
  const asked = (name: string): string | undefined => headers[name]?.split(',', 1)[0]?.trim();
  return {
    method: message.method ?? 'GET',
    // Behind a proxy that says for whom it asks (`xfwd` of Vite and webpack), the addresses of captchas lead through it too.
    url: new URL(
      message.url ?? '/',
      `${asked('x-forwarded-proto') || 'http'}://${asked('x-forwarded-host') || headers['host'] || '127.0.0.1'}`,
    ),
    headers,
    body: parseBody(new TextDecoder().decode(whole)),
  };
}

function send(response: http.ServerResponse, { reply, ending }: Delivery): void {
  const socket = response.socket;
  if (ending === 'never' || socket === null || socket.destroyed) return;
  if (ending === 'reset') {
    socket.resetAndDestroy();
    return;
  }
  const { status, headers, bytes } = encodeReply(reply);
  response.writeHead(status, { ...headers, ...(status === 204 ? {} : { 'content-length': bytes.length }) });
  if (ending === 'whole') response.end(bytes);
  else response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => socket.destroy());
}

/** Not where it is imported: a bundler would look for it, and a page has none. */
const moduleName = 'node:http';

/** Jest runs CommonJS without `import()`; Node before 20.16 has nothing but that; a page has neither. */
async function loadHttp(): Promise<typeof http> {
  const { process: node } = globalThis as { readonly process?: Partial<NodeJS.Process> };
  const builtin = node?.getBuiltinModule?.(moduleName);
  if (builtin) return builtin;
  try {
    // What is imported by a name in a variable has no type of its own. In a `try`, or Metro demands it of a phone.
    return (await import(/* webpackIgnore: true */ /* @vite-ignore */ moduleName)) as typeof http;
  } catch {
    throw new Error('listen() needs Node: anywhere else, simulator.fetch answers.');
  }
}

/** What Node takes for something else: a text that is no number for the path of a pipe, no host for every one. */
function checkAddress(port: unknown, host: unknown): void {
  // What comes out of the environment is a text.
  const number = Number(port);
  if (!(Number.isInteger(number) && number >= 0 && number <= 65_535))
    throw new RangeError(`port must be a whole number from 0 to 65535, not "${String(port)}".`);
  if (typeof host !== 'string' || host === '')
    throw new TypeError('host must be a name or an address, such as 127.0.0.1.');
}

/** Serves over a real socket. Node only: `node:http` is loaded when this is called, so that pages can load the rest. */
export async function listenOnSocket(
  answer: (request: SimulatorRequest) => Delivery,
  where: ListenOptions,
): Promise<Listening> {
  const given: unknown = where;
  if (!isObject(given)) throw new TypeError('listen takes options, such as { port: 8787 }.');
  const { port = 0, host = '127.0.0.1' } = where;
  checkAddress(port, host);
  const { createServer } = await loadHttp();
  const sockets = new Set<Socket>();
  const timers = new Set<ReturnType<typeof setTimeout>>();

  const serve = async (message: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const delivery = answer(await readRequest(message));
    if (delivery.delayMs <= 0) {
      send(response, delivery);
      return;
    }
    const timer = setTimeout(() => {
      timers.delete(timer);
      send(response, delivery);
    }, delivery.delayMs);
    timers.add(timer);
    response.once('close', () => {
      clearTimeout(timer);
      timers.delete(timer);
    });
  };
  const server = createServer((message, response) => {
    const { socket } = message;
    // A request that breaks off, or that no one can read, has no one to answer.
    serve(message, response).catch(() => socket.destroy());
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const taken = typeof address === 'object' && address !== null ? address.port : port;

  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    port: taken,
    close: () =>
      new Promise((resolve) => {
        for (const timer of timers) clearTimeout(timer);
        for (const socket of sockets) socket.destroy();
        if (server.listening) server.close(() => resolve());
        else resolve();
      }),
  };
}
