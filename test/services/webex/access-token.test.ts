import { describe, expect, it, jest } from '@jest/globals';
import { inspect } from 'node:util';
import { createJoinFlow } from 'meeting-join-flow';
import { createWebexServices } from 'meeting-join-flow/webex';
import type { AccessToken, WebexOptions } from 'meeting-join-flow/webex';
import { joinFailure } from '../../../src/guards/join-failure.js';
import { secret } from '../../../src/guards/secret.js';
import type { HttpRequest } from '../../../src/services/transport.js';
import { TransportError } from '../../../src/services/transport.js';
import { reached } from '../../support/join-site.js';
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
    ['a text out of a file, with its line break', 'abc\n'],
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

  it.each<[string, AccessToken]>([
    [
      'a function that throws',
      () => {
        throw new Error('canary');
      },
    ],
    ['a function that rejects', () => Promise.reject(new Error('canary'))],
    ['a copy of a handle, which holds nothing', structuredClone(secret('canary'))],
    ['a function of such a copy', () => ({ ...secret('canary') })],
    ['a text with a line of its own', 'canary\r\nx-forwarded-for: 127.0.0.1'],
    ['a text outside ASCII', secret('canary…')],
  ])('that is %s sends nothing: the person has to sign in', async (_what, token) => {
    const { outcome, sent } = await ask(token);
    expect(outcome).toMatchObject({ ok: false, failure: joinFailure('signInRequired') });
    expect(inspect(outcome, { depth: null, showHidden: true })).not.toContain('canary');
    expect(sent).toHaveLength(0);
  });

  it('is told to nobody when the service says it again, whatever line break was at its end', async () => {
    const services = createWebexServices({
      siteUrl: 'https://home.webex.com',
      accessToken: 'canary\n',
      transport: async () => ({ status: 403, headers: {}, body: { code: 403100, message: 'not for canary' } }),
    });
    const outcome = await services.fetchMeetingInfo(lookup({ timeoutMs: 1_000 }), live());

    expect(outcome).toMatchObject({ ok: false, failure: { serverMessage: 'not for [redacted]' } });
  });

  it.each(['network', 'timeout'] as const)('that a lost connection stands before is told as %s', async (reason) => {
    const { outcome, sent } = await ask(() => Promise.reject(new TransportError(reason)));
    expect(outcome).toMatchObject({ ok: false, failure: { kind: reason } });
    expect(sent).toHaveLength(0);
  });

  it('that cannot be had is asked for once, and anew by a retry', async () => {
    const sent: HttpRequest[] = [];
    const giveToken = jest
      .fn<() => Promise<string>>()
      .mockRejectedValueOnce(new Error('canary'))
      .mockResolvedValue('abc');
    const flow = createJoinFlow({
      services: createWebexServices({
        siteUrl: 'https://home.webex.com',
        accessToken: giveToken,
        transport: async (request) => {
          sent.push(request);
          return { status: 200, headers: {}, body: { meetingNumber: '1' } };
        },
      }),
    });
    flow.join({ destination: '123456789' });
    const { failure, can } = await reached(flow, 'error');
    expect([failure, can.retry]).toEqual([joinFailure('signInRequired'), true]);
    expect(giveToken).toHaveBeenCalledTimes(1);
    flow.retry();
    await reached(flow, 'success');
    expect(sent.map(({ headers }) => headers['authorization'])).toEqual(['Bearer abc']);
    flow.stop();
  });

  it('that is refused after the request was given up changes nothing of what it came to', async () => {
    const giveUp = new AbortController();
    let refuse: (error: Error) => void = () => undefined;
    const outcome = createWebexServices({
      siteUrl: 'https://home.webex.com',
      accessToken: () => new Promise((_, reject) => (refuse = reject)),
      transport: () => Promise.reject(new Error('never asked')),
    }).fetchMeetingInfo(lookup(), giveUp.signal);
    giveUp.abort();
    refuse(new Error('canary'));
    expect(await outcome).toMatchObject({ ok: false, failure: { kind: 'network' } });
  });

  it('is asked for, and the request sent, where signals have no throwIfAborted, as in older React Native', async () => {
    const whole = Object.getOwnPropertyDescriptor(AbortSignal.prototype, 'throwIfAborted') ?? {};
    Object.defineProperty(AbortSignal.prototype, 'throwIfAborted', { value: undefined, configurable: true });
    try {
      const { outcome, sent } = await ask('abc');
      expect(outcome).toMatchObject({ ok: true });
      expect(sent).toHaveLength(1);
    } finally {
      Object.defineProperty(AbortSignal.prototype, 'throwIfAborted', whole);
    }
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
