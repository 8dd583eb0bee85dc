// What idle flows cost: bytes and time for each at three counts, every count in a fresh process with its own heap.
//   node bench/memory.mjs [--rounds 3] [--root FOLDER]
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cells, cpu, median, settle, table } from './rounds.mjs';
import { noReplies } from './subjects/instant-replies.mjs';
import { loadFrom } from './subjects/load.mjs';

const gate = 8192;
/** How far a count may be from the middle one: more is no straight line. */
const straight = 1.15;
const counts = [1_000, 10_000, 50_000];

async function measure(count, root) {
  const { createJoinFlow } = loadFrom(root)('meeting-join-flow');
  const make = (many) => Array.from({ length: many }, () => createJoinFlow({ services: noReplies }));
  // What is made once for all flows, and the compiled code, is none of theirs.
  make(2_000).forEach((flow) => flow.stop());
  await settle();
  const used = () => {
    globalThis.gc();
    return process.memoryUsage().heapUsed;
  };
  used();
  const before = used();
  const start = cpu();
  const flows = make(count);
  const time = cpu() - start;
  const bytes = used() - before;
  // Looked at here, so that the garbage collector may not take them before.
  if (flows.some((flow) => flow.getView().state !== 'idle')) throw new Error('A flow is not idle.');
  return { bytes: bytes / count, microseconds: (time / count) * 1000 };
}

export function run({ rounds = 3, root } = {}) {
  const inProcess = (count) =>
    JSON.parse(
      execFileSync(
        process.execPath,
        ['--expose-gc', fileURLToPath(import.meta.url), '--count', String(count), ...(root ? ['--root', root] : [])],
        { encoding: 'utf8' },
      ),
    );
  const results = counts.map((count) => ({ count, seen: [] }));
  for (let round = 0; round < rounds; round++) for (const { count, seen } of results) seen.push(inProcess(count));

  const bytes = ({ seen }) => median(seen.map((one) => one.bytes));
  const middle = bytes(results[1]);
  const problems = results.flatMap((result) => {
    const now = bytes(result);
    const off = Math.max(now / middle, middle / now);
    return [
      ...(now > gate ? [`${result.count} idle flows take ${Math.round(now)} bytes each (gate ${gate}).`] : []),
      ...(off > straight ? [`${result.count} idle flows take ${off.toFixed(2)} times what 10,000 take each.`] : []),
    ];
  });
  const rows = results.map(({ count, seen }) => [
    count.toLocaleString('en'),
    cells(
      seen.map((one) => one.bytes / 1024),
      2,
    ),
    (bytes({ seen }) / middle).toFixed(2),
    cells(
      seen.map((one) => one.microseconds),
      1,
    ),
  ]);
  const heads = ['idle flows', 'KiB each: min', 'median', 'max', 'against 10,000', 'µs each: min', 'median', 'max'];
  return { text: table(heads, rows), problems };
}

const { values: options } = parseArgs({
  options: { count: { type: 'string' }, rounds: { type: 'string', default: '3' }, root: { type: 'string' } },
  strict: false,
});
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (options.count) console.log(JSON.stringify(await measure(Number(options.count), options.root)));
  else {
    const { text, problems } = run({ rounds: Number(options.rounds), root: options.root });
    console.log([text, ...problems].join('\n'));
  }
}
