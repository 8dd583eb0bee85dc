import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createSimulator, demoMeetings } from 'meeting-join-flow/simulator';
import type { Listening } from 'meeting-join-flow/simulator';
import { openSite } from './http.js';
import type { Site } from './http.js';

let site: Site;
beforeEach(async () => {
  site = await openSite({ controlPath: '/__simulator/', clock: { now: () => 5000 } });
});
afterEach(() => site.close());

describe('the record', () => {
  it('holds what was sent and what went back', async () => {
    await site.ask('300400101', { password: 'no' }, { 'X-Custom': 'yes' });
    expect(site.simulator.requests).toEqual([
      {
        method: 'POST',
        path: '/wbxappapi/v1/meetingInfo',
        url: `${site.url}/wbxappapi/v1/meetingInfo`,
        headers: expect.objectContaining({ 'x-custom': 'yes', 'content-type': 'application/json' }),
        body: { supportHostKey: true, meetingKey: '300400101', password: 'no' },
        at: 5000,
        reply: { status: 403, code: 403028 },
        fault: null,
      },
    ]);
  });

  it('holds the fault, and no reply where none went back', async () => {
    site.simulator.faults.push({ kind: 'reset' }, { kind: 'rateLimit' });
    await expect(site.ask('300400100')).rejects.toThrow();
    await site.ask('300400100');
    expect(site.simulator.requests.map(({ reply, fault }) => [reply, fault])).toEqual([
      [null, 'reset'],
      [{ status: 429, code: 429005 }, 'rateLimit'],
    ]);
  });

  it('holds the codes of the other service as well', async () => {
    await site.send('POST', '/v1/usg/acs/auth/slideverifycode/send', {});
    site.simulator.faults.push({ kind: 'rateLimit' });
    await site.send('POST', '/v1/usg/acs/auth/slideverifycode/send', {});
    const [wrong, busy] = site.simulator.requests.map(({ reply }) => reply);
    expect(wrong?.status).toBe(400);
    expect(wrong?.code).toEqual(expect.any(String));
    expect(busy).toEqual({ status: 429, code: '100000429' });
  });

  it('holds a body that is no JSON as the text it is, and no body as none', async () => {
    await site.simulator.fetch(`${site.url}/x`, { method: 'POST', body: '{"half":' });
    await site.simulator.fetch(`${site.url}/x`);
    expect(site.simulator.requests.map(({ body }) => body)).toEqual(['{"half":', undefined]);
  });

  it('is the same list, emptied, after a reset', async () => {
    const { requests } = site.simulator;
    await site.ask('300400100');
    site.simulator.reset();
    expect(requests).toHaveLength(0);
    await site.ask('300400100');
    expect(requests).toHaveLength(1);
  });
});

describe('behind a proxy of a development server', () => {
  it.each([
    ['that forwards for an address of its own', { 'x-forwarded-host': 'localhost:5173' }, 'http://localhost:5173'],
    [
      'that ends TLS, behind another one',
      { 'x-forwarded-host': 'dev.acme.test, 10.0.0.7', 'x-forwarded-proto': 'https,http' },
      'https://dev.acme.test',
    ],
  ])('%s, a captcha is at the address that the page asked', async (_, headers, origin) => {
    await site.close();
    site = await openSite({ webex: { wrongAnswersBeforeCaptcha: 0 } });
    const { body } = await site.ask('300400101', { password: 'wrong' }, headers);
    for (const name of ['verificationImageURL', 'verificationAudioURL', 'refreshURL'])
      expect(new URL(String(body[name])).origin).toBe(origin);
  });
});

describe('a page on another origin', () => {
  const origin = 'http://localhost:5173';

  it('is told before a request that it may send it', async () => {
    const response = await fetch(`${site.url}/wbxappapi/v1/meetingInfo`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,trackingid',
      },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
    // Faults are taken away by DELETE.
    expect(response.headers.get('access-control-allow-methods')).toBe('GET, POST, PUT, DELETE');
    expect(response.headers.get('access-control-allow-headers')).toBe('content-type,trackingid');
    expect(response.headers.get('access-control-allow-credentials')).toBe('true');
    expect(response.headers.get('access-control-allow-private-network')).toBe('true');
    expect(response.headers.get('access-control-max-age')).toBe('600');
    expect(site.simulator.requests).toHaveLength(0);
  });

  it('may send any header when it does not say which', async () => {
    const response = await fetch(`${site.url}/x`, { method: 'OPTIONS', headers: { origin } });
    expect(response.headers.get('access-control-allow-headers')).toBe('*');
  });

  it('may read the reply, how long to wait, and the id of its request', async () => {
    const { headers } = await site.ask('300400129', {}, { origin, trackingid: 'request-1' });
    expect(headers.get('access-control-allow-origin')).toBe(origin);
    expect(headers.get('vary')).toBe('Origin');
    expect(headers.get('access-control-expose-headers')).toBe('Retry-After, trackingid, X-Request-Id, Location');
    expect(headers.get('trackingid')).toBe('request-1');
  });

  it('may read the reply of a fault', async () => {
    site.simulator.faults.push({ kind: 'status' });
    expect((await site.ask('300400100', {}, { origin })).headers.get('access-control-allow-origin')).toBe(origin);
  });

  it('is not told anything when it is the same origin', async () => {
    expect((await site.ask('300400100')).headers.has('access-control-allow-origin')).toBe(false);
  });
});

describe('without a socket', () => {
  it('a fetch by address and one by request are the same', async () => {
    const { fetch: simulated } = createSimulator();
    const url = 'https://acme.webex.com/wbxappapi/v1/meetingInfo';
    const init = { method: 'POST', body: JSON.stringify({ meetingKey: '300400100' }) };
    for (const response of [await simulated(url, init), await simulated(new Request(new URL(url), init))]) {
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ siteFullUrl: 'acme.webex.com' });
    }
  });

  it('captchas are on the site that was asked', async () => {
    const simulator = createSimulator();
    const asked = await simulator.fetch('https://acme.webex.com/wbxappapi/v1/meetingInfo', {
      method: 'POST',
      body: JSON.stringify({ meetingKey: '300400103' }),
    });
    const { verificationImageURL, refreshURL } = (await asked.json()) as Record<string, string>;
    expect(refreshURL).toContain('https://acme.webex.com/captchaservice/v1/captchas/refresh?siteurl=acme&');
    const image = await simulator.fetch(verificationImageURL!);
    expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect((await image.arrayBuffer()).byteLength).toBeGreaterThan(1000);
  });

  it('a request that was given up beforehand is not answered', async () => {
    const signal = AbortSignal.abort();
    await expect(site.simulator.fetch(`${site.url}/x`, { signal })).rejects.toMatchObject({ name: 'AbortError' });
  });
});

const meetingInfo = 'https://acme.webex.com/wbxappapi/v1/meetingInfo';
it.each([
  ['captcha', meetingInfo, { meetingKey: '300400103' }, { code: 423001 }],
  ['permission token', meetingInfo, { meetingKey: '300400100' }, { meetingNumber: '300400100' }],
  [
    'slider',
    'https://api.example/v1/usg/acs/auth/slideverifycode/send',
    { user: 'demo', clientType: 0 },
    { expire: 60 },
  ],
])('gives the same %s twice with the same numbers to draw from', async (_, url, body, hint) => {
  const draw = async (): Promise<unknown> => {
    let drawn = 0;
    const simulator = createSimulator({ random: () => (drawn = (drawn + 0.37) % 1), clock: { now: () => 0 } });
    const headers = { 'content-type': 'application/json' };
    const asked = await simulator.fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    expect(await asked.clone().json()).toMatchObject(hint);
    return asked.json();
  };
  expect(await draw()).toEqual(await draw());
});

describe('the control path', () => {
  it('is closed unless it is asked for', async () => {
    const closed = await openSite();
    expect((await closed.send('GET', '/__simulator/meetings')).status).toBe(404);
    await closed.close();
  });

  it('tells of the meetings and their scenarios', async () => {
    const { status, body } = await site.send('GET', '/__simulator/meetings');
    expect(status).toBe(200);
    expect(body).toHaveLength(demoMeetings.length);
    expect(body).toContainEqual(
      expect.objectContaining({ number: '300400103', title: 'Town hall', captchaFirst: true }),
    );
  });

  it('tells the answer to a captcha', async () => {
    const asked = await site.ask('300400103');
    const id = String(asked.body['captchaID']);
    const { body } = await site.send('GET', `/__simulator/captchas?of=${id}`);
    expect(body).toEqual({ answer: site.simulator.captchaAnswer(id) });
    expect((await site.send('GET', '/__simulator/captchas')).body).toEqual({ answer: null });
  });

  it('tells where a slider belongs, and which codes were sent', async () => {
    const asked = await site.send('POST', '/v1/usg/acs/auth/slideverifycode/send', {
      user: 'demo',
      clientType: 0,
      checkType: 1,
    });
    const token = String(asked.body['token']);
    const { body } = await site.send('GET', `/__simulator/slider?token=${token}`);
    expect(body).toEqual({ pointX: site.simulator.huawei.sliderAnswer(token) });
    expect(body['pointX']).toEqual(expect.any(Number));
    expect((await site.send('GET', '/__simulator/outbox')).body).toEqual([]);
  });

  it('tells what was received, itself left out', async () => {
    await site.ask('300400100');
    const { body } = await site.send('GET', '/__simulator/requests');
    expect(body).toEqual([expect.objectContaining({ path: '/wbxappapi/v1/meetingInfo' })]);
  });

  it('takes faults, and clears them', async () => {
    const fault = { kind: 'status', match: 'meetingInfo', status: 502, retryAfterS: 3, times: 2, ms: 1, handled: true };
    expect((await site.send('POST', '/__simulator/faults', fault)).status).toBe(204);
    expect(site.simulator.faults.waiting).toEqual([fault]);
    expect((await site.ask('300400100')).status).toBe(502);
    expect((await site.send('DELETE', '/__simulator/faults')).status).toBe(204);
    expect((await site.ask('300400100')).status).toBe(200);
  });

  it('takes a reply to give in place of its own, with its headers', async () => {
    const reply = { status: 429, headers: { 'retry-after': '120' }, body: { code: 429005 } };
    await site.send('POST', '/__simulator/faults', { kind: 'reply', reply });

    expect(site.simulator.faults.waiting).toMatchObject([{ reply }]);
  });

  it('takes a fault that says no more than its kind, and where a redirect leads', async () => {
    await site.send('POST', '/__simulator/faults', { kind: 'hang' });
    await site.send('POST', '/__simulator/faults', { kind: 'redirect', location: '/there' });
    await site.send('POST', '/__simulator/faults', { kind: 'reply', reply: { status: 204 }, times: '2' });
    await site.send('POST', '/__simulator/faults', { kind: 'reply', reply: { status: '200' } });
    expect(site.simulator.faults.waiting).toStrictEqual([
      { kind: 'hang', handled: false },
      { kind: 'redirect', handled: false, location: '/there' },
      { kind: 'reply', handled: false, reply: { status: 204, body: undefined, headers: {} } },
      { kind: 'reply', handled: false },
    ]);
  });

  it.each([{ kind: 'none' }, {}, 'text', ['hang']])('takes no fault like %j, and says why', async (fault) => {
    const { status, body } = await site.send('POST', '/__simulator/faults', fault);
    expect([status, body]).toEqual([
      400,
      { message: expect.stringMatching(/^(There is no fault "|A fault is an object)/) },
    ]);
    expect(site.simulator.faults.waiting).toEqual([]);
  });

  it('brings the host, and starts all over', async () => {
    expect((await site.send('POST', '/__simulator/meetings/open', { number: '300400110' })).status).toBe(204);
    expect((await site.ask('300400110')).status).toBe(200);
    expect((await site.send('POST', '/__simulator/reset')).status).toBe(204);
    expect((await site.ask('300400110')).status).toBe(403);
    expect(site.simulator.requests).toHaveLength(1);
  });

  it('knows nothing else', async () => {
    const { status, body } = await site.send('GET', '/__simulator/else');
    expect([status, body]).toEqual([404, { message: 'Nothing to control here' }]);
    expect((await site.send('POST', '/__simulator/meetings')).status).toBe(404);
    expect((await site.send('GET', '/__simulator')).body).toEqual({ message: 'Nothing is served at this address' });
  });
});

describe('the address that it listens at', () => {
  const addresses: readonly (readonly [host: string, shape: RegExp])[] = [
    ['127.0.0.1', /^http:\/\/127\.0\.0\.1:(\d+)$/],
    ['::1', /^http:\/\/\[::1\]:(\d+)$/],
  ];
  // Many a container has no IPv6.
  const here = Object.values(networkInterfaces()).flatMap((its) => its?.map(({ address }) => address) ?? []);
  it.each(addresses.filter(([host]) => here.includes(host)))(
    'is one that can be asked, for %s',
    async (host, shape) => {
      const listening = await site.simulator.listen({ host });
      expect(shape.exec(listening.url)?.[1]).toBe(String(listening.port));
      expect((await fetch(`${listening.url}/__simulator/requests`)).status).toBe(200);
      await listening.close();
    },
  );
});

describe('it listens at no address', () => {
  // What is refused too late is open already.
  const tried: Listening[] = [];
  afterEach(async () => {
    for (const one of tried.splice(0)) await one.close();
  });
  const listen = async (where: unknown): Promise<void> => {
    tried.push(await site.simulator.listen(where as never));
  };

  it.each([8787, '8787', null])('for %j in place of options', async (where) => {
    await expect(listen(where)).rejects.toThrow(new TypeError('listen takes options, such as { port: 8787 }.'));
  });

  it.each(['abc', Number.NaN, -1, 1.5, 65_536])('for the port %p', async (port) => {
    await expect(listen({ port })).rejects.toThrow(
      new RangeError(`port must be a whole number from 0 to 65535, not "${port}".`),
    );
  });

  it.each([5, '', null])('for the host %j', async (host) => {
    await expect(listen({ host })).rejects.toThrow(
      new TypeError('host must be a name or an address, such as 127.0.0.1.'),
    );
  });
});

it('listens at a port that comes out of the environment, as a text', async () => {
  const { port, close } = await site.simulator.listen();
  await close();
  const again = await site.simulator.listen({ port: String(port) as never });
  await again.close();
  expect(again.port).toBe(port);
});

it('forgets meetings that were added, and the counters, on a reset', async () => {
  site.simulator.webex.meetings.push({ number: '1' });
  expect((await site.ask('1')).status).toBe(200);
  for (let i = 0; i < 4; i++) await site.ask('300400101', { password: 'no' });
  site.simulator.reset();
  expect((await site.ask('1')).status).toBe(404);
  expect((await site.ask('300400101', { password: 'no' })).body['code']).toBe(403028);
});

it('serves the meetings that it is given', async () => {
  const simulator = createSimulator({ webex: { meetings: [{ number: '7', password: 'x' }] } });
  const ask = async (meetingKey: string): Promise<unknown> =>
    (
      await simulator.fetch('https://a.webex.com/wbxappapi/v1/meetingInfo', {
        method: 'POST',
        body: JSON.stringify({ meetingKey }),
      })
    ).json();
  expect(await ask('7')).toMatchObject({ code: 403004 });
  expect(await ask('300400100')).toMatchObject({ code: 404006 });
});
