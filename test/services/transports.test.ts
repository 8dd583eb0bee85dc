import { describe, expect, it } from '@jest/globals';
import { inspect } from 'node:util';
import type { ServerResponse } from 'node:http';
import axios from 'axios';
import { axiosTransport } from 'meeting-join-flow/axios';
import { fetchTransport } from 'meeting-join-flow/fetch';
import { TransportError } from '../../src/services/transport.js';
import type { HttpRequest, Transport } from '../../src/services/transport.js';
import { startServer, serversPerTest } from './real-server.js';

const canary = 'canary-7f3a';
const serve = serversPerTest();

const ask = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'POST',
  url,
  headers: { authorization: `Bearer ${canary}`, trackingid: 'id-1' },
  body: { password: canary },
  signal: new AbortController().signal,
  timeoutMs: 5_000,
  ...more,
});

/** What a promise was refused with; resolving is a failure of the test. */
const refusal = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    (value) => {
      throw new Error(`expected a refusal, got ${inspect(value)}`);
    },
    (error: unknown) => error,
  );

const makers: readonly (readonly [string, () => Transport])[] = [
  ['axios', () => axiosTransport()],
  // As in browsers, where axios has no http adapter.
  ['axios-over-fetch', () => axiosTransport(axios.create({ adapter: axios.getAdapter('fetch') }))],
  ['fetch', () => fetchTransport()],
];

describe.each(makers)('The %s transport', (_, make) => {
  it('sends method, headers and JSON body, and reads a JSON reply with header names in lower case', async () => {
    const server = await serve((_seen, response) =>
      response.writeHead(200, { 'Content-Type': 'application/json', TrackingID: 'theirs' }).end('{"a":[1]}'),
    );
    const reply = await make()(ask(`${server.url}/x?y=1`));
    expect(reply).toMatchObject({ status: 200, body: { a: [1] }, headers: { trackingid: 'theirs' } });
    expect(server.seen).toHaveLength(1);
    expect(server.seen[0]).toMatchObject({
      method: 'POST',
      url: '/x?y=1',
      body: { password: canary },
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${canary}`,
        trackingid: 'id-1',
        'content-type': 'application/json',
      },
    });
  });

  it('lets a request have its own content type', async () => {
    const server = await serve((_seen, response) => response.end('{}'));
    await make()(ask(server.url, { headers: { 'content-type': 'application/json; charset=UTF-8' } }));
    expect(server.seen[0]!.headers).toMatchObject({
      accept: 'application/json',
      'content-type': 'application/json; charset=UTF-8',
    });
  });

  it('reads a body of as much as is allowed', async () => {
    const text = 'a'.repeat(2 ** 21);
    const server = await serve((_seen, response) => response.end(text));
    expect((await make()(ask(server.url))).body).toHaveLength(text.length);
  });

  it.each([undefined, null])('sends no body and no content type with a GET of %p', async (body) => {
    const server = await serve((_seen, response) => response.end('{}'));
    await make()(ask(server.url, { method: 'GET', body }));
    expect(server.seen[0]).toMatchObject({ method: 'GET', text: '' });
    expect(server.seen[0]!.headers).not.toHaveProperty('content-type');
  });

  it.each([200, 204, 400, 401, 403, 404, 423, 429, 500, 503])('resolves for status %i', async (status) => {
    const server = await serve((_seen, response) => response.writeHead(status, { 'retry-after': '3' }).end());
    expect(await make()(ask(server.url))).toMatchObject({ status, body: '', headers: { 'retry-after': '3' } });
  });

  it.each([301, 302, 303, 307, 308])('never follows a %i redirect', async (status) => {
    const elsewhere = await serve((_seen, response) => response.end('{}'));
    const server = await serve((_seen, response) => response.writeHead(status, { location: elsewhere.url }).end());
    const reply = await make()(ask(server.url));
    expect(reply.status).toBe(status);
    expect(elsewhere.seen).toHaveLength(0);
    expect(server.seen).toHaveLength(1);
  });

  it.each([
    ['JSON under a wrong type', 'text/html', '{"code":403004}', { code: 403004 }],
    ['HTML', 'application/json', '<html>', '<html>'],
    ['half of a JSON text that arrived whole', 'application/json', '{"code":', '{"code":'],
    ['nothing', 'application/json', '', ''],
    ['JSON behind a byte order mark', 'application/json', '\ufeff{"code":403004}', { code: 403004 }],
    ['text beyond ASCII', 'application/json', '{"name":"会议 é"}', { name: '会议 é' }],
  ])('reads %s', async (_what, type, text, body) => {
    const server = await serve((_seen, response) => response.writeHead(200, { 'content-type': type }).end(text));
    expect((await make()(ask(server.url))).body).toEqual(body);
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['a connection that is reset', (response) => response.destroy()],
    [
      'a body that is cut off',
      (response) => {
        response.writeHead(200, { 'content-length': '100', 'content-type': 'application/json' });
        response.write('{"code":1}');
        setTimeout(() => response.destroy(), 20);
      },
    ],
    [
      'a chunked body that is cut off',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write('{"code":1}');
        setTimeout(() => response.destroy(), 20);
      },
    ],
    ['a body without end', (response) => response.writeHead(200).end(Buffer.alloc(2 ** 21 + 1, 'a'))],
  ])('says network for %s', async (_what, answer) => {
    const server = await serve((_seen, response) => answer(response));
    expect(await refusal(make()(ask(server.url)))).toMatchObject({ reason: 'network' });
  });

  it('says network when nobody listens', async () => {
    const server = await startServer((_seen, response) => response.end());
    await server.close();
    expect(await refusal(make()(ask(server.url)))).toMatchObject({ reason: 'network' });
  });

  it('says timeout when the reply does not come, and when it stops half-way', async () => {
    const silent = await serve(() => undefined);
    const slow = await serve((_seen, response) => void response.writeHead(200).write('{'));
    for (const { url } of [silent, slow])
      expect(await refusal(make()(ask(url, { timeoutMs: 80 })))).toMatchObject({ reason: 'timeout' });
  });

  it('says timeout also of a reply that comes piece by piece and has no end', async () => {
    const dripping = await serve((_seen, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write(' '), 10);
      response.on('close', () => clearInterval(drip));
    });
    expect(await refusal(make()(ask(dripping.url, { timeoutMs: 300 })))).toMatchObject({ reason: 'timeout' });
  });

  it('says aborted when the caller gives up, and closes the connection', async () => {
    let closed: Promise<unknown> = Promise.resolve();
    const giveUp = new AbortController();
    const server = await serve((_seen, response) => {
      closed = new Promise((done) => response.on('close', done));
      giveUp.abort();
    });
    expect(await refusal(make()(ask(server.url, { signal: giveUp.signal })))).toMatchObject({ reason: 'aborted' });
    await closed;
  });

  it('sends nothing when the caller gave up before', async () => {
    const server = await serve((_seen, response) => response.end());
    expect(await refusal(make()(ask(server.url, { signal: AbortSignal.abort() })))).toMatchObject({
      reason: 'aborted',
    });
    expect(server.seen).toHaveLength(0);
  });

  it('shows no secret in any of its errors', async () => {
    const reset = await serve((_seen, response) => response.destroy());
    const silent = await serve(() => undefined);
    const errors = [
      await refusal(make()(ask(reset.url))),
      await refusal(make()(ask(silent.url, { timeoutMs: 50 }))),
      await refusal(make()(ask(silent.url, { signal: AbortSignal.abort() }))),
      await refusal(make()(ask(reset.url, { headers: { authorization: `Bearer ${canary}\n` } }))),
      await refusal(make()(ask(reset.url, { body: { password: canary, big: 1n } }))),
      await refusal(make()(ask('no address at all'))),
    ];
    for (const error of errors) {
      expect(error).toBeInstanceOf(TransportError);
      expect(inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error)).not.toContain(canary);
    }
  });
});

describe('A transport’s error', () => {
  it('says why in its message, and is told from others by its name', () => {
    const { name, message, reason } = new TransportError('timeout');
    expect([name, message, reason]).toEqual(['TransportError', 'No reply: timeout.', 'timeout']);
  });
});

describe('The fetch transport', () => {
  it('reads a body that cannot be read piece by piece', async () => {
    const old = { status: 200, headers: new Headers({ A: 'b' }), text: async () => '{"a":1}' } as Response;
    expect(await fetchTransport(async () => old)(ask('https://acme.webex.com'))).toEqual({
      status: 200,
      headers: { a: 'b' },
      body: { a: 1 },
    });
  });

  it('reads a body, in characters that its pieces split, where no Blob can be read as text: in jsdom', async () => {
    const { text } = Blob.prototype;
    Object.assign(Blob.prototype, { text: undefined });
    const bytes = new TextEncoder().encode('{"name":"会议 é"}');
    const pieces = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    try {
      const transport = fetchTransport(async () => new Response(pieces));
      expect((await transport(ask('https://acme.webex.com'))).body).toEqual({ name: '会议 é' });
    } finally {
      Object.assign(Blob.prototype, { text });
    }
  });

  it('asks for what the global fetch is when it sends', async () => {
    const transport = fetchTransport();
    const own = globalThis.fetch;
    globalThis.fetch = async () => new Response('"replaced"');
    try {
      expect(await transport(ask('https://acme.webex.com'))).toMatchObject({ body: 'replaced' });
    } finally {
      globalThis.fetch = own;
    }
  });

  it('tells a redirect that a browser hides as a bare 302', async () => {
    const hidden = { type: 'opaqueredirect', status: 0, headers: new Headers(), body: null } as Response;
    expect(await fetchTransport(async () => hidden)(ask('https://acme.webex.com'))).toEqual({
      status: 302,
      headers: {},
      body: '',
    });
  });

  it('sends no cookies, keeps no cache, and gives no referrer', async () => {
    let init: RequestInit | undefined;
    const fetcher: typeof fetch = async (_url, given) => {
      init = given;
      return new Response('{}');
    };
    await fetchTransport(fetcher)(ask('https://acme.webex.com'));
    expect(init).toMatchObject({
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      redirect: 'manual',
    });
  });
});
