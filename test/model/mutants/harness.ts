// Stands in for @jest/globals while mutants are tested: test files give their tests to a list, to be run many times.
import { expect } from 'expect';

type Body = (...row: unknown[]) => unknown;
interface Collected {
  readonly title: string;
  readonly run: () => unknown;
}

const collected: Collected[] = [];
const before: (() => unknown)[] = [];
const after: (() => unknown)[] = [];

const rowsOf = (table: readonly unknown[]): readonly (readonly unknown[])[] =>
  table.map((row) => (Array.isArray(row) ? (row as unknown[]) : [row]));

export const test = Object.assign(
  (title: string, body: Body): void => void collected.push({ title, run: () => body() }),
  {
    each:
      (table: readonly unknown[]) =>
      (title: string, body: Body): void => {
        for (const row of rowsOf(table))
          collected.push({ title: `${title} ${JSON.stringify(row)}`, run: () => body(...row) });
      },
  },
);
export const describe = Object.assign((_: string, body: () => void): void => body(), {
  each:
    (table: readonly unknown[]) =>
    (_: string, body: Body): void => {
      for (const row of rowsOf(table)) body(...row);
    },
});
export const beforeEach = (hook: () => unknown): void => void before.push(hook);
export const afterEach = (hook: () => unknown): void => void after.push(hook);
export { expect };

/** The first collected test that fails, or `null`. */
export async function firstFailure(): Promise<string | null> {
  for (const { title, run } of collected) {
    try {
      for (const hook of before) await hook();
      const result = run();
      if (result instanceof Promise) await result;
    } catch {
      return title;
    } finally {
      for (const hook of after) await hook();
    }
  }
  return null;
}
