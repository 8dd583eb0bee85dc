import { describe, expect, it } from '@jest/globals';
import { inspect } from 'node:util';
import { isSecret, secret } from '../../../src/guards/secret.js';
import type { Transport } from '../../../src/services/transport.js';
import { json, serversPerTest } from '../real-server.js';
import { live, lookup, meeting, nothing, refresh, servicesFor } from './request.js';

const serve = serversPerTest();

describe('A reply of a transport of the app', () => {
  it('is its status, headers and body: nothing else in it has a say', async () => {
    const body = { code: 403999, message: 'No.' };
    const more = { previousCode: 403999, now: 5, codes: { 403999: 'notStarted' } };
    const ask = (reply: object, ask: 'fetchMeetingInfo' | 'refreshCaptcha') => {
      const transport: Transport = async () => ({ status: 403, headers: { 'retry-after': '9' }, body, ...reply });
      const services = servicesFor('https://acme.webex.com', { transport });
      return ask === 'refreshCaptcha'
        ? services.refreshCaptcha(refresh(), live())
        : services.fetchMeetingInfo(lookup({ password: secret('guess') }), live());
    };
    for (const port of ['fetchMeetingInfo', 'refreshCaptcha'] as const) {
      const told = (outcome: Awaited<ReturnType<typeof ask>>) =>
        JSON.stringify(outcome, (key, value: unknown) => (key === 'requestId' ? null : value));
      expect(told(await ask(more, port))).toBe(told(await ask({}, port)));
    }
  });
});

describe('A reply to a meeting-info request', () => {
  const answer = async (status: number, body: unknown, more = {}, headers: Record<string, string> = {}) => {
    const server = await serve((_seen, response) => json(response, status, body, headers));
    return servicesFor(server.url).fetchMeetingInfo(lookup(more), live());
  };

  it.each<[string, unknown]>([
    ['an HTML page', '<html>'],
    ['nothing', ''],
    ['a list', [meeting]],
    ['null', null],
    ['an empty object', {}],
    ['no meeting', { supportVoIP: true, unheardOf: 1 }],
    ['a field of a wrong type', { ...meeting, meetingNumber: { n: 1 } }],
    ['a token of a wrong type', { ...meeting, permissionToken: 5 }],
    ['a meeting beside a code in words', { ...meeting, code: 'E403004' }],
    ['a meeting beside a code with a blank in it', { ...meeting, code: ' 403004' }],
    ['a meeting beside a code that is no whole number', { ...meeting, code: 403004.5 }],
    ['a meeting beside a code below zero', { ...meeting, code: -1 }],
    ['a meeting beside a code that is a list', { ...meeting, code: [0] }],
    ['a meeting beside a code that is an object', { ...meeting, code: { valueOf: 1, toString: 1 } }],
    ['a meeting beside a code past all numbers', JSON.stringify({ ...meeting, code: 0 }).replace(/0}$/, '1e400}')],
  ])('is no success when it is %s', async (_what, body) => {
    const server = await serve((_seen, response) =>
      response.writeHead(200).end(typeof body === 'string' ? body : JSON.stringify(body)),
    );
    const outcome = await servicesFor(server.url).fetchMeetingInfo(lookup(), live());
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'unexpectedReply', status: 200 }, needs: nothing });
  });

  it('tells what is wanted, and what it may tell of the meeting', async () => {
    const data = { meetingInfo: { meetingNumber: 5, owner: 'jane', permissionToken: 'canary', unheardOf: 1 } };
    const outcome = await answer(403, { code: 403036, message: 'needs it', data });
    expect(outcome).toMatchObject({
      ok: false,
      failure: { kind: 'passwordMissing', code: 403036, status: 403, serverMessage: 'needs it' },
      needs: { password: true, captcha: false },
      captcha: null,
    });
    const { permissionToken, ...told } = (outcome as { meeting: Record<string, unknown> }).meeting;
    expect(told).toEqual({ meetingNumber: '5', owner: 'jane' });
    expect(isSecret(permissionToken)).toBe(true);
    expect(inspect(outcome, { depth: 9, showHidden: true })).not.toMatch(/canary|unheardOf/);
  });

  it.each<[unknown]>([
    [undefined],
    [{}],
    [{ meetingInfo: null }],
    [{ meetingInfo: 'text' }],
    [{ meetingInfo: {} }],
    [{ meetingInfo: { owner: {} } }],
    [{ meetingInfo: { meetingNumber: '5', supportVoIP: 'yes' } }],
  ])('tells nothing of the meeting where %j comes with the refusal', async (data) => {
    expect(await answer(403, { code: 403036, data })).toMatchObject({ ok: false, meeting: null });
  });

  it('lets in where the owner is a whole person: the field is not worth a refusal', async () => {
    const reply = { permissionToken: 'token', meetingNumber: '5', owner: { id: 'jane' } };
    expect(await answer(200, reply)).toMatchObject({ ok: true, meetingInfo: { meetingNumber: '5', owner: null } });
  });

  it('is network when the caller gives up, and nobody reads it', async () => {
    const server = await serve(() => undefined);
    const outcome = await servicesFor(server.url).fetchMeetingInfo(lookup(), AbortSignal.abort());
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'network', status: null } });
  });

  it('with a fresh captcha beside the refusal of a password brings that one', async () => {
    const more = { password: secret('x'), captcha: { id: 'C', code: secret('abcd') } };
    const server = await serve((_seen, response) => json(response, 423, { code: 423012, ...challengeOn(server.url) }));
    expect(await servicesFor(server.url).fetchMeetingInfo(lookup(more), live())).toMatchObject({
      failure: { kind: 'passwordWrong' },
      captcha: { id: 'Captcha_1' },
    });
    const foreign = { ...challengeOn('https://acme.webex.com'), refreshURL: 'https://evil.org/r' };
    expect(await answer(423, { code: 423012, ...foreign }, more)).toMatchObject({ failure: { kind: 'untrustedHost' } });
  });

  it.each([
    'javascript:alert(1)',
    ' JavaScript:alert(1)',
    'data:text/html,x',
    'webex:meet',
    'acme.webex.com/m/1',
    '',
    'https:/acme.webex.com/../logout',
  ])('names no link that a page should not offer: %j', async (meetingJoinUrl) => {
    expect(await answer(200, { ...meeting, meetingJoinUrl })).toMatchObject({
      ok: true,
      meetingInfo: { meetingNumber: '123456789', meetingJoinUrl: null },
    });
    expect(await answer(403, { code: 403036, data: { meetingInfo: { owner: 'jane', meetingJoinUrl } } })).toMatchObject(
      { meeting: { owner: 'jane' } },
    );
    expect(await answer(200, { meetingJoinUrl })).toMatchObject({ failure: { kind: 'unexpectedReply' } });
  });

  it('has no link where the service puts what was typed into it', async () => {
    const typed = { password: secret('p&ss wörd'), registrationId: secret('canary-2') };
    const link = (parameters: string) => `https://acme.webex.com/j.php?MTID=m%201&${parameters}#top`;
    const echoes = ['pwd=p%26ss+w%c3%b6rd', 'pwd=p%26ss%20wörd', 'a=1&rid=%63anary-2', 'canary-2', '#rid=canary-2'];
    for (const echo of echoes) {
      const meetingJoinUrl = link(echo);
      expect(await answer(200, { ...meeting, meetingJoinUrl }, typed)).toMatchObject({
        meetingInfo: { meetingNumber: '123456789', meetingJoinUrl: null },
      });
      const data = { meetingInfo: { owner: 'jane', meetingJoinUrl } };
      expect(await answer(403, { code: 403028, data }, typed)).toMatchObject({ meeting: { owner: 'jane' } });
      expect(JSON.stringify(await answer(403, { code: 403028, data }, typed))).not.toContain('j.php');
    }
    const harmless = link('x=canary-22&pwd=');
    const more = { ...typed, extraParams: { permissionToken: secret('') } };
    expect(await answer(200, { ...meeting, meetingJoinUrl: harmless }, more)).toMatchObject({
      meetingInfo: { meetingJoinUrl: harmless },
    });
  });

  it('hands out a captcha whose addresses are all trusted', async () => {
    const server = await serve((_seen, response) => json(response, 423, { code: 423005, ...challengeOn(server.url) }));
    const outcome = await servicesFor(server.url).fetchMeetingInfo(lookup({ password: secret('x') }), live());
    expect(outcome).toMatchObject({
      failure: { kind: 'passwordWrong' },
      needs: { password: true, captcha: true },
      captcha: {
        id: 'Captcha_1',
        imageUrl: `${server.url}/image`,
        audioUrl: `${server.url}/audio`,
        refreshUrl: `${server.url}/refresh?captchaID=1`,
      },
    });
  });

  it.each(['https:acme.webex.com/../logout', 'https:/acme.webex.com/../logout', 'https:\\\\acme.webex.com\\logout'])(
    'hands out addresses that lead a page where they were found to lead: %j',
    async (address) => {
      const challenge = { verificationImageURL: address, verificationAudioURL: address, refreshURL: address };
      const outcome = await answer(423, { code: 423001, captchaID: 'C', ...challenge });
      // A page that has that protocol too takes the text as it came for a path of its own site.
      const url = 'https://acme.webex.com/logout';
      expect(outcome).toMatchObject({ captcha: { imageUrl: url, audioUrl: url, refreshUrl: url } });
    },
  );

  it.each(['verificationImageURL', 'verificationAudioURL', 'refreshURL'])(
    'with a captcha whose %s leads elsewhere is refused',
    async (field) => {
      const challenge = { ...challengeOn('https://acme.webex.com'), [field]: 'https://acme.webex.com.evil.org/x' };
      expect(await answer(423, { code: 423005, ...challenge })).toMatchObject({
        ok: false,
        failure: { kind: 'untrustedHost', code: 423005, status: 423 },
        needs: nothing,
        captcha: null,
      });
    },
  );

  it.each<[string, object]>([
    ['without an id', { captchaID: undefined }],
    ['without an image', { verificationImageURL: undefined }],
    ['without a refresh address', { refreshURL: undefined }],
    ['with an image that is no address', { verificationImageURL: 'image' }],
    ['with a sound that is no address', { verificationAudioURL: 'audio' }],
    ['with an id of a wrong type', { captchaID: 5 }],
  ])('with a captcha %s is unexpected', async (_what, change) => {
    const body = { code: 423001, ...challengeOn('https://acme.webex.com'), ...change };
    expect(await answer(423, body)).toMatchObject({ failure: { kind: 'unexpectedReply' }, needs: nothing });
    const captcha = { id: 'C', code: secret('abcd') };
    expect(await answer(423, body, { captcha })).toMatchObject({
      failure: { kind: 'unexpectedReply' },
      needs: nothing,
    });
  });

  it('may come with a captcha that has no sound', async () => {
    const body = { code: 423001, ...challengeOn('https://acme.webex.com'), verificationAudioURL: undefined };
    expect(await answer(423, body)).toMatchObject({ failure: { kind: 'captchaMissing' }, captcha: { audioUrl: null } });
  });

  it.each([
    [403, 403028],
    [423, 423010],
    [423, 423012],
  ])('%i %i after a captcha means that the captcha is spent', async (status, code) => {
    const more = { password: secret('x'), captcha: { id: 'C', code: secret('abcd') } };
    expect(await answer(status, { code }, more)).toMatchObject({
      failure: { kind: 'passwordWrong' },
      needs: { password: true, captcha: true },
      captcha: null,
    });
  });

  it.each<[number, number | string, string]>([
    [400, '24681357', 'unknownCode'],
    [400, 24681357, 'unknownCode'],
    [403, 403777, 'passwordMissing'],
    [403, '403028', 'passwordWrong'],
  ])('with status %i and a code %j that is what was typed has none', async (status, code, kind) => {
    const outcome = await answer(status, { code }, { password: secret(String(code)) });
    expect(outcome).toMatchObject({ ok: false, failure: { kind, code: null, status } });
    expect(await answer(status, { code }, { password: secret('1') })).toMatchObject({ failure: { kind, code } });
  });

  it('gives the service’s sentence without anything that was typed, in whatever form', async () => {
    const typed = ['p&ss wörd', 'reg/id', 'c"p\\t', 'tok+en', 'acc.ess'];
    const [password, registrationId, code, permissionToken, accessToken] = typed as [
      string,
      string,
      string,
      string,
      string,
    ];
    const server = await serve((seen, response) => {
      const message = typed.flatMap((one) => [one, one.toUpperCase(), encodeURIComponent(one), JSON.stringify(one)]);
      json(
        response,
        403,
        { code: 403028, message: `say: ${message.join(' ')} ${seen.text}` },
        { trackingid: `id-${password.slice(0, 4)}${encodeURIComponent(password)}` },
      );
    });
    const outcome = await servicesFor(server.url, { accessToken: () => Promise.resolve(accessToken) })
      .fetchMeetingInfo(
        lookup({
          password: secret(password),
          registrationId: secret(registrationId),
          captcha: { id: 'C', code: secret(code) },
          extraParams: { permissionToken: secret(permissionToken) },
        }),
        live(),
      )
      .catch((error: unknown) => error);
    const shown = JSON.stringify(outcome);
    expect(shown).toContain('say: [redacted]');
    for (const one of typed) {
      expect(shown.toLowerCase()).not.toContain(one.toLowerCase());
      expect(shown).not.toContain(JSON.stringify(JSON.stringify(one)).slice(3, -3));
      if (encodeURIComponent(one) !== one) expect(shown).not.toContain(encodeURIComponent(one));
    }
  });

  it('keeps its own tracking id, or else the one that was sent, which is fresh each time', async () => {
    expect(await answer(403, { code: 403004 }, {}, { trackingid: 'theirs' })).toMatchObject({
      failure: { requestId: 'theirs' },
    });
    const server = await serve((_seen, response) => json(response, 403, { code: 403004 }));
    const services = servicesFor(server.url);
    const outcomes = [
      await services.fetchMeetingInfo(lookup(), live()),
      await services.fetchMeetingInfo(lookup(), live()),
    ];
    const ids = server.seen.map(({ headers }) => headers['trackingid']);
    expect(outcomes.map((outcome) => outcome.ok || outcome.failure.requestId)).toEqual(ids);
    expect(new Set(ids).size).toBe(2);
  });

  it('tells from when on to try again, counted on the chart’s clock', async () => {
    expect(await answer(429, {}, { sentAt: 1_000 }, { 'retry-after': '7' })).toMatchObject({
      failure: { kind: 'rateLimited', retryAt: 8_000 },
    });
  });

  it('is read with the rows that the app adds', async () => {
    const server = await serve((_seen, response) => json(response, 403, { code: 999001 }));
    const services = servicesFor(server.url, { codes: { 999001: 'policyDenied' } });
    expect(await services.fetchMeetingInfo(lookup(), live())).toMatchObject({ failure: { kind: 'policyDenied' } });
  });

  it('that is an HTTP redirect is unexpected, and nothing follows it', async () => {
    const elsewhere = await serve((_seen, response) => json(response, 200, meeting));
    const server = await serve((_seen, response) => response.writeHead(307, { location: elsewhere.url }).end());
    const outcome = await servicesFor(server.url).fetchMeetingInfo(lookup(), live());
    expect(outcome).toMatchObject({ failure: { kind: 'unexpectedReply', status: 307 } });
    expect(elsewhere.seen).toEqual([]);
  });
});

function challengeOn(origin: string): Record<string, unknown> {
  return {
    captchaID: 'Captcha_1',
    verificationImageURL: `${origin}/image`,
    verificationAudioURL: `${origin}/audio`,
    refreshURL: `${origin}/refresh?captchaID=1`,
  };
}
