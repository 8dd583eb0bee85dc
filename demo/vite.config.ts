import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { simulatorBeside } from './simulator-beside.js';

const source = (path: string): string => fileURLToPath(new URL(`../src/${path}`, import.meta.url));

/** The page imports the package by the names that apps use; here they lead to the sources. */
const entries = [
  { find: /^meeting-join-flow$/, replacement: source('index.ts') },
  { find: /^meeting-join-flow\/(webex|huawei)$/, replacement: source('services/$1/index.ts') },
  { find: /^meeting-join-flow\/(axios|fetch|webex-sdk)$/, replacement: source('services/$1-transport.ts') },
  { find: /^meeting-join-flow\/(react|inspect|testing|simulator)$/, replacement: source('$1/index.ts') },
  { find: /^meeting-join-flow\/locales\/(.*)$/, replacement: source('messages/locales/$1.ts') },
];

const cacheDir = process.env['DEMO_CACHE_DIR'];

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // Two servers at once, as in tests, must not write into one cache.
  ...(cacheDir !== undefined && { cacheDir }),
  resolve: { alias: entries },
  plugins: [
    react(),
    simulatorBeside({ 'Join a meeting': '/', 'Reset a password': '/reset', Inspector: '/inspector/' }),
  ],
  server: { host: '127.0.0.1' },
  optimizeDeps: {
    // Named, so that nothing is discovered late: that would reload the page under the person's hands.
    include: [
      'react',
      'react/jsx-runtime',
      'react/jsx-dev-runtime',
      'react-dom/client',
      'xstate',
      'zod/mini',
      'axios',
      'elkjs/lib/elk.bundled.js',
    ],
  },
  clearScreen: false,
});
