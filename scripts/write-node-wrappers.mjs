// Writes dist/node: for each entry an ES module that gives the CommonJS build by name, and its types. An app that mixes
// `import` and `require` so runs one copy of the package, with one map of secrets. It is imported by name: a file that is
// asked for by `createRequire` is found neither by bundlers for a server nor by what traces a server's files for a deployment.
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

/**
 * The types of a wrapper. axios declares itself twice, for `import` and for `require`, and an instance of the one does
 * not fit the other: what takes one is declared again, in a file that reads axios as the app's ES modules do.
 */
function typesOf(declarations, from) {
  const again = `export * from '${from}';\n`;
  // A build of the code alone has no declarations.
  if (!existsSync(declarations)) return again;
  const text = readFileSync(declarations, 'utf8');
  if (!text.includes('from "axios"')) return again;
  return text.replaceAll(/(from |path=)"\.\//g, `$1"${dirname(from)}/`);
}

rmSync(join(out, 'node'), { recursive: true, force: true });
for (const entry of entries) {
  const cjs = join(out, 'cjs', `${entry}.cjs`);
  const names = Object.keys(require(cjs)).sort();
  if (names.length === 0 || names.includes('default')) {
    throw new Error(`${entry} must have named exports, and no default one: it has [${names.join(', ')}].`);
  }
  const wrapper = join(out, 'node', `${entry}.mjs`);
  const from = relative(dirname(wrapper), cjs).replaceAll('\\', '/');
  mkdirSync(dirname(wrapper), { recursive: true });
  writeFileSync(wrapper, `import all from '${from}';\n\nexport const { ${names.join(', ')} } = all;\n`);
  writeFileSync(wrapper.replace(/\.mjs$/, '.d.mts'), typesOf(cjs.replace(/\.cjs$/, '.d.cts'), from));
}

// Nitro, below Nuxt, looks with `module`, and then leaves what Node can load to Node, which looks without it and finds a file
// that was not deployed. Without a `type`, these files are for bundlers alone, and are bundled.
writeFileSync(join(out, 'esm/package.json'), '{ "sideEffects": false }\n');
