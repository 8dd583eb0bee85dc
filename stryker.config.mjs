/**
 * Mutation tests: `npm run mutation` for all, `npm run mutation -- guards` for one room. The reports lie in
 * reports/mutation. Each room is held to the tests that are about it, so that a mutant costs little.
 */
const about = {
  guards: ['guards'],
  // Its own files; the two services have runs of their own.
  services: ['services'],
  'services/webex': ['services/webex'],
  'services/huawei': ['services/huawei'],
  machines: ['machines', 'promises', 'stories', 'guards'],
};
const room = process.env['MUTATE'] ?? 'guards';

export default {
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  mutate: [`src/${room}/*.ts`, '!src/**/*.types.ts'],
  jest: {
    configFile: 'jest.config.ts',
    // With it, files that only a name mapper leads to count as untested.
    enableFindRelatedTests: false,
    config: {
      testMatch: about[room].map((name) => `**/test/${name}/*.test.ts`),
      testPathIgnorePatterns: ['/node_modules/', 'restores'],
    },
  },
  coverageAnalysis: 'perTest',
  // Tables and charts are built when a file is loaded; npm run mutants is for the charts.
  ignoreStatic: true,
  concurrency: Number(process.env['MUTATE_CONCURRENCY'] ?? 1),
  timeoutMS: 30_000,
  dryRunTimeoutMinutes: 30,
  reporters: ['clear-text', 'json', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: `reports/mutation/${room.replace('/', '-')}.json` },
  ignorePatterns: ['dist', 'reports', 'demo', 'docs/site', 'test/xstate-v4', 'coverage'],
};
