import { isSecret, secret } from '../guards/secret.js';
import type { Secret } from '../guards/secret.js';

/** What an app may hand over for a secret. */
export type Typed = string | Secret;

/** Not a handle, so that the chart refuses it by name, and empty, so that a value of a wrong type shows nowhere. */
// Given where a secret is expected, on purpose.
const notASecret = /* @__PURE__ */ Object.freeze({}) as Secret;

/** Nothing that was typed goes on in clear: text becomes a handle, and what is neither is refused by the chart. */
export function wrap(value: unknown): Secret | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return secret(value);
  // What is no text is looked at by `secret`, and given back as it is.
  const handle = secret(value as string);
  return isSecret(handle) ? handle : notASecret;
}
