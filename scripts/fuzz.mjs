// Random events and replies through both flows: `npm run fuzz`, or `npm run fuzz -- <events> <first seed>`.
import { runBundled } from './run-bundled.mjs';

process.exitCode = await runBundled('test/model/fuzz/run.ts', { args: process.argv.slice(2) });
