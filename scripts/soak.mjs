// Joins in a row in one process: `npm run soak`, or `npm run soak -- <joins> <axios|fetch>`.
import { runBundled } from './run-bundled.mjs';

process.exitCode = await runBundled('test/model/soak/run.ts', {
  args: process.argv.slice(2),
  nodeArgs: ['--expose-gc'],
});
