import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

/** Stands for npm and npx: writes down what is asked, lets one command fail, and leaves the report of the tests. */
const tool = (name: string): string => `#!/bin/sh
echo "${name} $*" >> calls
case "${name} $*" in "npm test"*) [ -z "$REPORT" ] || printf %s "$REPORT" > reports/jest.json ;; esac
[ -z "$BROKEN" ] || case "${name} $*" in "$BROKEN"*) exit 1 ;; esac
`;

/** Of these only the answer is looked at: a browser and fonts are there. */
const found = '#!/bin/sh\necho found\n';

const allPassed = { numPassedTests: 12, numFailedTests: 0, numRuntimeErrorTestSuites: 0, numPendingTests: 0 };

// Where there is no bash, .ci/run is for nobody.
(process.platform === 'win32' ? describe.skip : describe)('.ci/run', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ci-run-'));
    cpSync(join(root, '.ci'), join(folder, '.ci'), { recursive: true });
    mkdirSync(join(folder, 'tools'));
    const tools = { npm: tool('npm'), npx: tool('npx'), chromium: found, 'fc-list': found };
    for (const [name, text] of Object.entries(tools)) writeFileSync(join(folder, 'tools', name), text, { mode: 0o755 });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function run({ broken = '', report = allPassed }: { broken?: string; report?: object | null } = {}) {
    rmSync(join(folder, 'calls'), { force: true });
    const env = {
      ...process.env,
      PATH: [join(folder, 'tools'), process.env['PATH']].join(delimiter),
      BROKEN: broken,
      REPORT: report === null ? '' : JSON.stringify(report),
    };
    const { status, stdout } = spawnSync(join(folder, '.ci/run'), { env, encoding: 'utf8' });
    const calls = existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8').split('\n') : [];
    return { status, stdout, calls };
  }

  it('passes when every step and every test passes, and ends with their number', () => {
    const { status, stdout } = run();

    expect(stdout).toMatch(/\nEvery step is ok\.\n12 passed, 0 failed\n$/);
    expect(status).toBe(0);
  });

  it.each([
    ['npm ci', 'npm ci'],
    ['npx', 'npm ci of Node 20'],
    ['npm run lint', 'lint'],
    ['npm run types', 'types'],
    ['npm test', 'tests'],
    ['npm run check:package', 'package'],
    ['npm run docs', 'docs'],
  ])('fails when %s fails, says so, and tries all the rest', (broken, step) => {
    const { status, stdout, calls } = run({ broken });

    expect(stdout).toContain(`\nFailed: ${step}`);
    expect(status).toBe(1);
    expect(calls).toContain('npm run docs');
  });

  it.each<[string, object | null]>([
    ['a test failed', { ...allPassed, numFailedTests: 1 }],
    ['a suite could not start', { ...allPassed, numRuntimeErrorTestSuites: 1 }],
    ['a test was left out', { ...allPassed, numPendingTests: 1 }],
    ['a test is still to be written', { ...allPassed, numTodoTests: 1 }],
    ['no test ran', { ...allPassed, numPassedTests: 0 }],
    ['Jest says nothing, whatever an older run said', null],
  ])('fails when %s, though Jest itself is content', (_, report) => {
    run();

    expect(run({ report }).status).toBe(1);
  });
});
