// The public surface, one file for each entry in etc/, so that a change of it shows in review.
//   node scripts/api-report.mjs           rewrites the reports out of dist
//   node scripts/api-report.mjs --check   fails when a report differs from dist
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');
const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const temp = mkdtempSync(join(tmpdir(), 'api-report-'));
const reports = join(root, 'etc');
mkdirSync(reports, { recursive: true });

const entries = Object.keys(exports).filter((path) => path !== './package.json' && !path.includes('*'));
const nameOf = (path) => (path === '.' ? 'index' : path.slice(2));
/**
 * Reported with the types that are not exported and of which public ones are made: their members are public too. The other
 * entries would repeat those of the core.
 */
const complete = new Set(['index', 'inspect', 'simulator']);
/**
 * TypeScript writes the members of a union in the order in which it met them, which is not the same on every run. A
 * change of the surface adds or takes away words of some line; an order does not. By the line, so that two members that
 * swap their types, or what is optional of them, are told apart.
 */
const words = (folder, file) =>
  readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .map((line) => (line.match(/[^\s|&(){}[\];,<>]+/g) ?? []).sort().join(' '))
    .sort()
    .join('\n');
const namesIn = (list) =>
  list.split(',').map((name) => {
    const [inside, outside = inside] = name
      .trim()
      .replace(/^type /, '')
      .split(' as ');
    return { inside, outside };
  });
/**
 * Of a namespace the extractor tells only what its members are called. So an entry with namespaces is reported from a copy
 * beside it, which exports each member by itself too, as `Namespace_Member`, and the types that members are made of.
 */
const readable = (entry) => {
  const text = readFileSync(entry, 'utf8');
  const exported = new Map(
    [...text.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, list]) =>
      namesIn(list).map(({ inside, outside }) => [inside, outside]),
    ),
  );
  const members = [...text.matchAll(/^declare namespace (\w+) \{\s*export \{([^}]*)\}/gm)].flatMap(([, space, list]) =>
    namesIn(list)
      .filter(({ inside }) => !exported.has(inside))
      .map(({ inside, outside }) => `${inside} as ${exported.get(space)}_${outside}`),
  );
  if (members.length === 0) return entry;
  const types = [...text.matchAll(/^(?:type|interface) (\w+)/gm)].flatMap(([, name]) =>
    exported.has(name) ? [] : [`type ${name}`],
  );
  const copy = entry.replace(/\.d\.cts$/, '.members.d.cts');
  if (copy === entry) throw new Error(`${entry} has namespaces, but does not end in .d.cts: its copy has no name.`);
  writeFileSync(copy, `${text}\nexport { ${[...types, ...members].join(', ')} };\n`);
  copies.push(copy);
  return copy;
};
/** `any` lets an app write what it likes, and nobody sees it: the compiler writes it of itself where it cannot tell. */
const anyIn = (file) =>
  readFileSync(join(temp, file), 'utf8')
    .split('\n')
    .filter((line) => !/^\s*(\/\/|\*|\/\*)/.test(line) && /(?:[:<|&,(=]\s*|=> )any\b/.test(line));
const differs = (file) => !existsSync(join(reports, file)) || words(reports, file) !== words(temp, file);
const copies = [];
process.on('exit', () => {
  for (const path of [temp, ...copies]) rmSync(path, { recursive: true, force: true });
});
// Whoever stops it waits for the entry that it is at: a copy that stayed in dist would be packed.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
let failed = false;
const complain = (text) => {
  console.error(text);
  failed = true;
};

for (const path of entries) {
  const name = nameOf(path);
  const entry = readable(join(root, exports[path].types.default));
  const config = ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(root, 'package.json'),
    configObject: {
      // As the editor settings say, on every machine.
      newlineKind: 'lf',
      projectFolder: root,
      mainEntryPointFilePath: entry,
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            target: 'ES2022',
            lib: ['ES2023', 'DOM', 'DOM.Iterable'],
            module: 'NodeNext',
            moduleResolution: 'NodeNext',
            strict: true,
            skipLibCheck: true,
            types: ['node'],
          },
          files: [entry],
        },
      },
      apiReport: {
        enabled: true,
        reportFileName: `${name}.api.md`,
        reportFolder: reports,
        reportTempFolder: temp,
        includeForgottenExports: complete.has(name),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        extractorMessageReporting: {
          default: { logLevel: ExtractorLogLevel.Error },
          // Release tags are not used: what is exported is public.
          'ae-missing-release-tag': { logLevel: ExtractorLogLevel.None },
          'ae-undocumented': { logLevel: ExtractorLogLevel.None },
          'ae-unresolved-link': { logLevel: ExtractorLogLevel.None },
          // An alias is written out where it is used. An interface has to be exported: test/package/consumer shows what is not.
          'ae-forgotten-export': { logLevel: ExtractorLogLevel.None },
        },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      },
    },
  });
  const result = Extractor.invoke(config, {
    // What it would rewrite of itself may differ by the order of a union only, which is nothing to review.
    localBuild: false,
    messageCallback: (message) => {
      message.handled = true;
      if (message.logLevel === ExtractorLogLevel.Error && message.category !== 'console') {
        complain(`${name}: ${message.text}`);
      }
    },
  });
  for (const line of anyIn(`${name}.api.md`)) complain(`${name}: any in the public surface: ${line.trim()}`);
  const file = `${name}.api.md`;
  if (result.apiReportChanged && differs(file)) {
    if (check) complain(`etc/${file} is stale. If the change of the public surface is meant: npm run api`);
    else copyFileSync(join(temp, file), join(reports, file));
  }
  // Signals are heard between two turns only.
  await turn();
}

const known = new Set(entries.map((path) => `${nameOf(path)}.api.md`));
for (const file of readdirSync(reports)) if (!known.has(file)) complain(`etc/${file} is of no entry: delete it.`);
process.exitCode = failed ? 1 : 0;
