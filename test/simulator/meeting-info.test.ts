import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { demoMeetings } from '../../src/simulator/index.js';
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
    ['a link without a scheme', { meetingUrl: 'acme.webex.com/meet/OPEN' }],
    ['a link with a meeting id in the query', { meetingUrl: 'https://acme.webex.com/acme/j.php?MTID=open' }],
    ['a link that ends in its number', { meetingUrl: `https://acme.webex.com/join/${open}` }],
    ['its address', { sipUrl: 'sip:Open@acme.webex.com;transport=tls' }],
    ['its number as an address', { sipUrl: `${open}@acme.webex.com` }],
    ['its UUID', { meetingUUID: '7f3f1a52-0d5e-4c57-9a41-000000000100' }],
    ['its conversation', { conversationUrl: 'https://x.wbx2.com/conversations/c0000000-0000-4000-8000-000000000100' }],
  ])('works by %s', async (_, destination) => {
    const { status, body } = await site.send('POST', '/wbxappapi/v1/meetingInfo', destination);
    expect([status, body['meetingNumber']]).toEqual([200, open]);
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
    expect((await site.send('POST', '/wbxappapi/v1/elsewhere', {})).status).toBe(404);
  });
});

it('tells who is let in all about the meeting, with a token shaped like a JWT', async () => {
  const { body } = await site.ask('300400100');
  expect(body).toMatchObject({
    meetingNumber: '300400100',
    meetingJoinUrl: `${site.url}/meet/open`,
    sipUrl: 'open@acme.webex.com',
    siteFullUrl: new URL(site.url).host,
    supportVoIP: true,
  });
  const [header, claims] = String(body['permissionToken']).split('.');
  expect(JSON.parse(Buffer.from(header!, 'base64url').toString())).toEqual({ alg: 'none', typ: 'JWT' });
  const { iat, exp } = JSON.parse(Buffer.from(claims!, 'base64url').toString()) as { iat: number; exp: number };
  expect(exp - iat).toBe(3600);
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
    expect(body).toMatchObject({ url: `${site.url}${conversation}`, participants: { items: [{}] } });
    expect('participants' in (await site.send('GET', conversation)).body).toBe(false);
    expect((await site.send('GET', '/conversations/none')).status).toBe(404);
  });

  it('is answered with its meeting', async () => {
    const start = (spaceUrl: string) => site.send('POST', '/wbxappapi/v2/meetings/spaceInstant', { spaceUrl });
    expect((await start(`${site.url}${conversation}`)).body['meetingNumber']).toBe('300400100');
    expect((await start(`${site.url}/conversations/none`)).body['code']).toBe(404006);
  });
});
