// Ours, through the whole chart, beside the same requests by hand with axios: wall time over real sockets on loopback.
//   node bench/http.mjs [--rounds 9] [--root FOLDER]
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cells, median, table } from './rounds.mjs';
import { loadFrom } from './subjects/load.mjs';
import { createRawVisit } from './subjects/raw-axios.mjs';

const destination = '300400101';
const password = 'open-sesame';
/** Ms that the server takes for a reply, visits of each side in a round, and the most that ours may take. */
const works = [
  { delayMs: 25, visits: 8, gate: 1.05 },
  { delayMs: 1, visits: 60, gate: 1.2 },
];

const warmUps = 400;

async function startSimulator(root = '') {
  const child = fork(fileURLToPath(new URL('subjects/simulator-process.mjs', import.meta.url)), [root]);
  const waiting = new Map();
  const url = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.on('message', (message) => {
      if (message.url) resolve(message.url);
      else {
        waiting.get(message.id)(message.answer);
        waiting.delete(message.id);
      }
    });
  });
  let ids = 0;
  const tell = (message) =>
    new Promise((resolve) => {
      const id = ++ids;
      waiting.set(id, resolve);
      child.send({ id, ...message });
    });
  return { url, tell, stop: () => child.disconnect() };
}

function createOwnVisit(load, url) {
  const { createJoinFlow } = load('meeting-join-flow');
  const { createWebexServices } = load('meeting-join-flow/webex');
  const { axiosTransport } = load('meeting-join-flow/axios');
  const services = createWebexServices({ transport: axiosTransport(), siteUrl: url });
  return (solve) =>
    new Promise((resolve, reject) => {
      const flow = createJoinFlow({ services });
      let wrong = 0;
      let refreshed = false;
      flow.subscribe(() => {
        const view = flow.getView();
        if (view.state === 'passwordRequired') flow.submitPassword(`wrong-${++wrong}`);
        else if (view.state === 'captchaRequired' && !refreshed) {
          refreshed = true;
          flow.refreshCaptcha();
        } else if (view.state === 'captchaRequired')
          solve(view.captcha.id).then((code) => flow.submitCaptcha({ code, password }), reject);
        else if (view.state === 'success' || view.state === 'error') {
          flow.stop();
          if (view.state === 'success') resolve();
          else reject(new Error(`The flow ended with ${view.failure.kind}.`));
        }
      });
      flow.join({ destination });
    });
}

export async function run({ rounds = 9, root } = {}) {
  const load = loadFrom(root);
  const { url, tell, stop } = await startSimulator(root);
  const raw = createRawVisit(load('axios'), url, destination);
  const visits = { raw: (solve) => raw(solve, password), ours: createOwnVisit(load, url) };

  /** Ms of one visit, without the time in which its captcha is solved: a person's. */
  async function time(side) {
    let solving = 0;
    const start = performance.now();
    await visits[side](async (id) => {
      const asked = performance.now();
      const answer = await tell({ solve: id });
      solving += performance.now() - asked;
      return answer;
    });
    return performance.now() - start - solving;
  }

  // Compiled and optimised before anything is counted, as in a process that has run for a while.
  await tell({ set: 0 });
  for (let at = 0; at < warmUps; at++) for (const side of ['raw', 'ours']) await time(side);

  const rows = [];
  const problems = [];
  for (const { delayMs, visits: count, gate } of works) {
    const ratios = [];
    const requests = {};
    for (const side of ['raw', 'ours']) {
      await tell({ set: delayMs });
      await time(side);
      requests[side] = await tell({ count: true });
    }
    for (let round = -1; round < rounds; round++) {
      await tell({ set: delayMs });
      const took = { raw: [], ours: [] };
      // In turns, so that both meet the same moments of the machine.
      for (let at = 0; at < count; at++)
        for (const side of at % 2 ? ['raw', 'ours'] : ['ours', 'raw']) took[side].push(await time(side));
      // The first round warms up.
      if (round >= 0) ratios.push(median(took.ours) / median(took.raw));
    }
    const now = median(ratios);
    if (now > gate) problems.push(`At ${delayMs} ms ours takes ${now.toFixed(3)} times raw axios (gate ${gate}).`);
    if (requests.ours !== requests.raw)
      problems.push(`Ours sends ${requests.ours} requests, by hand it is ${requests.raw}.`);
    rows.push([`${delayMs} ms`, `${requests.ours} / ${requests.raw}`, cells(ratios, 3), gate]);
  }
  stop();
  const heads = ['server delay', 'requests: ours / by hand', 'wall time, ours / by hand: min', 'median', 'max', 'gate'];
  return { text: table(heads, rows), problems };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values: options } = parseArgs({
    options: { rounds: { type: 'string', default: '9' }, root: { type: 'string' } },
  });
  const { text, problems } = await run({ rounds: Number(options.rounds), root: options.root });
  console.log([text, ...problems].join('\n'));
}
