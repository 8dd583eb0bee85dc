// Sizes and import times beside peers that do a comparable job. They are fetched into bench/.peers, which git ignores,
// and are no dependency of the package; without the registry this part is left out, and says so.
//   node bench/peers.mjs [--rounds 5] [--root FOLDER]
import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { npm } from '../scripts/npm.mjs';
import { median, table } from './rounds.mjs';
import { projectRoot } from './subjects/load.mjs';

const folder = fileURLToPath(new URL('.peers', import.meta.url));
/** `import`: what an app that signs people in takes; `needs`: what the peer leaves for the app to install. */
const peers = [
  {
    name: '@aws-amplify/ui',
    version: '6.15.6',
    what: 'sign-in machine',
    entry: '@aws-amplify/ui',
    names: ['createAuthenticatorMachine'],
    needs: { 'aws-amplify': '6.22.1', xstate: '4.38.3' },
  },
  {
    name: '@clerk/elements',
    version: '0.24.20',
    what: 'sign-in parts, React out',
    entry: '@clerk/elements/sign-in',
    names: ['Root', 'Step', 'Strategy'],
    needs: {},
  },
  {
    name: '@webex/plugin-meetings',
    version: '3.12.0',
    what: 'the SDK’s meetings',
    entry: '@webex/plugin-meetings',
    names: ['default'],
    needs: {},
  },
];
const react = ['react', 'react-dom', 'next', '@clerk/clerk-react', '@clerk/shared'];

const lastLines = (error) =>
  String(error.stderr || error.message)
    .split('\n')
    .filter((line) => /error|cannot/i.test(line))
    .slice(0, 1)
    .join('')
    .replace(/(?:file:\/\/)?\/[^\s']*\/node_modules\//g, '')
    .slice(0, 120);

/** @returns {string | null} why it could not be fetched */
function fetchPeer({ name, version, needs }) {
  const home = join(folder, name.replace(/\W+/g, '-'));
  if (existsSync(join(home, 'node_modules', name, 'package.json'))) return null;
  mkdirSync(home, { recursive: true });
  const manifest = { private: true, dependencies: { [name]: version, ...needs } };
  writeFileSync(join(home, 'package.json'), JSON.stringify(manifest));
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps', '--loglevel=error'];
  try {
    npm(['install', ...flags], { cwd: home, encoding: 'utf8', stdio: 'pipe', timeout: 240_000 });
    return null;
  } catch (error) {
    return lastLines(error) || 'npm gave up';
  }
}

async function sizeOf(contents, resolveDir, external) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir },
    absWorkingDir: resolveDir,
    tsconfigRaw: '{}',
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
    external: external.flatMap((one) => [one, `${one}/*`]),
  });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length / 1000;
}

/** Ms of an import in a fresh process. */
function importOnce(entry, cwd) {
  const code = `const start = performance.now(); await import('${entry}'); console.log('\\n' + (performance.now() - start)); process.exit();`;
  const text = execFileSync(process.execPath, ['--input-type=module', '-e', code], {
    cwd,
    encoding: 'utf8',
    stdio: 'pipe',
    timeout: 60_000,
  });
  return Number(text.trim().split('\n').at(-1));
}

export async function run({ rounds = 5, root = projectRoot } = {}) {
  const self = 'meeting-join-flow';
  const subjects = [
    {
      title: 'ours: join flow, Webex services, fetch transport',
      cwd: root,
      contents: [
        `export { createJoinFlow } from '${self}'`,
        `export { createWebexServices } from '${self}/webex'`,
        `export { fetchTransport } from '${self}/fetch'`,
      ].join(';'),
      entry: self,
      external: [],
    },
    {
      title: 'bare xstate',
      cwd: root,
      contents: `export { createActor, setup } from 'xstate'`,
      entry: 'xstate',
      external: [],
    },
  ];
  const notes = [];
  for (const peer of peers) {
    const why = fetchPeer(peer);
    const { name, entry, names, what } = peer;
    if (why !== null) {
      notes.push(`${name} is left out: it could not be fetched (${why}).`);
      continue;
    }
    const cwd = join(folder, name.replace(/\W+/g, '-'));
    const { version } = JSON.parse(readFileSync(join(cwd, 'node_modules', name, 'package.json'), 'utf8'));
    subjects.push({
      title: `${name} ${version}: ${what}`,
      cwd,
      contents: `export { ${names.join(', ')} } from '${entry}'`,
      entry,
      // Node's own modules, which an app replaces by polyfills, are not counted.
      external: [...builtinModules, ...(name === '@clerk/elements' ? react : [])],
    });
  }
  const rows = [];
  const times = subjects.map(() => []);
  for (let round = -1; round < rounds; round++) {
    for (const [at, { entry, cwd, title }] of subjects.entries()) {
      if (times[at] === null) continue;
      try {
        const time = importOnce(entry, cwd);
        if (round >= 0) times[at].push(time);
      } catch (error) {
        times[at] = null;
        notes.push(`${title} cannot be imported in Node as it is: ${lastLines(error) || 'it fails'}.`);
      }
    }
  }
  let own;
  for (const [at, { title, contents, cwd, external }] of subjects.entries()) {
    let size = null;
    try {
      size = await sizeOf(contents, cwd, external);
    } catch (error) {
      notes.push(
        `${title} cannot be bundled for a browser as it is: ${String(error.errors?.[0]?.text ?? error.message)}.`,
      );
    }
    own ??= { size, time: median(times[at]) };
    rows.push([
      title,
      size === null ? '–' : size.toFixed(1),
      size === null ? '–' : (size / own.size).toFixed(2),
      times[at] === null ? '–' : (median(times[at]) / own.time).toFixed(2),
    ]);
  }
  const heads = ['what', 'KB, minified and gzipped, all in', 'against ours', 'import time in Node, against our core'];
  return { text: [table(heads, rows), ...notes].join('\n\n'), problems: [] };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values: options } = parseArgs({
    options: { rounds: { type: 'string', default: '5' }, root: { type: 'string' } },
  });
  const { text } = await run({ rounds: Number(options.rounds), ...(options.root && { root: options.root }) });
  console.log(text);
}
