// Mutants of the two charts: `npm run mutants` tries all, `npm run mutants -- 0.1` about a tenth of them.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runBundled } from './run-bundled.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const mutants = join(root, 'test/model/mutants');

/** The charts and the test runner, for everyone but their stand-ins. */
const standIns = {
  name: 'stand-ins',
  setup(bundle) {
    bundle.onResolve({ filter: /(join-flow|password-reset)\.machine\.js$/ }, ({ path, importer }) =>
      importer.includes('model/mutants/')
        ? undefined
        : { path: join(mutants, path.includes('join-flow') ? 'join-chart.ts' : 'reset-chart.ts') },
    );
    bundle.onResolve({ filter: /^@jest\/globals$/ }, () => ({ path: join(mutants, 'harness.ts') }));
  },
};

process.exitCode = await runBundled('test/model/mutants/run.ts', {
  args: process.argv.slice(2),
  plugins: [standIns],
  define: { __dirname: JSON.stringify(join(root, 'test/support')) },
});
