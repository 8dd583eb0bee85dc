/**
 * The loader of this one file wants CommonJS, while the sources are ES modules.
 *
 * @jest-config-loader ts-node
 * @jest-config-loader-options {"transpileOnly":true,"compilerOptions":{"module":"CommonJS","moduleResolution":"Bundler","verbatimModuleSyntax":false}}
 */
import type { Config } from 'jest';

// Jest leaves a NODE_ENV that a shell has. React has no `act` for production.
process.env['NODE_ENV'] = 'test';
// In UTC a time of a service that is read as a local one would look right.
process.env['TZ'] = 'Asia/Kolkata';

/** Entries resolve to the sources: the packed files have tests of their own in test/package. */
const entries = {
  '^meeting-join-flow$': '<rootDir>/src/index.ts',
  '^meeting-join-flow/(webex|huawei)$': '<rootDir>/src/services/$1/index.ts',
  '^meeting-join-flow/(axios|fetch|webex-sdk)$': '<rootDir>/src/services/$1-transport.ts',
  '^meeting-join-flow/(react|inspect|testing|simulator)$': '<rootDir>/src/$1/index.ts',
  '^meeting-join-flow/locales/(.*)$': '<rootDir>/src/messages/locales/$1.ts',
};

const config: Config = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  transform: { '^.+\\.tsx?$': ['ts-jest', { tsconfig: 'tsconfig.test.json', diagnostics: false }] },
  moduleNameMapper: { ...entries, '^(\\.{1,2}/.*)\\.js$': '$1' },
  // One more than the two cores that it is meant for: a worker often waits, for sockets or for its browser. A fourth
  // gets in the way of the others.
  maxWorkers: 3,
  // No test is about speed; a busy machine may take its time over real sockets and a real browser.
  testTimeout: 60_000,
};

export default config;
