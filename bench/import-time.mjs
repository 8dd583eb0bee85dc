// How long Node takes to import the core, beside bare xstate: each round is two fresh processes, in turns.
//   node bench/import-time.mjs [--rounds 15] [--root FOLDER] [--check]   --check fails over the gate
// By wall time, and by the processor's time of the process: the first is what an app waits, the second what no other
// process on the machine disturbs.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const gate = 1.3;
const aim = 1.1;
const { values: options } = parseArgs({
  options: {
    check: { type: 'boolean' },
    root: { type: 'string' },
    rounds: { type: 'string', default: '15' },
  },
});
const cwd = options.root ?? fileURLToPath(new URL('..', import.meta.url));

/** Ms from before the import to after it, start-up of Node left out. */
function importTime(name) {
  const code = `
    const start = performance.now();
    const before = process.cpuUsage();
    await import('${name}');
    const { user, system } = process.cpuUsage(before);
    console.log(JSON.stringify({ wall: performance.now() - start, cpu: (user + system) / 1000 }));
  `;
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', code], { cwd, encoding: 'utf8' }));
}

const names = ['xstate', 'meeting-join-flow', 'meeting-join-flow/webex', 'meeting-join-flow/fetch'];
const times = new Map(names.map((name) => [name, []]));
for (const name of names) importTime(name); // fills the disk cache
for (let round = 0; round < Number(options.rounds); round++) {
  for (const name of names) times.get(name).push(importTime(name));
}

const sorted = (name, of) =>
  times
    .get(name)
    .map((one) => one[of])
    .toSorted((a, b) => a - b);
const ratios = (name, of) =>
  times
    .get(name)
    .map((one, round) => one[of] / times.get('xstate')[round][of])
    .toSorted((a, b) => a - b);
const median = (values) => values[Math.floor(values.length / 2)];
console.log('| import in Node | median ms | against xstate: min | median | max | processor time: median |');
console.log('| --- | --: | --: | --: | --: | --: |');
for (const name of names) {
  const all = ratios(name, 'wall');
  const cells = [
    median(sorted(name, 'wall')).toFixed(1),
    ...[all[0], median(all), all.at(-1)].map((one) => one.toFixed(2)),
  ];
  console.log(`| ${name} | ${cells.join(' | ')} | ${median(ratios(name, 'cpu')).toFixed(2)} |`);
}

// The fastest round is the one that the machine disturbed least.
const ratio = sorted('meeting-join-flow', 'wall')[0] / sorted('xstate', 'wall')[0];
console.log(
  `\nIn its fastest round the core takes ${ratio.toFixed(2)} times what bare xstate takes in its own (gate ${gate}, aim ${aim}).`,
);
if (options.check && ratio > gate) process.exitCode = 1;
