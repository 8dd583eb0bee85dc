// Stands in for @jest/globals where tests run in one process (scripts/stand-in-for-jest.mjs puts it there): test files
// give their tests to a list, to be run as often as there are mutants.
import { ModernFakeTimers } from '@jest/fake-timers';
import { expect } from 'expect';
import { ModuleMocker } from 'jest-mock';
import { format } from 'node:util';

type Work = () => unknown;
type Body = (...row: readonly unknown[]) => unknown;
type HookKind = 'beforeAll' | 'beforeEach' | 'afterEach' | 'afterAll';

interface Group {
  readonly name: string;
  readonly parent: Group | null;
  readonly hooks: Readonly<Record<HookKind, Work[]>>;
}

export interface CollectedTest {
  /** Its groups and its title, and a number where another has the same. */
  readonly id: string;
  readonly file: string;
  readonly group: Group;
  readonly run: Work;
}

const createGroup = (name: string, parent: Group | null): Group => ({
  name,
  parent,
  hooks: { beforeAll: [], beforeEach: [], afterEach: [], afterAll: [] },
});

let tests: CollectedTest[] = [];
let group = createGroup('', null);

/** The tests of files that are loaded one by one. */
export async function collect(files: Readonly<Record<string, Work>>): Promise<readonly CollectedTest[]> {
  tests = [];
  for (const [file, load] of Object.entries(files)) {
    group = createGroup(file, null);
    await load();
  }
  return tests;
}

/** The groups that a test is in, the outermost first: that of its file. */
const lineOf = (one: Group): readonly Group[] => [...(one.parent ? lineOf(one.parent) : []), one];

const hook = (kind: HookKind) => (run: Work) => void group.hooks[kind].push(run);
const isRow = (row: unknown): row is readonly unknown[] => Array.isArray(row);
const rowsOf = (table: readonly unknown[]): readonly (readonly unknown[])[] =>
  table.every(isRow) ? table : table.map((row) => [row]);
const titled = (title: string, row: readonly unknown[]): string => {
  const places = (title.match(/%[sdifjoOp]/g) ?? []).length;
  return format(title.replaceAll('%p', '%s').replaceAll('%#', ''), ...row.slice(0, places));
};
const withEach = (define: (title: string, run: Work) => void) =>
  Object.assign((title: string, run: Work) => define(title, run), {
    each: (table: readonly unknown[]) => (title: string, body: Body) => {
      for (const row of rowsOf(table)) define(titled(title, row), () => body(...row));
    },
  });

const defineTest = (title: string, run: Work): void => {
  const names = lineOf(group).map(({ name }) => name);
  const name = [...names, title].join(' › ');
  const same = tests.filter(({ id }) => id === name || id.startsWith(`${name} #`)).length;
  tests.push({ id: same ? `${name} #${same + 1}` : name, file: names[0]!, group, run });
};
export const test = withEach(defineTest);
export const it = withEach(defineTest);
export const describe = withEach((title, body) => {
  const outer = group;
  group = createGroup(title, outer);
  body();
  group = outer;
});
export const beforeAll = hook('beforeAll');
export const beforeEach = hook('beforeEach');
export const afterEach = hook('afterEach');
export const afterAll = hook('afterAll');
export { expect };

const mocker = new ModuleMocker(globalThis);
let timers: ModernFakeTimers | null = null;
export const jest = {
  fn: mocker.fn.bind(mocker),
  spyOn: mocker.spyOn.bind(mocker),
  replaceProperty: mocker.replaceProperty.bind(mocker),
  restoreAllMocks: mocker.restoreAllMocks.bind(mocker),
  setTimeout: () => undefined,
  useFakeTimers(how: object = {}) {
    timers = new ModernFakeTimers({ config: { fakeTimers: how } as never, global: globalThis });
    timers.useFakeTimers();
  },
  advanceTimersByTimeAsync: (ms: number) => timers?.advanceTimersByTimeAsync(ms),
  getTimerCount: () => timers?.getTimerCount(),
  useRealTimers: () => timers?.useRealTimers(),
};

async function runOne({ group: own, run }: CollectedTest): Promise<void> {
  const line = lineOf(own);
  try {
    for (const { hooks } of line) for (const before of hooks.beforeEach) await before();
    await run();
  } finally {
    for (const { hooks } of line.toReversed()) for (const after of hooks.afterEach) await after();
  }
}

interface Telling {
  readonly starts?: (test: CollectedTest) => void;
  /** What a test came to (`null`: it passed), and after how many ms. Says whether to go on. */
  readonly ended: (test: CollectedTest, failure: unknown, ms: number) => boolean;
}

/** Runs tests in their order, with the hooks of their groups. */
export async function runTests(wanted: readonly CollectedTest[], { starts, ended }: Telling): Promise<void> {
  let entered: readonly Group[] = [];
  const leave = async (line: readonly Group[]): Promise<void> => {
    for (const left of entered.filter((one) => !line.includes(one)).toReversed())
      for (const after of left.hooks.afterAll) await after();
    entered = entered.filter((one) => line.includes(one));
  };
  try {
    for (const one of wanted) {
      const line = lineOf(one.group);
      const start = performance.now();
      let failure: unknown = null;
      try {
        await leave(line);
        for (const each of line.filter((outer) => !entered.includes(outer))) {
          entered = [...entered, each];
          for (const before of each.hooks.beforeAll) await before();
        }
        starts?.(one);
        await runOne(one);
      } catch (error) {
        failure = error ?? new Error('nothing was thrown');
      }
      if (!ended(one, failure, performance.now() - start)) break;
    }
  } finally {
    await leave([]);
    // The next run has a mocker of its own, to which these would be what was there before.
    mocker.restoreAllMocks();
  }
}
