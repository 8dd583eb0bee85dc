/**
 * A handle to what a person typed, or to a token. The handle is empty and frozen; its value is in a map that no
 * snapshot, inspector or debugger view of the handle can reach. JSON gives `null`, text gives `[redacted]`.
 */
export interface Secret {
  readonly __secret?: never;
  toJSON(): null;
  toString(): string;
}

const values = new WeakMap<object, string>();

class Handle implements Secret {
  toJSON(): null {
    return null;
  }
  toString(): string {
    return '[redacted]';
  }
}

let nothing: Secret | undefined;

/** Wraps a value so that it never shows itself. A secret that is given again is returned as it is. */
export function secret(value: string | Secret): Secret {
  // An app in plain JavaScript may have a number of a PIN, which would show as it is.
  if (typeof value === 'number') return secret(Number.isSafeInteger(value) ? String(value) : '');
  if (typeof value !== 'string') return value;
  // Nothing typed is nothing secret: one handle serves all, and submits without an answer make no garbage.
  if (value === '') return (nothing ??= hide(''));
  return hide(value);
}

function hide(value: string): Secret {
  const handle = Object.freeze(new Handle());
  values.set(handle, value);
  return handle;
}

/**
 * The one deliberate way out, so that it is easy to search for.
 * @throws TypeError for a handle that holds nothing: a copy, or one that came out of JSON.
 */
export function reveal(handle: Secret): string {
  const value = values.get(handle);
  if (value === undefined) throw new TypeError('This secret is a copy and holds nothing. Ask for the value again.');
  return value;
}

/** Whether the value is a handle of this copy of the package that still holds something (an empty text included). */
export function isSecret(value: unknown): value is Secret {
  // A WeakMap says of whatever cannot be its key that it has not got it.
  return values.has(value as object);
}

/** Whether there is something to send: guards ask this, never truthiness, since a clone of a handle is a truthy `{}`. */
export function isHeld(value: unknown): value is Secret {
  return lengthOf(value) > 0;
}

/** How many UTF-16 units a handle holds; 0 for whatever holds nothing. */
export const lengthOf = (value: unknown): number => values.get(value as object)?.length ?? 0;
