import { describe, expect, it } from '@jest/globals';
import { inspect } from 'node:util';
import { axiosTransport } from 'meeting-join-flow/axios';
import { fetchTransport } from 'meeting-join-flow/fetch';
import { createWebexServices } from 'meeting-join-flow/webex';
import { reveal, secret } from '../../../src/guards/secret.js';
import type { Destination } from '../../../src/machines/join-flow.types.js';
import type { Transport } from '../../../src/services/transport.js';
import { json, serversPerTest } from '../real-server.js';
import { live, lookup, meeting, nothing, servicesFor } from './request.js';

const serve = serversPerTest();

/** Never answers; remembers what it was asked to send. */
function spyTransport(): { readonly urls: string[]; readonly transport: Transport } {
  const urls: string[] = [];
  return {
    urls,
    transport: async ({ url }) => {
      urls.push(url);
      return { status: 200, headers: {}, body: { meetingNumber: '1' } };
    },
  };
}

describe.each([
  ['fetch', fetchTransport()],
  ['axios', axiosTransport()],
] as const)('Meeting info over %s', (_, transport) => {
  it('is a typed success, with the permission token as a secret and unknown fields dropped', async () => {
    const server = await serve((_seen, response) => json(response, 200, meeting));
    const outcome = await servicesFor(server.url, { transport }).fetchMeetingInfo(lookup(), live());
    if (!outcome.ok) throw new Error(inspect(outcome));
    const { permissionToken, ...rest } = outcome.meetingInfo;
    expect(reveal(permissionToken!)).toBe('canary.token');
    expect(rest).toEqual({
      meetingNumber: '123456789',
      meetingJoinUrl: 'https://acme.webex.com/m/1',
      confID: '7',
      supportVoIP: true,
      video: { maxFps: 30 },
      sipUrl: null,
      sipMeetingUri: null,
      conversationUrl: null,
      locusUrl: null,
      locusClusterUrl: null,
      owner: null,
      hostId: null,
      channel: null,
      meetingId: null,
      confIdStr: null,
      siteFullUrl: null,
      meetingLookupUrl: `${server.url}/wbxappapi/v1/meetingInfo`,
    });
    expect(inspect(outcome, { depth: 9, showHidden: true }) + JSON.stringify(outcome)).not.toContain('canary');
  });

  it('asks nothing in place of an answer that it cannot open: a copy, or a handle of another copy of the package', async () => {
    const { urls, transport: spy } = spyTransport();
    const password = structuredClone(secret('open-sesame'));
    const outcome = await servicesFor('https://acme.webex.com', { transport: spy }).fetchMeetingInfo(
      lookup({ password }),
      live(),
    );
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'inputInvalid' } });
    expect(urls).toEqual([]);
  });

  it('sends every answer under its wire name, opened at the last moment', async () => {
    const server = await serve((_seen, response) => json(response, 200, meeting));
    await servicesFor(server.url, { transport, accessToken: secret('access') }).fetchMeetingInfo(
      lookup({
        password: secret('pass'),
        registrationId: secret('reg'),
        captcha: { id: 'Captcha_1', code: secret('abcd') },
        extraParams: { mtid: 'm1', permissionToken: secret('old'), deep: { list: [{ token: secret('in') }] } },
      }),
      live(),
    );
    expect(server.seen[0]).toMatchObject({ method: 'POST', url: '/wbxappapi/v1/meetingInfo' });
    expect(server.seen[0]!.headers.authorization).toBe('Bearer access');
    expect(JSON.stringify(server.seen[0]!.body)).toBe(
      JSON.stringify({
        supportHostKey: true,
        supportCountryList: true,
        mtid: 'm1',
        permissionToken: 'old',
        deep: { list: [{ token: 'in' }] },
        meetingKey: '123456789',
        password: 'pass',
        registrationId: 'reg',
        captchaID: 'Captcha_1',
        captchaVerifyCode: 'abcd',
        disableWebRedirect: true,
      }),
    );
  });
});

describe('The body of a meeting-info request', () => {
  const sent = async (more: Parameters<typeof lookup>[0]): Promise<unknown> => {
    const server = await serve((_seen, response) => json(response, 200, meeting));
    await servicesFor(server.url).fetchMeetingInfo(lookup(more), live());
    return server.seen[0]?.body;
  };
  const always = { supportHostKey: true, supportCountryList: true, disableWebRedirect: true };

  it.each<[Destination, object]>([
    ['jane@video.example.com', { sipUrl: 'jane@video.example.com' }],
    ['+49 30 1234567', { sipUrl: '+49 30 1234567' }],
    ['123 456 789', { meetingKey: '123456789' }],
    ['8f7ecfce-541f-4f22-9ff7-a42d6a323336', { meetingUUID: '8f7ecfce-541f-4f22-9ff7-a42d6a323336' }],
    [
      { userId: 'u', orgId: 'o' },
      { userId: 'u', orgId: 'o' },
    ],
    [{ webExMeetingId: '123456789', sipUri: 'x@y.webex.com' }, { meetingKey: '123456789' }],
    [{ sipUri: 'jane@video.example.com' }, { sipUrl: 'jane@video.example.com' }],
    ['https://meet.webex.com/m/1', { meetingUrl: 'https://meet.webex.com/m/1' }],
    [
      'https://c.wbx2.com/conversation/api/v1/conversations/1',
      { conversationUrl: 'https://c.wbx2.com/conversation/api/v1/conversations/1' },
    ],
  ])('names the destination %j', async (destination, fields) => {
    expect(await sent({ destination })).toEqual({ ...always, ...fields });
  });

  it('leaves empty answers out', async () => {
    const empty = { password: secret(''), registrationId: secret(''), captcha: { id: 'C', code: secret('') } };
    expect(await sent(empty)).toEqual({ ...always, meetingKey: '123456789' });
  });

  it('lets an app change the defaults, and no name that belongs to the flow', async () => {
    const extraParams = {
      supportHostKey: false,
      supportCountryList: 'no',
      password: 'x',
      registrationId: 'x',
      captchaID: 'x',
      captchaVerifyCode: 'x',
      meetingKey: 'x',
      sipUrl: 'x',
      userId: 'x',
      orgId: 'x',
      meetingUrl: 'x',
      meetingUUID: 'x',
      conversationUrl: 'x',
      disableWebRedirect: false,
    };
    expect(await sent({ extraParams })).toEqual({
      supportHostKey: false,
      supportCountryList: 'no',
      meetingKey: '123456789',
      disableWebRedirect: true,
    });
  });

  it('is not sent with a secret that holds nothing, or with parameters that contain themselves', async () => {
    const { urls, transport } = spyTransport();
    const services = servicesFor('https://home.webex.com', { transport });
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    const outcome = await services.fetchMeetingInfo(lookup({ extraParams: circular }), live());
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'inputInvalid' } });
    expect(urls).toEqual([]);
  });
});

describe('The address of a meeting-info request', () => {
  it.each<[Destination, string]>([
    ['https://acme.webex.com/meet/x', 'https://acme.webex.com'],
    ['x@acme.webex.com', 'https://acme.webex.com'],
    ['x@ACME.webex.com', 'https://acme.webex.com'],
    ['x@meet.webex.com', 'https://home.webex.com'],
    ['123456789', 'https://home.webex.com'],
    [{ webExMeetingId: '123456789', webExSite: 'acme.webex.com' }, 'https://acme.webex.com'],
  ])('for %j is on %s', async (destination, origin) => {
    const { urls, transport } = spyTransport();
    await servicesFor('https://home.webex.com', { transport }).fetchMeetingInfo(lookup({ destination }), live());
    expect(urls).toEqual([`${origin}/wbxappapi/v1/meetingInfo`]);
  });

  it('may come from a service catalogue, unless the destination names a site', async () => {
    const asked: unknown[] = [];
    const transport: Transport = async ({ service }) => {
      asked.push(service);
      return { status: 200, headers: {}, body: meeting };
    };
    const services = servicesFor('https://home.webex.com', { transport });
    await services.fetchMeetingInfo(lookup(), live());
    await services.fetchMeetingInfo(lookup({ destination: 'x@acme.webex.com' }), live());
    expect(asked).toEqual([{ name: 'webex-appapi-service', resource: 'meetingInfo' }, undefined]);
  });

  it.each([
    'x@webex.com.evil',
    'https://webex.com.evil.org/meet/x',
    'x@acme.webex.com;transport=tls',
    'a@b.c.com/path?q=1',
    'https://x@evil',
    'http://acme.webex.com/meet/x',
  ])('is never made from %s', async (destination) => {
    const { urls, transport } = spyTransport();
    const services = servicesFor('https://home.webex.com', { transport, accessToken: 'canary' });
    const outcome = await services.fetchMeetingInfo(lookup({ destination, password: secret('canary') }), live());
    expect(outcome).toMatchObject({ ok: false, needs: nothing });
    expect(['destinationInvalid', 'untrustedHost']).toContain(services.checkDestination!(destination, null)?.kind);
    expect(urls).toEqual([]);
  });

  it.each([undefined, null, 'fetch', {}])(
    'is asked through a transport, which %j is not: that is told at once',
    (none) => {
      expect(() => createWebexServices({ transport: none as never, siteUrl: 'https://home.webex.com' })).toThrow(
        new TypeError('transport must be a function'),
      );
    },
  );

  const mistake = new TypeError('siteUrl must be a whole https: address, or http: on loopback');

  it.each(['http://home.example.com', 'no address', 'https://x@home.webex.com', 'ftp://home.webex.com'])(
    'cannot come from the siteUrl %s: that is a mistake in the app',
    (siteUrl) => {
      expect(() => servicesFor(siteUrl)).toThrow(mistake);
    },
  );

  // As Webex names a site, as people name a port, and as configurations spell what is missing: a host of that name would
  // get the answers.
  it.each(['acme', '8787', 'localhost:8787', 'undefined', 'null', '', null, 8787, 1.5, ['home.webex.com']])(
    'cannot come from %j, which is no whole host',
    (siteUrl) => {
      expect(() => servicesFor(siteUrl as string)).toThrow(mistake);
    },
  );

  it.each([
    'home.webex.com',
    '[2001:db8::1]:8443',
    'https://intranet',
    'http://localhost:8787',
    'HTTPS://home.webex.com/home',
  ])('can come from %j', (siteUrl) => {
    expect(() => servicesFor(siteUrl)).not.toThrow();
  });
});
