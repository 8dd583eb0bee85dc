// What the package costs in a browser app: minified and gzipped by esbuild, out of dist/esm, by named imports.
//   node bench/size.mjs            measures, fails over a gate, and writes the table into README.md
//   node bench/size.mjs --check    measures, fails over a gate or when the table in README.md is stale
//   --root FOLDER                  where package.json and dist are
import { build, transform } from 'esbuild';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build as viteBuild } from 'vite';

const { values: options } = parseArgs({ options: { check: { type: 'boolean' }, root: { type: 'string' } } });
const root = options.root ?? fileURLToPath(new URL('..', import.meta.url));
const self = 'meeting-join-flow';
const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const allNames = (entry) => Object.keys(createRequire(join(root, 'package.json'))(entry));

const libraries = ['xstate', 'zod', 'axios', 'react', 'react-dom', '@statelyai/inspect', '@xstate/inspect', 'msw'];
const joining = (transport) => [
  `import { createJoinFlow } from '${self}'`,
  `import { createWebexServices } from '${self}/webex'`,
  `import { ${transport}Transport } from '${self}/${transport}'`,
];
const resetting = [
  `import { createPasswordReset } from '${self}'`,
  `import { createHuaweiServices } from '${self}/huawei'`,
  `import { fetchTransport } from '${self}/fetch'`,
];
const whole = (path) => {
  const entry = path ? `${self}/${path}` : self;
  return [`import { ${allNames(entry).join(', ')} } from '${entry}'`];
};

const partsOf = (flow) => Object.keys(createRequire(join(root, 'package.json'))(`${self}/react`)[flow]);

const allParts = () => ({
  hooks: ['useFlow', 'useJoinFlow', 'usePasswordReset'],
  JoinFlow: partsOf('JoinFlow'),
  PasswordReset: partsOf('PasswordReset'),
});

/**
 * Gates and first budgets in KB (1000 bytes); docs/decisions/0010 tells why they differ. `out`: the libraries left out;
 * `drawn`: what an app names of the React entry. It is bundled by Vite, since esbuild keeps all of a namespace that comes
 * by way of another file, and what the core entry holds is left out, or with `adds` taken off: in an app, the two are
 * compressed together.
 */
const rows = [
  {
    what: '`createJoinFlow`, Webex services, fetch transport; xstate and zod out',
    imports: joining('fetch'),
    out: libraries,
    gate: 12.7,
    first: 7.5,
  },
  { what: 'the same, everything in', imports: joining('fetch'), out: [], gate: 29.5, first: 26 },
  {
    what: 'the same with the axios transport, everything in',
    imports: joining('axios'),
    out: [],
    gate: 51.5,
    first: 48,
  },
  {
    what: '`createPasswordReset`, Huawei services, fetch transport; xstate and zod out',
    imports: resetting,
    out: libraries,
    gate: 12.5,
  },
  {
    what: 'React: the two hooks; react, xstate and the core out',
    drawn: () => ({ hooks: ['useJoinFlow', 'usePasswordReset'] }),
    gate: 0.5,
    first: 1,
  },
  {
    what: 'React: one part, `JoinFlow.Title`; react, xstate and the core out',
    drawn: () => ({ JoinFlow: ['Title'] }),
    gate: 0.7,
  },
  {
    what: 'React: the parts of the join flow; react, xstate and the core out',
    drawn: () => ({ JoinFlow: partsOf('JoinFlow') }),
    gate: 3.7,
  },
  {
    what: 'React: the parts of the password reset; react, xstate and the core out',
    drawn: () => ({ PasswordReset: partsOf('PasswordReset') }),
    gate: 4.7,
  },
  { what: 'React: all parts of both; react, xstate and the core out', drawn: allParts, gate: 5, first: 5 },
  {
    what: 'React: what all parts of both add to an app that has react, xstate and all of the core',
    drawn: allParts,
    adds: true,
    gate: 4.7,
    first: 5,
  },
];

/** And each entry with all its names, for those who wonder; these have no gate of their own. */
for (const path of Object.keys(exports)) {
  if (path === './package.json' || path.includes('*')) continue;
  const name = path.slice(2);
  rows.push({
    what: `\`${path.replace('.', self)}\`, all names; libraries out`,
    imports: () => whole(name),
    out: [...libraries, 'node:*'],
  });
}
/** Constants that no minifier dares to drop. */
const mayStay = 64;
/** What tests import, and apps do not ship. */
const forTests = [`${self}/simulator`, `${self}/testing`];

const bytes = (text) => gzipSync(text, { level: 9 }).length;
const namesIn = (imports) =>
  imports.flatMap((line) =>
    /\{(.*)\}/
      .exec(line)[1]
      .split(',')
      .map((name) => name.trim()),
  );

async function bundle(contents, { out = [], plugins = [], metafile = false } = {}) {
  return build({
    stdin: { contents, resolveDir: root },
    absWorkingDir: root,
    // Its paths lead to the sources: dist is what is measured.
    tsconfigRaw: '{}',
    bundle: true,
    minify: true,
    metafile,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    external: out.flatMap((name) => (name.includes('*') ? [name] : [name, `${name}/*`])),
    plugins,
  });
}

/**
 * A file of the package, whatever its folder is called: esbuild and Vite differ on Windows, and where a link leads to it,
 * as to the folder of macOS for temporary files.
 */
const fileInPackage = (path) => path.replace(/^.*\/(?=dist\/)/, '');

/** The files that the core entry brings along. */
async function coreFiles() {
  const { metafile } = await bundle(whole('').join('\n').replace('import', 'export'), {
    out: libraries,
    metafile: true,
  });
  return new Set(Object.keys(metafile.inputs).map(fileInPackage));
}

/** By Vite, minified by what minifies all rows. */
async function bundleApp(code, isOut) {
  const app = 'app.js';
  const { output } = await viteBuild({
    configFile: false,
    logLevel: 'error',
    root,
    plugins: [
      {
        name: 'app',
        enforce: 'pre',
        resolveId: (id) => (id === app ? id : undefined),
        load: (id) => (id === app ? code : undefined),
      },
      {
        name: 'out',
        enforce: 'pre',
        // As one module, which is what an app imports, into however many files it is cut.
        async resolveId(source, importer) {
          const found = importer && (await this.resolve(source, importer, { skipSelf: true }));
          return found && isOut(found.id) ? { id: self, external: true } : null;
        },
      },
    ],
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: app,
        external: (id) => libraries.some((name) => id === name || id.startsWith(`${name}/`)),
      },
    },
  });
  return (await transform(output[0].code, { minify: true, format: 'esm', target: 'es2022' })).code;
}

/** With the apostrophes or backslashes that a path may have. */
const fileAsText = (name) => JSON.stringify(join(root, `dist/esm/${name}.js`));

const draw = ({ hooks = [], ...parts }) => {
  const used = [...hooks, ...Object.entries(parts).flatMap(([flow, names]) => names.map((name) => `${flow}.${name}`))];
  return `import { ${[...hooks, ...Object.keys(parts)].join(', ')} } from ${fileAsText('react')};
    draw(${used.join(', ')});`;
};

async function sizeOfDrawn(drawn) {
  const core = await coreFiles();
  return bytes(await bundleApp(draw(drawn), (id) => core.has(fileInPackage(id))));
}

async function sizeAdded(drawn) {
  const core = allNames(self).join(', ');
  const react = 'useState, useEffect, useRef';
  const app = `import { ${core} } from ${fileAsText('index')};
    import { ${react} } from 'react';
    import { jsx, jsxs, Fragment } from 'react/jsx-runtime';
    draw(jsx, jsxs, Fragment, ${react}, ${core});`;
  const isNowhere = () => false;
  return bytes(await bundleApp(app + draw(drawn), isNowhere)) - bytes(await bundleApp(app, isNowhere));
}

async function measure(row) {
  if (row.drawn) return (await (row.adds ? sizeAdded : sizeOfDrawn)(row.drawn())) / 1000;
  const imports = typeof row.imports === 'function' ? row.imports() : row.imports;
  const contents = `${imports.join('\n')}\nexport { ${namesIn(imports).join(', ')} };`;
  const { outputFiles } = await bundle(contents, { out: row.out });
  return bytes(outputFiles[0].contents) / 1000;
}

/**
 * What an import that nobody uses leaves in a bundle, with the files marked as having side effects: so the number
 * tells about the code itself, and not about the `sideEffects` field.
 */
async function leftovers(entry) {
  const files = {
    name: 'files-have-side-effects',
    setup(esbuild) {
      esbuild.onResolve({ filter: /.*/ }, async ({ path, kind, resolveDir, pluginData }) => {
        if (pluginData === 'seen' || kind === 'entry-point') return undefined;
        const found = await esbuild.resolve(path, { kind, resolveDir, pluginData: 'seen' });
        return { ...found, sideEffects: true };
      });
    },
  };
  const { outputFiles } = await bundle(`import '${entry}';`, { out: [...libraries, 'node:*'], plugins: [files] });
  return outputFiles[0].text.replace(/import\s*(?:[\w*{][^"]*from\s*)?"[^"]*";?/g, '').trim();
}

const problems = [];
const table = ['| what (minified, gzipped, KB) | now | gate | first budget |', '| --- | --: | --: | --: |'];
const sizes = [];
for (const row of rows) {
  const now = await measure(row);
  sizes.push(now);
  if (row.gate && now > row.gate)
    problems.push(`${row.what}: ${now.toFixed(2)} KB is over its gate of ${row.gate} KB.`);
  table.push(`| ${row.what} | ${now.toFixed(1)} | ${row.gate ?? ''} | ${row.first ?? ''} |`);
}
console.log(table.join('\n'));

const languages = readdirSync(join(root, 'dist/module/locales')).map((file) => `${self}/locales/${file.slice(0, -3)}`);
const paths = Object.keys(exports).filter((path) => path !== './package.json' && !path.includes('*'));
for (const entry of [...paths.map((path) => path.replace('.', self)), ...languages]) {
  if (forTests.includes(entry)) continue;
  const left = await leftovers(entry);
  // A call that lost its mark may be short: constants stay, calls do not.
  if (left.length > mayStay || left.includes('('))
    problems.push(`An unused import of ${entry} leaves ${left.length} bytes: ${left.slice(0, 200)}`);
}

const readme = join(root, 'README.md');
const marked = /(<!-- sizes:start -->\n)([\s\S]*?)(<!-- sizes:end -->)/;
const text = existsSync(readme) ? readFileSync(readme, 'utf8') : '';
const before = marked.exec(text)?.[2];
if (before !== undefined) {
  const cellsOf = (lines) =>
    lines.filter((line) => /^\| [^-w]/.test(line)).map((line) => line.split(/ *\| */).slice(1, -1));
  const shown = cellsOf(before.split('\n'));
  const rest = (cells) => JSON.stringify(cells.map(([what, , ...gates]) => [what, ...gates]));
  // Another zlib may round the other way: a tenth of a KB is no news. What a row is called and held to is.
  const stale =
    rest(shown) !== rest(cellsOf(table)) || shown.some(([, size], at) => !(Math.abs(size - sizes[at]) <= 0.1));
  if (!options.check) {
    if (stale)
      writeFileSync(
        readme,
        text.replace(marked, (_, start, __, end) => `${start}\n${table.join('\n')}\n\n${end}`),
      );
  } else if (stale) problems.push('The table of sizes in README.md is stale: run `npm run size`.');
}

for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
