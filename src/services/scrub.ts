import type { Failure } from '../guards/failure.js';
import { literally } from './trusted-hosts.js';

/** How addresses, pages and JSON write what they cannot hold as it is. */
const escaped = /%[\da-f]{2}|&#?\w+;|\\[ux]/i;

/**
 * Takes what was typed out of the service's own words: as it was, in an address, in a form, in JSON. A code that is what
 * was typed is no code.
 */
export function scrub(failure: Failure, opened: readonly string[]): Failure {
  const clean = (text: string | null): string | null => {
    if (!text || !opened.join('')) return text;
    try {
      // What a pattern finds in any case of letters is there in capitals. Most words hold nothing, and patterns cost.
      const capitals = text.toUpperCase();
      const found = opened
        .flatMap((value) => {
          const encoded = encodeURIComponent(value);
          return [value, encoded, encoded.replace(/%20/g, '+'), JSON.stringify(value).slice(1, -1)];
        })
        .filter((form) => form && capitals.includes(form.toUpperCase()))
        // The longest first, so that no rest of one value is left by another.
        .sort((a, b) => b.length - a.length);
      const left = found[0] ? text.replace(new RegExp(found.map(literally).join('|'), 'gi'), '[redacted]') : text;
      // There are more ways to escape than can be looked for: words that still do it could hold anything.
      if (!escaped.test(left)) return left;
    } catch {
      // Half a surrogate pair has no encoding, and what is endless no pattern: an engine says so by repeating it.
    }
    return '[redacted]';
  };
  return {
    ...failure,
    code: opened.includes(String(failure.code)) ? null : failure.code,
    serverMessage: clean(failure.serverMessage)?.slice(0, 500) ?? null,
    requestId: clean(failure.requestId),
  };
}
