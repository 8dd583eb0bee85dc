// A test runner for Stryker that keeps its process: the tests are bundled once, and evaluated anew for each mutant, so
// that a mutant costs what its own tests take. (With jest it costs the start of jest, ten times as much.)
import { commonTokens, declareFactoryPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import { determineHitLimitReached, DryRunStatus, MutantRunStatus, TestStatus } from '@stryker-mutator/api/test-runner';
import { build } from 'esbuild';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { inspect } from 'node:util';
import vm from 'node:vm';
import { openPage } from './page-for-tests.mjs';
import { collectedTests, standInForJest } from './stand-in-for-jest.mjs';

/** In Stryker's copy of the project. */
const timesFile = 'in-process-times.json';

const instrumented = (globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {});

class InProcessRunner {
  constructor(options) {
    const { tests, except, onPage = false } = options.inProcess;
    this.folders = tests;
    this.onPage = onPage;
    this.ending = onPage ? '.test.tsx' : '.test.ts';
    this.except = except.map((name) => name + this.ending);
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    const root = process.cwd();
    const files = this.folders.flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true })
        .filter((file) => file.endsWith(this.ending) && !this.except.some((name) => file.endsWith(name)))
        .map((file) => join(folder, file)),
    );
    const loads = files.map((file) => `${JSON.stringify(file)}: () => require(${JSON.stringify(join(root, file))})`);
    const { outputFiles } = await build({
      stdin: {
        contents: `const { collect, runTests } = require(${JSON.stringify(collectedTests(root))});
          module.exports = { collectAll: () => collect({ ${loads.join(',\n')} }), runTests };`,
        resolveDir: root,
      },
      bundle: true,
      write: false,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      packages: 'external',
      tsconfig: join(root, 'tsconfig.json'),
      plugins: [standInForJest(root)],
      ignoreAnnotations: true,
      logLevel: 'error',
    });
    this.script = new vm.Script(`(function (require, module, exports) {${outputFiles[0].text}\n})`, {
      filename: join(root, 'in-process-tests.cjs'),
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    this.require = createRequire(join(root, 'package.json'));
    // What a mutant breaks may break later than its test.
    process.on('unhandledRejection', () => undefined);
    process.on('uncaughtException', () => undefined);
    // Node's own go to the console, which tests hold to silence.
    process.removeAllListeners('warning');
    // As jest.config.ts has them.
    Object.assign(process.env, { NODE_ENV: 'test', TZ: 'Asia/Kolkata' });
    this.clearPage = this.onPage ? openPage(root) : () => undefined;
  }

  async load() {
    this.clearPage();
    const module = { exports: {} };
    this.script.runInThisContext()(this.require, module, module.exports);
    const { collectAll, runTests } = module.exports;
    return { tests: await collectAll(), runTests };
  }

  async dryRun() {
    instrumented.activeMutant = undefined;
    const { tests, runTests } = await this.load();
    const results = [];
    await runTests(tests, {
      starts({ id }) {
        instrumented.currentTestId = id;
      },
      ended({ id, file }, failure, timeSpentMs) {
        instrumented.currentTestId = undefined;
        const common = { id, name: id, fileName: file, timeSpentMs };
        results.push(
          failure
            ? { ...common, status: TestStatus.Failed, failureMessage: inspect(failure) }
            : { ...common, status: TestStatus.Success },
        );
        return true;
      },
    });
    // For the other processes too.
    writeFileSync(
      timesFile,
      JSON.stringify(Object.fromEntries(results.map(({ id, timeSpentMs }) => [id, timeSpentMs]))),
    );
    return { status: DryRunStatus.Complete, tests: results, mutantCoverage: instrumented.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation }) {
    instrumented.hitCount = hitLimit === undefined ? undefined : 0;
    instrumented.hitLimit = hitLimit;
    instrumented.activeMutant = mutantActivation === 'static' ? activeMutant.id : undefined;
    const counted = { nrOfTests: 0 };
    let killed = null;
    try {
      const { tests, runTests } = await this.load();
      instrumented.activeMutant = activeMutant.id;
      const wanted = testFilter ? tests.filter(({ id }) => testFilter.includes(id)) : tests;
      await runTests(this.quickFilesFirst(wanted), {
        starts: () => (counted.nrOfTests += 1),
        ended({ id }, failure) {
          if (failure) killed = { killedBy: [id], failureMessage: String(failure?.message ?? failure) };
          return !failure;
        },
      });
    } catch (error) {
      // Not even loaded: every test fails.
      killed = { killedBy: ['(loading)'], failureMessage: String(error) };
    }
    instrumented.activeMutant = undefined;
    const endless = determineHitLimitReached(instrumented.hitCount, instrumented.hitLimit);
    if (endless) return { status: MutantRunStatus.Timeout, reason: endless.reason };
    return killed
      ? { status: MutantRunStatus.Killed, ...killed, ...counted }
      : { status: MutantRunStatus.Survived, ...counted };
  }

  /** Whole files, those that take the least time first: most mutants are noticed at once. */
  quickFilesFirst(tests) {
    this.times ??= existsSync(timesFile) ? JSON.parse(readFileSync(timesFile, 'utf8')) : {};
    const times = {};
    for (const { id, file } of tests) times[file] = (times[file] ?? 0) + (this.times[id] ?? 0);
    return tests.toSorted((a, b) => times[a.file] - times[b.file] || a.file.localeCompare(b.file));
  }
}

function inProcessRunnerFactory(options) {
  return new InProcessRunner(options);
}
inProcessRunnerFactory.inject = tokens(commonTokens.options);

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'in-process', inProcessRunnerFactory)];
export const strykerValidationSchema = {
  type: 'object',
  properties: {
    inProcess: {
      type: 'object',
      properties: {
        tests: { type: 'array', items: { type: 'string' } },
        except: { type: 'array', items: { type: 'string' } },
        onPage: { type: 'boolean' },
      },
    },
  },
};
