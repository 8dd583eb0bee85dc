import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { reveal } from 'meeting-join-flow';
import type { JoinFlow } from 'meeting-join-flow';
import { answered, fieldsOf, openJoinSite, transportNames } from '../support/join-site.js';
import type { JoinSite } from '../support/join-site.js';

describe.each(transportNames)('over real HTTP, with %s', (transport) => {
  let site: JoinSite;
  let flow: JoinFlow;
  beforeEach(async () => {
    site = await openJoinSite(transport);
    flow = site.start();
  });
  afterEach(() => site.close());

  const join = (destination: string, more = {}) => {
    flow.join({ destination, ...more });
    return answered(flow);
  };
  const password = (value: string) => {
    flow.submitPassword(value);
    return answered(flow);
  };
  const solved = (code: string, more = {}) => {
    flow.submitCaptcha({ code, ...more });
    return answered(flow);
  };

  test('an open meeting lets people in at once, and hands the permission token to the app only', async () => {
    const view = await join('300400100');

    expect(view).toMatchObject({ state: 'success', failure: null, meetingInfo: { meetingNumber: '300400100' } });
    const token = view.state === 'success' ? view.meetingInfo.permissionToken : null;
    expect(reveal(token!)).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(JSON.stringify(view)).not.toContain(reveal(token!));
    expect(site.posts()).toHaveLength(1);
  });

  test('wrong passwords bring a captcha; refreshed, answered wrong, then right with a wrong password, then all right', async () => {
    const events: string[] = [];
    flow.on('*', ({ type }) => events.push(type));

    expect(await join('300400101')).toMatchObject({
      state: 'passwordRequired',
      failure: { kind: 'passwordMissing', code: 403004, status: 403 },
      accepts: ['password'],
      meeting: { meetingNumber: '300400101' },
    });
    for (let wrong = 1; wrong <= 3; wrong++) {
      expect(await password(`wrong-${wrong}`)).toMatchObject({
        state: 'passwordRequired',
        failure: { kind: 'passwordWrong', code: 403028 },
        attempts: { password: wrong, captcha: 0 },
      });
    }
    const first = await password('wrong-4');
    expect(first).toMatchObject({
      state: 'captchaRequired',
      failure: { kind: 'passwordWrong', code: 423005, status: 423 },
      needs: { password: true, captcha: true, registrationId: false },
      attempts: { password: 4 },
    });

    flow.refreshCaptcha();
    const second = await answered(flow);
    expect(second).toMatchObject({ state: 'captchaRequired', captcha: { spent: false }, failure: { code: 423005 } });
    const ids = [first, second].map((view) => (view.state === 'captchaRequired' ? view.captcha.id : ''));
    expect(ids[1]).not.toBe(ids[0]);

    expect(await solved('nonsense', { password: 'open-sesame' })).toMatchObject({
      state: 'captchaRequired',
      failure: { kind: 'captchaWrong' },
      held: { password: true },
      attempts: { password: 4, captcha: 1 },
    });

    // The password was not judged, so it rides along; the fields of the form may stay empty.
    const view = await solved(site.solve(flow), { password: 'wrong-5' });
    expect(view).toMatchObject({
      state: 'captchaRequired',
      failure: { kind: 'passwordWrong', code: 403028 },
      captcha: { spent: false },
      held: { password: false },
      attempts: { password: 5, captcha: 1 },
    });

    expect(await solved(site.solve(flow), { password: 'open-sesame' })).toMatchObject({ state: 'success' });
    expect(events.filter((type) => type === 'answer.sent')).toHaveLength(7);
    expect(site.answers()).toHaveLength(7);
    expect(events.at(-1)).toBe('joined');
    expect(fieldsOf(site.posts().at(-1)!)['password']).toBe('open-sesame');
  });

  test('an answer that was not judged rides along with the next press', async () => {
    await join('300400101');
    for (let wrong = 0; wrong < 4; wrong++) await password('wrong');
    await solved('nonsense', { password: 'open-sesame' });

    expect(await solved(site.solve(flow))).toMatchObject({ state: 'success' });
  });

  test('a right captcha beside a wrong password may bring a new captcha at once', async () => {
    await join('300400109');
    for (let wrong = 0; wrong < 4; wrong++) await password('wrong');

    expect(await solved(site.solve(flow), { password: 'wrong' })).toMatchObject({
      state: 'captchaRequired',
      failure: { kind: 'passwordWrong', code: 423010 },
      captcha: { spent: false },
    });
    expect(await solved(site.solve(flow), { password: 'open-sesame' })).toMatchObject({ state: 'success' });
    expect(site.simulator.requests.filter(({ path }) => path.endsWith('/refresh'))).toHaveLength(0);
  });

  test('a webinar asks for the registration id, then for the password, and gets both', async () => {
    expect(await join('300400106')).toMatchObject({
      state: 'registrationRequired',
      failure: { kind: 'registrationIdMissing', code: 403037 },
    });
    flow.submitRegistrationId('W-1999');
    expect(await answered(flow)).toMatchObject({ failure: { kind: 'registrationIdWrong', code: 403137 } });
    flow.submitRegistrationId('W-2024');
    expect(await answered(flow)).toMatchObject({
      state: 'passwordRequired',
      needs: { password: true, registrationId: false },
      held: { registrationId: true },
    });

    expect(await password('wrong')).toMatchObject({ state: 'passwordRequired', held: { registrationId: true } });
    expect(await password('open-sesame')).toMatchObject({ state: 'success' });
    expect(fieldsOf(site.posts().at(-1)!)).toMatchObject({ registrationId: 'W-2024', password: 'open-sesame' });
  });

  test('registration ids that are wrong too often bring a captcha, and the right one goes with it', async () => {
    await join('300400105');
    for (let wrong = 0; wrong < 4; wrong++) {
      flow.submitRegistrationId('W-1');
      await answered(flow);
    }
    expect(flow.getView()).toMatchObject({
      state: 'captchaRequired',
      failure: { kind: 'registrationIdWrong', code: 423007 },
      needs: { captcha: true, registrationId: true, password: false },
    });

    expect(await solved(site.solve(flow), { registrationId: 'W-2025' })).toMatchObject({ state: 'success' });
  });

  test('the host key goes where the password goes', async () => {
    expect(await join('300400102')).toMatchObject({ accepts: ['password', 'hostKey'], failure: { code: 403036 } });

    expect(await password('135790')).toMatchObject({ state: 'success' });
    expect(fieldsOf(site.posts().at(-1)!)).toMatchObject({ password: '135790', supportHostKey: true });
  });

  test('a captcha may come first, with nothing else', async () => {
    expect(await join('300400103')).toMatchObject({
      state: 'captchaRequired',
      failure: { kind: 'captchaMissing', code: 423001 },
      needs: { captcha: true, password: false, registrationId: false },
      accepts: [],
    });

    expect(await solved(site.solve(flow))).toMatchObject({ state: 'success' });
  });

  test('a captcha may come first, and a password after it', async () => {
    await join('300400104');
    expect(await solved(site.solve(flow))).toMatchObject({ state: 'passwordRequired', needs: { captcha: false } });

    expect(await password('open-sesame')).toMatchObject({ state: 'success' });
  });

  test('a password that the app already has rides along with the look-up', async () => {
    expect(await join('300400101', { password: 'open-sesame' })).toMatchObject({ state: 'success' });
    expect(site.posts()).toHaveLength(1);
  });

  test('a meeting on another trusted site is followed there, and the answer goes to each site once', async () => {
    const twin = (url: string) => url.replace('127.0.0.1', 'localhost');
    const sites = await openJoinSite(transport, { webex: (url) => ({ trustedHosts: [twin(url)] }) });
    const moved = sites.start();

    moved.join({ destination: '300400112', password: 'open-sesame' });

    expect(await answered(moved)).toMatchObject({ state: 'success' });
    expect(sites.answers().map(({ url }) => new URL(url).origin)).toEqual([sites.url, twin(sites.url)]);
    await sites.close();
  });

  test('a meeting on a site that the app does not trust is not followed there, be it the same machine', async () => {
    expect(await join('300400112')).toMatchObject({ state: 'error', failure: { kind: 'untrustedHost' } });
    expect(site.posts()).toHaveLength(1);
  });

  test('a meeting that says it is on a stranger’s site is not followed', async () => {
    expect(await join('300400114', { password: 'open-sesame' })).toMatchObject({
      state: 'error',
      failure: { kind: 'untrustedHost', code: 404100 },
    });
    expect(site.posts()).toHaveLength(1);
  });

  test('an expired permission token is dropped, and the meeting asked for once more', async () => {
    expect(await join('300400116', { extraParams: { permissionToken: 'old', mtid: 'm1' } })).toMatchObject({
      state: 'success',
    });
    expect(site.posts().map((post) => ['permissionToken' in fieldsOf(post), fieldsOf(post)['mtid']])).toEqual([
      [true, 'm1'],
      [false, 'm1'],
    ]);
  });

  test('beside an answer an expired permission token is told of, and does not come back on retry', async () => {
    const command = { password: 'open-sesame', extraParams: { permissionToken: 'old' } };
    expect(await join('300400116', command)).toMatchObject({ state: 'error', failure: { kind: 'tokenExpired' } });
    expect(site.posts()).toHaveLength(1);

    flow.retry();

    expect(await answered(flow)).toMatchObject({ state: 'success' });
    expect(site.posts()).toHaveLength(2);
    expect(fieldsOf(site.posts()[1]!)).not.toHaveProperty('permissionToken');
  });

  test('a code that nobody has documented asks for a password, and then says that access is denied', async () => {
    expect(await join('300400160')).toMatchObject({ failure: { kind: 'passwordMissing', code: 403999 } });
    expect(await password('anything')).toMatchObject({
      state: 'passwordRequired',
      failure: { kind: 'accessDenied', code: 403999 },
      can: { submit: true },
    });
    expect(await password('else')).toMatchObject({ state: 'passwordRequired', failure: { kind: 'accessDenied' } });
  });

  test.each([
    ['300400110', 'notStarted', true],
    ['300400111', 'signInRequired', true],
    ['300400120', 'registrationMissing', true],
    ['300400122', 'registrationPending', true],
    ['300400124', 'registrationRejected', false],
    ['300400126', 'webcastOnly', false],
    ['300400130', 'emailRequired', false],
    ['300400149', 'policyDenied', false],
    ['300400129', 'rateLimited', true],
    ['300400171', 'unknownCode', true],
    ['300499999', 'meetingNotFound', false],
  ])('meeting %s ends in %s', async (number, kind, retry) => {
    expect(await join(number)).toMatchObject({ state: 'error', failure: { kind }, can: { retry, cancel: true } });
  });

  test('people who wait for the host get in by a retry when the host has come', async () => {
    await join('300400110');
    site.simulator.webex.openMeeting('300400110');

    flow.retry();

    expect(await answered(flow)).toMatchObject({ state: 'success' });
  });

  test('an access token is sent as a bearer token, and lets members in', async () => {
    const members = await openJoinSite(transport, { webex: () => ({ accessToken: () => 'member-token' }) });
    const member = members.start();

    member.join({ destination: '300400111' });

    expect(await answered(member)).toMatchObject({ state: 'success' });
    expect(members.posts()[0]!.headers['authorization']).toBe('Bearer member-token');
    await members.close();
  });

  test('a flow that was left while it asked asks again after it is restored', async () => {
    await join('300400101');
    await password('wrong');
    const stored: unknown = JSON.parse(JSON.stringify(flow.persist()));
    flow.stop();

    const restored = site.start({ snapshot: stored });
    expect(restored.getView()).toMatchObject({ state: 'fetching', doing: 'lookup', attempts: { password: 1 } });

    expect(await answered(restored)).toMatchObject({ state: 'passwordRequired', destination: '300400101' });
    restored.submitPassword('open-sesame');
    expect(await answered(restored)).toMatchObject({ state: 'success' });
  });

  test('a joined meeting that is restored is looked up anew, since its token is not stored', async () => {
    await join('300400100');
    const stored = flow.persist();

    const restored = site.start({ snapshot: stored });

    expect(await answered(restored)).toMatchObject({ state: 'success' });
    expect(site.posts()).toHaveLength(2);
  });

  test('codes may be texts', async () => {
    site.simulator.faults.push({ kind: 'codeAsString', match: '/meetingInfo', times: Infinity });

    expect(await join('300400101')).toMatchObject({
      state: 'passwordRequired',
      failure: { kind: 'passwordMissing', code: '403004' },
    });
    for (let wrong = 0; wrong < 4; wrong++) await password('wrong');
    expect(await solved(site.solve(flow), { password: 'open-sesame' })).toMatchObject({ state: 'success' });
  });
});
