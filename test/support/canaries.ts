import { jest } from '@jest/globals';
import { inspect } from 'node:util';
import { serialize } from 'node:v8';
import { StateMachine, StateNode } from 'xstate';

/** The chart itself is the same for every flow, made before anything is typed, and has no end to its getters. */
const isChart = (value: object): boolean => value instanceof StateMachine || value instanceof StateNode;

/** Every text that can be reached from a value by properties, getters, map entries and prototypes: each object once. */
function reachable(root: unknown): string {
  const texts: string[] = [];
  const seen = new Set<unknown>();
  const waiting: unknown[] = [root];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value === 'string') texts.push(value);
    if (typeof value !== 'object' || value === null || seen.has(value) || isChart(value)) continue;
    seen.add(value);
    if (value instanceof Map) waiting.push(...value.keys(), ...(value.values() as Iterable<unknown>));
    if (value instanceof Set) waiting.push(...(value.values() as Iterable<unknown>));
    for (let owner: unknown = value; owner && owner !== Object.prototype; owner = Object.getPrototypeOf(owner)) {
      for (const key of Reflect.ownKeys(owner)) {
        // It leads to the class, and from there to everything that there is.
        if (key === 'constructor') continue;
        if (typeof key === 'string') texts.push(key);
        try {
          waiting.push(Reflect.get(owner, key, value));
        } catch {
          // A getter that throws shows nothing.
        }
      }
    }
  }
  return texts.join('\n');
}

/** Every way in which a value may be written down by something that does not know what it holds. */
function writings(value: unknown): string[] {
  const ways: (() => string)[] = [
    () => reachable(value),
    () => JSON.stringify(value),
    () => String(value),
    () => inspect(value, { showHidden: true, getters: true, depth: 2, maxArrayLength: null, maxStringLength: null }),
    () => inspect(structuredClone(value), { showHidden: true, depth: 2 }),
    () => serialize(value).toString('latin1'),
    () => serialize(value).toString('utf16le'),
    () => (value instanceof Error ? `${value.message}\n${value.stack ?? ''}` : ''),
  ];
  return ways.map((way) => {
    try {
      return way();
    } catch {
      // Cannot be written in this way, and so does not leak in it.
      return '';
    }
  });
}

/** How a text may have been turned on its way. */
const shapes = (canary: string): string[] => [
  canary,
  JSON.stringify(canary).slice(1, -1),
  encodeURIComponent(canary),
  Buffer.from(canary).toString('base64').replace(/=+$/, ''),
];

const consoleMethods = ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir', 'table', 'group'] as const;

export interface CanaryWatch {
  /** Looks for every canary in a value, as it is now. */
  look(where: string, value: unknown): void;
  /** Canaries that turn up during a run. */
  add(name: string, canary: string): void;
  readonly hits: readonly string[];
  readonly looks: number;
  readonly places: ReadonlySet<string>;
  stop(): void;
}

/** Watches for values that must not show, in whatever is handed to it and in the console. */
export function watchCanaries(canaries: Readonly<Record<string, string>>): CanaryWatch {
  const known = new Map(Object.entries(canaries).map(([name, canary]) => [name, shapes(canary)]));
  const hits: string[] = [];
  const places = new Set<string>();
  let looks = 0;
  const look: CanaryWatch['look'] = (where, value) => {
    looks++;
    places.add(where);
    const texts = writings(value);
    for (const [name, forms] of known) {
      if (texts.some((text) => forms.some((form) => text.includes(form)))) hits.push(`${name} in ${where}`);
    }
  };
  const spies = consoleMethods.map((method) =>
    jest.spyOn(console, method).mockImplementation((...given: unknown[]) => look(`console.${method}`, given)),
  );
  return {
    look,
    add: (name, canary) => void known.set(name, shapes(canary)),
    hits,
    get looks() {
      return looks;
    },
    places,
    stop: () => spies.forEach((spy) => spy.mockRestore()),
  };
}
