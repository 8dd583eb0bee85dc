// Damages both charts, one place at a time, and asks the fast suite whether it notices. Run by scripts/chart-mutants.mjs.
import { initialTransition } from 'xstate';
import { joinFlowMachine, passwordResetMachine } from 'meeting-join-flow';
import { checkFlow, getJoinPaths, getResetPaths } from 'meeting-join-flow/testing';
import { createJoinModel } from '../../../src/testing/join-model.js';
import { createResetModel } from '../../../src/testing/reset-model.js';
import { walkAgain } from '../../../src/testing/explore.js';
import { collect, runTests } from '../../support/collected-tests.js';
import { damageChart } from './damaged.js';
import { equivalents } from './equivalents.js';
import { mutationsOf } from './mutations.js';

Error.stackTraceLimit = 0;
const [, , sampled] = process.argv;
const share = Number(sampled ?? 1);

const flows = {
  joinFlow: { machine: joinFlowMachine, paths: getJoinPaths(), again: () => createJoinModel() },
  passwordReset: { machine: passwordResetMachine, paths: getResetPaths(), again: () => createResetModel() },
} as const;
type Flow = keyof typeof flows;

const tests = await collect({
  'the table of the join flow': () => import('../../machines/join-flow.states.test.js'),
  'the table of the password reset': () => import('../../machines/password-reset.states.test.js'),
  'the details of both': () => import('../chart-details.test.js'),
});

/** The name of the first test that fails, or `null`. */
async function firstFailure(): Promise<string | null> {
  const failed: string[] = [];
  await runTests(tests, {
    ended({ id }, failure) {
      if (failure === null) return true;
      failed.push(id);
      return false;
    },
  });
  return failed[0] ?? null;
}

const sound = await firstFailure();
if (sound !== null) throw new Error(`The suite fails without any mutant: ${sound}`);

async function noticed(flow: Flow): Promise<string | null> {
  const { machine, paths, again } = flows[flow];
  try {
    initialTransition(machine as never, undefined as never);
    const [problem] = checkFlow(machine);
    if (problem) return 'checkFlow';
  } catch {
    return 'build';
  }
  try {
    const model = again();
    for (const path of paths) if (!walkAgain(model as never, path as never)) return 'paths';
  } catch {
    return 'paths';
  }
  return (await firstFailure()) === null ? null : 'oracle';
}

const counts: Record<string, number> = {};
const survivors: string[] = [];
const listed = new Set<string>();
let tried = 0;
const began = performance.now();
for (const flow of Object.keys(flows) as Flow[]) {
  const mutations = mutationsOf(flows[flow].machine.config);
  for (const [index, mutation] of mutations.entries()) {
    const name = `${flow}: ${mutation.name}`;
    if ((index * 0.6180339887) % 1 >= share) continue;
    tried++;
    if (process.env['VERBOSE']) console.error(name);
    damageChart(flow, mutation);
    const by = await noticed(flow);
    damageChart(flow, null);
    if (by !== null) counts[by] = (counts[by] ?? 0) + 1;
    else if (equivalents[name] !== undefined) listed.add(name);
    else survivors.push(name);
  }
}
const known = Object.keys(equivalents).filter((name) => !listed.has(name));
console.log(
  JSON.stringify(
    {
      tried,
      noticed: counts,
      equivalent: listed.size,
      survivors,
      ...(share === 1 && { listedButNoticedOrGone: known }),
      seconds: Math.round((performance.now() - began) / 1000),
    },
    null,
    2,
  ),
);
process.exitCode = survivors.length > 0 || (share === 1 && known.length > 0) ? 1 : 0;
