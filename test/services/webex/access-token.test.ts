import { describe, expect, it } from '@jest/globals';
import { createWebexServices } from 'meeting-join-flow/webex';
import type { AccessToken, WebexOptions } from 'meeting-join-flow/webex';
import { secret } from '../../../src/guards/secret.js';
import type { HttpRequest } from '../../../src/services/transport.js';
import { TransportError } from '../../../src/services/transport.js';
import { live, lookup } from './request.js';

const ask = async (accessToken: AccessToken | undefined, timeoutMs = 1_000) => {
  const sent: HttpRequest[] = [];
  const options: WebexOptions = {
    siteUrl: 'https://home.webex.com',
    transport: async (request) => {
      sent.push(request);
      return { status: 200, headers: {}, body: { meetingNumber: '1' } };
    },
  };
  const services = createWebexServices(accessToken === undefined ? options : { ...options, accessToken });
  const outcome = await services.fetchMeetingInfo(lookup({ timeoutMs }), live());
  return { outcome, sent, header: sent[0]?.headers['authorization'] };
};

describe('The access token', () => {
  it.each<[string, AccessToken]>([
    ['a text', 'abc'],
    ['a secret', secret('abc')],
    ['a function', () => 'abc'],
    ['a function of a secret', () => secret('abc')],
    ['a promise', () => Promise.resolve(secret('abc'))],
  ])('may be %s', async (_what, token) => {
    expect((await ask(token)).header).toBe('Bearer abc');
  });

  it.each<[string, AccessToken | undefined]>([
    ['left out', undefined],
    ['empty', ''],
    ['an empty secret', secret('')],
    ['null for now', () => null],
  ])('may be %s: the person goes as a guest', async (_what, token) => {
    const { outcome, sent, header } = await ask(token);
    expect(outcome.ok).toBe(true);
    expect(sent).toHaveLength(1);
    expect(header).toBeUndefined();
  });

  it.each<[string, () => never, string]>([
    [
      'a fault of the app',
      () => {
        throw new Error('canary');
      },
      'network',
    ],
    [
      'a time-out of the app',
      () => {
        throw new TransportError('timeout');
      },
      'timeout',
    ],
  ])('that cannot be had, by %s, sends nothing and is a failure', async (_what, token, kind) => {
    const { outcome, sent } = await ask(token);
    expect(outcome).toMatchObject({ ok: false, failure: { kind } });
    expect(JSON.stringify(outcome)).not.toContain('canary');
    expect(sent).toHaveLength(0);
  });

  it('that never comes ends with the time of the request', async () => {
    const { outcome, sent } = await ask(() => new Promise(() => undefined), 30);
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'timeout' } });
    expect(sent).toHaveLength(0);
  });

  it('that comes when the time is over is not sent any more', async () => {
    let give: (token: string) => void = () => undefined;
    const { outcome, sent } = await ask(() => new Promise((resolve) => (give = resolve)), 30);
    give('abc');
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'timeout' } });
    expect(sent).toHaveLength(0);
  });
});
