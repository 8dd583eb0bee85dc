import { isHeld, isSecret } from '../guards/secret.js';
import { scrubText } from './scrub-text.js';
import { createKeyJudge, mustGo, REDACTED, REDACTED_EMPTY, REDACTED_PLAIN, type KeyJudge } from './secret-keys.js';

/** What JSON can carry. */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

export interface RedactOptions {
  /** Further names that are secret in this app. Whatever stands under them goes, in events, context, Maps and URLs. */
  readonly keys?: readonly string[];
}

/** Deeper or larger than this is no flow's data, and an inspector must not hang on it. */
const DEEPEST = 40;
const MOST_NODES = 50_000;
/** A shorter text would be found by chance inside others. */
const SHORTEST_ECHO = 4;
const MOST_ECHOES = 50;

/** Turns any value into plain data without secrets. Made once for each connection. */
export interface Redactor {
  value(value: unknown): Plain;
  text(text: string): string;
  /** An error keeps its class only: messages, stacks and attached requests repeat what was sent. */
  error(error: unknown): Plain;
}

interface Walk {
  readonly judge: KeyJudge;
  readonly path: Set<object>;
  /** Plain texts that stood under a secret name: the same text goes elsewhere, too, from then on. */
  readonly found: Set<string>;
  left: number;
}

export function createRedactor(options: RedactOptions = {}): Redactor {
  const judge = createKeyJudge(keysOf(options));
  const found = new Set<string>();
  // One for all runs: a run leaves its path empty, and most values are too small to pay for a new one.
  const walk: Walk = { judge, path: new Set(), found, left: MOST_NODES };
  const run = (value: unknown, visit: (value: unknown, walk: Walk) => Plain): Plain => {
    walk.left = MOST_NODES;
    const plain = visit(value, walk);
    return found.size === 0 ? plain : removeEchoes(plain, [...found]);
  };
  return {
    value: (value) => run(value, visitValue),
    text: (text) => scrubText(text, judge),
    error: (error) => run(error, (thrown, walk) => (typeof thrown === 'string' ? REDACTED : visitValue(thrown, walk))),
  };
}

/** An app in plain JavaScript may pass anything, and what it named would be shown in clear if its names were not read. */
function keysOf(options: unknown): readonly string[] {
  if (typeof options === 'object' && options !== null) {
    // Looked at here.
    const { keys = [] } = options as RedactOptions;
    if (Array.isArray(keys) && keys.every((key) => typeof key === 'string')) return keys;
  }
  throw new TypeError("keys must be an array of names, in an object: { keys: ['pin'] }");
}

function visitValue(value: unknown, walk: Walk): Plain {
  switch (typeof value) {
    case 'string':
      return scrubText(value, walk.judge);
    case 'number':
      // JSON has no infinities, and no negative zero.
      return Number.isFinite(value) ? value + 0 : String(value);
    case 'boolean':
      return value;
    case 'bigint':
      return `${value.toString()}n`;
    case 'undefined':
      return null;
    case 'function':
      return '[function]';
    case 'symbol':
      return '[symbol]';
    case 'object':
      return value === null ? null : visitObject(value, walk);
  }
}

function visitObject(value: object, walk: Walk): Plain {
  if (isSecret(value)) return isHeld(value) ? REDACTED : REDACTED_EMPTY;
  if (walk.path.has(value)) return '[circular]';
  if (walk.path.size >= DEEPEST || walk.left-- <= 0) return '[too much]';
  walk.path.add(value);
  try {
    return describe(value, walk);
  } catch {
    // A proxy or an exotic object may refuse to be read.
    return '[unreadable]';
  } finally {
    walk.path.delete(value);
  }
}

function describe(value: object, walk: Walk): Plain {
  if (Array.isArray(value)) {
    // Not `map`, which leaves holes; and a list can be longer than anyone could read.
    return value.length > walk.left ? '[too much]' : Array.from(value, (item) => visitValue(item, walk));
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) {
    return isActorLike(value) ? describeActor(value) : visitMembers(value, walk);
  }
  if (value instanceof Error || isErrorLike(value)) return { name: errorName(value) };
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '[invalid date]' : value.toISOString();
  if (value instanceof URL) return scrubText(value.href, walk.judge);
  if (value instanceof URLSearchParams) return scrubText(value.toString(), walk.judge);
  if (value instanceof RegExp) return scrubText(String(value), walk.judge);
  if (value instanceof Map) return { '[Map]': visitEntries(value, walk) };
  if (value instanceof Set) return { '[Set]': [...value].map((item) => visitValue(item, walk)) };
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  if (typeof Promise !== 'undefined' && value instanceof Promise) return '[promise]';
  return isActorLike(value) ? describeActor(value) : visitMembers(value, walk);
}

function visitMembers(value: object, walk: Walk): Plain {
  const plain: Record<string, Plain> = {};
  const inFailure = 'kind' in value;
  for (const key of Object.keys(value)) {
    const property = Object.getOwnPropertyDescriptor(value, key);
    if (property === undefined) continue;
    // A getter is not run: it may throw, be slow, or make the value that is hidden.
    const member: unknown = property.get === undefined ? property.value : '[getter]';
    if (member === undefined) continue;
    put(plain, key, visitMember(key, member, inFailure, walk));
  }
  return plain;
}

function visitMember(key: string, member: unknown, inFailure: boolean, walk: Walk): Plain {
  if (isSecret(member) || !mustGo(walk.judge(key), member, inFailure)) return visitValue(member, walk);
  if (member === REDACTED || member === REDACTED_EMPTY || member === REDACTED_PLAIN) return member;
  if (typeof member === 'string' && member.length >= SHORTEST_ECHO) remember(member, walk.found);
  return REDACTED_PLAIN;
}

function remember(text: string, found: Set<string>): void {
  if (found.size >= MOST_ECHOES) found.delete([...found][0] ?? '');
  found.add(text);
}

function visitEntries(map: ReadonlyMap<unknown, unknown>, walk: Walk): Plain[] {
  return [...map].map(([key, item]) => [
    visitValue(key, walk),
    typeof key === 'string' ? visitMember(key, item, false, walk) : visitValue(item, walk),
  ]);
}

/** A plain assignment to `__proto__` would change the prototype instead of adding a member. */
function put(target: Record<string, Plain>, key: string, value: Plain): void {
  if (key !== '__proto__') target[key] = value;
  else Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

interface ActorLike {
  readonly id?: unknown;
  readonly sessionId: unknown;
}

/** Live actors hold their whole system: walking one takes seconds. */
function isActorLike(value: object): value is ActorLike {
  const property = Object.getOwnPropertyDescriptor(value, 'sessionId');
  return property !== undefined && property.get === undefined && 'send' in value && 'getSnapshot' in value;
}

function describeActor(actor: ActorLike): Plain {
  const id = typeof actor.id === 'string' ? actor.id : actor.sessionId;
  return { actor: typeof id === 'string' ? id : '[unnamed]' };
}

/** Errors of another realm (an iframe, a test sandbox) are no instances of this realm's `Error`. */
function isErrorLike(value: object): boolean {
  return Object.prototype.toString.call(value) === '[object Error]' || value.constructor.name === 'DOMException';
}

/** The name is a property that anyone can write: only what looks like a class of errors is kept. */
function errorName(error: object): string {
  const name = 'name' in error ? error.name : null;
  return typeof name === 'string' && /^[A-Z]\w{0,40}(?:Error|Exception)$/.test(name) ? name : 'Error';
}

function removeEchoes(plain: Plain, texts: readonly string[]): Plain {
  if (typeof plain === 'string') {
    return texts.reduce((text, found) => (text.includes(found) ? text.split(found).join(REDACTED) : text), plain);
  }
  if (plain === null || typeof plain !== 'object') return plain;
  if (isList(plain)) return plain.map((item) => removeEchoes(item, texts));
  const cleaned: Record<string, Plain> = {};
  // The type of an event is the chart's word, even when somebody's password is the same word.
  for (const [key, item] of Object.entries(plain)) put(cleaned, key, key === 'type' ? item : removeEchoes(item, texts));
  return cleaned;
}

/** `Array.isArray` does not narrow a readonly array out of a union. */
export function isList(plain: Plain): plain is readonly Plain[] {
  return Array.isArray(plain);
}
