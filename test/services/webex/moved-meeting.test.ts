import { describe, expect, it } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { fetchTransport } from 'meeting-join-flow/fetch';
import { createWebexServices } from 'meeting-join-flow/webex';
import { secret } from '../../../src/guards/secret.js';
import { json, serversPerTest } from '../real-server.js';
import type { RealServer } from '../real-server.js';
import { live, lookup } from './request.js';

const serve = serversPerTest();

const moved = (response: ServerResponse, siteFullUrl?: string): void =>
  json(response, 404, { code: 404100, ...(siteFullUrl !== undefined && { data: { siteFullUrl } }) });
const hostOf = ({ url }: RealServer): string => new URL(url).host;

/** Servers that each send on to the next; the last one answers. */
async function chain(length: number): Promise<RealServer[]> {
  const sites: RealServer[] = [];
  for (let at = 0; at < length; at += 1)
    sites.push(
      await serve((_seen, response) => {
        const next = sites[at + 1];
        if (next) moved(response, hostOf(next));
        else json(response, 200, { meetingNumber: '1' });
      }),
    );
  return sites;
}

const servicesOn = (sites: readonly RealServer[]) =>
  createWebexServices({
    transport: fetchTransport(),
    siteUrl: sites[0]!.url,
    trustedHosts: sites.map(({ url }) => url),
    accessToken: 'access',
  });

const ask = (sites: readonly RealServer[], services = servicesOn(sites)) =>
  services.fetchMeetingInfo(
    lookup({ password: secret('pass'), captcha: { id: 'Captcha_1', code: secret('abcd') } }),
    live(),
  );

describe('A meeting that lives on another site', () => {
  it('is asked for there: the same body, the same path, the host alone replaced', async () => {
    const sites = await chain(2);
    expect(await ask(sites)).toMatchObject({
      ok: true,
      meetingInfo: { meetingLookupUrl: `${sites[1]!.url}/wbxappapi/v1/meetingInfo` },
    });
    const [first, second] = sites.map(({ seen }) => seen[0]!);
    expect(second).toMatchObject({ method: 'POST', url: first!.url, body: first!.body });
    expect(second!.headers.authorization).toBe('Bearer access');
    expect(second!.headers['trackingid']).not.toBe(first!.headers['trackingid']);
  });

  it('is found by each request anew, beginning at the site of the app', async () => {
    const sites = await chain(3);
    const services = servicesOn(sites);
    for (const times of [1, 2]) {
      expect(await ask(sites, services)).toMatchObject({ ok: true });
      expect(sites.map(({ seen }) => seen.length)).toEqual([times, times, times]);
    }
  });

  it('is not looked up in the service catalogue again', async () => {
    const asked: unknown[] = [];
    const services = createWebexServices({
      transport: async ({ url, service }) => {
        asked.push([url, service?.name]);
        const body =
          asked.length > 1 ? { meetingNumber: '1' } : { code: 404100, data: { siteFullUrl: 'acme.webex.com' } };
        return { status: asked.length > 1 ? 200 : 404, headers: {}, body };
      },
      siteUrl: 'https://home.webex.com',
    });
    expect((await services.fetchMeetingInfo(lookup(), live())).ok).toBe(true);
    expect(asked).toEqual([
      ['https://home.webex.com/wbxappapi/v1/meetingInfo', 'webex-appapi-service'],
      ['https://acme.webex.com/wbxappapi/v1/meetingInfo', undefined],
    ]);
  });

  it('is followed over five hops, and not over six', async () => {
    expect(await ask(await chain(6))).toMatchObject({ ok: true });
    const sites = await chain(7);
    expect(await ask(sites)).toMatchObject({ ok: false, failure: { kind: 'unexpectedReply', code: 404100 } });
    expect(sites.map(({ seen }) => seen.length)).toEqual([1, 1, 1, 1, 1, 1, 0]);
  });

  it('is asked for at each site once: a circle ends', async () => {
    const sites: RealServer[] = [];
    sites.push(await serve((_seen, response) => moved(response, hostOf(sites[1]!))));
    sites.push(await serve((_seen, response) => moved(response, hostOf(sites[0]!))));
    expect(await ask(sites)).toMatchObject({ ok: false, failure: { kind: 'unexpectedReply', code: 404100 } });
    expect(sites.map(({ seen }) => seen.length)).toEqual([1, 1]);
  });

  it('is asked for at a site that is written in capitals', async () => {
    const sites: RealServer[] = [];
    const inCapitals = (): string => hostOf(sites[1]!).replace('127.0.0.1', 'LOCALHOST');
    sites.push(await serve((_seen, response) => moved(response, inCapitals())));
    sites.push(await serve((_seen, response) => json(response, 200, { meetingNumber: '1' })));
    const trusted = sites.map(({ url }) => ({ url: url.replace('127.0.0.1', 'localhost') }) as RealServer);
    expect(await ask(trusted)).toMatchObject({ ok: true });
  });

  it('that names no site is not found', async () => {
    for (const site of [undefined, ''])
      expect(await ask([await serve((_seen, response) => moved(response, site))])).toMatchObject({
        failure: { kind: 'meetingNotFound', code: 404100 },
      });
  });

  it.each(['evil.org', 'webex.com.evil.org', 'x@acme.webex.com', 'acme.webex.com/path', 'acme.webex.com?x', '/', ' '])(
    'on %j is not asked for: the host is not trusted',
    async (site) => {
      const server = await serve((_seen, response) => moved(response, site));
      expect(await ask([server])).toMatchObject({ ok: false, failure: { kind: 'untrustedHost', code: 404100 } });
      expect(server.seen).toHaveLength(1);
    },
  );

  it.each(['acme.webex.com/path', 'acme.webex.com?x', 'acme.webex.com#x', 'x@acme.webex.com', 'acme.webex.com:443'])(
    'is not asked for at %j, which is more than the name of a host',
    async (siteFullUrl) => {
      const asked: string[] = [];
      const services = createWebexServices({
        transport: async ({ url }) => {
          asked.push(url);
          return { status: 404, headers: {}, body: { code: 404100, data: { siteFullUrl } } };
        },
        siteUrl: 'https://home.webex.com',
      });
      expect(await services.fetchMeetingInfo(lookup(), live())).toMatchObject({ failure: { kind: 'untrustedHost' } });
      expect(asked).toEqual(['https://home.webex.com/wbxappapi/v1/meetingInfo']);
    },
  );

  it('is told by its own code only', async () => {
    const other = await serve((_seen, response) => json(response, 200, { meetingNumber: '1' }));
    const server = await serve((_seen, response) =>
      json(response, 403, { code: 403036, data: { siteFullUrl: hostOf(other) } }),
    );
    expect(await ask([server, other])).toMatchObject({ failure: { kind: 'passwordMissing' } });
    expect(other.seen).toHaveLength(0);
  });

  it('is not asked for where a site that was trusted sends it on to one that is not', async () => {
    const stranger = await serve((_seen, response) => json(response, 200, { meetingNumber: '1' }));
    const second = await serve((_seen, response) => moved(response, hostOf(stranger)));
    const first = await serve((_seen, response) => moved(response, hostOf(second)));
    expect(await ask([first, second])).toMatchObject({ failure: { kind: 'untrustedHost', code: 404100 } });
    expect([second.seen.length, stranger.seen.length]).toEqual([1, 0]);
  });

  it('on another port of a trusted site is not asked for', async () => {
    const other = await serve((_seen, response) => json(response, 200, { meetingNumber: '1' }));
    const server = await serve((_seen, response) => moved(response, hostOf(other)));
    expect(await ask([server])).toMatchObject({ failure: { kind: 'untrustedHost' } });
    expect(other.seen).toHaveLength(0);
  });

  it('has one time limit for all of its sites together', async () => {
    const sites: RealServer[] = [];
    const limits: number[] = [];
    sites.push(await serve((_seen, response) => setTimeout(() => moved(response, hostOf(sites[1]!)), 60)));
    sites.push(await serve(() => undefined));
    const send = fetchTransport();
    const services = createWebexServices({
      transport: (request) => {
        limits.push(request.timeoutMs);
        return send(request);
      },
      siteUrl: sites[0]!.url,
      trustedHosts: sites.map(({ url }) => url),
    });
    const outcome = await services.fetchMeetingInfo(lookup({ timeoutMs: 200 }), live());
    expect(outcome).toMatchObject({
      ok: false,
      failure: { kind: 'timeout', requestId: sites[1]!.seen[0]!.headers['trackingid'] },
    });
    expect(limits).toHaveLength(2);
    expect(limits[1]).toBeLessThan(limits[0]! - 40);
  });
});
