const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Whether two views show the same. What shows nothing, as a secret's handle does, is the same only when it is identical. */
export function sameView(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (!isObject(a) || !isObject(b)) return false;
  // Not by `for in`: the V8 of Node 24 optimizes such a loop for the names of the last object and throws that away at the
  // next, over and over, which made a change of the view twice as slow.
  const keys = Object.keys(a);
  for (const key of keys) if (!sameView(a[key], b[key]) || !(key in b)) return false;
  return keys.length > 0 && keys.length === Object.keys(b).length;
}
