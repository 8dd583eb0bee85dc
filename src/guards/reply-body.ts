/** The body as a record; anything that is no JSON object reads as an empty one. */
export const asRecord = (body: unknown): Readonly<Record<string, unknown>> =>
  typeof body === 'object' && body !== null && !Array.isArray(body)
    ? // An object that is no array has string keys, and each of its values is unknown until looked at.
      (body as Readonly<Record<string, unknown>>)
    : {};

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => asRecord(value) === value;

export const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** An address of the web, whole: other protocols run scripts or programs, and without `//` a page reads a path of its own. */
export const isLink = (value: unknown): value is string => isText(value) && /^https?:\/\//i.test(value);
