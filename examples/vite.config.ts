import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import solid from 'vite-plugin-solid';
import { simulatorBeside } from '../demo/simulator-beside.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const cacheDir = process.env['DEMO_CACHE_DIR'];

/** `npm run examples` serves them beside a simulator; `npm run examples:build` shows that each one builds. */
export default defineConfig({
  root: here('.'),
  // Two servers at once, as in tests, must not write into one cache.
  ...(cacheDir !== undefined && { cacheDir }),
  resolve: {
    alias: [
      { find: /^meeting-join-flow$/, replacement: here('../src/index.ts') },
      { find: /^meeting-join-flow\/webex$/, replacement: here('../src/services/webex/index.ts') },
      { find: /^meeting-join-flow\/fetch$/, replacement: here('../src/services/fetch-transport.ts') },
    ],
  },
  plugins: [vue(), svelte(), solid({ include: [/examples.solid.*\.tsx$/] }), simulatorBeside({ Examples: '/' })],
  server: { host: '127.0.0.1' },
  optimizeDeps: { include: ['xstate', 'zod/mini', 'vue', 'solid-js', 'solid-js/web'] },
  build: {
    emptyOutDir: true,
    rolldownOptions: {
      input: Object.fromEntries(['dom', 'vue', 'svelte', 'solid'].map((name) => [name, here(`${name}/index.html`)])),
    },
  },
});
