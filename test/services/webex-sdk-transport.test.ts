import { describe, expect, it, jest } from '@jest/globals';
import { inspect } from 'node:util';
import { webexSdkTransport } from 'meeting-join-flow/webex-sdk';
import type { WebexSdk } from 'meeting-join-flow/webex-sdk';
import type { HttpRequest } from '../../src/services/transport.js';

const canary = 'canary-51dd';
const ask = (more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'POST',
  url: 'https://acme.webex.com/wbxappapi/v1/meetingInfo',
  headers: { trackingid: 'id-1' },
  body: { password: canary },
  signal: new AbortController().signal,
  timeoutMs: 1_000,
  ...more,
});

/** As the SDK rejects: an error that holds the whole request. */
const sdkError = (fields: object): Error =>
  Object.assign(new Error(canary), { options: { body: { password: canary } } }, fields);

const sdk = (request: WebexSdk['request']) => {
  const spy = jest.fn(request);
  return { spy, transport: webexSdkTransport({ request: spy }) };
};

describe('The Webex SDK transport', () => {
  it('gives a direct address as uri', async () => {
    const { spy, transport } = sdk(async () => ({ statusCode: 200, headers: { TrackingID: 'x' }, body: { a: 1 } }));
    expect(await transport(ask())).toEqual({ status: 200, headers: { trackingid: 'x' }, body: { a: 1 } });
    expect(spy.mock.calls).toEqual([
      [
        {
          method: 'POST',
          uri: 'https://acme.webex.com/wbxappapi/v1/meetingInfo',
          headers: { trackingid: 'id-1' },
          body: { password: canary },
          shouldRefreshAccessToken: false,
        },
      ],
    ]);
  });

  it('asks the SDK as its method', async () => {
    class Sdk {
      readonly #statusCode = 200;
      async request(): Promise<unknown> {
        return { statusCode: this.#statusCode, body: {} };
      }
    }
    expect(await webexSdkTransport(new Sdk())(ask())).toMatchObject({ status: 200 });
  });

  it('does not let the SDK post an answer again, or fail with the words of its login server, after a 401', async () => {
    const posted: unknown[] = [];
    // As the SDK's interceptor does: it renews its token and sends the request once more, if it may.
    const { transport } = sdk(async (options) => {
      const renews = options.shouldRefreshAccessToken !== false;
      posted.push(options.body);
      if (renews) posted.push(options.body);
      throw sdkError({ statusCode: renews ? 404 : 401, headers: {}, body: {} });
    });
    expect(await transport(ask())).toMatchObject({ status: 401 });
    expect(posted).toHaveLength(1);
  });

  it('leaves the address to the service catalogue, which a uri would switch off', async () => {
    const { spy, transport } = sdk(async () => ({ statusCode: 200, body: {} }));
    await transport(ask({ service: { name: 'webex-appapi-service', resource: 'meetingInfo' } }));
    expect(spy.mock.calls[0]![0]).toMatchObject({ service: 'webex-appapi-service', resource: 'meetingInfo' });
    expect(spy.mock.calls[0]![0]).not.toHaveProperty('uri');
  });

  it('turns a rejection with a status into a reply', async () => {
    const { transport } = sdk(() =>
      Promise.reject(sdkError({ statusCode: 423, body: '{"code":423005}', headers: {} })),
    );
    expect(await transport(ask())).toEqual({ status: 423, headers: {}, body: { code: 423005 } });
  });

  it('reads any HTTP status, and header values that are no texts', async () => {
    const { transport } = sdk(async () => ({ statusCode: 100, headers: { Age: 5 } }));
    expect(await transport(ask())).toEqual({ status: 100, headers: { age: '5' }, body: '' });
  });

  it('leaves a body that the SDK has read as it is', async () => {
    const { transport } = sdk(async () => ({ statusCode: 200, body: ['5'] }));
    expect((await transport(ask())).body).toEqual(['5']);
  });

  it.each([undefined, null])('sends no body where it is %p, and headers that the SDK may change', async (body) => {
    const { spy, transport } = sdk(async () => ({ statusCode: 200 }));
    const headers = Object.freeze({ trackingid: 'id-1' });
    await transport(ask({ method: 'GET', body, headers }));
    expect(spy.mock.calls[0]![0]).not.toHaveProperty('body');
    expect(Object.isFrozen(spy.mock.calls[0]![0].headers)).toBe(false);
  });

  it('says network when the SDK answers with nothing', async () => {
    for (const nothing of [undefined, null])
      await expect(sdk(async () => nothing).transport(ask())).rejects.toMatchObject({ reason: 'network' });
  });

  it.each([{ statusCode: 0 }, { statusCode: 99 }, {}, { statusCode: 'odd' }])(
    'says network for %j, and shows nothing of it',
    async (fields) => {
      const { transport } = sdk(() => Promise.reject(sdkError(fields)));
      const error: unknown = await transport(ask()).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ reason: 'network' });
      expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(canary);
    },
  );

  it.each([undefined, null, {}, 'webex'])('is not made of %j, which is no SDK', (webex) => {
    expect(() => webexSdkTransport(webex as never)).toThrow(new TypeError('webex must be an instance of the SDK'));
  });

  it('says network when the SDK throws at once', async () => {
    const { transport } = sdk(() => {
      throw sdkError({});
    });
    await expect(transport(ask())).rejects.toMatchObject({ reason: 'network' });
  });

  it('drops what comes after an abort or a time-out', async () => {
    let answer: (reply: unknown) => void = () => undefined;
    const { transport } = sdk(() => new Promise((resolve) => (answer = resolve)));
    const giveUp = new AbortController();
    const given = transport(ask({ signal: giveUp.signal }));
    giveUp.abort();
    answer({ statusCode: 200, body: {} });
    await expect(given).rejects.toMatchObject({ reason: 'aborted' });
    const late = transport(ask({ timeoutMs: 10 }));
    await expect(late).rejects.toMatchObject({ reason: 'timeout' });
    answer({ statusCode: 200, body: {} });
  });

  it('sends nothing when the caller gave up before', async () => {
    const { spy, transport } = sdk(async () => ({ statusCode: 200 }));
    await expect(transport(ask({ signal: AbortSignal.abort() }))).rejects.toMatchObject({ reason: 'aborted' });
    expect(spy).not.toHaveBeenCalled();
  });
});
