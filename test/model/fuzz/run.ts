// A million random events through both flows. Run by scripts/fuzz.mjs: `npm run fuzz -- <events> <first seed>`.
import { fuzzWalk, newReport } from './fuzz.js';

const [, , events = '1000000', firstSeed = '1'] = process.argv;
const report = newReport();
const began = performance.now();
process.on('unhandledRejection', (error) => report.problems.push(`unhandled rejection: ${String(error)}`));
process.on('uncaughtException', (error) => report.problems.push(`uncaught exception: ${error.stack ?? ''}`));
let seed = Number(firstSeed);
for (; report.events < Number(events) && report.problems.length < 20; seed++)
  await fuzzWalk(seed % 2 === 0 ? 'join' : 'reset', seed, 20 + (seed % 80), report);
const seconds = Math.round((performance.now() - began) / 1000);
console.log(JSON.stringify({ ...report, seeds: `${firstSeed} to ${seed - 1}`, seconds }, null, 2));
process.exitCode = report.problems.length > 0 ? 1 : 0;
