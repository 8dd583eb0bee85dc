/** The JSON value, or the text when it is not JSON. */
export function readBody(text: unknown): unknown {
  if (typeof text !== 'string') return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** More than any reply of the services needs, and far less than would hurt a page: 2 MiB. */
export const maxReplyBytes = 2 ** 21;
