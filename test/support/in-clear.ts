import { reveal } from 'meeting-join-flow';
import { isSecret } from '../../src/guards/secret.js';

const shown = (value: unknown): unknown => (isSecret(value) ? `a secret: ${reveal(value)}` : value);

/** An event or a request with its secrets in clear, for a test to read. */
export const inClear = (given: object) =>
  Object.fromEntries(Object.entries(given).map(([key, value]) => [key, shown(value)]));
