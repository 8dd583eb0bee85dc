// How long Node takes to import the core, beside bare xstate: each round is two fresh processes, in turns.
//   node bench/import-time.mjs [--rounds 15] [--root FOLDER] [--check]      --check fails over the gate
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
  const code = `const start = performance.now(); await import('${name}'); console.log(performance.now() - start);`;
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', code], { cwd, encoding: 'utf8' }));
}

const names = ['xstate', 'meeting-join-flow', 'meeting-join-flow/webex', 'meeting-join-flow/fetch'];
const times = new Map(names.map((name) => [name, []]));
for (const name of names) importTime(name); // fills the disk cache
for (let round = 0; round < Number(options.rounds); round++) {
  for (const name of names) times.get(name).push(importTime(name));
}

const sorted = (name) => times.get(name).toSorted((a, b) => a - b);
const median = (name) => sorted(name)[Math.floor(times.get(name).length / 2)];
console.log('| import in Node | min ms | median ms | max ms | median against xstate |');
console.log('| --- | --: | --: | --: | --: |');
for (const name of names) {
  const all = sorted(name);
  const ratio = (median(name) / median('xstate')).toFixed(2);
  console.log(`| ${name} | ${all[0].toFixed(1)} | ${median(name).toFixed(1)} | ${all.at(-1).toFixed(1)} | ${ratio} |`);
}

// The fastest round is the one that the machine disturbed least.
const ratio = sorted('meeting-join-flow')[0] / sorted('xstate')[0];
console.log(`\nThe core takes ${ratio.toFixed(2)} times what bare xstate takes (gate ${gate}, aim ${aim}).`);
if (options.check && ratio > gate) process.exitCode = 1;
