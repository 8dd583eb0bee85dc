import type { Failure } from '../guards/failure.js';
import { literally } from './trusted-hosts.js';

/** How addresses, pages and JSON write what they cannot hold as it is. */
const escaped = /%[\da-f]{2}|&#?\w+;|\\[ux]/i;

/** Takes what was typed out of the service's own words. */
export function scrub(failure: Failure, typed: readonly string[]): Failure {
  const forms = typed.flatMap((value) => {
    // Half a surrogate pair cannot be encoded, and cannot come back either.
    const whole = value.replace(/\p{Cs}/gu, '\uFFFD');
    const encoded = encodeURIComponent(whole);
    // As it was, in an address, in a form, in JSON.
    return [whole, encoded, encoded.replace(/%20/g, '+'), JSON.stringify(whole).slice(1, -1)];
  });
  // The longest first, so that no rest of one value is left by another. A value that is empty stands nowhere.
  forms.sort((a, b) => b.length - a.length);
  const pattern = new RegExp(forms.filter(Boolean).map(literally).join('|') || '(?!)', 'gi');
  const clean = (text: string | null): string | null => {
    try {
      const left = text && text.replace(pattern, '[redacted]');
      // There are more ways to escape than can be looked for: words that still do it could hold anything.
      if (!left || !forms.length || !escaped.test(left)) return left;
    } catch {
      // Engines refuse patterns that are too large, in words that hold the whole of it.
    }
    return '[redacted]';
  };
  return {
    ...failure,
    serverMessage: clean(failure.serverMessage)?.slice(0, 500) ?? null,
    requestId: clean(failure.requestId),
  };
}
