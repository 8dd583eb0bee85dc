// Tests in a bundle, to be run without jest: an esbuild plugin.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** @returns {string} the module that test files find in the place of @jest/globals */
export const collectedTests = (root) => join(root, 'test/support/collected-tests.ts');

/**
 * The tests' own globals, and where a test file lies: a bundle has one place for all.
 * @param {string} root
 * @returns {import('esbuild').Plugin}
 */
export const standInForJest = (root) => ({
  name: 'stand-in-for-jest',
  setup(bundle) {
    bundle.onResolve({ filter: /^@jest\/globals$/ }, () => ({ path: collectedTests(root) }));
    bundle.onLoad({ filter: /test[\\/].*\.tsx?$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const contents = text.replaceAll('__dirname', JSON.stringify(dirname(path)));
      return { contents, loader: path.endsWith('x') ? 'tsx' : 'ts' };
    });
  },
});
