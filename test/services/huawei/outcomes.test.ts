import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { inspect } from 'node:util';
import { isSecret, reveal, secret } from '../../../src/guards/secret.js';
import { createHuaweiServices } from '../../../src/services/huawei/index.js';
import type { HttpReply } from '../../../src/services/transport.js';
import type { FaultKind } from '../../../src/simulator/index.js';
import { openReset, request, signal, user } from './reset-client.js';
import type { ResetSite } from './reset-client.js';

const newPassword = secret('Canary-New-Pw-7');

describe('the services of the password reset, over real HTTP', () => {
  let site: ResetSite;
  beforeEach(async () => {
    site = await openReset();
  });
  afterEach(() => site.close());

  const kindOf = (outcome: { ok: boolean; failure?: { kind: string } }): string =>
    outcome.ok ? 'ok' : outcome.failure!.kind;

  it('give pictures, tokens as secrets, lives in seconds, and masked addresses as they came', async () => {
    const { services } = site;
    const slider = await services.sendSlider(request, signal);
    expect(slider).toMatchObject({ ok: true, expiresInS: 60, pointY: expect.any(Number) as unknown });
    if (!slider.ok) return;
    expect(slider.backgroundUrl).toMatch(/^data:image\/png;base64,/);
    expect(slider.pieceUrl).toMatch(/^data:image\/png;base64,/);
    expect(isSecret(slider.token)).toBe(true);
    const token = await site.solve(slider.token);
    expect(await services.sendCode({ ...request, token, sendMethod: null }, signal)).toEqual({
      ok: true,
      expiresInS: 180,
      phone: '+86138****8000',
      email: null,
    });
    const checked = await services.checkCode({ ...request, code: site.lastCode() }, signal);
    expect(checked).toMatchObject({ ok: true, expiresInS: 180 });
    if (!checked.ok) return;
    expect(isSecret(checked.token)).toBe(true);
    expect(await services.reset({ ...request, token: checked.token, newPassword, temporary: false }, signal)).toEqual({
      ok: true,
    });
    expect(site.simulator.huawei.passwordOf(user)).toBe('Canary-New-Pw-7');
    const seen =
      inspect([slider, checked], { showHidden: true, depth: 9, getters: true }) + JSON.stringify([slider, checked]);
    for (const held of [slider.token, checked.token]) expect(seen).not.toContain(reveal(held));
  });

  it('tell what was refused, with the code and the id of the request', async () => {
    const { services } = site;
    const wrong = { ...request, token: await site.tokenFor('checkSlider'), pointX: 0, slideTime: 900 };
    expect(await services.checkSlider(wrong, signal)).toMatchObject({
      failure: { kind: 'unknownCode', code: 'SIM.205', field: 'slider', action: 'solveSlider', status: 400 },
    });
    await services.sendCode({ ...request, token: await site.tokenFor('sendCode'), sendMethod: null }, signal);
    const code = await services.checkCode({ ...request, code: secret('wrong') }, signal);
    expect(code).toMatchObject({ failure: { kind: 'codeWrong', code: 'USG.206010012', serverMessage: '验证码错误' } });
    const sent = site.simulator.requests.at(-1)?.headers['x-request-id'];
    expect(code).toMatchObject({ failure: { requestId: sent } });
    const checked = await services.checkCode({ ...request, code: site.lastCode() }, signal);
    if (!checked.ok) throw new Error('refused');
    const bad = { ...request, token: checked.token, newPassword: secret('short'), temporary: false };
    expect(await services.reset(bad, signal)).toMatchObject({
      failure: { kind: 'passwordNotAcceptable', code: 'USG.206030014', field: 'newPassword' },
    });
    expect(await services.reset({ ...bad, newPassword, token: secret('stale') }, signal)).toMatchObject({
      failure: { kind: 'tokenExpired', code: 'SIM.502', status: 401 },
    });
  });

  it('read the envelope of 2019, on every step and for refusals', async () => {
    site.simulator.huawei.choose({ envelope: 'legacy' });
    const token = await site.tokenFor('reset');
    const bad = { ...request, token, newPassword: secret('short'), temporary: false };
    expect(await site.services.reset(bad, signal)).toMatchObject({
      failure: { kind: 'passwordNotAcceptable', code: '206030014', status: 200 },
    });
    expect(await site.services.reset({ ...bad, newPassword }, signal)).toEqual({ ok: true });
  });

  it.each<[FaultKind, string, string]>([
    ['html', 'unexpectedReply', 'outcomeUnknown'],
    ['notJson', 'unexpectedReply', 'outcomeUnknown'],
    ['wrongTypes', 'unexpectedReply', 'outcomeUnknown'],
    ['redirect', 'unexpectedReply', 'outcomeUnknown'],
    ['status', 'serverFault', 'outcomeUnknown'],
    ['reset', 'network', 'network'],
    ['truncate', 'network', 'network'],
    ['hang', 'timeout', 'timeout'],
    ['rateLimit', 'rateLimited', 'rateLimited'],
  ])('tell a fault of the kind %s as %s, and as %s on the reset', async (kind, expected, onReset) => {
    // Short only where nothing ever comes.
    const hurried = { ...request, timeoutMs: kind === 'hang' ? 150 : 20_000 };
    const token = await site.tokenFor('reset');
    const fault = { kind, location: `${site.url}/elsewhere` };
    site.simulator.faults.push({ ...fault, times: 5 });
    const before = site.simulator.requests.length;
    const { services } = site;
    expect(kindOf(await services.sendSlider(hurried, signal))).toBe(expected);
    if (kind !== 'wrongTypes' && kind !== 'truncate') {
      expect(kindOf(await services.checkSlider({ ...hurried, token, pointX: 1, slideTime: 1 }, signal))).toBe(expected);
      expect(kindOf(await services.sendCode({ ...hurried, token, sendMethod: null }, signal))).toBe(expected);
      expect(kindOf(await services.checkCode({ ...hurried, code: secret('1') }, signal))).toBe(expected);
    }
    // An empty body cut in half is still an empty body: the reset is lost only where the connection is.
    if (kind === 'truncate') return;
    expect(kindOf(await services.reset({ ...hurried, token, newPassword, temporary: false }, signal))).toBe(onReset);
    const sent = site.simulator.requests.slice(before);
    expect(sent.map(({ path }) => path)).not.toContain('/elsewhere');
    expect(sent).toHaveLength(kind === 'wrongTypes' ? 2 : 5);
  });

  it('take an empty 200 for a success on the reset only', async () => {
    const token = secret('T');
    site.simulator.faults.push({ kind: 'emptyBody', times: 5 });
    const { services } = site;
    expect(kindOf(await services.sendSlider(request, signal))).toBe('unexpectedReply');
    expect(kindOf(await services.checkSlider({ ...request, token, pointX: 1, slideTime: 1 }, signal))).toBe(
      'unexpectedReply',
    );
    expect(kindOf(await services.sendCode({ ...request, token, sendMethod: null }, signal))).toBe('unexpectedReply');
    expect(kindOf(await services.checkCode({ ...request, code: secret('1') }, signal))).toBe('unexpectedReply');
    expect(kindOf(await services.reset({ ...request, token, newPassword, temporary: false }, signal))).toBe('ok');
  });

  it('count Retry-After from when the request was made', async () => {
    site.simulator.faults.push({ kind: 'rateLimit', retryAfterS: 20 });
    expect(await site.services.sendSlider(request, signal)).toMatchObject({
      failure: { kind: 'rateLimited', retryAt: request.sentAt + 20_000 },
    });
  });

  it('stop at once when they are aborted, and say nothing that is not true', async () => {
    site.simulator.faults.push({ kind: 'hang' });
    const controller = new AbortController();
    const outcome = site.services.sendSlider(request, controller.signal);
    controller.abort();
    expect(kindOf(await outcome)).toBe('network');
  });

  it('know the codes that an app adds', async () => {
    const services = site.servicesWith({ codes: { 'SIM.402': 'codeExpired' } });
    expect(kindOf(await services.checkCode({ ...request, code: secret('123456') }, signal))).toBe('codeExpired');
  });
});

describe('the services of the password reset, whatever the reply', () => {
  const answering = (reply: Partial<HttpReply>) =>
    createHuaweiServices({ transport: async () => ({ status: 200, headers: {}, body: '', ...reply }) });
  const png = 'data:image/png;base64,iVBORw0KGgo=';
  const slider = { shadowImage: png, cutImage: png, pointY: 3, token: 'T1', expire: 60 };

  it.each([
    ['a token that is empty', { token: '' }],
    ['a token that is a number', { token: 7 }],
    ['a life of nothing', { expire: 0 }],
    ['a life in words', { expire: '60' }],
    ['a place between two pixels', { pointY: 1.5 }],
    ['a place above the picture', { pointY: -1 }],
    ['a picture from elsewhere', { shadowImage: 'https://evil.example/x.png' }],
    ['a picture over plain http', { cutImage: 'http://api.meeting.huaweicloud.com/x.png' }],
    ['a script for a picture', { cutImage: 'javascript:alert(1)' }],
    ['a page for a picture', { cutImage: 'data:text/html;base64,PGI+' }],
    ['a picture from elsewhere that names data', { cutImage: 'https://evil.example/?data:image/png;base64,' }],
    ['a drawing that may hold script', { cutImage: 'data:image/svg+xml;base64,PHN2Zz4=' }],
    ['a picture that is no address', { shadowImage: 'x' }],
  ])('do not take a slider with %s', async (_, fields) => {
    expect(await answering({ body: { ...slider, ...fields } }).sendSlider(request, signal)).toMatchObject({
      ok: false,
      failure: { kind: 'unexpectedReply', status: 200, requestId: expect.any(String) as unknown },
    });
  });

  it('take the usual kinds of pictures', async () => {
    for (const kind of ['png', 'jpeg', 'jpg', 'gif', 'webp', 'PNG'])
      expect(
        await answering({ body: { ...slider, cutImage: `data:image/${kind};base64,AA==` } }).sendSlider(
          request,
          signal,
        ),
      ).toMatchObject({ ok: true });
  });

  it('tell where a code went, by either way', async () => {
    const to = async (body: object) => {
      const outcome = await answering({ body: { expire: 180, ...body } }).sendCode(
        { ...request, token: secret('T'), sendMethod: null },
        signal,
      );
      return outcome.ok && [outcome.phone, outcome.email];
    };
    expect(await to({ bindPhone: '+86138****8000', bindEmail: null })).toEqual(['+86138****8000', null]);
    expect(await to({ bindEmail: 'a***@b.c' })).toEqual([null, 'a***@b.c']);
  });

  it('read a reply of a transport that leaves its headers out', async () => {
    const bare = (body: unknown) => answering({ body, headers: undefined as never }).sendSlider(request, signal);
    expect(await bare(slider)).toMatchObject({ ok: true, pointY: 3 });
    expect(await bare({ error_code: 'USG.206030000' })).toMatchObject({ ok: false, failure: { kind: 'userUnknown' } });
  });

  it('name the request that got no reply by the id that was sent', async () => {
    let id: string | undefined;
    const services = createHuaweiServices({
      transport: async ({ headers }) => {
        id = headers['x-request-id'];
        throw new Error();
      },
    });
    expect(await services.sendSlider(request, signal)).toMatchObject({ failure: { kind: 'network', requestId: id } });
    expect(id).toBeDefined();
  });

  it('take pictures as data, and from the host of the service itself', async () => {
    const shadowImage = 'https://api.meeting.huaweicloud.com/pictures/1.png';
    expect(await answering({ body: slider }).sendSlider(request, signal)).toMatchObject({ ok: true, pointY: 3 });
    expect(await answering({ body: { ...slider, shadowImage } }).sendSlider(request, signal)).toMatchObject({
      ok: true,
      backgroundUrl: shadowImage,
    });
  });

  it.each([
    'blob:https://api.meeting.huaweicloud.com/1b9d6bcd',
    'https://user:word@api.meeting.huaweicloud.com/1.png',
    'https://api.meeting.huaweicloud.com@evil.example/1.png',
    // A page that is https: too takes these for paths of its own site.
    'https:api.meeting.huaweicloud.com/../logout',
    'https:/api.meeting.huaweicloud.com/../logout',
  ])('show no picture at %s', async (address) => {
    for (const field of ['shadowImage', 'cutImage'])
      expect(await answering({ body: { ...slider, [field]: address } }).sendSlider(request, signal)).toMatchObject({
        ok: false,
        failure: { kind: 'unexpectedReply' },
      });
  });

  it.each([
    ['sendCode', { expire: 0 }],
    ['sendCode', { expire: 180, bindPhone: 5 }],
    ['sendCode', { expire: 180, bindEmail: {} }],
    ['checkCode', { token: '', expire: 180 }],
    ['checkCode', { token: 'T4', expire: -1 }],
    ['checkSlider', { token: 'T2', expire: '60' }],
  ] as const)('do not take for the reply to %s: %j', async (operation, body) => {
    const services = answering({ body });
    const token = secret('T');
    const outcome = await {
      sendCode: () => services.sendCode({ ...request, token, sendMethod: null }, signal),
      checkCode: () => services.checkCode({ ...request, code: secret('1') }, signal),
      checkSlider: () => services.checkSlider({ ...request, token, pointX: 1, slideTime: 1 }, signal),
    }[operation]();
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'unexpectedReply', status: 200 } });
  });

  it('keep a documented code that happens to hold what was typed, and drop another in any case of letters', async () => {
    const ask = async (error_code: string, typed: string) => {
      const services = answering({ status: 400, body: { error_code } });
      const outcome = await services.checkCode({ ...request, code: secret(typed) }, signal);
      return outcome.ok ? 'ok' : outcome.failure.code;
    };
    expect(await ask('USG.206010012', '2060')).toBe('USG.206010012');
    expect(await ask('SIM.Abc', 'aBC')).toBeNull();
    expect(await ask('SIM.402', 'abc')).toBe('SIM.402');
    expect(await ask('SIM.402', '')).toBe('SIM.402');
  });

  it('keep what was typed, and every token, out of the service’s own words', async () => {
    const code = 'Canary-code-1';
    const token = 'Canary-token-2';
    const echo = answering({
      status: 400,
      headers: { 'x-request-id': token },
      body: {
        error_code: `USG.${token}`,
        error_msg: `user ${user}, ${code}, ${token}, Canary-New-Pw-7 ${encodeURIComponent(user)}`,
      },
    });
    const outcomes = [
      await echo.sendCode({ ...request, token: secret(token), sendMethod: null }, signal),
      await echo.reset({ ...request, token: secret(token), newPassword, temporary: false }, signal),
      await answering({ status: 400, body: { error_code: code, error_msg: code } }).checkCode(
        { ...request, code: secret(code) },
        signal,
      ),
    ];
    // A success that cannot be read names its request too.
    const unreadable = answering({ body: { expire: 'soon', token: 5 }, headers: { 'x-request-id': `id ${code}` } });
    expect(await unreadable.checkCode({ ...request, code: secret(code) }, signal)).toMatchObject({
      failure: { kind: 'unexpectedReply', status: 200, requestId: 'id [redacted]' },
    });
    // The envelope of 2019 names it in the body.
    const old = answering({ body: { returnCode: '206010012', requestId: 'r-2019' } });
    expect(await old.checkCode({ ...request, code: secret(code) }, signal)).toMatchObject({
      failure: { kind: 'codeWrong', requestId: 'r-2019' },
    });
    const text = JSON.stringify(outcomes);
    expect(text).not.toContain(token);
    expect(text).not.toContain(user);
    expect(JSON.stringify(outcomes[1])).not.toContain('Canary-New-Pw-7');
    expect(JSON.stringify(outcomes[2])).not.toContain(code);
  });

  it('keep the user out of words that are otherwise left as they are', async () => {
    const echo = answering({ status: 400, body: { error_code: 'USG.206030000', error_msg: `no such user: ${user}!` } });
    expect(await echo.sendSlider(request, signal)).toMatchObject({
      failure: { kind: 'userUnknown', serverMessage: 'no such user: [redacted]!' },
    });
  });

  it('throw nothing when a transport throws, or resolves with what is no reply', async () => {
    const broken = [
      () => {
        throw new Error('Canary');
      },
      () => Promise.reject(new Error('Canary')),
      () => Promise.resolve(undefined as never),
      () => Promise.resolve({ status: 200 } as never),
    ];
    for (const transport of broken) {
      const outcome = await createHuaweiServices({ transport }).sendSlider(request, signal);
      expect(outcome).toMatchObject({ ok: false });
      expect(JSON.stringify(outcome)).not.toContain('Canary');
    }
  });
});
