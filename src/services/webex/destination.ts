import type { Destination, DestinationType } from '../../machines/join-flow.types.js';
import type { Trust } from '../trusted-hosts.js';
import { parseSite, parseUrl } from '../trusted-hosts.js';

/** A destination that was understood: what goes into the body, and the origin of the site that it names, if it does. */
export interface Target {
  readonly ok: true;
  readonly type: DestinationType;
  readonly origin: string | null;
  readonly fields: Readonly<Record<string, string>>;
}

export type DestinationReading = Target | { readonly ok: false; readonly kind: 'destinationInvalid' | 'untrustedHost' };

const unreadable: DestinationReading = { ok: false, kind: 'destinationInvalid' };
const untrusted: DestinationReading = { ok: false, kind: 'untrustedHost' };

/** Hosts of Webex that are no sites, though links and video addresses name them: the catalogue's site answers for them. */
const noSite = /^(www\.|meet\.|meetup\.)?webex\.com$|(^|\.)(ciscospark|wbx2|webexapis)\.com$/;

/** A trusted domain with something behind it: a name that was made to be misread. */
const lookalike = /(^|\.)((webex|wbx2|ciscospark|webexapis)\.com\.|xn--)/;

/** Letters that a person sees as one line of text: no blanks, controls, or characters that show nothing. */
const oneWord = /^[^\s\p{C}\\]+$/u;

const conversationPath = /^\/conversation\/api\/v1\/conversations\/[^/]+\/?$/;
const uuid = /^([\da-f]{32}|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12})$/i;
const sip = /^(sips?:)?([\w.~!$&'*+=%-]+)@([a-z\d.-]+)$/i;
// A dialling prefix or a bracket, or the North-American grouping with dashes or dots. Digits alone are a meeting number.
const phone =
  /^(\+[\d(][\d ().-]*|(1[ .-]?)?\([2-9]\d\d\)[ .-]?\d{3}[ .-]?\d{4}|(1[ .-])?[2-9]\d\d[.-][2-9]\d\d[.-]\d{4}|1 [2-9]\d\d [2-9]\d\d \d{4})$/;
const digitsOf = (text: string): string => text.replace(/\D/g, '');

const target = (type: DestinationType, fields: Target['fields'], url?: URL | null): Target => ({
  ok: true,
  type,
  origin: url && !noSite.test(url.hostname) ? url.origin : null,
  fields,
});

/** A host name in the form in which it was written: the parser must not have had to change it. */
function parseHost(host: string): URL | null {
  const url = parseSite(host);
  return url?.hostname === host.toLowerCase() && host.split('.').every((label) => label !== '') ? url : null;
}

const readers: Readonly<Record<DestinationType, (text: string, trusted: Trust) => DestinationReading>> = {
  MEETING_LINK(text, trusted) {
    const url = oneWord.test(text) ? parseSite(text) : null;
    if (!url || (url.pathname === '/' && !url.search)) return unreadable;
    return trusted(url.href) ? target('MEETING_LINK', { meetingUrl: url.href }, url) : untrusted;
  },
  CONVERSATION_URL(text, trusted) {
    const url = oneWord.test(text) ? parseUrl(text) : null;
    if (!url || !conversationPath.test(url.pathname)) return unreadable;
    // It is the space's address, not a site's: the catalogue's site answers for it.
    return trusted(url.href) ? target('CONVERSATION_URL', { conversationUrl: url.href }) : untrusted;
  },
  SIP_URI(text, trusted) {
    const digits = digitsOf(text);
    if (phone.test(text)) {
      const isDiallable = digits.length >= 7 && digits.length <= 15;
      return isDiallable ? target('SIP_URI', { sipUrl: text }) : unreadable;
    }
    const url = parseHost(sip.exec(text)?.[3] ?? '');
    if (!url) return unreadable;
    if (trusted(url.href)) return target('SIP_URI', { sipUrl: text }, url);
    // A video address elsewhere is legal. It goes into the body; the site that is asked is the app's own.
    return lookalike.test(url.hostname) ? untrusted : target('SIP_URI', { sipUrl: text });
  },
  MEETING_ID: (text) =>
    /^\d[\d -]{4,20}\d$/.test(text) ? target('MEETING_ID', { meetingKey: digitsOf(text) }) : unreadable,
  MEETING_UUID: (text) => (uuid.test(text) ? target('MEETING_UUID', { meetingUUID: text }) : unreadable),
  // Ids that an app has looked up, never text that a person typed.
  PERSONAL_ROOM: () => unreadable,
  LOCUS_ID: () => unreadable,
};

/** What a text most probably is. Each reader then judges it strictly. */
function detect(text: string): DestinationType | null {
  if (uuid.test(text)) return 'MEETING_UUID';
  if (phone.test(text)) return 'SIP_URI';
  if (/^[\d -]+$/.test(text)) return /^\d{9,11}$/.test(digitsOf(text)) ? 'MEETING_ID' : null;
  if (/^sips?:/i.test(text)) return 'SIP_URI';
  const url = parseUrl(text);
  if (url && text.includes('://')) return conversationPath.test(url.pathname) ? 'CONVERSATION_URL' : 'MEETING_LINK';
  return /^[^/?#]*@/.test(text) ? 'SIP_URI' : /^[^/?#]+\.[^/?#]+[/?]/.test(text) ? 'MEETING_LINK' : null;
}

const isFilled = (value: unknown): value is string => typeof value === 'string' && oneWord.test(value);

function readIds(ids: Exclude<Destination, string>, siteUrl: URL | null, trusted: Trust): DestinationReading {
  if ('userId' in ids) {
    const { userId, orgId } = ids;
    return isFilled(userId) && isFilled(orgId) ? target('PERSONAL_ROOM', { userId, orgId }) : unreadable;
  }
  const { webExMeetingId, sipUri, webExSite } = ids;
  const inner = webExMeetingId
    ? readers.MEETING_ID(webExMeetingId, trusted)
    : readers.SIP_URI(isFilled(sipUri) ? sipUri : '', trusted);
  if (!inner.ok) return inner;
  const locus: Target = { ...inner, type: 'LOCUS_ID' };
  if (!webExSite) return locus;
  // The app's own site may be one on loopback, with a port.
  const site = webExSite === siteUrl?.host ? siteUrl : parseHost(webExSite);
  if (!site) return unreadable;
  return trusted(site.href) ? { ...locus, origin: site.origin } : untrusted;
}

/**
 * Reads a destination. A `type` that is given wins, and is checked. With no site in the destination the app's own is
 * meant; without either it cannot be read.
 */
export function readDestination(
  destination: Destination,
  type: DestinationType | null,
  siteUrl: URL | null,
  trusted: Trust,
): DestinationReading {
  let reading = unreadable;
  if (typeof destination === 'string') {
    const text = destination.trim();
    const kind = text.length > 2048 ? null : (type ?? detect(text));
    if (kind) reading = readers[kind](text, trusted);
  } else {
    reading = readIds(destination, siteUrl, trusted);
    if (reading.ok && type && type !== reading.type) return unreadable;
  }
  return reading.ok && !reading.origin && !siteUrl ? unreadable : reading;
}
