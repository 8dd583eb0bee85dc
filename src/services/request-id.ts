/**
 * A fresh id in the form of a UUID, by which a request is found in the logs of both sides. It tells requests apart and
 * protects nothing, so that `Math.random` will do where a page has no `crypto.randomUUID` (plain http, old engines).
 */
export const createRequestId = (): string =>
  'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replace(/x/g, () => Math.floor(Math.random() * 16).toString(16));
