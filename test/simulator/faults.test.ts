import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Fault, FaultKind } from '../../src/simulator/index.js';
import { openSite } from './http.js';
import type { Site } from './http.js';

let site: Site;
beforeEach(async () => {
  site = await openSite();
});
afterEach(() => site.close());

const path = '/wbxappapi/v1/meetingInfo';
const look = JSON.stringify({ meetingKey: '300400101' });

/** Over the socket, or through `simulator.fetch`: what a client gets is the same. */
const ways = {
  'over a socket': (init: RequestInit = {}) =>
    fetch(`${site.url}${path}`, { method: 'POST', body: look, redirect: 'manual', ...init }),
  'without a socket': (init: RequestInit = {}) =>
    site.simulator.fetch(`${site.url}${path}`, { method: 'POST', body: look, redirect: 'manual', ...init }),
};

describe.each(Object.entries(ways))('%s', (_, send) => {
  const push = (fault: Fault): void => site.simulator.faults.push(fault);

  /** Which of two requests, sent one after the other, is answered first. */
  async function order(between?: () => void): Promise<string[]> {
    const answered: string[] = [];
    const first = send().then(({ status }) => answered.push(`first ${status}`));
    while (site.simulator.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    between?.();
    const second = send().then(({ status }) => answered.push(`second ${status}`));
    await Promise.all([first, second]);
    return answered;
  }

  it('a delayed reply comes whole, after those that were asked for later', async () => {
    push({ kind: 'delay', ms: 200 });
    expect(await order()).toEqual(['second 403', 'first 403']);
  });

  it('every reply takes as long as told', async () => {
    site.simulator.delayMs = 200;
    expect(await order(() => (site.simulator.delayMs = 0))).toEqual(['second 403', 'first 403']);
  });

  it('a delayed reply can be given up, and no timer stays', async () => {
    const set = jest.spyOn(globalThis, 'setTimeout');
    const cleared = jest.spyOn(globalThis, 'clearTimeout');
    const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));
    const late = (): unknown => set.mock.results[set.mock.calls.findIndex(([, ms]) => ms === 61_000)]?.value;
    push({ kind: 'delay', ms: 61_000 });
    const abort = new AbortController();
    const sent = send({ signal: abort.signal }).catch((error: unknown) => error);
    while (late() === undefined) await soon();
    abort.abort();
    expect(await sent).toMatchObject({ name: 'AbortError' });
    // A server hears of it when the socket closes.
    for (let turn = 0; turn < 1000 && !cleared.mock.calls.some(([timer]) => timer === late()); turn++) await soon();
    const isCleared = cleared.mock.calls.some(([timer]) => timer === late());
    set.mockRestore();
    cleared.mockRestore();

    expect(isCleared).toBe(true);
  });

  it('a reply that never comes can be given up', async () => {
    push({ kind: 'hang' });
    await expect(send({ signal: AbortSignal.timeout(20) })).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('a torn connection is a TypeError', async () => {
    push({ kind: 'reset' });
    await expect(send()).rejects.toMatchObject({ name: 'TypeError' });
  });

  it('a truncated reply has its status and breaks off in its body', async () => {
    push({ kind: 'truncate' });
    const response = await send();
    expect(response.status).toBe(403);
    await expect(response.text()).rejects.toMatchObject({ name: 'TypeError' });
  });

  it('a web page comes in place of JSON', async () => {
    push({ kind: 'html' });
    const response = await send();
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await response.text()).toContain('<h1>');
  });

  it('what claims to be JSON is none', async () => {
    push({ kind: 'notJson' });
    const response = await send();
    expect(response.headers.get('content-type')).toBe('application/json');
    await expect(response.json()).rejects.toMatchObject({ name: 'SyntaxError' });
  });

  it.each([[undefined, 200] as const, [423, 423] as const])('a body is empty at status %s', async (status, seen) => {
    push({ kind: 'emptyBody', ...(status !== undefined && { status }) });
    const response = await send();
    expect([response.status, await response.text()]).toEqual([seen, '']);
  });

  it('the fields have wrong types', async () => {
    push({ kind: 'wrongTypes' });
    const body = (await (await send()).json()) as { code: unknown; message: unknown; data: unknown };
    expect([body.code, body.message]).toEqual([['not a number'], 42]);
    expect(body.data).toMatchObject({ meetingInfo: { meetingNumber: 42 } });
  });

  it('the fields of whoever is let in have wrong types, each another one', async () => {
    site.simulator.webex.meetings.push({ number: '77' });
    push({ kind: 'wrongTypes' });
    const reply = await send({ body: JSON.stringify({ meetingKey: '77' }) });
    expect(await reply.json()).toMatchObject({ supportVoIP: 'not a boolean', video: { enabled: 'not a boolean' } });
  });

  it('the code is a text', async () => {
    push({ kind: 'codeAsString' });
    expect(await (await send()).json()).toMatchObject({ code: '403004' });
  });

  it('a status comes without a code', async () => {
    push({ kind: 'status', status: 503, retryAfterS: 7 });
    const response = await send();
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '7']);
    expect(await response.json()).toEqual({ message: 'The service has a problem' });
  });

  it('says nothing of how long to wait unless it is told', async () => {
    push({ kind: 'rateLimit' });
    push({ kind: 'status' });
    expect((await send()).headers.has('retry-after')).toBe(false);
    expect((await send()).headers.has('retry-after')).toBe(false);
  });

  it('too many requests are told to wait', async () => {
    push({ kind: 'rateLimit', retryAfterS: 30 });
    const response = await send();
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '30']);
    expect(await response.json()).toMatchObject({ code: 429005 });
  });

  it('a redirect names another place', async () => {
    push({ kind: 'redirect', status: 307, location: 'https://evil.example/' });
    const response = await send();
    expect([response.status, response.headers.get('location')]).toEqual([307, 'https://evil.example/']);
  });

  it('a redirect that is told nothing names a place on the same site', async () => {
    push({ kind: 'redirect' });
    const response = await send();
    expect([response.status, response.headers.get('location')]).toEqual([302, '/elsewhere']);
  });

  it('any reply can be put in', async () => {
    push({ kind: 'reply', reply: { status: 423, body: { code: 423001 } } });
    const response = await send();
    expect([response.status, await response.json()]).toEqual([423, { code: 423001 }]);
  });
});

describe('a fault', () => {
  const status = async (url = path): Promise<number> =>
    (await site.simulator.fetch(`${site.url}${url}`, { method: 'POST', body: look })).status;

  it('happens once, unless it is told how often', async () => {
    site.simulator.faults.push({ kind: 'status' }, { kind: 'status', status: 502, times: 2 });
    expect([await status(), await status(), await status(), await status()]).toEqual([500, 502, 502, 403]);
  });

  it('can go on until it is cleared', async () => {
    site.simulator.faults.push({ kind: 'status', times: Infinity });
    for (let i = 0; i < 5; i++) expect(await status()).toBe(500);
    expect(site.simulator.faults.waiting).toHaveLength(1);
    site.simulator.faults.clear();
    expect(await status()).toBe(403);
  });

  it.each([
    ['a part of a path', '/captchas/refresh'],
    ['a pattern', /refresh$/],
    ['a pattern that remembers where it was', /refresh$/g],
    ['a test', ({ url }: { url: URL }) => url.pathname.endsWith('refresh')],
  ])('waits for the request that it is meant for, by %s', async (_, match) => {
    // One that waits for something else holds it up no longer than it holds up the service.
    site.simulator.faults.push({ kind: 'hang', match: '/nowhere' }, { kind: 'status', match, times: 2 });
    expect(await status(`${path}?after=/captchas/refresh`)).toBe(403);
    expect(await status('/captchaservice/v1/captchas/refresh')).toBe(500);
    expect(await status('/captchaservice/v1/captchas/refresh')).toBe(500);
    expect(await status('/captchaservice/v1/captchas/refresh')).toBe(400);
  });

  it.each<[FaultKind, number]>([
    ['delay', 403],
    ['status', 500],
    ['rateLimit', 429],
  ])('comes as late as it is told, over a socket and without: %s', async (kind, expected) => {
    const wait = jest.spyOn(globalThis, 'setTimeout');
    site.simulator.faults.push({ kind, ms: 21, times: 2 });
    const ask = { method: 'POST', body: look };
    const replies = [await site.simulator.fetch(site.url + path, ask), await fetch(site.url + path, ask)];
    const waits = wait.mock.calls.filter(([, ms]) => ms === 21);
    wait.mockRestore();

    expect(replies.map((reply) => reply.status)).toEqual([expected, expected]);
    expect(waits).toHaveLength(2);
  });

  it('also meets the other service', async () => {
    site.simulator.faults.push({ kind: 'status', status: 503, match: '/usg/' });
    expect(await status('/v1/usg/acs/auth/slideverifycode/send')).toBe(503);
  });

  const wrong = (): Promise<Response> =>
    site.simulator.fetch(`${site.url}${path}`, {
      method: 'POST',
      body: JSON.stringify({ meetingKey: '300400101', password: 'no' }),
    });

  it.each<[FaultKind, boolean | undefined, number]>([
    ['emptyBody', undefined, 403028],
    ['emptyBody', false, 403028],
    ['emptyBody', true, 423005],
    ['wrongTypes', false, 423005],
  ])('%s, handled %s, leaves the fourth wrong answer at %i', async (kind, handled, code) => {
    for (let i = 0; i < 2; i++) await wrong();
    site.simulator.faults.push({ kind, ...(handled !== undefined && { handled }) });
    await wrong();
    expect(((await (await wrong()).json()) as { code: number }).code).toBe(code);
  });
});

it('gives a text, bytes and anything else their types', async () => {
  const { faults, fetch: simulated } = site.simulator;
  const take = async (body: unknown) => {
    faults.push({ kind: 'reply', reply: { status: 200, body } });
    const reply = await simulated(`${site.url}/x`);
    return [reply.headers.get('content-type'), await reply.text()];
  };
  expect(await take('plain')).toEqual(['text/plain; charset=utf-8', 'plain']);
  expect(await take(new Uint8Array([104, 105]))).toEqual(['application/octet-stream', 'hi']);
  expect(await take({ a: 1 })).toEqual(['application/json', '{"a":1}']);
  expect(await take(undefined)).toEqual([null, '']);
});

it('leaves pictures and what holds no code as they are', async () => {
  const asked = await site.ask('300400103');
  site.simulator.faults.push({ kind: 'wrongTypes' }, { kind: 'codeAsString' }, { kind: 'codeAsString' });
  const picture = Buffer.from(await (await fetch(String(asked.body['verificationImageURL']))).arrayBuffer());
  expect(picture.subarray(1, 4).toString()).toBe('PNG');
  const sound = Buffer.from(await (await fetch(String(asked.body['verificationAudioURL']))).arrayBuffer());
  expect(sound.subarray(0, 4).toString()).toBe('RIFF');
  expect((await site.ask('300400100')).body).not.toHaveProperty('code');
});

describe('a truncated reply on the wire', () => {
  it('announces more bytes than it sends', async () => {
    site.simulator.faults.push({ kind: 'truncate' });
    const [announced, received, whole] = await new Promise<[number, number, boolean]>((resolve, reject) => {
      const sent = httpRequest(`${site.url}${path}`, { method: 'POST' }, (reply: IncomingMessage) => {
        let length = 0;
        reply.on('data', (chunk: Buffer) => (length += chunk.length));
        reply.on('error', () => undefined);
        reply.on('close', () => resolve([Number(reply.headers['content-length']), length, reply.complete]));
      });
      sent.on('error', reject);
      sent.end(look);
    });
    expect(whole).toBe(false);
    expect(received).toBeGreaterThan(0);
    expect(received).toBeLessThan(announced);
  });
});

describe('closing', () => {
  it('ends the connections of replies that never come or come late', async () => {
    site.simulator.faults.push({ kind: 'hang' }, { kind: 'delay', ms: 60_000 });
    const sent = [ways['over a socket'](), ways['over a socket']()].map((one) => one.catch((error: unknown) => error));
    while (site.simulator.requests.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    await site.close();
    for (const error of await Promise.all(sent)) expect(error).toMatchObject({ name: 'TypeError' });
    await expect(ways['over a socket']()).rejects.toMatchObject({ name: 'TypeError' });
  });

  it('may be done twice', async () => {
    await site.close();
    await expect(site.close()).resolves.toBeUndefined();
  });
});

it('does not listen where something listens already', async () => {
  await expect(site.simulator.listen({ port: site.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

it('drops a caller whose body is too long to be meant', async () => {
  const body = 'x'.repeat(1024 * 1024 + 1);
  await expect(ways['over a socket']({ body })).rejects.toMatchObject({ name: 'TypeError' });
  expect(site.simulator.requests).toHaveLength(0);
});

describe('no fault', () => {
  const push = (...faults: unknown[]) => site.simulator.faults.push(...(faults as Fault[]));

  it.each(['explode', undefined, 'toString', ['hang']].map((kind) => [kind] as const))('is of the kind %p', (kind) => {
    expect(() => push({ kind: 'hang' }, { kind })).toThrow(
      new RangeError(
        `There is no fault "${String(kind)}": there are delay, hang, reset, truncate, html, notJson, emptyBody, wrongTypes, codeAsString, status, rateLimit, redirect, reply.`,
      ),
    );
    // All or none: half of a scenario answers the wrong requests.
    expect(site.simulator.faults.waiting).toEqual([]);
  });

  it.each(['hang', null, undefined, [{ kind: 'hang' }]].map((fault) => [fault] as const))('is %j', (fault) => {
    expect(() => push(fault)).toThrow(
      new TypeError("A fault is an object, such as { kind: 'hang' }; a list goes in as ...faults."),
    );
  });
});
