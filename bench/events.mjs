// Ours beside a reducer written by hand and a bare XState actor: events and whole visits, by processor time.
//   node bench/events.mjs [--rounds 15] [--root FOLDER]
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cells, cpu, median, settle, table } from './rounds.mjs';
import { createBareChart } from './subjects/bare-chart.mjs';
import { destination, instantReplies, noReplies } from './subjects/instant-replies.mjs';
import { createReducerFlow } from './subjects/join-reducer.mjs';
import { loadFrom } from './subjects/load.mjs';

const gate = 0.7;

/** What a subject is told, and what it says. `look` gives the name of the state that it is in. */
const createSubjects = (xstate, createJoinFlow) => ({
  reducer(services) {
    const flow = createReducerFlow(services);
    return {
      subscribe: flow.subscribe,
      look: () => flow.getState().name,
      failure: () => flow.getState().failure?.kind,
      join: () => flow.dispatch({ type: 'join', destination }),
      password: (password) => flow.dispatch({ type: 'password.submit', password }),
      captcha: (code, password) => flow.dispatch({ type: 'captcha.submit', code, password }),
      refresh: () => flow.dispatch({ type: 'captcha.refresh' }),
      cancel: () => flow.dispatch({ type: 'cancel' }),
      stop: flow.stop,
    };
  },
  bare(services) {
    const actor = xstate.createActor(bareChartOf(xstate, services)).start();
    return {
      subscribe: (listener) => actor.subscribe(listener),
      look: () => actor.getSnapshot().value,
      failure: () => actor.getSnapshot().context.failure?.kind,
      join: () => actor.send({ type: 'join', destination }),
      password: (password) => actor.send({ type: 'password.submit', password }),
      captcha: (code, password) => actor.send({ type: 'captcha.submit', code, password }),
      refresh: () => actor.send({ type: 'captcha.refresh' }),
      cancel: () => actor.send({ type: 'cancel' }),
      stop: () => actor.stop(),
    };
  },
  ours(services) {
    const flow = createJoinFlow({ services });
    return {
      subscribe: flow.subscribe,
      look: () => flow.getView().state,
      failure: () => flow.getView().failure?.kind,
      join: () => flow.join({ destination }),
      password: (password) => flow.submitPassword(password),
      captcha: (code, password) => flow.submitCaptcha({ code, password }),
      refresh: flow.refreshCaptcha,
      cancel: flow.cancel,
      stop: flow.stop,
    };
  },
});
const bareCharts = new Map();
function bareChartOf(xstate, services) {
  if (!bareCharts.has(services)) bareCharts.set(services, createBareChart(xstate, services));
  return bareCharts.get(services);
}

/** Look-up, two wrong passwords, captcha, refresh, success: ten events, five of them replies. */
function visit(create) {
  return new Promise((resolve) => {
    const flow = create(instantReplies);
    let refreshed = false;
    flow.subscribe(() => {
      const state = flow.look();
      if (state === 'passwordRequired') flow.password('wrong');
      else if (state === 'captchaRequired' && !refreshed) {
        refreshed = true;
        flow.refresh();
      } else if (state === 'captchaRequired') flow.captcha('1234', 'right');
      else if (state === 'success') {
        flow.stop();
        resolve();
      }
    });
    flow.join();
  });
}

async function until(flow, state) {
  while (flow.look() !== state) await settle();
}

const works = [
  {
    what: 'events that an asking state refuses',
    unit: 'events',
    count: 40_000,
    async run(create, count) {
      const flow = create(instantReplies);
      flow.join();
      for (const wrong of ['wrong-1', 'wrong-2']) {
        await until(flow, 'passwordRequired');
        flow.password(wrong);
      }
      await until(flow, 'captchaRequired');
      let told = 0;
      flow.subscribe(() => void (told += flow.failure() ? 1 : 0));
      const start = cpu();
      for (let at = 0; at < count; at += 2) {
        flow.captcha('', 'right');
        flow.captcha('1234', '');
      }
      const time = cpu() - start;
      flow.stop();
      if (told < count) throw new Error(`A listener heard of ${told} changes out of ${count}.`);
      return time;
    },
  },
  {
    what: 'events that start a request, and give it up',
    unit: 'events',
    count: 8_000,
    async run(create, count) {
      const flow = create(noReplies);
      let told = 0;
      flow.subscribe(() => void (told += flow.look() ? 1 : 0));
      const start = cpu();
      for (let at = 0; at < count; at += 2) {
        flow.join();
        flow.cancel();
        if (at % 100 === 98) await settle();
      }
      const time = cpu() - start;
      flow.stop();
      if (told < count) throw new Error(`A listener heard of ${told} changes out of ${count}.`);
      return time;
    },
  },
  {
    what: 'whole visits, replies at once',
    unit: 'visits',
    count: 1_000,
    async run(create, count) {
      const start = cpu();
      for (let at = 0; at < count; at++) await visit(create);
      return cpu() - start;
    },
  },
];

export async function run({ rounds = 15, root } = {}) {
  const load = loadFrom(root);
  const subjects = createSubjects(load('xstate'), load('meeting-join-flow').createJoinFlow);
  const names = Object.keys(subjects);
  const rows = [];
  const problems = [];
  for (const { what, unit, count, run } of works) {
    const times = Object.fromEntries(names.map((name) => [name, []]));
    for (let round = -3; round < rounds; round++) {
      // In turns, and each goes first as often as the others.
      const order = names.map((_, at) => names[(at + round + 3) % names.length]);
      for (const name of order) {
        const time = await run(subjects[name], count);
        // The first rounds warm up.
        if (round >= 0) times[name].push(time);
      }
    }
    const ratios = (name) => times.ours.map((time, at) => times[name][at] / time);
    const perSecond = Math.round((count / median(times.ours)) * 1000).toLocaleString('en');
    rows.push([what, `${perSecond} ${unit}/s`, cells(ratios('bare')), cells(ratios('reducer'))]);
    const ratio = median(ratios('bare'));
    if (ratio < gate) problems.push(`${what}: ours is ${ratio.toFixed(2)} of a bare XState actor (gate ${gate}).`);
  }
  const heads = ['what', 'ours', 'of a bare actor: min', 'median', 'max', 'of a reducer: min', 'median', 'max'];
  return { text: table(heads, rows), problems };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values: options } = parseArgs({
    options: { rounds: { type: 'string', default: '15' }, root: { type: 'string' } },
  });
  const { text, problems } = await run({ rounds: Number(options.rounds), root: options.root });
  console.log([text, ...problems].join('\n'));
}
