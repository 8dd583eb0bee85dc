import { afterEach, describe, expect, it } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { axiosTransport } from 'meeting-join-flow/axios';
import { createWebexServices } from 'meeting-join-flow/webex';
import { json, startServer } from '../real-server.js';
import type { RealServer } from '../real-server.js';
import { live, refresh } from './request.js';

let server: RealServer | undefined;
afterEach(() => server?.close());

const fresh = (origin: string): Record<string, unknown> => ({
  captchaID: 'Captcha_2',
  verificationImageURL: `${origin}/image2`,
  verificationAudioURL: `${origin}/audio2`,
});

async function ask(
  answer: (response: ServerResponse, origin: string) => void,
  query = '?siteurl=a&captchaID=Captcha_1',
) {
  const started = await startServer((_seen, response) => answer(response, started.url));
  server = started;
  const services = createWebexServices({ transport: axiosTransport(), siteUrl: started.url, accessToken: 'access' });
  const refreshUrl = `${started.url}/captchas/refresh${query}`;
  const outcome = await services.refreshCaptcha(refresh({ refreshUrl }), live());
  return { outcome, refreshUrl, seen: started.seen, origin: started.url };
}

describe('Refreshing a captcha', () => {
  it('posts the id in the body and the host name in the query, and replaces the captcha', async () => {
    const { outcome, seen, refreshUrl, origin } = await ask((response, url) => json(response, 200, fresh(url)));
    expect(outcome).toEqual({
      ok: true,
      captcha: { id: 'Captcha_2', imageUrl: `${origin}/image2`, audioUrl: `${origin}/audio2`, refreshUrl },
    });
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: '/captchas/refresh?siteurl=a&captchaID=Captcha_1&siteFullName=127.0.0.1',
      body: { captchaId: 'Captcha_1' },
      headers: { authorization: 'Bearer access' },
    });
  });

  it.each([
    ['', '/captchas/refresh?siteFullName=127.0.0.1'],
    ['#part', '/captchas/refresh?siteFullName=127.0.0.1'],
    ['?a=1#part', '/captchas/refresh?a=1&siteFullName=127.0.0.1'],
    ['?siteFullName=old', '/captchas/refresh?siteFullName=127.0.0.1'],
  ])('sets the host name properly in an address that ends in %j', async (query, path) => {
    const { seen } = await ask((response, url) => json(response, 200, fresh(url)), query);
    expect(seen[0]!.url).toBe(path);
  });

  it('adopts a fresh refresh address that is trusted, and no other', async () => {
    const trusted = await ask((response, url) => json(response, 200, { ...fresh(url), refreshURL: `${url}/next` }));
    expect(trusted.outcome).toMatchObject({ ok: true, captcha: { refreshUrl: `${trusted.origin}/next` } });
    await server?.close();
    const foreign = await ask((response, url) =>
      json(response, 200, { ...fresh(url), refreshURL: 'https://evil.org' }),
    );
    expect(foreign.outcome).toMatchObject({ ok: true, captcha: { refreshUrl: foreign.refreshUrl } });
  });

  it('goes without a sound', async () => {
    const { outcome } = await ask((response, url) =>
      json(response, 200, { ...fresh(url), verificationAudioURL: null }),
    );
    expect(outcome).toMatchObject({ ok: true, captcha: { audioUrl: null } });
  });

  it.each(['verificationImageURL', 'verificationAudioURL'])('refuses a %s elsewhere', async (field) => {
    const { outcome } = await ask((response, url) =>
      json(response, 200, { ...fresh(url), [field]: 'https://evil.org/x' }),
    );
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'untrustedHost' } });
  });

  it.each<[number, unknown, string]>([
    [200, {}, 'unexpectedReply'],
    [200, '<html>', 'unexpectedReply'],
    [200, { captchaID: 'C', verificationImageURL: 5 }, 'unexpectedReply'],
    [302, {}, 'unexpectedReply'],
    [401, {}, 'refreshFailed'],
    [429, {}, 'rateLimited'],
    [503, {}, 'serverFault'],
    [404, { code: 404001 }, 'refreshFailed'],
    [403, { code: 403028 }, 'refreshFailed'],
    [
      423,
      { code: 423001, ...fresh('https://acme.webex.com'), refreshURL: 'https://acme.webex.com/r' },
      'refreshFailed',
    ],
  ])('answered with %i %j is %s', async (status, body, kind) => {
    const { outcome } = await ask((response) => json(response, status, body));
    expect(outcome).toMatchObject({ ok: false, failure: { kind, status } });
  });

  it.each([199, 300])('answered with status %i is unexpected, whatever comes with it', async (status) => {
    const services = createWebexServices({
      transport: async () => ({ status, headers: {}, body: fresh('https://acme.webex.com') }),
    });
    expect(await services.refreshCaptcha(refresh(), live())).toMatchObject({
      ok: false,
      failure: { kind: 'unexpectedReply', status },
    });
  });

  it('says network for a lost reply', async () => {
    const { outcome } = await ask((response) => response.destroy());
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'network', status: null } });
  });

  it('asks no host that is not trusted', async () => {
    let calls = 0;
    const services = createWebexServices({
      transport: async () => {
        calls += 1;
        return { status: 200, headers: {}, body: fresh('https://acme.webex.com') };
      },
    });
    for (const refreshUrl of ['https://webex.com.evil.org/r', 'http://acme.webex.com/r', 'no address', ''])
      expect(await services.refreshCaptcha(refresh({ refreshUrl }), live())).toMatchObject({
        ok: false,
        failure: { kind: 'untrustedHost' },
      });
    expect(calls).toBe(0);
  });
});
