/** May a request, and what it carries, go to this absolute address? */
export type Trust = (url: string) => boolean;

export interface TrustOptions {
  /** Domains, which stand for all their subdomains too, or full origins, which stand for themselves. */
  readonly trustedHosts?: readonly string[] | undefined;
  readonly siteUrl?: string | undefined;
  readonly baseUrl?: string | undefined;
}

const webexDomains = ['webex.com', 'wbx2.com', 'ciscospark.com', 'webexapis.com'];

export function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** An address that may come without its protocol, as people write hosts: `https:` is meant. */
export const parseSite = (text: string): URL | null =>
  parseUrl(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`);

/** The parser lets characters pass that no name in the DNS has, and labels that are empty. */
const isName = ({ hostname }: URL): boolean => /^[a-z\d-]+(\.[a-z\d-]+)*$/.test(hostname);

const isLoopback = ({ hostname }: URL): boolean => /^(127(\.\d+){3}|\[::1\]|localhost)$/.test(hostname);

/**
 * The rule of docs/security.md: `https:`, the default port, and a host that is a trusted domain or ends in one at a
 * label boundary; or an origin that was given, exactly, and that is `https:` or on loopback. Never with a user part.
 */
export function createTrust({ trustedHosts = [], siteUrl, baseUrl }: TrustOptions): Trust {
  const given = [siteUrl, baseUrl, ...trustedHosts.filter((entry) => entry.includes(':'))];
  const origins = given.map((entry) => entry && parseSite(entry)?.origin);
  const domains = [...webexDomains];
  for (const entry of trustedHosts) {
    // Through the parser, so that a domain is compared in the form in which an address has it.
    const domain = entry.includes(':') ? undefined : parseSite(entry);
    if (domain) domains.push(domain.hostname);
  }
  return (text) => {
    const url = parseUrl(text);
    if (!url || url.username || url.password) return false;
    const secure = url.protocol === 'https:';
    if (origins.includes(url.origin)) return secure || (url.protocol === 'http:' && isLoopback(url));
    return (
      secure &&
      !url.port &&
      isName(url) &&
      domains.some((domain) => url.hostname === domain || url.hostname.endsWith(`.${domain}`))
    );
  };
}
