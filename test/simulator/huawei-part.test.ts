import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PNG } from 'pngjs';
import { openHuawei, phone } from './huawei-client.js';
import type { HuaweiSite, Reply } from './huawei-client.js';

const parameter = 'USG.000000003';
const codeOf = ({ status, body }: Reply): unknown => [status, body['error_code']];

describe('the simulated Huawei service', () => {
  let site: HuaweiSite;
  beforeEach(async () => {
    site = await openHuawei();
  });
  afterEach(() => site.close());

  it('leads from the slider to a new password, with an empty last reply', async () => {
    const slider = await site.sendSlider();
    expect(slider.status).toBe(200);
    expect(Object.keys(slider.body).sort()).toEqual(['cutImage', 'expire', 'pointY', 'shadowImage', 'token']);
    expect(slider.body).toMatchObject({ expire: 60, token: expect.stringMatching(/^[A-Za-z0-9]{33}$/) as unknown });
    expect(slider.headers.get('content-type')).toBe('application/json;charset=UTF-8');

    const solved = await site.checkSlider(slider.body['token']);
    expect(solved.body).toEqual({ token: expect.stringMatching(/^[A-Za-z0-9]{33}$/) as unknown, expire: 60 });
    const sent = await site.sendCode(solved.body['token']);
    expect(sent.body).toEqual({ expire: 180, bindPhone: '+86138****8000', bindEmail: null });
    expect(site.simulator.huawei.outbox).toEqual([
      { user: 'demo', code: expect.stringMatching(/^\d{6}$/) as unknown, sentTo: phone, at: site.now },
    ]);
    const checked = await site.checkCode(site.lastCode());
    expect(checked.body).toEqual({ token: expect.stringMatching(/^[A-Za-z0-9]{33}$/) as unknown, expire: 180 });

    expect(site.simulator.huawei.passwordOf('demo')).toBe('Forgotten-1');
    const done = await site.resetPassword(checked.body['token']);
    expect([done.status, done.text]).toEqual([200, '']);
    expect(site.simulator.huawei.passwordOf('demo@example.com')).toBe('New-pass-1');
    expect(site.simulator.huawei.mustChangePassword('demo')).toBe(false);
  });

  it('remembers that a password is a temporary one, until it is reset', async () => {
    await site.resetPassword(await site.resetToken(), { passWordType: 1 });
    expect(site.simulator.huawei.mustChangePassword(phone)).toBe(true);
    site.simulator.reset();
    expect(site.simulator.huawei.mustChangePassword(phone)).toBe(false);
    expect(site.simulator.huawei.passwordOf(phone)).toBe('Forgotten-1');
    expect(site.simulator.huawei.outbox).toEqual([]);
    // Another code can be had at once.
    expect((await site.sendCode(await site.solvedToken())).status).toBe(200);
  });

  it('hands out real pictures: 300 × 110 with a hole, and a 49 × 49 piece that fits there', async () => {
    const { body } = await site.sendSlider();
    const read = (name: string): PNG => {
      const url = String(body[name]);
      expect(url.startsWith('data:image/png;base64,')).toBe(true);
      return PNG.sync.read(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
    };
    const background = read('shadowImage');
    const piece = read('cutImage');
    expect([background.width, background.height, piece.width, piece.height]).toEqual([300, 110, 49, 49]);
    expect(body['pointY']).toBeGreaterThanOrEqual(0);
    expect(body['pointY']).toBeLessThanOrEqual(61);
  });

  it.each([
    ['no user', { user: undefined }],
    ['an empty user', { user: '' }],
    ['a user of 256 characters', { user: 'x'.repeat(256) }],
    ['a user that is a number', { user: 13800138000 }],
    ['no client type', { clientType: undefined }],
    ['the client type of the login', { clientType: 72 }],
    ['a client type in words', { clientType: 'web' }],
    ['an unknown purpose', { checkType: 2 }],
  ])('refuses a request for a slider with %s', async (_, fields) => {
    expect(codeOf(await site.sendSlider(fields))).toEqual([400, parameter]);
  });

  it('refuses bodies that are no JSON objects, and a missing Content-Type', async () => {
    for (const body of [undefined, '[]', '"x"', '{'])
      expect(codeOf(await site.request('POST', 'auth/slideverifycode/send', body))).toEqual([400, parameter]);
    const body = { user: phone, clientType: 0 };
    const plain = { 'content-type': 'text/plain' };
    expect(codeOf(await site.request('POST', 'auth/slideverifycode/send', body, plain))).toEqual([400, parameter]);
  });

  it.each([
    ['a position that is not whole', { pointX: 1.5 }],
    ['a position in a text', { pointX: '100' }],
    ['no time', { slideTime: undefined }],
    ['no token', { token: undefined }],
  ])('refuses a slider with %s', async (_, fields) => {
    const { body } = await site.sendSlider();
    expect(codeOf(await site.checkSlider(body['token'], fields))).toEqual([400, parameter]);
  });

  it('takes a slider within the tolerance, and uses its token up either way', async () => {
    for (const [off, code] of [
      [-5, undefined],
      [5, undefined],
      [-6, 'SIM.205'],
      [6, 'SIM.205'],
    ] as const) {
      const { body } = await site.sendSlider();
      const pointX = Number(site.simulator.huawei.sliderAnswer(String(body['token']))) + off;
      expect((await site.checkSlider(body['token'], { pointX })).body['error_code']).toBe(code);
      expect(codeOf(await site.checkSlider(body['token'], { pointX }))).toEqual([400, 'SIM.201']);
    }
  });

  it.each([
    ['of another user', { user: 'demo' }, 0, 'SIM.203'],
    ['for another purpose', { checkType: 0 }, 0, 'SIM.204'],
    ['dragged in no time', { slideTime: 0 }, 0, 'SIM.206'],
    ['dragged for longer than it lives', { slideTime: 60_001 }, 0, 'SIM.206'],
    ['a moment before it expires', {}, 59_999, undefined],
    ['when it has expired', {}, 60_000, 'SIM.202'],
  ])('judges a slider %s', async (_, fields, later, code) => {
    const { body } = await site.sendSlider();
    site.now += later;
    expect((await site.checkSlider(body['token'], fields)).body['error_code']).toBe(code);
  });

  it('sends a code for a token of a solved slider only: once, in time, to the same user, for a forgotten password', async () => {
    expect(codeOf(await site.sendCode(undefined))).toEqual([400, 'SIM.301']);
    expect(codeOf(await site.sendCode('x'))).toEqual([400, 'SIM.302']);
    const { body } = await site.sendSlider();
    expect(codeOf(await site.sendCode(body['token']))).toEqual([400, 'SIM.302']);
    expect(codeOf(await site.sendCode(await site.solvedToken({ checkType: 0 })))).toEqual([400, 'SIM.305']);
    const token = await site.solvedToken();
    expect(codeOf(await site.sendCode(token, { user: 'demo@example.com' }))).toEqual([400, 'SIM.304']);
    expect((await site.sendCode(token)).status).toBe(200);
    expect(codeOf(await site.sendCode(token))).toEqual([400, 'SIM.302']);
    const late = await site.solvedToken();
    site.now += 60_000;
    expect(codeOf(await site.sendCode(late))).toEqual([400, 'SIM.303']);
    expect(site.simulator.huawei.outbox).toHaveLength(1);
  });

  it('asks an account name for the way, prefers the phone, and goes where it is told', async () => {
    const send = async (user: string, fields = {}) => {
      site.now += 180_000;
      return site.sendCode(await site.solvedToken({ user }), { user, ...fields });
    };
    expect(codeOf(await send('demo'))).toEqual([400, parameter]);
    expect(codeOf(await send(phone, { sendMethod: 1 }))).toEqual([400, parameter]);
    expect((await send('demo', { sendMethod: 'email' })).body).toEqual({
      expire: 180,
      bindPhone: null,
      bindEmail: 'dem****@example.com',
    });
    expect((await send('demo@example.com')).body['bindPhone']).toBe('+86138****8000');
    expect((await send('mail-only@example.com')).body['bindEmail']).toBe('mai****@example.com');
    expect(codeOf(await send('mail-only', { sendMethod: 'sms' }))).toEqual([400, 'SIM.307']);
    expect(site.simulator.huawei.outbox.map(({ sentTo }) => sentTo)).toEqual([
      'demo@example.com',
      phone,
      'mail-only@example.com',
    ]);
  });

  it('keeps 180 s between two codes to one account, by whichever name', async () => {
    await site.sendCode(await site.solvedToken());
    site.now += 179_999;
    const user = 'demo@example.com';
    expect(codeOf(await site.sendCode(await site.solvedToken({ user }), { user }))).toEqual([400, 'SIM.306']);
    site.now += 1;
    expect((await site.sendCode(await site.solvedToken({ user }), { user })).status).toBe(200);
  });

  it('takes a code once, in time, from the same user, and after at most five tries', async () => {
    expect(codeOf(await site.checkCode('123456'))).toEqual([400, 'SIM.402']);
    await site.sendCode(await site.solvedToken());
    for (const code of ['', 'x'.repeat(33), 123456, undefined])
      expect(codeOf(await site.checkCode(code))).toEqual([400, parameter]);
    expect(codeOf(await site.checkCode(site.lastCode(), { user: 'demo' }))).toEqual([400, 'SIM.402']);
    for (let tries = 0; tries < 4; tries++)
      expect(codeOf(await site.checkCode('wrong'))).toEqual([400, 'USG.206010012']);
    expect((await site.checkCode(site.lastCode())).status).toBe(200);
    expect(codeOf(await site.checkCode(site.lastCode()))).toEqual([400, 'SIM.402']);

    site.now += 180_000;
    await site.sendCode(await site.solvedToken());
    for (let tries = 0; tries < 5; tries++) await site.checkCode('wrong');
    expect(codeOf(await site.checkCode(site.lastCode()))).toEqual([400, 'SIM.404']);

    site.now += 180_000;
    await site.sendCode(await site.solvedToken());
    site.now += 180_000;
    expect(codeOf(await site.checkCode(site.lastCode()))).toEqual([400, 'SIM.403']);
  });

  it('wants the token of the code check in the header of the reset', async () => {
    const token = await site.resetToken();
    const body = { user: phone, newPwd: 'New-pass-1', token };
    expect(codeOf(await site.request('PUT', 'password/reset', body))).toEqual([401, 'SIM.501']);
    expect(codeOf(await site.resetPassword('x'))).toEqual([401, 'SIM.502']);
    expect(codeOf(await site.resetPassword(token, { user: 'demo' }))).toEqual([401, 'SIM.504']);
    for (const fields of [{ newPwd: undefined }, { newPwd: 12345678 }, { passWordType: '1' }])
      expect(codeOf(await site.resetPassword(token, fields))).toEqual([400, parameter]);
    site.now += 179_999;
    expect((await site.resetPassword(token)).status).toBe(200);
    expect(codeOf(await site.resetPassword(token))).toEqual([401, 'SIM.502']);
    site.now += 180_000;
    const late = await site.resetToken();
    site.now += 180_000;
    expect(codeOf(await site.resetPassword(late))).toEqual([401, 'SIM.503']);
  });

  it.each(['Short-1', `Long-1${'xy'.repeat(14)}`, 'lowercase', 'Abccc-123', 'my-DEMO-pass1', '1-omed-pass'])(
    'refuses %s as a new password and keeps the token',
    async (newPwd) => {
      const token = await site.resetToken();
      expect(codeOf(await site.resetPassword(token, { newPwd }))).toEqual([400, 'USG.206030014']);
      expect((await site.resetPassword(token)).status).toBe(200);
    },
  );

  it.each(['Pass-123', `Pass-1${'xy'.repeat(13)}`, 'lower123', 'aabbccdd1'])(
    'takes %s as a new password: eight to 32 characters of two kinds',
    async (newPwd) => {
      expect((await site.resetPassword(await site.resetToken(), { newPwd })).status).toBe(200);
    },
  );

  it('takes a user of 255 characters, and a content type in capitals with more behind it', async () => {
    site.simulator.huawei.choose({ unknownUser: 'sendCode' });
    expect((await site.sendSlider({ user: 'x'.repeat(255) })).status).toBe(200);
    const type = { 'content-type': 'Application/JSON; charset=UTF-8' };
    const body = { user: phone, clientType: 0 };
    expect((await site.request('POST', 'auth/slideverifycode/send', body, type)).status).toBe(200);
    const other = { 'content-type': 'x-application/json' };
    expect((await site.request('POST', 'auth/slideverifycode/send', body, other)).status).toBe(400);
  });

  it('takes the old password again, unless it is told not to', async () => {
    expect((await site.resetPassword(await site.resetToken(), { newPwd: 'Forgotten-1' })).status).toBe(200);
  });

  it('wants a user without a +, an @ or an account to say where a code should go', async () => {
    const user = 'some+one';
    expect(codeOf(await site.sendCode(await site.solvedToken({ user }), { user }))).toEqual([400, parameter]);
  });

  it('knows nothing of strangers', () => {
    expect(site.simulator.huawei.passwordOf('stranger')).toBeNull();
    expect(site.simulator.huawei.mustChangePassword('stranger')).toBe(false);
  });

  it('answers the question of a browser before a request, and no other', async () => {
    expect((await site.request('OPTIONS', 'password/reset', undefined)).status).toBe(204);
    expect((await site.request('PUT', 'toString', {})).status).toBe(404);
  });

  it('knows its own addresses only, and the method of each', async () => {
    expect((await site.request('POST', 'auth/token', {})).status).toBe(404);
    expect(codeOf(await site.request('POST', 'password/reset', {}))).toEqual([400, 'SIM.001']);
  });

  it('gives the id of a request back, or makes one', async () => {
    const named = await site.request('PUT', 'verifycode/check', {}, { 'X-Request-Id': 'r-7' });
    expect(named.headers.get('x-request-id')).toBe('r-7');
    expect((await site.sendSlider()).headers.get('x-request-id')).not.toBeNull();
  });

  it('speaks Chinese unless it is asked for English', async () => {
    const said = async (language?: string) =>
      (await site.request('PUT', 'verifycode/check', {}, language ? { 'Accept-Language': language } : {})).body[
        'error_msg'
      ];
    for (const language of [undefined, 'zh-CN', 'fr-FR']) expect(await said(language)).toBe('请求参数错误');
    expect(await said('en-US')).toBe('The request parameter is incorrect.');
  });
});

describe('the choices of the simulated Huawei service', () => {
  let site: HuaweiSite | undefined;
  afterEach(() => site?.close());

  it('tells of an unknown user at the slider, at the code, or never, and then shows nobody any address', async () => {
    const user = '+10000000000';
    site = await openHuawei({ unknownUser: 'sendSlider' });
    expect(codeOf(await site.sendSlider({ user }))).toEqual([400, 'USG.206030000']);
    site.simulator.huawei.choose({ unknownUser: 'sendCode' });
    expect(codeOf(await site.sendCode(await site.solvedToken({ user }), { user }))).toEqual([400, 'USG.206030000']);
    site.simulator.huawei.choose({ unknownUser: 'never' });
    const hidden = { expire: 180, bindPhone: null, bindEmail: null };
    expect((await site.sendCode(await site.solvedToken({ user }), { user })).body).toEqual(hidden);
    expect((await site.sendCode(await site.solvedToken())).body).toEqual(hidden);
    expect(codeOf(await site.checkCode('123456', { user }))).toEqual([400, 'USG.206010012']);
    expect(codeOf(await site.checkCode('123456'))).toEqual([400, 'USG.206010012']);
    expect(site.simulator.huawei.outbox).toHaveLength(1);
  });

  it('answers with codes that nobody knows in place of invented ones, or of all', async () => {
    site = await openHuawei({ unknownCodes: 'undocumented' });
    const undocumented = await site.sendCode('x');
    expect(codeOf(undocumented)).toEqual([400, expect.stringMatching(/^USG\.2\d{8}$/)]);
    expect(codeOf(await site.sendSlider({ user: '' }))).toEqual([400, parameter]);
    site.simulator.huawei.choose({ unknownCodes: 'all' });
    expect((await site.sendSlider({ user: '' })).body['error_code']).toMatch(/^USG\.2\d{5}999$/);
    site.simulator.reset();
    expect((await site.sendSlider({ user: '' })).body['error_code']).toBe(parameter);
    expect(codeOf(await site.sendCode('x'))).toEqual([400, expect.stringMatching(/^USG\.2\d{5}999$/)]);
  });

  it.each([
    ['on the legacy paths', {}, '/rest/usg/ap/v1'],
    ['on all paths, when chosen', { envelope: 'legacy' as const }, '/v1/usg/acs'],
  ])('speaks the envelope of 2019 %s: always HTTP 200', async (_, options, base) => {
    site = await openHuawei(options, base);
    const slider = await site.sendSlider();
    expect(slider.body).toMatchObject({
      returnCode: '000000000',
      returnMessage: 'SUCCESS',
      achievementTime: 0,
      data: { expire: 60, pointY: expect.any(Number) as unknown },
    });
    const wrong = await site.checkCode('');
    expect([wrong.status, wrong.body['returnCode']]).toEqual([200, '000000003']);
    const missing = await site.request('PUT', 'password/reset', { user: phone, newPwd: 'New-pass-1' });
    expect([missing.status, missing.body['returnCode']]).toEqual([200, 'SIM.501']);
    const done = await site.resetPassword(await site.resetToken());
    expect(done.body).toMatchObject({ returnCode: '000000000', data: null });
  });

  it('can be told lives, tolerance, digits, tries and cool-down', async () => {
    site = await openHuawei({
      sliderTolerancePx: 0,
      sliderTokenLifeS: 1,
      solvedTokenLifeS: 2,
      codeLifeS: 3,
      codeDigits: 4,
      codeTries: 1,
      resendCooldownS: 0,
      resetTokenLifeS: 4,
      oldPasswordAllowed: false,
      users: [{ account: 'someone', phone, password: 'Some-pass-1' }],
    });
    const slider = await site.sendSlider();
    expect(slider.body['expire']).toBe(1);
    site.now += 1_000;
    expect(site.simulator.huawei.sliderAnswer(String(slider.body['token']))).toBeNull();
    site.now -= 1_000;
    const answer = Number(site.simulator.huawei.sliderAnswer(String(slider.body['token'])));
    expect((await site.checkSlider(slider.body['token'], { pointX: answer + 1 })).body['error_code']).toBe('SIM.205');
    expect((await site.sendCode(await site.solvedToken())).body['expire']).toBe(3);
    expect(site.lastCode()).toMatch(/^\d{4}$/);
    await site.checkCode('x');
    expect((await site.checkCode(site.lastCode())).body['error_code']).toBe('SIM.404');
    const token = await site.resetToken();
    expect(codeOf(await site.resetPassword(token, { newPwd: 'Some-pass-1' }))).toEqual([400, 'SIM.505']);
    site.now += 4_000;
    expect(codeOf(await site.resetPassword(token))).toEqual([401, 'SIM.503']);
  });

  it('does not change a password that the system keeps', async () => {
    site = await openHuawei({
      users: [{ account: 'fixed', phone, password: 'Some-pass-1', mayChangePassword: false }],
    });
    expect(codeOf(await site.resetPassword(await site.resetToken()))).toEqual([400, 'USG.206030005']);
  });
});
