import type { Destination, DestinationType } from '../../machines/join-flow.types.js';
import type { Trust } from '../trusted-hosts.js';
import { hasProtocol, parseSite } from '../trusted-hosts.js';

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

/**
 * Hosts of Webex that are no sites, though links and video addresses name them: the catalogue's site answers for them.
 * People and devices are called below `calls` and `rooms`.
 */
const noSite = /^(www\.|meet\.|meetup\.)?webex\.com$|(^|\.)(ciscospark|wbx2|webexapis|(calls|rooms)\.webex)\.com$/;

/** A trusted domain with something behind it: a name that was made to be misread. */
const lookalike = /(^|\.)((webex|ciscospark|wbx2|webexapis)\.com\.|xn--)/;

/** Letters that a person sees as one line of text: no blanks, controls, or characters that show nothing. */
const oneWord = /^[^\s\p{C}\\]+$/u;

/** What comes along when an address is copied: blanks, marks that show nothing, the brackets of a mail. */
const pasted = /^[\s\p{Cf}<]+|[\s\p{Cf}>]+$/gu;

const conversationPath = /^\/conversation\/api\/v1\/conversations\/[^/?]+\/?(\?|$)/;
const uuid = /^([\da-f]{32}|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12})$/i;
const sip = /^(sips?:)?[\w.~!$&'*+=%-]+@(([a-z\d-]+\.)*[a-z\d-]+)$/i;
// 7 to 15 digits, in an international form or in the North-American one. Digits alone are a meeting number.
const phone =
  /^(?=(\D*\d){7,15}\D*$)(\+[\d(][\d ().-]*|(1[ .-]?)?\([2-9]\d\d\)[ .-]?\d{3}[ .-]?\d{4}|(1[ .-])?[2-9]\d\d[.-][2-9]\d\d[.-]\d{4}|1 [2-9]\d\d [2-9]\d\d \d{4})$/;

/** A host name in the form in which it was written: the parser must not have had to change it. */
function parseHost(host: string | undefined): URL | null {
  const url = host ? parseSite(host) : null;
  return url?.hostname === host?.toLowerCase() ? url : null;
}

/** A form that a destination can have, and its field in the body. An address that it has is where it leads. */
type Form = readonly [type: DestinationType, field: string, fits: unknown, value: string, address?: URL | null];

/** The first form that fits, of the type that is given; with none given a text has to show what it is. */
function readText(text: string, given: DestinationType | null, trusted: Trust): DestinationReading {
  // Digits as other keyboards and pages write them. Letters of full width in a host stay what they are.
  const plain = text.normalize('NFKC');
  const host = parseHost(sip.exec(text)?.[2]);
  const isAddress = hasProtocol(text);
  const isLink = given ?? (isAddress || /^[^/?#@]+\.[^/?#@]+[/?]/.test(text));
  const link = isLink && oneWord.test(text) ? parseSite(text) : null;
  const href = link?.href ?? '';
  const path = link ? link.pathname + link.search : '/';
  const isNumber = given ? /^\d[\d -]{4,20}\d$/ : /^\d([ -]*\d){8,10}$/;
  const forms: readonly Form[] = [
    ['MEETING_UUID', 'meetingUUID', uuid.test(text), text],
    ['SIP_URI', 'sipUrl', host ?? phone.test(plain), plain, host],
    ['MEETING_ID', 'meetingKey', isNumber.test(plain), plain.replace(/\D/g, '')],
    ['CONVERSATION_URL', 'conversationUrl', isAddress && conversationPath.test(path), href, link],
    ['MEETING_LINK', 'meetingUrl', path !== '/', href, link],
  ];
  for (const [type, field, fits, value, address] of forms) {
    if (!fits || (given && given !== type)) continue;
    const isTrusted = address && trusted(address);
    // A video address elsewhere is legal. It goes into the body; the site that is asked is the app's own.
    if (address && !isTrusted && (type !== 'SIP_URI' || lookalike.test(address.hostname))) return untrusted;
    // A space's address is not a site's.
    const isSite = isTrusted && type !== 'CONVERSATION_URL' && !noSite.test(address.hostname);
    return { ok: true, type, origin: isSite ? address.origin : null, fields: { [field]: value } };
  }
  return unreadable;
}

const isFilled = (value: unknown): boolean => typeof value === 'string' && oneWord.test(value);

/** Ids that an app has looked up, never text that a person typed. */
function readIds(ids: Exclude<Destination, string>, siteUrl: URL | null, trusted: Trust): DestinationReading {
  if ('userId' in ids) {
    const { userId, orgId } = ids;
    const isPerson = isFilled(userId) && isFilled(orgId);
    return isPerson ? { ok: true, type: 'PERSONAL_ROOM', origin: null, fields: { userId, orgId } } : unreadable;
  }
  const { webExMeetingId, sipUri, webExSite } = ids;
  const inner = readText(webExMeetingId || sipUri || '', webExMeetingId ? 'MEETING_ID' : 'SIP_URI', trusted);
  if (!inner.ok) return inner;
  const locus = { ...inner, type: 'LOCUS_ID' } as const;
  if (!webExSite) return locus;
  // The app's own site may be one on loopback, with a port.
  const site = webExSite === siteUrl?.host ? siteUrl : parseHost(webExSite);
  if (!site) return unreadable;
  return trusted(site) ? { ...locus, origin: site.origin } : untrusted;
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
  const reading =
    typeof destination !== 'string'
      ? readIds(destination, siteUrl, trusted)
      : destination.length > 2048
        ? unreadable
        : readText(destination.replace(pasted, ''), type, trusted);
  // With no site of the app's own, one that is not trusted is no site either.
  if (!reading.ok) return siteUrl ? reading : unreadable;
  return (type && type !== reading.type) || !(reading.origin ?? siteUrl) ? unreadable : reading;
}
