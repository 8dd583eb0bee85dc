import { isSecret } from '../guards/secret.js';

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !isSecret(value);

/** Whether two views show the same. Secrets are the same only when they are the same handle. */
export function sameView(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (!isPlain(a) || !isPlain(b)) return false;
  for (const key in a) if (!(key in b && sameView(a[key], b[key]))) return false;
  for (const key in b) if (!(key in a)) return false;
  return true;
}
