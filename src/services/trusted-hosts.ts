/** May a request, and what it carries, go to this absolute address? */
export type Trust = (url: string | URL | null | undefined) => boolean;

export interface TrustOptions {
  /** Domains, which stand for all their subdomains too, or full origins, which stand for themselves. */
  readonly trustedHosts?: readonly string[] | undefined;
  /** The app's own site, or the server that it asks: trusted exactly. */
  readonly siteUrl?: string | undefined;
}

export function parseUrl(text: string | URL | null | undefined): URL | null {
  if (text instanceof URL) return text;
  try {
    // What is no text at all, the parser refuses like any other that is no absolute address.
    return new URL(text as string);
  } catch {
    return null;
  }
}

const protocol = /^[a-z][a-z\d+.-]*:\/\//i;

/** Whether a text says how to get there, or only where. */
export const hasProtocol = (text: string): boolean => protocol.test(text);

/** An address that may come without its protocol, as people write hosts: `https:` is meant. */
export const parseSite = (text: string): URL | null => parseUrl(hasProtocol(text) ? text : `https://${text}`);

/** A text as the pattern that matches nothing else. */
export const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Labels of a name in the DNS: the parser lets other characters pass, and labels that are empty. */
const labels = '([a-z\\d-]+\\.)*';

/** A domain of two labels or more, or an address whose origin is meant. A star would trust nothing, a path too much. */
const entryForm = /^(https?:\/\/[^@*]+|([^\s/?#@:*.]+\.)+[^\s/?#@:*.]+(:\d+)?)$/i;

/**
 * The rule of docs/security.md: `https:`, the default port, and a host that is a trusted domain or ends in one at a
 * label boundary; or an origin that was given, exactly, and that is `https:` or on loopback. Never with a user part.
 * @throws TypeError for an entry of `trustedHosts` that is neither a domain nor such an origin: a mistake in the app.
 */
export function createTrust({ trustedHosts = [], siteUrl }: TrustOptions): Trust {
  // Through the parser, so that a host is compared in the form in which an address has it.
  const beginning = (entry = '', isExact = true): string | false => {
    const origin = parseSite(entry)?.origin ?? '';
    return (
      /^http(s:|:\/\/(127(\.\d+){3}|\[::1\]|localhost)(:|$))/.test(origin) &&
      literally(origin).replace('//', isExact ? '//' : `//${labels}`)
    );
  };
  const own = trustedHosts.map((entry) => {
    const its = entryForm.test(entry) && beginning(entry, entry.includes(':'));
    if (!its) throw new TypeError(`trustedHosts takes domains and https: origins, not "${entry}"`);
    return its;
  });
  // `(?!)`: without a site, what matches nothing.
  const beginnings = [`https://${labels}(webex|ciscospark|wbx2|webexapis)\\.com`, ...own, beginning(siteUrl) || '(?!)'];
  // What an address, as the parser writes it, begins with: a user part or a port would show in it.
  const trusted = new RegExp(`^(${beginnings.join('|')})/`);
  return (text) => trusted.test(parseUrl(text)?.href ?? '');
}
