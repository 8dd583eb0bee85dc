// Packs the package, installs it in an empty app without running any install script, and uses it there as apps do:
// Node by `import`, by `require` and by both; esbuild, Vite and webpack; a browser with an import map; TypeScript.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from './npm.mjs';
import { importBundled } from './run-bundled.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
const pkg = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const app = mkdtempSync(join(tmpdir(), 'check-package-'));
const expected = 'sent: correct horse';

const runner =
  (name, start) =>
  (args, cwd = app) => {
    try {
      return start(args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    } catch (error) {
      throw new Error(`${name} ${args.join(' ')} failed:\n${error.stdout}\n${error.stderr}`, { cause: error });
    }
  };
const runNode = runner('node', (args, options) => execFileSync(process.execPath, args, options));
const runNpm = runner('npm', npm);
function expect(output, what) {
  if (output.trim() !== expected) throw new Error(`${what}: expected "${expected}", got "${output.trim()}".`);
}
const installed = (name) => JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version;
const inPackage = (path) => join(app, 'node_modules', pkg.name, path);

function tarballHoldsWhatUsersNeed([{ filename, files }]) {
  const wanted = [/^dist\//, /^(README|CHANGELOG)\.md$/, /^LICENSE$/, /^package\.json$/];
  const names = files.map(({ path }) => path);
  const strange = names.filter((name) => !wanted.some((pattern) => pattern.test(name)));
  const missing = ['README.md', 'CHANGELOG.md', 'LICENSE'].filter((name) => !names.includes(name));
  if (strange.length + missing.length > 0) throw new Error(`Too much: [${strange}]. Missing: [${missing}].`);
  return filename;
}

/** Whoever debugs an app sees our sources as they are in the repository, and nothing of the machine that packed them. */
function mapsLeadToTheSources() {
  const files = readdirSync(inPackage('.'), { recursive: true, encoding: 'utf8' }).filter((file) => extname(file));
  const read = (file) => readFileSync(inPackage(file), 'utf8');
  const problems = files
    .filter((file) => [root, app].some((folder) => read(file).includes(folder)))
    .map((file) => `${file} names a folder of this machine.`);
  for (const file of files.filter((path) => path.endsWith('.map'))) {
    const { sources, sourcesContent = [] } = JSON.parse(read(file));
    const places = sources.map((source) => new URL(source, `file:///package/${file}`).pathname);
    const strange = places.filter((place) => !place.startsWith('/package/src/'));
    if (sources.length === 0 || strange.length > 0) problems.push(`${file} is of [${strange}].`);
    if (sources.some((_, at) => !sourcesContent[at])) problems.push(`${file} lacks sources.`);
  }
  for (const format of ['esm', 'cjs']) {
    // Files that only pass names on have no map, and those of the core are more than ten without them.
    const mapped = files.filter((file) => file.startsWith(join('dist', format)) && file.endsWith('.map'));
    if (mapped.length < 10) problems.push(`dist/${format} has ${mapped.length} source maps.`);
  }
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

const npmInstall = (...what) =>
  runNpm(['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', ...what]);

function installs(tarball) {
  writeFileSync(join(app, 'package.json'), '{ "name": "app", "private": true, "type": "module" }');
  npmInstall(join(app, tarball), `xstate@${installed('xstate')}`);
  cpSync(join(root, 'test/package/consumer'), app, { recursive: true });
}

/** What an app has that uses every entry. */
function optionalPeers() {
  npmInstall(...['axios', 'react', '@types/react', '@types/node'].map((name) => `${name}@${installed(name)}`));
}

function everyEntry() {
  return Object.keys(pkg.exports)
    .filter((path) => path !== './package.json')
    .flatMap((path) => {
      if (!path.includes('*')) return [path.replace('.', pkg.name)];
      const folder = path.slice(2, -2);
      return readdirSync(inPackage(`dist/cjs/${folder}`))
        .filter((file) => file.endsWith('.cjs'))
        .map((file) => `${pkg.name}/${folder}/${file.slice(0, -4)}`);
    });
}

function oneCopyOfTheSecrets() {
  for (const format of ['esm', 'cjs']) {
    const holders = readdirSync(inPackage(`dist/${format}`), { recursive: true, encoding: 'utf8' }).filter(
      (file) =>
        /\.c?js$/.test(file) && readFileSync(inPackage(`dist/${format}/${file}`), 'utf8').includes('new WeakMap()'),
    );
    const secrets = holders.filter((file) =>
      readFileSync(inPackage(`dist/${format}/${file}`), 'utf8').includes('This secret is a copy'),
    );
    if (secrets.length !== 1) throw new Error(`dist/${format} holds the map of secrets in [${secrets}].`);
  }
}

const bundlers = {
  async esbuild(entry, out) {
    const { build } = await import('esbuild');
    await build({ entryPoints: [join(app, entry)], outfile: out, bundle: true, format: 'esm', logLevel: 'error' });
  },
  async vite(entry, out) {
    const { build } = await import('vite');
    await build({
      root: app,
      configFile: false,
      logLevel: 'error',
      build: {
        target: 'es2022',
        emptyOutDir: false,
        outDir: join(app, 'out'),
        lib: { entry: join(app, entry), formats: ['es'], fileName: () => basename(out) },
      },
    });
  },
  async webpack(entry, out) {
    const { default: webpack } = await import('webpack');
    const stats = await new Promise((resolve, reject) => {
      webpack(
        {
          mode: 'production',
          context: app,
          entry: join(app, entry),
          target: ['web', 'es2022'],
          experiments: { outputModule: true },
          output: { path: join(app, 'out'), filename: basename(out), module: true, chunkFormat: 'module' },
          module: {
            parser: { javascript: { commonjsMagicComments: true } },
            rules: [{ test: /\.js$/, type: 'javascript/auto' }],
          },
        },
        (error, result) => (error ? reject(error) : resolve(result)),
      );
    });
    if (stats.hasErrors()) throw new Error(stats.toString('errors-only'));
  },
};

async function bundlersBuildIt() {
  for (const [name, bundle] of Object.entries(bundlers)) {
    for (const entry of ['app.mjs', 'bundled-mix.js', 'simulated-page.js']) {
      const out = join(app, 'out', `${name}-${entry.split('.')[0]}.mjs`);
      await bundle(entry, out);
      expect(runNode([out]), `${name} of ${entry}`);
      const copies = readFileSync(out, 'utf8').split('This secret is a copy').length - 1;
      if (copies !== 1) throw new Error(`${name} put ${copies} maps of secrets into one bundle of ${entry}.`);
    }
  }
}

async function browserTakesAnImportMap() {
  const { launchChromium } = await importBundled('test/browser/chromium.ts');
  const types = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript' };
  const server = createServer((request, response) => {
    const file = join(app, new URL(request.url, 'http://localhost').pathname);
    if (!existsSync(file)) return response.writeHead(404).end();
    return response.writeHead(200, { 'content-type': types[extname(file)] ?? 'text/plain' }).end(readFileSync(file));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    const errors = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on(
      'response',
      (response) => response.status() >= 400 && errors.push(`${response.status()} ${response.url()}`),
    );
    await page.goto(`http://127.0.0.1:${server.address().port}/page.html`);
    await page
      .waitForFunction(() => globalThis.sent !== undefined, null, { timeout: 10_000 })
      .catch((error) => {
        throw new Error(`The page did not get through. ${errors.join('; ')}`, { cause: error });
      });
    expect(`sent: ${await page.evaluate(() => globalThis.sent)}`, 'the browser');
  } finally {
    await browser.close();
    await new Promise((resolve) => server.close(resolve));
  }
}

function typesFit() {
  const strict = { strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, noEmit: true };
  const target = { target: 'ES2022', lib: ['ES2022', 'DOM', 'DOM.Iterable'] };
  const projects = {
    'bundler, no types of Node': { files: ['browser.ts'], module: 'ESNext', moduleResolution: 'Bundler', types: [] },
    'node16, no types of Node': { files: ['browser.ts'], module: 'Node16', moduleResolution: 'Node16', types: [] },
    'node16, no page': {
      files: ['server.ts'],
      module: 'Node16',
      moduleResolution: 'Node16',
      types: ['node'],
      lib: ['ES2022'],
    },
    node16: { files: ['node.mts', 'node.cts'], module: 'Node16', moduleResolution: 'Node16', types: ['node'] },
    'with declarations': {
      files: ['extended.ts'],
      module: 'Node16',
      moduleResolution: 'Node16',
      types: [],
      declaration: true,
    },
  };
  // A program of its own for each: whatever one file reads helps to name what another exports.
  for (const file of readdirSync(join(app, 'alone'))) {
    projects[`with declarations, ${file} alone`] = {
      files: [`alone/${file}`],
      module: 'ESNext',
      moduleResolution: 'Bundler',
      types: [],
      declaration: true,
    };
  }
  for (const [name, { files, ...options }] of Object.entries(projects)) {
    writeFileSync(
      join(app, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: { ...strict, ...target, ...options }, files }),
    );
    try {
      runNode([require.resolve('typescript/bin/tsc'), '-p', '.', '--pretty', 'false']);
    } catch (error) {
      // The declarations of other packages are theirs to mend.
      const ours = error.message
        .split('\n')
        .filter((line) => /: error TS/.test(line) && (!line.startsWith('node_modules') || line.includes(pkg.name)));
      if (ours.length > 0) throw new Error(`Types (${name}):\n${ours.join('\n')}`, { cause: error });
    }
  }
}

async function step(title, work) {
  const start = performance.now();
  const result = await work();
  console.log(`ok  ${title} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  return result;
}

try {
  const packed = JSON.parse(runNpm(['pack', '--json', '--ignore-scripts', '--pack-destination', app], root));
  const tarball = await step('the tarball holds what users need, and nothing else', () =>
    tarballHoldsWhatUsersNeed(packed),
  );
  await step('it installs with --ignore-scripts', () => installs(tarball));
  await step('source maps lead to the sources, and nothing names this machine', mapsLeadToTheSources);
  await step('one map of secrets for each format', oneCopyOfTheSecrets);
  await step('the entries for every app need no optional peer', () => {
    const needy = ['axios', 'react', 'testing'].map((name) => `${pkg.name}/${name}`);
    const entries = everyEntry().filter((entry) => !needy.includes(entry));
    expect(runNode(['every-entry.mjs', ...entries]), 'without optional peers');
  });
  await step('the optional peers install beside it', optionalPeers);
  await step('every entry loads by import and by require, as one copy', () =>
    expect(runNode(['every-entry.mjs', ...everyEntry()]), 'every entry'),
  );
  await step('a flow runs in Node by import', () => expect(runNode(['app.mjs']), 'Node'));
  await step('import and require share secrets in one process', () => expect(runNode(['node-mix.mjs']), 'Node'));
  mkdirSync(join(app, 'out'));
  await step('esbuild, Vite and webpack build it, with one map of secrets', bundlersBuildIt);
  await step('a browser runs it through an import map', browserTakesAnImportMap);
  await step('types fit under bundler and node16 resolution', typesFit);
  await step('types fit, and a flow runs, with the oldest peers that are allowed', () => {
    // React 18 has tests of its own.
    npmInstall(...['xstate', 'axios'].map((name) => `${name}@${pkg.peerDependencies[name].replace('^', '')}`));
    typesFit();
    expect(runNode(['app.mjs']), 'Node');
    expect(runNode(['every-entry.mjs', ...everyEntry()]), 'every entry');
  });
} finally {
  rmSync(app, { recursive: true, force: true });
}
