/** What stands in a form's fields, by name. Forms of some frameworks have `null`, or nothing, for one that is empty. */
export type Answers<Fields> = { readonly [Name in keyof Fields]?: Fields[Name] | null | undefined };

/** What there is of it: an app in plain JavaScript may give nothing at all. */
export const filled = <Fields extends object>(
  given: Answers<Fields> | Iterable<readonly [string, unknown]>,
): Partial<Fields> =>
  // What is left has its values; those of a form are texts and files, and the chart refuses what is neither text nor handle.
  Object.fromEntries(entriesOf(given).filter(([, value]) => value !== undefined && value !== null)) as Partial<Fields>;

function entriesOf(given: unknown): (readonly unknown[])[] {
  // A text may be gone through too, and so may a list of anything: what is no entry is left out.
  return Symbol.iterator in Object(given)
    ? [...(given as Iterable<unknown>)].filter(Array.isArray)
    : Object.entries({ ...(given as object) });
}

/** Text without the spaces around it. An app in plain JavaScript may pass anything: the chart refuses it by name. */
export const trimmed = <Value>(value: Value): Value | string => (typeof value === 'string' ? value.trim() : value);
