import type { Failure } from '../guards/failure.js';
import { literally } from './trusted-hosts.js';

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
  const clean = (text: string | null): string | null => text && text.replace(pattern, '[redacted]');
  return {
    ...failure,
    serverMessage: clean(failure.serverMessage)?.slice(0, 500) ?? null,
    requestId: clean(failure.requestId),
  };
}
