// Stores and restores both flows at many random moments: `npm run restores`, or `npm run restores -- 50000 7` for that
// many restores from another seed. A sample of the same runs is in `npm test`.
import { runBundled } from './run-bundled.mjs';

process.exitCode = await runBundled('test/model/restores/run.ts', { args: process.argv.slice(2) });
