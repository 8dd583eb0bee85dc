import { isSecret, secret } from '../guards/secret.js';
import type { Secret } from '../guards/secret.js';

/** What an app may hand over for a secret. */
export type Typed = string | Secret;

/**
 * Goes where a value of a wrong type was given. No handle, whatever its type says, so that the chart refuses it by the
 * name of its field; and empty, so that the value shows nowhere.
 */
const notASecret = /* @__PURE__ */ Object.freeze({}) as Secret;

/** Nothing that was typed goes on in clear: text becomes a handle, and what is neither is refused by the chart. */
export function wrap(value: unknown): Secret | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return secret(value);
  // What is no text is looked at by `secret`, and given back as it is.
  const handle = secret(value as string);
  return isSecret(handle) ? handle : notASecret;
}
