import { isSecret, reveal } from './secret.js';
import type { Secret } from './secret.js';

export type PasswordRule = 'length' | 'classes' | 'repeats' | 'userName' | 'characters';
export type PasswordMode = 'strict' | 'lenient';

export interface NewPasswordVerdict {
  readonly ok: boolean;
  /** Every rule that is broken, in the order of `PasswordRule`. */
  readonly broken: readonly PasswordRule[];
}

/** Each class with the ones that a reading takes together: Huawei's Chinese page counts upper and lower case as one. */
const strictClasses = [/[A-Za-z]/, /[0-9]/, /[!-/:-@[-`{-~]/];
const lenientClasses = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u];

const reversed = (text: string): string => Array.from(text).reverse().join('');

/**
 * Checks a new Huawei password before anything is sent. Huawei's pages word the rules of the reset differently.
 * `strict` (the default) refuses what any of them forbids, and what it passes no page refuses:
 * 8 to 32 characters, two of letters, digits and punctuation, no three of the same in a row, the account name neither
 * forwards nor backwards in any case of letters within it, and nothing outside printable ASCII (the set that the page of
 * the password *change* prints).
 * `lenient` takes the loosest reading of each rule: two of lower case, upper case, digits and anything else, no four of
 * the same in a row, not the account name itself, any characters. The service decides in between.
 *
 * @param options.user the account name, if it is known: without it `userName` is never broken
 */
export function checkNewPassword(
  password: string | Secret,
  options: { readonly user?: string | undefined; readonly mode?: PasswordMode | undefined } = {},
): NewPasswordVerdict {
  // A handle that holds nothing reads as an empty field.
  const text = typeof password === 'string' ? password : isSecret(password) ? reveal(password) : '';
  const strict = options.mode !== 'lenient';
  // A character beyond the basic plane counts as one or as two: each reading counts to its own side.
  const points = Array.from(text).length;
  const [fewest, most] = strict ? [points, text.length] : [text.length, points];
  const lower = text.toLowerCase();
  const name = options.user?.toLowerCase();
  const meets = (part: string): boolean => (strict ? lower.includes(part) : lower === part);

  const rules: readonly (readonly [rule: PasswordRule, isBroken: boolean])[] = [
    ['length', fewest < 8 || most > 32],
    ['classes', (strict ? strictClasses : lenientClasses).filter((pattern) => pattern.test(text)).length < 2],
    ['repeats', (strict ? /(.)\1\1/su : /(.)\1\1\1/su).test(text)],
    ['userName', Boolean(name && (meets(name) || meets(reversed(name))))],
    ['characters', strict && /[^!-~]/.test(text)],
  ];
  const broken = rules.filter(([, isBroken]) => isBroken).map(([rule]) => rule);
  return { ok: broken.length === 0, broken };
}
