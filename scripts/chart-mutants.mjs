// Mutants of the two charts: `npm run mutants` tries all, `npm run mutants -- 0.1` about a tenth of them.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runBundled } from './run-bundled.mjs';
import { standInForJest } from './stand-in-for-jest.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const mutants = join(root, 'test/model/mutants');

/** The charts, for everyone but their stand-ins. */
const damagedCharts = {
  name: 'damaged-charts',
  setup(bundle) {
    bundle.onResolve({ filter: /(join-flow|password-reset)\.machine\.js$/ }, ({ path, importer }) =>
      /model[\\/]mutants[\\/]/.test(importer)
        ? undefined
        : { path: join(mutants, path.includes('join-flow') ? 'join-chart.ts' : 'reset-chart.ts') },
    );
  },
};

process.exitCode = await runBundled('test/model/mutants/run.ts', {
  args: process.argv.slice(2),
  plugins: [damagedCharts, standInForJest(root)],
});
