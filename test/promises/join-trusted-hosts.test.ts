import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createJoinFlow } from 'meeting-join-flow';
import type { Destination, HttpReply, HttpRequest, Transport } from 'meeting-join-flow';
import { createWebexServices } from 'meeting-join-flow/webex';
import { startServer } from '../services/real-server.js';
import type { RealServer } from '../services/real-server.js';
import { answered, openJoinSite, transportNames, transports } from '../support/join-site.js';

/** A transport that only writes down where it was sent, and answers what it is told. */
function recording(answers: readonly Partial<HttpReply>[] = []) {
  const sent: HttpRequest[] = [];
  const transport: Transport = async (request) => {
    sent.push(request);
    return { status: 200, headers: {}, body: {}, ...answers[sent.length - 1] };
  };
  return { sent, transport, hosts: () => sent.map(({ url }) => new URL(url).host) };
}

const flowOver = (transport: Transport) =>
  createJoinFlow({
    services: createWebexServices({ transport, siteUrl: 'https://acme.webex.com', accessToken: 'token' }),
  });

const trusted = /(^|\.)(webex\.com|wbx2\.com|ciscospark\.com|webexapis\.com)$/;

describe('credentials go only to trusted hosts: what a person types as the meeting', () => {
  const traps: readonly Destination[] = [
    'x@webex.com.evil',
    'https://webex.com.evil.org/meet/x',
    'webex.com.evil.org/meet/x',
    'x@acme.webex.com;transport=tls',
    'a@b.c.com/path?q=1',
    'https://acme.webex.com@evil.org/meet/x',
    'https://evil.org/meet/x?host=acme.webex.com',
    'https://evil.org/acme.webex.com/meet/x',
    'https://evilwebex.com/meet/x',
    'https://webex.com:8443/meet/x',
    'http://acme.webex.com/meet/x',
    'http://127.0.0.1:8080/meet/x',
    'https://127.0.0.1/meet/x',
    'ftp://acme.webex.com/meet/x',
    'javascript:alert(1)//acme.webex.com/meet/x',
    'https://acme.webex.com\\@evil.org/meet/x',
    'https://acme.webex.com%2eevil.org/meet/x',
    'https://аcme.webex.com.evil.org/meet/x',
    'x@acme.webex.com:5061',
    'x@acme.webex.com@evil.org',
    'x@evil.org/@acme.webex.com',
    { webExMeetingId: '123456789', webExSite: 'evil.org' },
    { webExMeetingId: '123456789', webExSite: 'acme.webex.com/path' },
    { webExMeetingId: '123456789', webExSite: 'acme.webex.com@evil.org' },
    { sipUri: 'x@webex.com.evil', webExSite: 'webex.com.evil' },
  ];

  test.each(traps)('%s: no request leaves for a host that is not trusted', async (destination) => {
    for (const services of [{ siteUrl: 'https://acme.webex.com' }, {}]) {
      const { sent, transport } = recording();
      const flow = createJoinFlow({ services: createWebexServices({ transport, accessToken: 'token', ...services }) });
      flow.join({ destination, password: 'open-sesame' });
      await answered(flow);
      flow.stop();

      for (const { url } of sent) {
        expect(new URL(url).protocol).toBe('https:');
        expect(new URL(url).host).toMatch(trusted);
        expect(url).toMatch(/^https:\/\/[\w.-]+\/wbxappapi\/v1\/meetingInfo$/);
      }
    }
  });

  test.each(['https://webex.com.evil.org/meet/x', 'x@webex.com.evil', 'https://webex.com:8443/meet/x'])(
    '%s is refused before anything is sent',
    (destination) => {
      const { sent, transport } = recording();
      const flow = flowOver(transport);
      flow.join({ destination, password: 'open-sesame' });

      expect(flow.getView()).toMatchObject({ state: 'idle', failure: { kind: 'untrustedHost', field: 'destination' } });
      expect(sent).toHaveLength(0);
    },
  );

  test('a site on Webex is asked itself, and any other address through the app’s own site', async () => {
    for (const [destination, host] of [
      ['https://beta.webex.com/meet/ada', 'beta.webex.com'],
      ['ada@beta.webex.com', 'beta.webex.com'],
      ['123456789', 'acme.webex.com'],
      ['ada@mail.example.com', 'acme.webex.com'],
    ] as const) {
      const { hosts, transport } = recording();
      const flow = flowOver(transport);
      flow.join({ destination });
      await answered(flow);
      flow.stop();

      expect(hosts()).toEqual([host]);
    }
  });

  test('an app that asks for http: outside loopback is told so', () => {
    expect(() => createWebexServices({ transport: recording().transport, siteUrl: 'http://acme.webex.com' })).toThrow(
      TypeError,
    );
    expect(() =>
      createWebexServices({ transport: recording().transport, siteUrl: 'http://127.0.0.1:1' }),
    ).not.toThrow();
  });
});

describe('what the service answers', () => {
  const challenge = {
    code: 423005,
    captchaID: 'Captcha_1',
    verificationImageURL: 'https://acme.webex.com/image',
    verificationAudioURL: 'https://acme.webex.com/audio',
    refreshURL: 'https://acme.webex.com/refresh?siteurl=acme',
  };
  const elsewhere = [
    'evil.org',
    'webex.com.evil.org',
    'acme.webex.com@evil.org',
    'acme.webex.com:8443',
    'evil.org/?acme.webex.com',
  ];

  test.each([...elsewhere, '', 'https://evil.org/', '//evil.org', ' evil.org', 'evil.org#.webex.com'])(
    'another site: %s gets nothing',
    async (siteFullUrl) => {
      const { sent, transport } = recording([{ status: 404, body: { code: 404100, data: { siteFullUrl } } }]);
      const flow = flowOver(transport);
      flow.join({ destination: '123456789', password: 'open-sesame' });
      const view = await answered(flow);

      expect(view).toMatchObject({
        state: 'error',
        failure: { kind: siteFullUrl ? 'untrustedHost' : 'meetingNotFound' },
      });
      expect(sent).toHaveLength(1);
    },
  );

  test('five hops are followed, each site is asked once, and a sixth or a second visit is not', async () => {
    const hop = (site: string) => ({ status: 404, body: { code: 404100, data: { siteFullUrl: `${site}.webex.com` } } });
    for (const [sites, asked] of [
      [['b', 'c', 'd', 'e', 'f', 'g', 'h'], 6],
      [['b', 'acme'], 2],
      [['acme'], 1],
    ] as const) {
      const { hosts, transport } = recording(sites.map(hop));
      const flow = flowOver(transport);
      flow.join({ destination: '123456789', password: 'open-sesame' });
      const view = await answered(flow);

      expect(view).toMatchObject({ state: 'error', failure: { kind: 'unexpectedReply', code: 404100 } });
      expect(hosts()).toHaveLength(asked);
      expect(new Set(hosts()).size).toBe(asked);
    }
  });

  test.each(['verificationImageURL', 'verificationAudioURL', 'refreshURL'])(
    'a captcha whose %s leads elsewhere is not shown, loaded or refreshed',
    async (field) => {
      for (const host of [...elsewhere, 'acme.webex.com.evil.org']) {
        for (const url of [`https://${host}/x`, 'http://acme.webex.com/x', 'data:image/png;base64,AAAA']) {
          const { sent, transport } = recording([{ status: 423, body: { ...challenge, [field]: url } }]);
          const flow = flowOver(transport);
          flow.join({ destination: '123456789' });
          const view = await answered(flow);

          expect(view).toMatchObject({ state: 'error', failure: { kind: 'untrustedHost', code: 423005 } });
          expect(JSON.stringify(view)).not.toContain(url);
          expect(sent).toHaveLength(1);
        }
      }
    },
  );

  test('a refresh is asked with the site’s name, and a fresh refresh address is taken only when it is trusted', async () => {
    const fresh = { captchaID: 'Captcha_2', verificationImageURL: 'https://acme.webex.com/image2' };
    const { sent, transport } = recording([
      { status: 423, body: challenge },
      { body: { ...fresh, refreshURL: 'https://evil.org/refresh' } },
      { body: { ...fresh, refreshURL: 'https://beta.webex.com/refresh' } },
      { body: { ...fresh, verificationImageURL: 'https://evil.org/image' } },
      { body: fresh },
    ]);
    const flow = flowOver(transport);
    flow.join({ destination: '123456789' });
    await answered(flow);
    const refresh = async () => {
      flow.refreshCaptcha();
      return answered(flow);
    };

    expect(await refresh()).toMatchObject({ captcha: { id: 'Captcha_2', audioUrl: null, spent: false } });
    await refresh();
    expect(await refresh()).toMatchObject({ state: 'captchaRequired', failure: { kind: 'refreshFailed' } });
    await refresh();

    const addresses = sent.slice(1).map(({ url }) => new URL(url));
    expect(addresses.map(({ host }) => host)).toEqual([
      'acme.webex.com',
      'acme.webex.com',
      'beta.webex.com',
      'beta.webex.com',
    ]);
    expect(addresses[0]!.searchParams.get('siteFullName')).toBe('acme.webex.com');
    expect(addresses[0]!.searchParams.get('siteurl')).toBe('acme');
    expect(sent.slice(1, 3).map(({ body }) => body)).toEqual([{ captchaId: 'Captcha_1' }, { captchaId: 'Captcha_2' }]);
  });
});

describe.each(transportNames)('an HTTP redirect is not followed, with %s', (transport) => {
  let stranger: RealServer;
  beforeAll(async () => {
    stranger = await startServer((_, response) => void response.writeHead(200).end('{"meetingNumber":"1"}'));
  });
  afterAll(() => stranger.close());

  test.each([301, 302, 303, 307, 308])('status %i', async (status) => {
    const site = await openJoinSite(transport);
    site.simulator.faults.push({ kind: 'redirect', status, location: `${stranger.url}/wbxappapi/v1/meetingInfo` });
    const flow = site.start();
    flow.join({ destination: '300400101', password: 'open-sesame' });
    const view = await answered(flow);

    expect(view).toMatchObject({ state: 'error', failure: { kind: 'unexpectedReply', status } });
    expect(stranger.seen).toHaveLength(0);
    await site.close();
  });

  test('a plain http: site on another address than loopback is never asked, and cannot be trusted', async () => {
    const options = { transport: transports[transport]() };
    expect(() => createWebexServices({ ...options, trustedHosts: ['http://192.0.2.1:80'] })).toThrow(TypeError);
    const flow = createJoinFlow({ services: createWebexServices(options) });
    flow.join({ destination: 'http://192.0.2.1/meet/x', password: 'open-sesame' });

    expect(flow.getView().state).toBe('idle');
  });
});
