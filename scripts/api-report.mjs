// The public surface, one file for each entry in etc/, so that a change of it shows in review.
//   node scripts/api-report.mjs           rewrites the reports out of dist
//   node scripts/api-report.mjs --check   fails when a report differs from dist
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
/** `any` lets an app write what it likes, and nobody sees it: the compiler writes it of itself where it cannot tell. */
const anyIn = (file) =>
  readFileSync(join(temp, file), 'utf8')
    .split('\n')
    .filter((line) => !/^\s*(\/\/|\*|\/\*)/.test(line) && /(?:[:<|&,(=]\s*|=> )any\b/.test(line));
const differs = (file) => !existsSync(join(reports, file)) || words(reports, file) !== words(temp, file);
let failed = false;
const complain = (text) => {
  console.error(text);
  failed = true;
};

for (const path of entries) {
  const name = nameOf(path);
  const config = ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(root, 'package.json'),
    configObject: {
      // As the editor settings say, on every machine.
      newlineKind: 'lf',
      projectFolder: root,
      mainEntryPointFilePath: join(root, exports[path].types.default),
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
          files: [join(root, exports[path].types.default)],
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
    localBuild: !check,
    messageCallback: (message) => {
      message.handled = true;
      if (message.logLevel === ExtractorLogLevel.Error && message.category !== 'console') {
        complain(`${name}: ${message.text}`);
      }
    },
  });
  for (const line of anyIn(`${name}.api.md`)) complain(`${name}: any in the public surface: ${line.trim()}`);
  if (check && result.apiReportChanged && differs(`${name}.api.md`)) {
    complain(`etc/${name}.api.md is stale. If the change of the public surface is meant: npm run api`);
  }
}

const known = new Set(entries.map((path) => `${nameOf(path)}.api.md`));
for (const file of readdirSync(reports)) if (!known.has(file)) complain(`etc/${file} is of no entry: delete it.`);
rmSync(temp, { recursive: true });
process.exitCode = failed ? 1 : 0;
