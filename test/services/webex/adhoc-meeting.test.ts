import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { fetchTransport } from 'meeting-join-flow/fetch';
import { createAdhocMeeting } from 'meeting-join-flow/webex';
import { reveal } from '../../../src/guards/secret.js';
import type { HttpRequest, Transport } from '../../../src/services/transport.js';
import { json, startServer } from '../real-server.js';
import type { RealServer } from '../real-server.js';

let server: RealServer | undefined;
afterEach(() => server?.close());

const path = '/conversation/api/v1/conversations/c1';
const space = {
  url: 'https://c.wbx2.com/conversation/api/v1/conversations/c1',
  displayName: 'Team',
  encryptionKeyUrl: 'kms://key',
  kmsResourceObjectUrl: 'kms://kro',
  participants: { items: [{ emailAddress: 'a@b.c', entryUUID: 'u1', extra: 1 }] },
};

async function start(
  answers: { space?: (response: ServerResponse) => void; meeting: (response: ServerResponse) => void },
  more: { installedOrgID?: string; timeoutMs?: number; signal?: AbortSignal } = {},
) {
  const started = await startServer(({ method }, response) => {
    if (method === 'GET') (answers.space ?? ((to) => json(to, 200, space)))(response);
    else answers.meeting(response);
  });
  server = started;
  const options = { transport: fetchTransport(), siteUrl: started.url, accessToken: 'access' };
  const outcome = await createAdhocMeeting(options, { conversationUrl: `${started.url}${path}`, ...more });
  return { outcome, seen: started.seen };
}

describe('An ad-hoc meeting', () => {
  it('is made of the space’s own data', async () => {
    const { outcome, seen } = await start(
      { meeting: (response) => json(response, 200, { meetingNumber: 5, permissionToken: 'token' }) },
      { installedOrgID: 'org' },
    );
    if (!outcome.ok) throw new Error(inspect(outcome));
    expect(outcome.meetingInfo.meetingNumber).toBe('5');
    expect(reveal(outcome.meetingInfo.permissionToken!)).toBe('token');
    expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `GET ${path}?includeParticipants=true`,
      'POST /wbxappapi/v2/meetings/spaceInstant',
    ]);
    expect(seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer access', 'Bearer access']);
    expect(seen[1]!.body).toEqual({
      title: 'Team',
      spaceUrl: space.url,
      keyUrl: 'kms://key',
      kroUrl: 'kms://kro',
      invitees: [{ email: 'a@b.c', ciUserUuid: 'u1' }],
      installedOrgID: 'org',
      schedule: false,
    });
  });

  it.each<[number, number, string]>([
    [403, 403049, 'policyDenied'],
    [400, 403104, 'policyDenied'],
    [200, 403048, 'policyDenied'],
    [403, 403101, 'signInRequired'],
    [500, 403021, 'registrationMissing'],
    [403, 403026, 'webcastOnly'],
    [409, 403003, 'notStarted'],
  ])('refused with status %i and code %i is %s: by the code, whatever the status', async (status, code, kind) => {
    const { outcome } = await start({ meeting: (response) => json(response, status, { code, meetingNumber: '5' }) });
    expect(outcome).toMatchObject({ ok: false, failure: { kind, code, status } });
  });

  it.each<[number, unknown, number | null]>([
    [403, { code: 403004 }, 403004],
    [423, { code: 423001 }, 423001],
    [423, {}, null],
    [500, {}, null],
    [404, '<html>', null],
    [200, {}, null],
    [200, { meetingNumber: { n: 1 } }, null],
    [200, { meetingNumber: '5', hostId: {} }, null],
  ])('refused with status %i and %j has the default failure', async (status, body, code) => {
    const { outcome } = await start({ meeting: (response) => json(response, status, body) });
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'adhocFailed', status, code } });
  });

  it.each<[number, unknown]>([
    [403, { code: 403004 }],
    [200, { meetingNumber: '5', hostId: {} }],
  ])('refused with status %i and %j does not tell the access token that the service says again', async (...reply) => {
    const { outcome } = await start({ meeting: (response) => json(response, ...reply, { trackingid: 'for access' }) });
    expect(outcome).toMatchObject({ failure: { kind: 'adhocFailed', requestId: 'for [redacted]' } });
  });

  it('has no link in which the service says the access token again', async () => {
    const { outcome } = await start({
      meeting: (response) =>
        json(response, 200, { meetingNumber: '5', meetingJoinUrl: 'https://acme.webex.com/m/1?token=access' }),
    });
    expect(outcome).toMatchObject({ ok: true, meetingInfo: { meetingNumber: '5', meetingJoinUrl: null } });
  });

  it.each<[number, unknown]>([
    [404, {}],
    [200, '<html>'],
    [200, { participants: { items: 'all' } }],
    [200, { meetingNumber: '5', participants: { items: 'all' } }],
  ])('is not started from a space that is answered with %i %j', async (status, body) => {
    const { outcome, seen } = await start({
      space: (response) => json(response, status, body),
      meeting: (response) => json(response, 200, { meetingNumber: '5' }),
    });
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'adhocFailed', status } });
    expect(seen).toHaveLength(1);
  });

  it('is made of what there is of a space: its address as it was given, and nobody to invite', async () => {
    const { seen, outcome } = await start({
      space: (response) => json(response, 200, {}),
      meeting: (response) => json(response, 200, { meetingNumber: '5' }),
    });
    expect(outcome.ok).toBe(true);
    expect(seen[1]!.body).toEqual({ spaceUrl: `${server!.url}${path}`, invitees: [], schedule: false });
  });

  it('is made of a space that says null of what it has not got', async () => {
    const { seen } = await start({
      space: (response) =>
        json(response, 200, { displayName: null, url: null, participants: { items: [{ emailAddress: null }] } }),
      meeting: (response) => json(response, 200, { meetingNumber: '5' }),
    });
    expect(seen[1]!.body).toMatchObject({
      title: null,
      spaceUrl: `${server!.url}${path}`,
      invitees: [{ email: null }],
    });
  });

  it('is not started when the space cannot be reached, or the caller gives up', async () => {
    const lost = await start({
      space: (response) => response.destroy(),
      meeting: (response) => json(response, 200, {}),
    });
    expect(lost.outcome).toMatchObject({ failure: { kind: 'network', status: null } });
    expect(lost.seen).toHaveLength(1);
    await server?.close();
    const given = await start({ meeting: (response) => json(response, 200, {}) }, { signal: AbortSignal.abort() });
    expect(given.outcome).toMatchObject({ failure: { kind: 'network' } });
    expect(given.seen).toHaveLength(0);
  });

  it('is refused with what is no signal or no time limit, before anything is sent', async () => {
    const meeting = (response: ServerResponse) => json(response, 200, {});
    for (const signal of [new AbortController(), 'none']) {
      await expect(start({ meeting }, { signal: signal as never })).rejects.toThrow(
        new TypeError('signal must be an AbortSignal'),
      );
      await server?.close();
    }
    await expect(start({ meeting }, { timeoutMs: '5000' as never })).rejects.toThrow(
      new TypeError('timeoutMs must be a number'),
    );
  });

  it('says network and timeout as they are, and starts it once', async () => {
    const lost = await start({ meeting: (response) => response.destroy() });
    expect(lost.outcome).toMatchObject({ failure: { kind: 'network' } });
    expect(lost.seen).toHaveLength(2);
    await server?.close();
    const silent = await start({ meeting: () => undefined }, { timeoutMs: 100 });
    expect(silent.outcome).toMatchObject({ failure: { kind: 'timeout' } });
  });

  it('has one time limit, and one signal, for both of its requests', async () => {
    let time = 0;
    const now = jest.spyOn(performance, 'now').mockImplementation(() => time);
    const giveUp = new AbortController();
    const sent: HttpRequest[] = [];
    const transport: Transport = async (request) => {
      sent.push(request);
      time += 4_000;
      if (request.method === 'POST') giveUp.abort();
      return { status: 200, headers: {}, body: space };
    };
    const outcome = await createAdhocMeeting(
      { transport, siteUrl: 'https://home.webex.com' },
      { conversationUrl: space.url, timeoutMs: 10_000, signal: giveUp.signal },
    );
    now.mockRestore();
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'network' } });
    expect(sent.map(({ timeoutMs }) => timeoutMs)).toEqual([10_000, 6_000]);
    expect(sent[1]!.signal.aborted).toBe(true);
  });

  it.each<[unknown, string | undefined, string]>([
    ['https://evil.org/conversation/api/v1/conversations/c1', 'https://home.webex.com', 'untrustedHost'],
    ['https://c.wbx2.com/other', 'https://home.webex.com', 'destinationInvalid'],
    ['https://c.wbx2.com/conversation/api/v1/conversations/c1', undefined, 'destinationInvalid'],
    ['123456789', 'https://home.webex.com', 'destinationInvalid'],
    [undefined, 'https://home.webex.com', 'destinationInvalid'],
    [null, 'https://home.webex.com', 'destinationInvalid'],
    [5, 'https://home.webex.com', 'destinationInvalid'],
  ])('for %s at the site %s is not asked for: %s', async (conversationUrl, siteUrl, kind) => {
    let calls = 0;
    const transport = async () => {
      calls += 1;
      return { status: 200, headers: {}, body: space };
    };
    const options = siteUrl === undefined ? { transport } : { transport, siteUrl };
    expect(await createAdhocMeeting(options, { conversationUrl: conversationUrl as string })).toMatchObject({
      ok: false,
      failure: { kind },
    });
    expect(calls).toBe(0);
  });
});
