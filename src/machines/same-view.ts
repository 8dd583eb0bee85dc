const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Whether two views show the same. What shows nothing, as a secret's handle does, is the same only when it is identical. */
export function sameView(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (!isObject(a) || !isObject(b)) return false;
  let shows = false;
  for (const key in a) {
    const theirs = b[key];
    // `in` is slow, and only nothing may stand for a field that is not there.
    if (!sameView(a[key], theirs) || (theirs === undefined && !(key in b))) return false;
    shows = true;
  }
  for (const key in b) if (a[key] === undefined && !(key in a)) return false;
  return shows;
}
