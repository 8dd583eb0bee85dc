import { readdirSync } from 'node:fs';
import { defineConfig, type UserConfig } from 'tsdown';

/** One entry for each name in the `exports` map of package.json. */
const entries: Record<string, string> = {
  index: 'src/index.ts',
  webex: 'src/services/webex/index.ts',
  huawei: 'src/services/huawei/index.ts',
  axios: 'src/services/axios-transport.ts',
  fetch: 'src/services/fetch-transport.ts',
  'webex-sdk': 'src/services/webex-sdk-transport.ts',
  react: 'src/react/index.ts',
  inspect: 'src/inspect/index.ts',
  testing: 'src/testing/index.ts',
  simulator: 'src/simulator/index.ts',
};
const locales = 'src/messages/locales';
for (const file of readdirSync(locales)) {
  if (file.endsWith('.ts')) entries[`locales/${file.slice(0, -3)}`] = `${locales}/${file}`;
}

/** Tests build into a folder of their own, and without types when they only run the code. */
const out = process.env['BUILD_OUT'] ?? 'dist';

const codeSplitting = (format: string) => ({
  groups: [
    // The bundler's own helpers apart: otherwise they land in one of the entries, axios say, and all load that one.
    { name: 'runtime', test: /rolldown.runtime/ },
    // What the core loads in any case, in few files: Node pays for each that it opens.
    { name: 'guards', test: /src.(guards(?!.code-sources)|services.transport\.ts)/ },
    // In what bundlers read, the reset by itself: Turbopack drops whole files, and little of what is in one.
    ...(format === 'es' ? [{ name: 'machines', test: /src.(machines|forms).(?!password-reset|reset-form)/ }] : []),
    { name: format === 'es' ? 'reset' : 'machines', test: /src.(machines|forms)/ },
    { name: 'words', test: /src.messages.(messages|locales.(en|zh-CN))\.ts/ },
  ],
});

const shared: UserConfig = {
  entry: entries,
  target: 'es2022',
  // Neither Node nor browser: what an entry needs of either, it asks for at run time.
  platform: 'neutral',
  sourcemap: true,
  // Names without hashes: a diff of two releases shows what changed, not what was renamed.
  hash: false,
  // All entries of a format in one run, so that the map of secrets is in one chunk that all of them share.
  deps: { skipNodeModulesBundle: true, neverBundle: [/^node:/] },
  outputOptions: (options, format, { cjsDts }) => {
    // The declarations keep the documentation; code keeps what bundlers read, such as PURE. What entries share of the
    // declarations is named after one of them, and must not take that one's place.
    if (cjsDts) {
      options.chunkFileNames = 'shared-[name].d.cts';
      options.sourcemap = false;
      // TypeScript finds a name for what an app exports only among the modules that it has read: without the core among
      // them, an app of one entry alone could not emit declarations of what it makes of that. Not for those of which
      // nothing is made: the core reads XState, whose declarations not every setting of a compiler likes.
      options.banner = ({ isEntry, name }) =>
        isEntry && !/^(index|fetch|axios|webex-sdk|simulator)/.test(name)
          ? `/// <reference path="${name.includes('/') ? '..' : '.'}/index.d.cts" />`
          : '';
    } else
      Object.assign(options, {
        comments: { jsdoc: false, annotation: true, legal: true },
        codeSplitting: codeSplitting(format),
      });
  },
  logLevel: 'warn',
  failOnWarn: true,
  // How long a plugin took depends on the machine, not on the code.
  checks: { pluginTimings: false },
};

/**
 * Charts carry sentences for people who read them drawn. They are no use in an app and would be a fortieth of it, so
 * that bundles go without; Node's build keeps them. Lines stay where they are.
 */
const withoutDescriptions: NonNullable<UserConfig['plugins']> = {
  name: 'without-descriptions',
  transform: {
    filter: { id: /src.machines.[^/\\]+\.ts$/ },
    handler: (code: string) => code.replace(/\bdescription:\s*(['"])(?:(?!\1).)*\1,/g, ''),
  },
};

/** Node opens a file for each `require`, whether its helpers are used or not. Lines stay where they are. */
const withoutIdleHelpers: NonNullable<UserConfig['plugins']> = {
  name: 'without-idle-helpers',
  generateBundle: {
    handler(_, bundle) {
      for (const file of Object.values(bundle))
        if (file.type === 'chunk') file.code = file.code.replace(/^require\("\.\/rolldown-runtime\.cjs"\);$/m, '');
    },
  },
};

/**
 * Loads zod when it is first asked for. In Node it is two thirds of what an import of the services would load, and a server
 * that only renders the page sends no request. Once, since Jest loads nothing more for a test that is over; and loudly, since
 * what a port throws is told to nobody. Lines stay where they are.
 */
const zodWithFirstRequest: NonNullable<UserConfig['plugins']> = {
  name: 'zod-with-first-request',
  generateBundle: {
    handler(_, bundle) {
      const load =
        'try { return (loaded ??= require("zod/mini")); } catch (error) { console.error(error); throw error; }';
      for (const file of Object.values(bundle))
        if (file.type === 'chunk')
          file.code = file.code
            .replaceAll('zod_mini.', 'zod_mini().')
            .replace(/^let zod_mini = require\("zod\/mini"\);$/m, `let loaded; const zod_mini = () => { ${load} };`);
    },
  },
};

/** The parts of both flows, as files of their own in `dist/esm`: no entries of the package, but what its React entry loads. */
const partFiles: Readonly<Record<string, string>> = {
  'join-flow-parts': 'src/react/join-flow-parts.tsx',
  'password-reset-parts': 'src/react/password-reset-parts.tsx',
};

/**
 * Leaves `JoinFlow` and `PasswordReset` namespaces of modules. Bundled into one file they would be two objects that hold
 * every part, and no bundler could leave out the parts that an app does not draw.
 */
const withNamespaces: NonNullable<UserConfig['plugins']> = {
  name: 'with-namespaces',
  resolveId: {
    filter: { id: /^\.\/(join-flow|password-reset)-parts\.js$/ },
    handler: (id: string) => ({ id, external: 'relative' }),
  },
};

/**
 * `dist/esm` is for bundlers and browsers, `dist/cjs` for Node, by `import` too: two real copies in one process would each
 * hold secrets of their own. scripts/finish-build.mjs adds what only an ES module can be told.
 */
export default defineConfig([
  {
    ...shared,
    entry: { ...entries, ...partFiles },
    format: 'esm',
    outDir: `${out}/esm`,
    outExtensions: () => ({ js: '.js' }),
    plugins: [withoutDescriptions, withNamespaces],
    dts: false,
  },
  {
    ...shared,
    format: 'cjs',
    outDir: `${out}/cjs`,
    plugins: [withoutIdleHelpers, zodWithFirstRequest],
    outExtensions: () => ({ js: '.cjs', dts: '.d.cts' }),
    dts: process.env['BUILD_TYPES'] === 'no' ? false : { sourcemap: false },
  },
]);
