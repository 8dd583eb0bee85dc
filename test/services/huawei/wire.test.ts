import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { reveal, secret } from '../../../src/guards/secret.js';
import { axiosTransport } from '../../../src/services/axios-transport.js';
import { fetchTransport } from '../../../src/services/fetch-transport.js';
import type { HttpRequest } from '../../../src/services/transport.js';
import { createHuaweiServices, huaweiHosts } from '../../../src/services/huawei/index.js';
import { openReset, request, signal, user } from './reset-client.js';
import type { ResetSite } from './reset-client.js';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe.each([
  ['fetch', fetchTransport()],
  ['axios', axiosTransport()],
])('the five requests over %s, field by field as the service documents them', (_, transport) => {
  let site: ResetSite;
  const tokens: string[] = [];
  beforeAll(async () => {
    site = await openReset();
    const services = site.servicesWith({ transport });
    const slider = await services.sendSlider(request, signal);
    if (!slider.ok) throw new Error('no slider');
    const pointX = Number(site.simulator.huawei.sliderAnswer(reveal(slider.token)));
    const solved = await services.checkSlider({ ...request, token: slider.token, pointX, slideTime: 4906 }, signal);
    if (!solved.ok) throw new Error('not solved');
    await services.sendCode({ ...request, token: solved.token, sendMethod: 'sms' }, signal);
    const checked = await services.checkCode({ ...request, code: site.lastCode() }, signal);
    if (!checked.ok) throw new Error('not checked');
    const newPassword = secret('New-pass-1');
    await services.reset({ ...request, token: checked.token, newPassword, temporary: true }, signal);
    tokens.push(...[slider, solved, checked].map(({ token }) => reveal(token)), String(pointX));
  });
  afterAll(() => site.close());

  it('go to the documented addresses with the documented bodies, and nothing else in them', () => {
    const [slider, solved, , pointX] = tokens;
    const code = reveal(site.lastCode());
    expect(site.simulator.requests.map(({ method, path, body }) => [method, path, body])).toEqual([
      ['POST', '/v1/usg/acs/auth/slideverifycode/send', { user, clientType: 0, checkType: 1 }],
      [
        'PUT',
        '/v1/usg/acs/auth/slideverifycode/check',
        { user, clientType: 0, checkType: 1, token: slider, pointX: Number(pointX), slideTime: 4906 },
      ],
      ['POST', '/v1/usg/acs/verifycode/send', { user, sendMethod: 'sms', token: solved }],
      ['PUT', '/v1/usg/acs/verifycode/check', { user, code }],
      ['PUT', '/v1/usg/acs/password/reset', { user, newPwd: 'New-pass-1', passWordType: 1 }],
    ]);
    expect(site.simulator.requests.map(({ reply }) => reply?.status)).toEqual([200, 200, 200, 200, 200]);
    expect(site.simulator.huawei.passwordOf(user)).toBe('New-pass-1');
    expect(site.simulator.huawei.mustChangePassword(user)).toBe(true);
  });

  it('carry the documented headers: the access token on the reset only, and an id of its own each', () => {
    const headers = site.simulator.requests.map((sent) => sent.headers);
    for (const sent of headers) {
      expect(sent['content-type']).toBe('application/json; charset=UTF-8');
      expect(sent['accept-language']).toBe('zh-CN');
      expect(sent['x-request-id']).toMatch(uuid);
      expect(sent['authorization']).toBeUndefined();
      expect(sent['cookie']).toBeUndefined();
    }
    expect(new Set(headers.map((sent) => sent['x-request-id'])).size).toBe(5);
    expect(headers.map((sent) => sent['x-access-token'])).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      tokens[2],
    ]);
  });

  it('put nothing secret into an address', () => {
    const addresses = site.simulator.requests.map(({ url }) => url).join(' ');
    for (const token of [...tokens.slice(0, 3), reveal(site.lastCode()), 'New-pass-1', user])
      expect(decodeURIComponent(addresses)).not.toContain(token);
  });
});

describe('a request as the transport gets it', () => {
  const sent: HttpRequest[] = [];
  const record = createHuaweiServices({
    transport: async (one) => {
      sent.push(one);
      return { status: 503, headers: {}, body: '' };
    },
  });
  beforeEach(() => {
    sent.length = 0;
  });
  const token = secret('T');

  it('goes to the mainland unless it is told', async () => {
    await record.sendSlider(request, signal);
    const transport = async (one: HttpRequest) => {
      sent.push(one);
      return { status: 503, headers: {}, body: '' };
    };
    for (const baseUrl of [huaweiHosts.international, 'https://app.example.com/proxy//', 'http://127.0.0.1:8080'])
      await createHuaweiServices({ transport, baseUrl }).sendSlider(request, signal);
    expect(sent.map(({ url }) => url)).toEqual([
      'https://api.meeting.huaweicloud.com/v1/usg/acs/auth/slideverifycode/send',
      'https://api-intl.meeting.huaweicloud.com/v1/usg/acs/auth/slideverifycode/send',
      'https://app.example.com/proxy/v1/usg/acs/auth/slideverifycode/send',
      'http://127.0.0.1:8080/v1/usg/acs/auth/slideverifycode/send',
    ]);
  });

  it('tells each client by its number', async () => {
    for (const clientType of ['web', 'pc', 'mobile'] as const)
      await record.sendSlider({ ...request, clientType }, signal);
    expect(sent.map(({ body }) => (body as { clientType: number }).clientType)).toEqual([0, 5, 6]);
  });

  it('leaves out what was not chosen: the way of the code, and a temporary password', async () => {
    await record.sendCode({ ...request, token, sendMethod: null }, signal);
    await record.sendCode({ ...request, token, sendMethod: 'email' }, signal);
    await record.reset({ ...request, token, newPassword: secret('New-pass-1'), temporary: false }, signal);
    expect(sent.map(({ body }) => body)).toStrictEqual([
      { user, token: 'T' },
      { user, sendMethod: 'email', token: 'T' },
      { user, newPwd: 'New-pass-1' },
    ]);
  });

  it('keeps the user and the code to the byte', async () => {
    const odd = { ...request, user: ' Ünï用户\u00a0+86 136 ' };
    await record.sendSlider(odd, signal);
    await record.checkCode({ ...odd, code: secret(' 0123 ') }, signal);
    expect(sent.map(({ body }) => body)).toEqual([
      { user: odd.user, clientType: 0, checkType: 1 },
      { user: odd.user, code: ' 0123 ' },
    ]);
  });

  it('speaks the service’s own language unless it is told', async () => {
    await record.sendSlider(request, signal);
    expect(sent[0]?.headers['accept-language']).toBe('zh-CN');
  });

  it('speaks the language that it is told, and passes the time limit on', async () => {
    const transport = async (one: HttpRequest) => {
      sent.push(one);
      return { status: 503, headers: {}, body: '' };
    };
    await createHuaweiServices({ transport, language: 'en-US' }).sendSlider({ ...request, timeoutMs: 4321 }, signal);
    expect(sent[0]?.headers['accept-language']).toBe('en-US');
    expect(sent[0]?.timeoutMs).toBe(4321);
  });

  it.each([
    'http://api.meeting.huaweicloud.com',
    'http://10.0.0.7:8080',
    'ftp://api.meeting.huaweicloud.com',
    'https://user:pass@api.meeting.huaweicloud.com',
    'javascript:alert(1)',
    '/api',
    '//app.example.com',
    'app.example.com',
    'localhost:8080',
    'http://localhost.example.com',
    '',
    'https://',
  ])('is never made to %j: that is a mistake in the app, and told at once', (baseUrl) => {
    const transport = async (one: HttpRequest) => {
      sent.push(one);
      return { status: 200, headers: {}, body: '' };
    };
    expect(() => createHuaweiServices({ transport, baseUrl })).toThrow(
      new TypeError('baseUrl must be https:, or http: on loopback'),
    );
    expect(sent).toEqual([]);
  });

  it('is made through a transport: without one, the app is told at once', () => {
    expect(() => createHuaweiServices({ transport: undefined as never })).toThrow(
      new TypeError('transport must be a function'),
    );
  });

  it('is not made with a secret that holds nothing', async () => {
    const copy = structuredClone({}) as never;
    const outcome = await record.reset({ ...request, token, newPassword: copy, temporary: false }, signal);
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'inputInvalid' } });
    expect(sent).toEqual([]);
  });
});
