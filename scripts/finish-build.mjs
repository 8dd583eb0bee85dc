// Writes into dist what the bundler does not: declarations for ES modules, a wrapper where one is needed, and what
// the condition `module` names.
//   node scripts/finish-build.mjs [FOLDER]
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = process.argv[2] ?? join(root, 'dist');
const require = createRequire(import.meta.url);
const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const entries = Object.keys(exports)
  .filter((name) => name !== './package.json')
  .flatMap((name) => {
    if (name === '.') return ['index'];
    if (!name.endsWith('/*')) return [name.slice(2)];
    const folder = name.slice(2, -2);
    return readdirSync(join(out, 'cjs', folder))
      .filter((file) => file.endsWith('.cjs'))
      .map((file) => `${folder}/${file.slice(0, -4)}`);
  });

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** The path from one file to another, as an import names it. */
const pathFrom = (file, to) => relative(dirname(file), to).replaceAll('\\', '/');

/**
 * axios declares itself twice, for `import` and for `require`, and an instance of the one does not fit the other: what
 * takes one is declared again, in a file that reads axios as the app's ES modules do.
 */
function writeTypes(file, cjs) {
  const from = pathFrom(file, cjs);
  const declarations = cjs.replace(/\.cjs$/, '.d.cts');
  // A build of the code alone has no declarations.
  const text = existsSync(declarations) ? readFileSync(declarations, 'utf8') : '';
  const own = text.includes('from "axios"') ? text.replaceAll(/(from |path=)"\.\//g, `$1"${dirname(from)}/`) : null;
  write(file, own ?? `export * from '${from}';\n`);
}

// The bundler empties its own folders only.
for (const folder of ['module', 'node']) rmSync(join(out, folder), { recursive: true, force: true });
for (const entry of entries) {
  const cjs = join(out, 'cjs', `${entry}.cjs`);
  const names = Object.keys(require(cjs)).sort();
  if (names.length === 0 || names.includes('default')) {
    throw new Error(`${entry} must have named exports, and no default one: it has [${names.join(', ')}].`);
  }
  writeTypes(join(out, 'esm', `${entry}.d.mts`), cjs);

  // By name: behind an `export *`, webpack 5.112 finds no name that an app imports and does not use.
  const bundled = join(out, 'module', `${entry}.js`);
  write(bundled, `export { ${names.join(', ')} } from '${pathFrom(bundled, join(out, 'esm', `${entry}.js`))}';\n`);

  // Node imports dist/cjs by name, so that `import` and `require` in one app share one map of secrets. Where the types for
  // ES modules are others, Node has an ES module of their own to match.
  if (exports[`./${entry}`]?.node.import !== undefined) {
    const wrapper = join(out, 'node', `${entry}.mjs`);
    write(wrapper, `import all from '${pathFrom(wrapper, cjs)}';\n\nexport const { ${names.join(', ')} } = all;\n`);
    writeTypes(join(out, 'node', `${entry}.d.mts`), cjs);
  }
}

// Nitro, below Nuxt, looks with `module`, and then leaves what Node can load to Node, which looks without it and finds a file
// that was not deployed. So `module` names files without a `type`, which are for bundlers alone, and are bundled. The ES
// modules behind them keep the package's: Jest's jsdom comes there by `import`, and takes a file without it for CommonJS.
write(join(out, 'module/package.json'), '{ "sideEffects": false }\n');
