import { describe, expect, it, jest } from '@jest/globals';
import { send } from '../../src/services/send.js';
import type { HttpRequest, Transport } from '../../src/services/transport.js';
import { TransportError } from '../../src/services/transport.js';

const ask = (more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'POST',
  url: 'https://acme.webex.com',
  headers: {},
  body: {},
  signal: new AbortController().signal,
  timeoutMs: 1_000,
  ...more,
});
const deaf: Transport = () => new Promise(() => undefined);

describe('Sending one request', () => {
  it('gives the reply', async () => {
    const reply = { status: 418, headers: {}, body: 'x' };
    expect(await send(async () => reply, ask())).toEqual({ ok: true, reply });
  });

  it.each([
    ['network', 'network'],
    ['timeout', 'timeout'],
    ['aborted', 'network'],
  ] as const)('reads %s, said by the transport, as %s', async (reason, kind) => {
    expect(await send(() => Promise.reject(new TransportError(reason)), ask())).toEqual({ ok: false, kind });
  });

  it('says network for any other rejection, and for a transport that throws', async () => {
    expect(await send(() => Promise.reject(new Error('secret')), ask())).toEqual({ ok: false, kind: 'network' });
    const throwing: Transport = () => {
      throw new Error('secret');
    };
    expect(await send(throwing, ask())).toEqual({ ok: false, kind: 'network' });
  });

  it.each([undefined, null, 'text', {}, { status: '200' }])('says network for the reply %j', async (reply) => {
    expect(await send(async () => reply as never, ask())).toEqual({ ok: false, kind: 'network' });
  });

  it('holds the time limit when the transport does not, and tells it to stop', async () => {
    const signals: AbortSignal[] = [];
    const outcome = await send(
      ({ signal }) => {
        signals.push(signal);
        return new Promise(() => undefined);
      },
      ask({ timeoutMs: 20 }),
    );
    expect(outcome).toEqual({ ok: false, kind: 'timeout' });
    expect(signals[0]!.aborted).toBe(true);
  });

  it.each([
    ['longer than any timer', 2 ** 40, 2 ** 31 - 1],
    ['endless', Infinity, 2 ** 31 - 1],
    ['a fraction', 999.2, 1_000],
  ])('gives a time that timers can take: %s', async (_, timeoutMs, given) => {
    const limits: number[] = [];
    const patient: Transport = async (request) => {
      limits.push(request.timeoutMs);
      // A timer that is too long would fire now.
      await new Promise((resolve) => setTimeout(resolve, 20));
      AbortSignal.timeout(request.timeoutMs);
      return { status: 200, headers: {}, body: null };
    };
    expect(await send(patient, ask({ timeoutMs }))).toMatchObject({ ok: true });
    expect(limits).toEqual([given]);
  });

  it('that is given up is lost, also when the transport does not listen', async () => {
    const giveUp = new AbortController();
    const outcome = send(deaf, ask({ signal: giveUp.signal }));
    giveUp.abort();
    expect(await outcome).toEqual({ ok: false, kind: 'network' });
  });

  it('asks nobody when the caller gave up before', async () => {
    const transport = jest.fn(deaf);
    expect(await send(transport, ask({ signal: AbortSignal.abort() }))).toEqual({ ok: false, kind: 'network' });
    expect(transport).not.toHaveBeenCalled();
  });

  it('leaves no timer and no listener behind', async () => {
    jest.useFakeTimers();
    try {
      const giveUp = new AbortController();
      const listeners: string[] = [];
      const { addEventListener, removeEventListener } = giveUp.signal;
      giveUp.signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
        listeners.push(args[0]);
        addEventListener.apply(giveUp.signal, args);
      };
      giveUp.signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
        const at = listeners.indexOf(args[0]);
        if (at >= 0) listeners.splice(at, 1);
        removeEventListener.apply(giveUp.signal, args);
      };
      await send(async () => ({ status: 200, headers: {}, body: '' }), ask({ signal: giveUp.signal }));
      await send(() => Promise.reject(new Error()), ask({ signal: giveUp.signal }));
      expect(listeners).toEqual([]);
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });
});
