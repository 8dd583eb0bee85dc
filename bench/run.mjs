// All measurements in one run, as ratios with their spread; the tables go into docs/performance.md.
//   npm run bench                     builds, measures everything, and writes the tables
//   node bench/run.mjs --only http    one of: http, events, memory, import, peers. Nothing is written then.
//   --root FOLDER                     where package.json and dist are
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { run as events } from './events.mjs';
import { run as http } from './http.mjs';
import { run as importTime } from './import-time.mjs';
import { run as memory } from './memory.mjs';
import { run as peers } from './peers.mjs';

const { values: options } = parseArgs({ options: { only: { type: 'string' }, root: { type: 'string' } } });
const root = options.root ? { root: options.root } : {};
const page = fileURLToPath(new URL('../docs/performance.md', import.meta.url));

const parts = {
  http: ['Against axios by hand', http],
  events: ['Against a reducer and a bare XState actor', events],
  memory: ['Memory', memory],
  import: ['Import time', importTime],
  peers: ['Beside peers', peers],
};
const wanted = options.only ? [options.only] : Object.keys(parts);
const unknown = wanted.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0)
  throw new Error(`There is no measurement "${unknown}": one of ${Object.keys(parts).join(', ')}.`);

const written = [];
for (const name of wanted) {
  const [title, run] = parts[name];
  const { text, problems } = await run(root);
  const misses =
    problems.length > 0 ? `\n\nOver a gate in this run:\n\n${problems.map((one) => `- ${one}`).join('\n')}` : '';
  written.push(`### ${title}\n\n${text}${misses}`);
  console.log(`\n${written.at(-1)}`);
  if (problems.length > 0) process.exitCode = 1;
}

if (!options.only) {
  const { version } = JSON.parse(readFileSync(new URL('../node_modules/xstate/package.json', import.meta.url), 'utf8'));
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const machine = `Node ${process.versions.node}, XState ${version}, ${process.platform} ${process.arch}, ${availableParallelism()} cores (${model}).`;
  const text = readFileSync(page, 'utf8').replace(
    /(<!-- results:start -->\n)[\s\S]*(<!-- results:end -->)/,
    (_, start, end) => `${start}\n${machine}\n\n${written.join('\n\n')}\n\n${end}`,
  );
  const settings = JSON.parse(readFileSync(new URL('../.prettierrc.json', import.meta.url), 'utf8'));
  writeFileSync(page, await format(text, { ...settings, parser: 'markdown' }));
}
