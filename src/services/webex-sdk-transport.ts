import { withDeadline } from './deadline.js';
import { readBody } from './read-body.js';
import type { HttpReply, Transport } from './transport.js';
import { TransportError } from './transport.js';

export { TransportError };
export type { HttpReply, HttpRequest, Transport } from './transport.js';

/** What is used of a Webex SDK instance. */
export interface WebexSdk {
  request(options: {
    readonly method: string;
    readonly uri?: string;
    readonly service?: string;
    readonly resource?: string;
    readonly headers: Record<string, string>;
    readonly body?: unknown;
    readonly shouldRefreshAccessToken?: boolean;
  }): Promise<unknown>;
}

/** Both what the SDK resolves with and what it rejects with, as far as it can be read. Status 0: no reply. */
function readReply(answer: unknown): HttpReply {
  // Every field is looked at below.
  const { statusCode, headers, body } = (answer ?? {}) as { statusCode?: unknown; headers?: unknown; body?: unknown };
  if (typeof statusCode !== 'number' || statusCode < 100) throw new TransportError('network');
  return {
    status: statusCode,
    headers: Object.fromEntries(
      Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
    ),
    body: readBody(body ?? ''),
  };
}

/**
 * A transport over `webex.request`, so that the SDK's login and service catalogue are used. Login, redirects and the
 * catalogue are the SDK's: it sends its own token, takes token and answer to any host that `cisco-location` or 404100
 * names, and cannot abort. What it answers after an abort or a time-out is dropped here, and a 401 is a reply: the SDK
 * does not renew its token over it.
 * @throws TypeError without an SDK: every request would be told as a lost one.
 */
export function webexSdkTransport(webex: WebexSdk): Transport {
  if (typeof (webex as WebexSdk | null | undefined)?.request !== 'function')
    throw new TypeError('webex must be an instance of the SDK');
  return ({ method, url, service, headers, body, signal, timeoutMs }) =>
    withDeadline(signal, timeoutMs, () =>
      webex
        .request({
          method,
          // With a `uri` the SDK does not look into its catalogue.
          ...(service ? { service: service.name, resource: service.resource } : { uri: url }),
          headers: { ...headers },
          // After a 401 the SDK renews its token and posts the same answer again, or fails with its login server's reply.
          shouldRefreshAccessToken: false,
          ...(body !== undefined && body !== null && { body }),
        })
        .then(readReply, readReply),
    );
}
