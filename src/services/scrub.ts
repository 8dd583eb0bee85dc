import type { Failure } from '../guards/failure.js';

/** The forms in which a server may give back what it was sent: as it was, in an address, in a form, in JSON. */
const formsOf = (value: string): string[] => [
  value,
  encodeURIComponent(value),
  encodeURIComponent(value).replace(/%20/g, '+'),
  JSON.stringify(value).slice(1, -1),
];

/** Takes what was typed out of the service's own words. */
export function scrub(failure: Failure, typed: readonly string[]): Failure {
  // Half a surrogate pair cannot be encoded, and cannot come back either.
  const forms = typed.flatMap((value) => formsOf(value.replace(/\p{Cs}/gu, '\uFFFD'))).filter(Boolean);
  // The longest first, so that no rest of one value is left by another.
  forms.sort((a, b) => b.length - a.length);
  const pattern = forms.map((form) => form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|');
  const clean = (text: string | null): string | null =>
    text && pattern ? text.replace(new RegExp(pattern, 'gi'), '[redacted]') : text;
  return {
    ...failure,
    serverMessage: clean(failure.serverMessage)?.slice(0, 500) ?? null,
    requestId: clean(failure.requestId),
  };
}
