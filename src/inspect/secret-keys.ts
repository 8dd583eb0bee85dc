/** What stands where a secret was: a handle, or a part of a text. */
export const REDACTED = '[redacted]';
/** What stands where something secret was that was no handle. The charts refuse such answers, and a replay must, too. */
export const REDACTED_PLAIN = '[redacted, not a handle]';
/** What stands where an empty secret was: "nothing was typed" is no secret, and a replay needs to know it. */
export const REDACTED_EMPTY = '[redacted, empty]';

/** Names are compared in lower case, without `-` and `_`. */
const names = new Set([
  'authorization',
  'proxyauthorization',
  'cookie',
  'setcookie',
  'passcode',
  'hostkey',
  'hostpin',
  'captchaanswer',
  'captchacode',
  'captchaverifycode',
  'verifycode',
  'verificationcode',
  'onetimecode',
  'otp',
  'registrationid',
  'apikey',
  'credentials',
]);
const endings = /(?:password|passwd|pwd|token|secret)$/;

const normalize = (key: string): string => key.toLowerCase().replace(/[-_]/g, '');

/**
 * - `hidden`: an app named it; whatever is there goes.
 * - `secret`: known to carry a secret; flags and counts of the same name (`needs.password`, `attempts.password`) stay.
 * - `code`: a one-time code or captcha answer, unless it stands in a failure, where it is the service's own code.
 */
export type KeyKind = 'open' | 'secret' | 'code' | 'hidden';
export type KeyJudge = (key: string) => KeyKind;

/** At most this many judged names are remembered, so that data used as keys cannot grow the memory. */
const REMEMBERED = 2_000;

const judge = (key: string): KeyKind => {
  const name = normalize(key);
  if (name === 'code') return 'code';
  return names.has(name) || endings.test(name) ? 'secret' : 'open';
};

export function createKeyJudge(keys: readonly string[]): KeyJudge {
  const hidden = new Set(keys.map(normalize));
  const judged = new Map<string, KeyKind>();
  return (key) => {
    const known = judged.get(key);
    if (known !== undefined) return known;
    const kind = hidden.has(normalize(key)) ? 'hidden' : judge(key);
    if (judged.size < REMEMBERED) judged.set(key, kind);
    return kind;
  };
}

/** A number this small is a count of tries, not something that a service takes as proof. */
const SMALLEST_SECRET = 1_000;

/** Whether what stands under a key of this kind has to go. `inFailure` says that the key's object is a failure. */
export function mustGo(kind: KeyKind, value: unknown, inFailure: boolean): boolean {
  if (kind === 'open' || value === null || value === undefined) return false;
  if (kind === 'hidden') return true;
  if (kind === 'code' && inFailure) return false;
  if (typeof value === 'boolean') return false;
  if (typeof value === 'number') return Math.abs(value) >= SMALLEST_SECRET;
  return value !== '';
}
