// Stands in for @jest/globals while Stryker runs: test files give their tests to a list, to be run in one process.
import { ModernFakeTimers } from '@jest/fake-timers';
import { expect } from 'expect';
import { ModuleMocker } from 'jest-mock';
import { format } from 'node:util';

/** @typedef {{ name: string, parent: Group | null, hooks: Record<'beforeAll' | 'beforeEach' | 'afterEach' | 'afterAll', (() => unknown)[]> }} Group */
/** @typedef {{ id: string, file: string, group: Group, run: () => unknown }} Test */

/** @returns {Group} */
const createGroup = (name, parent) => ({
  name,
  parent,
  hooks: { beforeAll: [], beforeEach: [], afterEach: [], afterAll: [] },
});

/** @type {Test[]} */
let tests = [];
let group = createGroup('', null);

/** The tests of files that are loaded one by one. */
export function collect(files) {
  tests = [];
  for (const [file, load] of Object.entries(files)) {
    group = createGroup(file, null);
    load();
  }
  return tests;
}

/** The groups that a test is in, the outermost first. */
const lineOf = (one) => (one ? [...lineOf(one.parent), one] : []);

const hook = (kind) => (run) => void group.hooks[kind].push(run);
const rowsOf = (table) => (table.every(Array.isArray) ? table : table.map((row) => [row]));
const titled = (title, row) => {
  const places = (title.match(/%[sdifjoOp]/g) ?? []).length;
  return format(title.replaceAll('%p', '%s').replaceAll('%#', ''), ...row.slice(0, places));
};
const withEach = (define) =>
  Object.assign((title, body) => define(title, body), {
    each: (table) => (title, body) => {
      for (const row of rowsOf(table)) define(titled(title, row), () => body(...row));
    },
  });

const defineTest = (title, run) => {
  const [{ name: file }] = lineOf(group);
  const name = [...lineOf(group).map((one) => one.name), title].join(' › ');
  const same = tests.filter(({ id }) => id === name || id.startsWith(`${name} #`)).length;
  tests.push({ id: same ? `${name} #${same + 1}` : name, file, group, run });
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
let timers;
export const jest = {
  fn: (implementation) => mocker.fn(implementation),
  spyOn: (object, method) => mocker.spyOn(object, method),
  setTimeout: () => undefined,
  useFakeTimers() {
    timers = new ModernFakeTimers({ config: { fakeTimers: {} }, global: globalThis });
    timers.useFakeTimers();
  },
  getTimerCount: () => timers.getTimerCount(),
  useRealTimers: () => timers.useRealTimers(),
};

async function runOne({ group: own, run }) {
  const line = lineOf(own);
  try {
    for (const { hooks } of line) for (const before of hooks.beforeEach) await before();
    await run();
  } finally {
    for (const { hooks } of line.toReversed()) for (const after of hooks.afterEach) await after();
  }
}

/**
 * Runs tests in their order, with the hooks of their groups.
 * @param {readonly Test[]} wanted
 * @param {(test: Test, failure: unknown, ms: number) => boolean} told whether to go on
 * @param {(test: Test) => void} starts
 */
export async function runTests(wanted, starts, told) {
  let entered = [];
  const leave = async (line) => {
    for (const left of entered.filter((one) => !line.includes(one)).toReversed())
      for (const after of left.hooks.afterAll) await after();
    entered = entered.filter((one) => line.includes(one));
  };
  try {
    for (const one of wanted) {
      const line = lineOf(one.group);
      const start = performance.now();
      let failure = null;
      try {
        await leave(line);
        for (const each of line.filter((outer) => !entered.includes(outer))) {
          entered.push(each);
          for (const before of each.hooks.beforeAll) await before();
        }
        starts(one);
        await runOne(one);
      } catch (error) {
        failure = error ?? new Error('nothing was thrown');
      }
      if (!told(one, failure, performance.now() - start)) break;
    }
  } finally {
    await leave([]);
  }
}
