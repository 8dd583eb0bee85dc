import type { WebexCodes } from '../../guards/meeting-info-reply.js';
import type { Secret } from '../../guards/secret.js';
import { requireTransport } from '../send.js';
import type { Transport } from '../transport.js';
import type { Trust } from '../trusted-hosts.js';
import { createTrust, parseSite } from '../trusted-hosts.js';

export type AccessToken = string | Secret | (() => string | Secret | null | Promise<string | Secret | null>);

export interface WebexOptions {
  readonly transport: Transport;
  /**
   * Sent as a bearer token, to trusted hosts only. A function is asked before each request; `null`: go as a guest. Blanks
   * around it are dropped. When it throws, rejects or gives what no header can carry, nothing is sent and the failure is
   * `signInRequired`, at once and without a word of the exception; one that is a `TransportError` is told as the lost
   * connection that it is.
   */
  readonly accessToken?: AccessToken | undefined;
  /** The app's own site, for destinations that name none. Its origin is trusted exactly; `http:` on loopback only. */
  readonly siteUrl?: string | undefined;
  /** Domains, or full origins, that are trusted besides Webex's own. */
  readonly trustedHosts?: readonly string[] | undefined;
  /** Rows for service codes that this package does not know. */
  readonly codes?: WebexCodes | undefined;
}

export interface WebexEnvironment {
  readonly trusted: Trust;
  readonly site: URL | null;
}

/** @throws TypeError without a transport, or for a site or host that no request may go to: mistakes in the app. */
export function readEnvironment(options: WebexOptions): WebexEnvironment {
  const { siteUrl } = options;
  requireTransport(options);
  // An app in plain JavaScript may pass anything, and a word alone would read as a host of that name.
  const site = typeof siteUrl === 'string' && /[.[]|:\/\//.test(siteUrl) ? parseSite(siteUrl) : null;
  const trusted = createTrust(options);
  if (siteUrl !== undefined && !trusted(site))
    throw new TypeError('siteUrl must be a whole https: address, or http: on loopback');
  return { trusted, site };
}
