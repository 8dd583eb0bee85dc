/** Mutation tests of the rules, the charts and the services: `npm run mutation`. The report lies in reports/mutation. */
const folders = ['guards', 'machines', 'services', 'promises', 'stories', 'testing'];

export default {
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  mutate: ['src/guards/**/*.ts', 'src/machines/**/*.ts', 'src/services/**/*.ts', '!src/**/*.types.ts'],
  jest: {
    configFile: 'jest.config.ts',
    // With it, files that only a name mapper leads to count as untested.
    enableFindRelatedTests: false,
    config: {
      testMatch: folders.map((folder) => `**/test/${folder}/**/*.test.ts`),
      // Thousands of mutants: what needs a browser, a build or many seconds has no place here.
      testPathIgnorePatterns: ['/node_modules/', 'http-paths', 'faults', 'soak', 'fuzz', 'charts'],
    },
  },
  coverageAnalysis: 'perTest',
  concurrency: 1,
  timeoutMS: 20_000,
  ignoreStatic: true,
  reporters: ['clear-text', 'json', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: 'reports/mutation/mutation.json' },
  ignorePatterns: ['dist', 'reports', 'demo', 'docs/site', 'test/xstate-v4', 'coverage'],
  tempDirName: '.stryker-tmp',
};
