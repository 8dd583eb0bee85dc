// How long Node takes to import the core, beside bare xstate: each round is a fresh process for each, in turns.
//   node bench/import-time.mjs [--rounds 25] [--root FOLDER]
// By wall time, and by the processor's time of the process: the first is what an app waits, the second what no other
// process on the machine disturbs.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cells, median, table } from './rounds.mjs';

const gate = 1.3;
const aim = 1.1;
const names = ['xstate', 'meeting-join-flow', 'meeting-join-flow/webex', 'meeting-join-flow/fetch'];

/** Ms from before the import to after it, start-up of Node left out. */
function importTime(name, cwd) {
  const code = `
    const start = performance.now();
    const before = process.cpuUsage();
    await import('${name}');
    const { user, system } = process.cpuUsage(before);
    console.log(JSON.stringify({ wall: performance.now() - start, cpu: (user + system) / 1000 }));
  `;
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', code], { cwd, encoding: 'utf8' }));
}

export function run({ rounds = 25, root = fileURLToPath(new URL('..', import.meta.url)) } = {}) {
  const times = Object.fromEntries(names.map((name) => [name, []]));
  for (const name of names) importTime(name, root); // fills the disk cache
  for (let round = 0; round < rounds; round++) {
    // Each goes first as often as the others.
    for (const at of names.keys()) {
      const name = names[(at + round) % names.length];
      times[name].push(importTime(name, root));
    }
  }
  const ratios = (name, of) => times[name].map((one, round) => one[of] / times.xstate[round][of]);
  const rows = names.map((name) => [
    name,
    median(times[name].map(({ wall }) => wall)).toFixed(1),
    cells(ratios(name, 'wall')),
    median(ratios(name, 'cpu')).toFixed(2),
  ]);
  const ratio = median(ratios('meeting-join-flow', 'wall'));
  const heads = ['import in Node', 'median ms', 'against xstate: min', 'median', 'max', 'processor time: median'];
  return {
    text: `${table(heads, rows)}\n\nThe gate for the core is ${gate}, the aim ${aim}.`,
    problems: ratio > gate ? [`The core takes ${ratio.toFixed(2)} times what xstate takes (gate ${gate}).`] : [],
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values: options } = parseArgs({
    options: { rounds: { type: 'string', default: '25' }, root: { type: 'string' } },
  });
  const { text, problems } = run({ rounds: Number(options.rounds), ...(options.root && { root: options.root }) });
  console.log([text, ...problems].join('\n'));
}
