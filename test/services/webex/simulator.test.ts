import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { axiosTransport } from 'meeting-join-flow/axios';
import { fetchTransport } from 'meeting-join-flow/fetch';
import { createSimulator } from 'meeting-join-flow/simulator';
import { createAdhocMeeting, createWebexServices } from 'meeting-join-flow/webex';
import { reveal, secret } from '../../../src/guards/secret.js';
import type { CaptchaChallenge, Destination, MeetingInfoRequest } from '../../../src/machines/join-flow.types.js';
import { live, lookup, refresh } from './request.js';

const simulator = createSimulator();
let site: Awaited<ReturnType<typeof simulator.listen>>;

beforeAll(async () => {
  site = await simulator.listen();
});
beforeEach(() => simulator.reset());
afterAll(() => site.close());

describe.each([
  ['axios', axiosTransport()],
  ['fetch', fetchTransport()],
] as const)('The Webex services against the simulator, over %s', (_, transport) => {
  const services = () =>
    createWebexServices({
      transport,
      siteUrl: site.url,
      trustedHosts: [site.url.replace('127.0.0.1', 'localhost')],
    });
  const ask = (destination: Destination, more: Partial<MeetingInfoRequest> = {}) =>
    services().fetchMeetingInfo(lookup({ destination, ...more }), live());
  const answerTo = ({ id }: CaptchaChallenge) => ({ id, code: secret(simulator.captchaAnswer(id)!) });

  it('join an open meeting, however it is named', async () => {
    const names: Destination[] = [
      '300 400 100',
      `${site.url}/meet/open`,
      `${site.url}/acme/j.php?MTID=open`,
      '7f3f1a52-0d5e-4c57-9a41-000000000100',
      `${site.url}/conversation/api/v1/conversations/c0000000-0000-4000-8000-000000000100`,
      { webExMeetingId: '300400100', webExSite: new URL(site.url).host },
    ];
    for (const name of names) {
      const outcome = await ask(name);
      expect([name, outcome]).toMatchObject([name, { ok: true, meetingInfo: { meetingNumber: '300400100' } }]);
    }
  });

  it('go from wrong passwords to a captcha, through a refresh and a wrong captcha, to success', async () => {
    const wrong = { password: secret('wrong') };
    expect(await ask('300400101')).toMatchObject({ failure: { kind: 'passwordMissing' } });
    let outcome = await ask('300400101', wrong);
    expect(outcome).toMatchObject({ failure: { kind: 'passwordWrong' }, needs: { captcha: false } });
    for (let tries = 0; tries < 5 && !(!outcome.ok && outcome.captcha); tries += 1)
      outcome = await ask('300400101', wrong);
    if (outcome.ok || !outcome.captcha) throw new Error('no captcha came');
    expect(outcome).toMatchObject({ failure: { kind: 'passwordWrong' }, needs: { password: true, captcha: true } });

    const refreshed = await services().refreshCaptcha(refresh(outcome.captcha), live());
    if (!refreshed.ok) throw new Error(refreshed.failure.kind);
    expect(refreshed.captcha.id).not.toBe(outcome.captcha.id);

    const password = secret('open-sesame');
    const refused = await ask('300400101', { password, captcha: { id: refreshed.captcha.id, code: secret('no') } });
    if (refused.ok || !refused.captcha) throw new Error('no fresh captcha came');
    expect(refused).toMatchObject({ failure: { kind: 'captchaWrong' } });

    const joined = await ask('300400101', { password, captcha: answerTo(refused.captcha) });
    if (!joined.ok) throw new Error(joined.failure.kind);
    expect(reveal(joined.meetingInfo.permissionToken!)).not.toBe('');
  });

  it('say that the captcha is spent when it was right and the password was not', async () => {
    const first = await ask('300400104');
    if (first.ok || !first.captcha) throw new Error('no captcha came');
    const outcome = await ask('300400104', { password: secret('wrong'), captcha: answerTo(first.captcha) });
    expect(outcome).toMatchObject({ failure: { kind: 'passwordWrong' }, needs: { captcha: true }, captcha: null });
    expect((await services().refreshCaptcha(refresh(first.captcha), live())).ok).toBe(true);
  });

  it('follow a meeting to a trusted site, and to no other', async () => {
    expect(await ask('300400112')).toMatchObject({ ok: true });
    expect(await ask('300400114')).toMatchObject({ failure: { kind: 'untrustedHost' } });
    expect(await ask('300400113')).toMatchObject({ failure: { kind: 'untrustedHost' } });
  });

  it.each([
    ['300400105', 'registrationIdMissing'],
    ['300400110', 'notStarted'],
    ['300400111', 'signInRequired'],
    ['300400126', 'webcastOnly'],
    ['300400129', 'rateLimited'],
    ['300400170', 'serverFault'],
    ['300400171', 'unknownCode'],
    ['999999999', 'meetingNotFound'],
  ])('tell for %s that it is %s', async (number, kind) => {
    expect(await ask(number)).toMatchObject({ ok: false, failure: { kind } });
  });

  it('let an access token in where guests are not', async () => {
    const outcome = await createWebexServices({ transport, siteUrl: site.url, accessToken: 'token' }).fetchMeetingInfo(
      lookup({ destination: '300400111' }),
      live(),
    );
    expect(outcome.ok).toBe(true);
  });

  it('start a meeting in a space', async () => {
    const conversationUrl = `${site.url}/conversation/api/v1/conversations/c0000000-0000-4000-8000-000000000100`;
    const outcome = await createAdhocMeeting(
      { transport, siteUrl: site.url, accessToken: 'token' },
      { conversationUrl },
    );
    expect(outcome).toMatchObject({ ok: true });
  });
});
