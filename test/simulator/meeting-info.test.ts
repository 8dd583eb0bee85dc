import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createSimulator, demoMeetings } from '../../src/simulator/index.js';
import { openSite } from './http.js';
import type { Site } from './http.js';

let site: Site;
beforeEach(async () => {
  site = await openSite();
});
afterEach(() => site.close());

describe('finding a meeting', () => {
  const open = '300400100';
  it.each([
    ['its number', { meetingKey: open }],
    ['its number as people write it', { meetingKey: '300 400-100' }],
    ['a link', { meetingUrl: 'https://acme.webex.com/meet/open/' }],
    ['a link that ends in slashes', { meetingUrl: 'https://acme.webex.com/meet/open//' }],
    ['a link without a scheme', { meetingUrl: 'acme.webex.com/meet/OPEN' }],
    ['a link without TLS', { meetingUrl: 'http://acme.webex.com/meet/open' }],
    ['a link with a meeting id in the query', { meetingUrl: 'https://acme.webex.com/acme/j.php?MTID=open' }],
    ['the same in small letters', { meetingUrl: 'https://acme.webex.com/acme/j.php?mtid=OPEN' }],
    ['a link that ends in its number', { meetingUrl: `https://acme.webex.com/join/${open}` }],
    ['its address', { sipUrl: 'sip:Open@acme.webex.com;transport=tls' }],
    ['its address with spaces around it and a question', { sipUrl: ' sips:open@acme.webex.com?subject=hello ' }],
    ['its number as an address', { sipUrl: `${open}@acme.webex.com` }],
    ['its UUID', { meetingUUID: '7f3f1a52-0d5e-4c57-9a41-000000000100' }],
    ['its conversation', { conversationUrl: 'https://x.wbx2.com/conversations/c0000000-0000-4000-8000-000000000100' }],
  ])('works by %s', async (_, destination) => {
    const { status, body } = await site.send('POST', '/wbxappapi/v1/meetingInfo', destination);
    expect([status, body['meetingNumber']]).toEqual([200, open]);
  });

  it.each([
    ['another number', { meetingKey: '300400199' }],
    ['another link', { meetingUrl: 'https://acme.webex.com/meet/opened' }],
    ['another meeting id', { meetingUrl: 'https://acme.webex.com/acme/j.php?MTID=opened' }],
    ['another page for a meeting id', { meetingUrl: 'https://acme.webex.com/other/j.php?MTID=open' }],
    ['a link that is none', { meetingUrl: 'https://' }],
    ['another address', { sipUrl: 'shut@acme.webex.com' }],
    ['an address of a longer number', { sipUrl: `${open}9@acme.webex.com` }],
    ['another UUID', { meetingUUID: '7f3f1a52-0d5e-4c57-9a41-000000000199' }],
    ['another conversation', { conversationUrl: 'https://x.wbx2.com/conversations/none' }],
    ['a conversation without a name', { conversationUrl: 'https://x.wbx2.com/conversations/' }],
    ['another owner', { userId: 'user-bob', orgId: 'org-acme' }],
    ['nothing', {}],
  ])('finds none by %s', async (_, destination) => {
    const { status, body } = await site.send('POST', '/wbxappapi/v1/meetingInfo', destination);
    expect([status, body['code']]).toEqual([404, 404006]);
  });

  it('works by the owner of a personal room, in the right organisation only', async () => {
    const post = (orgId: string) => site.send('POST', '/wbxappapi/v1/meetingInfo', { userId: 'user-ada', orgId });
    expect((await post('org-acme')).body['code']).toBe(403004);
    expect((await post('org-other')).body['code']).toBe(404006);
  });

  it('also listens at the address of a service catalogue', async () => {
    expect((await site.send('POST', '/appapi/v1/meetingInfo', { meetingKey: open })).status).toBe(200);
  });

  it('takes nothing but a JSON object posted', async () => {
    expect((await site.send('POST', '/wbxappapi/v1/meetingInfo', [open])).body['code']).toBe(400001);
    expect((await site.send('GET', '/wbxappapi/v1/meetingInfo')).status).toBe(405);
    expect((await site.send('GET', '/wbxappapi/v2/meetings/spaceInstant')).status).toBe(405);
    const elsewhere = await site.send('POST', '/wbxappapi/v1/elsewhere', {});
    expect([elsewhere.status, elsewhere.body]).toEqual([404, { message: 'Nothing is served at this address' }]);
  });
});

it('tells who is let in all about the meeting, with a token shaped like a JWT', async () => {
  const asked = Math.floor(Date.now() / 1000);
  const { body } = await site.ask('300400100');
  expect(body).toMatchObject({
    meetingNumber: '300400100',
    meetingJoinUrl: `${site.url}/meet/open`,
    sipUrl: 'open@acme.webex.com',
    siteFullUrl: new URL(site.url).host,
    supportVoIP: true,
  });
  const token = String(body['permissionToken']);
  expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  const [header, claims] = token.split('.');
  expect(JSON.parse(Buffer.from(header!, 'base64url').toString())).toEqual({ alg: 'none', typ: 'JWT' });
  const said = JSON.parse(Buffer.from(claims!, 'base64url').toString()) as { iat: number; exp: number };
  expect(said).toMatchObject({ iss: 'simulator', meetingNumber: '300400100', permission: { userPolicies: {} } });
  expect(said.exp - said.iat).toBe(3600);
  expect(said.iat).toBeGreaterThanOrEqual(asked);
  expect(said.iat * 1000).toBeLessThanOrEqual(Date.now());
});

it('gives a token of the time that it is told', async () => {
  const simulator = createSimulator({ clock: { now: () => 5_000 } });
  const asked = await simulator.fetch(`${site.url}/wbxappapi/v1/meetingInfo`, {
    method: 'POST',
    body: JSON.stringify({ meetingKey: '300400100' }),
  });
  const { permissionToken } = (await asked.json()) as { permissionToken: string };
  const claims: unknown = JSON.parse(Buffer.from(permissionToken.split('.')[1]!, 'base64url').toString());

  expect(claims).toMatchObject({ iat: 5, exp: 3605 });
});

it('makes up what it is not told of a meeting', async () => {
  site.simulator.webex.meetings.push({ number: '77' });
  const { permissionToken, ...told } = (await site.ask('77')).body;
  expect(permissionToken).toEqual(expect.any(String));
  const id = '00000000-0000-4000-8000-000000000077';
  expect(told).toEqual({
    meetingNumber: '77',
    meetingTitle: 'Meeting 77',
    meetingJoinUrl: `${site.url}/meet/77`,
    siteFullUrl: new URL(site.url).host,
    sipUrl: '77@127.0.0.1',
    sipMeetingUri: '77@127.0.0.1',
    locusUrl: `https://locus-a.wbx2.com/locus/api/v1/loci/${id}`,
    locusClusterUrl: 'https://locus-a.wbx2.com/locus/api/v1',
    owner: 'owner-of-77',
    hostId: 'host-of-77',
    channel: 'simulated',
    meetingId: id,
    confIdStr: '77',
    confID: '77',
    supportVoIP: true,
    video: { enabled: true },
  });
});

it('tells what it is told of a meeting', async () => {
  const [uuid, conversationId] = ['7f3f1a52-0d5e-4c57-9a41-000000000077', 'c0000000-0000-4000-8000-000000000077'];
  const personalRoom = { userId: 'user-eve', orgId: 'org-acme' };
  site.simulator.webex.meetings.push({ number: '77', title: 'Eve’s room', uuid, conversationId, personalRoom });
  expect((await site.ask('77')).body).toMatchObject({
    meetingTitle: 'Eve’s room',
    meetingId: uuid,
    conversationUrl: `https://conv-a.wbx2.com/conversation/api/v1/conversations/${conversationId}`,
    owner: 'user-eve',
    hostId: 'user-eve',
  });
});

it.each([
  [400001, 400],
  [403999, 403],
  [423999, 423],
  [499999, 499],
  [500000, 404],
  [58400, 404],
])('refuses with the code %i at the status %i, in words of its own', async (refuseWith, status) => {
  site.simulator.webex.meetings.push({ number: '77', refuseWith });
  const reply = await site.ask('77');
  const message = 'Meeting is not allow to access';
  expect([reply.status, reply.body]).toEqual([status, { code: refuseWith, message }]);
});

it('tells who is not let in a little about the meeting, and no token', async () => {
  const { body } = await site.ask('300400101');
  expect(body).toEqual({
    code: 403004,
    message: 'Meeting is not allow to access since require password',
    data: {
      meetingInfo: {
        meetingNumber: '300400101',
        meetingTitle: 'Budget review',
        meetingJoinUrl: `${site.url}/meet/budget`,
        siteFullUrl: new URL(site.url).host,
      },
    },
  });
});

describe('each demo meeting', () => {
  it('has a number, a title and a scenario of its own', () => {
    expect(new Set(demoMeetings.map(({ number }) => number)).size).toBe(demoMeetings.length);
    for (const { title, scenario } of demoMeetings) expect([title, scenario].every(Boolean)).toBe(true);
  });

  it.each([
    ['300400103', 423, 423001],
    ['300400105', 403, 403037],
    ['300400107', 403, 403025],
    ['300400108', 403, 403041],
    ['300400110', 403, 403003],
    ['300400111', 403, 403101],
    ['300400112', 404, 404100],
    ['300400120', 403, 403021],
    ['300400122', 403, 403022],
    ['300400124', 403, 403024],
    ['300400126', 403, 403026],
    ['300400129', 429, 429005],
    ['300400130', 403, 403030],
    ['300400134', 403, 403034],
    ['300400135', 403, 403100],
    ['300400136', 403, 403102],
    ['300400137', 403, 403103],
    ['300400140', 403, 403040],
    ['300400147', 403, 403047],
    ['300400148', 403, 403048],
    ['300400149', 403, 403049],
    ['300400150', 403, 403104],
    ['300400151', 403, 403408],
    ['300400160', 403, 403999],
    ['300400170', 503, undefined],
    ['300400171', 400, 480001],
  ])('%s answers a look-up with %i and %s', async (number, status, code) => {
    const reply = await site.ask(number);
    expect([reply.status, reply.body['code']]).toEqual([status, code]);
  });
});

it('says how long to wait in a crowd', async () => {
  expect((await site.ask('300400129')).headers.get('retry-after')).toBe('120');
});

it('lets an access token in where guests have to sign in', async () => {
  expect((await site.ask('300400111', {}, { authorization: 'Bearer t' })).status).toBe(200);
});

it('lets people in once the host has come', async () => {
  site.simulator.webex.openMeeting('300400110');
  expect((await site.ask('300400110')).status).toBe(200);
});

it('names the site where a meeting is, and lets people in there', async () => {
  const { body } = await site.ask('300400112');
  expect(body['data']).toEqual({ siteFullUrl: `localhost:${site.port}` });
  const there = await site.simulator.fetch(`http://localhost:${site.port}/wbxappapi/v1/meetingInfo`, {
    method: 'POST',
    body: JSON.stringify({ meetingKey: '300400112' }),
  });
  expect(there.status).toBe(200);
});

it.each([
  ['300400112', 'acme.webex.com', 'moved.webex.com'],
  ['300400112', 'moved.webex.com', undefined],
  ['300400113', 'acme.webex.com', 'hop1.webex.com'],
  ['300400113', 'hop1.webex.com', 'hop2.webex.com'],
  ['300400113', 'hop41.webex.com', 'hop42.webex.com'],
  ['77', 'acme.webex.com', 'other.webex.com'],
  ['77', 'other.webex.com', undefined],
])('sends who asks for %s at %s on to %s', async (meetingKey, asked, site) => {
  const simulator = createSimulator({
    webex: { meetings: [...demoMeetings, { number: '77', redirectTo: 'other.webex.com' }] },
  });
  const reply = await simulator.fetch(`https://${asked}/wbxappapi/v1/meetingInfo`, {
    method: 'POST',
    body: JSON.stringify({ meetingKey }),
  });
  const { data } = (await reply.json()) as { data?: unknown };
  expect([reply.status, data]).toEqual(site ? [404, { siteFullUrl: site }] : [200, undefined]);
});

it('gives no token for a meeting without one', async () => {
  const { status, body } = await site.ask('300400115');
  expect([status, 'permissionToken' in body]).toEqual([200, false]);
});

it('refuses a token that the caller brings along where it has expired', async () => {
  expect((await site.ask('300400116', { permissionToken: 'old' })).body['code']).toBe(403032);
  expect((await site.ask('300400116')).status).toBe(200);
});

describe('a meeting that starts in a space', () => {
  const conversation = '/conversation/api/v1/conversations/c0000000-0000-4000-8000-000000000100';

  it('begins with who is in the space', async () => {
    const { body } = await site.send('GET', `${conversation}?includeParticipants=true`);
    expect(body).toMatchObject({
      id: 'c0000000-0000-4000-8000-000000000100',
      url: `${site.url}${conversation}`,
      displayName: demoMeetings.find(({ number }) => number === '300400100')?.title,
      encryptionKeyUrl: 'kms://simulator.example.com/keys/1',
      kmsResourceObjectUrl: 'kms://simulator.example.com/resources/1',
      participants: { items: [{ emailAddress: 'ada@example.com', entryUUID: expect.any(String) }] },
    });
    expect('participants' in (await site.send('GET', conversation)).body).toBe(false);
    expect((await site.send('GET', '/conversations/none')).status).toBe(404);
    expect((await site.send('POST', conversation, {})).status).toBe(404);
    site.simulator.webex.meetings.push({ number: '77', conversationId: 'c77' });
    expect((await site.send('GET', '/conversations/c77')).body['displayName']).toBe('Space 77');
  });

  it('is answered with its meeting', async () => {
    const start = (spaceUrl: string) => site.send('POST', '/wbxappapi/v2/meetings/spaceInstant', { spaceUrl });
    expect((await start(`${site.url}${conversation}`)).body['meetingNumber']).toBe('300400100');
    expect((await start(`${site.url}/conversations/none`)).body['code']).toBe(404006);
  });
});
