/**
 * Mutation tests: `npm run mutation` for all, `npm run mutation -- guards` for one room. The reports lie in
 * reports/mutation. Each room is held to the tests that are about it; those of the promises hold both flows as a whole.
 */
const about = {
  guards: ['guards'],
  services: ['services'],
  forms: ['forms'],
  machines: ['machines', 'promises', 'contract'],
  simulator: ['simulator'],
  inspect: ['inspect'],
  messages: ['messages'],
  testing: ['testing'],
  react: ['react'],
};
/** Those take seconds over real sockets, or thousands of steps, or jest's own modules, and notice what others notice sooner. */
const slow = [
  ...['password-reset.http', 'join-secrets', 'reset-secrets', 'reset-faults', 'join-failures'],
  ...['join-one-post', 'join-trusted-hosts', 'reset-restores', 'axios-beside-xhr'],
  ...['secret-copies', 'stately-package'],
  ...['http-paths', 'browser-load', 'inspector-in-browser', 'drawn-charts', 'react-18'],
];
/** Loops over each pixel and each sample: to count their runs takes minutes. */
const pixels = [
  ...['captcha-image', 'captcha-audio', 'png', 'zlib', 'canvas', 'slider-picture', 'slider-scene'],
  ...['digit-strokes', 'wav'],
].map((name) => `!src/simulator/${name}.ts`);
/**
 * The charts are built once for each services object, which tests share: only the first of them would be asked.
 * `npm run mutants` builds each damaged chart anew.
 */
const charts = ['*.machine', 'password-reset.slider', 'password-reset.code', 'password-reset.new-password'].map(
  (name) => `!src/machines/${name}.ts`,
);
const room = process.env['MUTATE'] ?? 'guards';

export default {
  testRunner: 'in-process',
  plugins: ['./scripts/in-process-runner.mjs'],
  mutate: [`src/${room}/**/*.{ts,tsx}`, '!src/**/*.types.ts', ...pixels, ...charts],
  inProcess: { tests: about[room].map((name) => `test/${name}`), except: slow, onPage: room === 'react' },
  coverageAnalysis: 'perTest',
  // Tables are built when a file is loaded.
  ignoreStatic: true,
  concurrency: Number(process.env['MUTATE_CONCURRENCY'] ?? 2),
  timeoutMS: 5_000,
  dryRunTimeoutMinutes: 30,
  reporters: ['clear-text', 'json', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: `reports/mutation/${room}.json` },
  ignorePatterns: ['dist', 'reports', 'demo', 'docs/site', 'test/xstate-v4', 'coverage'],
};
