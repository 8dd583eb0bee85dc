/** What stands in a form's fields, by name. Forms of some frameworks have `null`, or nothing, for one that is empty. */
export type Answers<Fields> = { readonly [Name in keyof Fields]?: Fields[Name] | null | undefined };

/** What there is of it: an app in plain JavaScript may give nothing at all. */
export const filled = <Fields extends object>(given: Answers<Fields>): Partial<Fields> =>
  // What is left has its values.
  Object.fromEntries(
    Object.entries({ ...given }).filter(([, value]) => value !== undefined && value !== null),
  ) as Partial<Fields>;

/** Text without the spaces around it. An app in plain JavaScript may pass anything: the chart refuses it by name. */
export const trimmed = <Value>(value: Value): Value | string => (typeof value === 'string' ? value.trim() : value);
