import type { SimulatorRequest } from './part.types.js';

type Check = (value: unknown) => boolean;
const isText =
  (shortest: number, longest: number): Check =>
  (value) =>
    typeof value === 'string' && value.length >= shortest && value.length <= longest;
const isOneOf =
  (...values: unknown[]): Check =>
  (value) =>
    values.includes(value);

/** The documented type and range of each kind of field. */
const kinds = {
  user: isText(1, 255),
  text: isText(1, 255),
  code: isText(1, 32),
  integer: Number.isInteger,
  clientType: isOneOf(0, 5, 6),
  checkType: isOneOf(0, 1),
  sendMethod: isOneOf('sms', 'email'),
} satisfies Record<string, Check>;

type Kind = keyof typeof kinds;

export interface Fields {
  /** The field's text, or the empty text when it was left out. */
  text(name: string): string;
  number(name: string): number | undefined;
}

/** The body's fields by the given kinds (`?`: may be left out), or `null` when the request does not fit its page. */
export function readFields(
  request: SimulatorRequest,
  shape: Readonly<Record<string, Kind | `${Kind}?`>>,
): Fields | null {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return null;
  const { body } = request;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null;
  const values = body as Readonly<Record<string, unknown>>; // an object, as just checked
  for (const [name, kind] of Object.entries(shape)) {
    const value = values[name];
    const optional = kind.endsWith('?');
    if (optional && value === undefined) continue;
    if (!kinds[kind.replace('?', '') as Kind](value)) return null; // the shape's type allows no other names
  }
  return {
    text: (name) => {
      const value = values[name];
      return typeof value === 'string' ? value : '';
    },
    number: (name) => {
      const value = values[name];
      return typeof value === 'number' ? value : undefined;
    },
  };
}
