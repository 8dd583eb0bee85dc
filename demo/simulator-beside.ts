import { fileURLToPath } from 'node:url';
import type { Plugin, ViteDevServer } from 'vite';
import type * as SimulatorEntry from '../src/simulator/index.js';
import { expectServable } from './served-folder.js';

/** Where the page may look behind the simulated services. */
const controlPath = '/__simulator';

/**
 * What the page may load: itself, and the simulator for requests, captcha pictures and recordings. Vite's own client needs
 * inline scripts, inline styles and a socket; an app's policy has no need of them.
 */
const policy = (simulator: string): string =>
  [
    `default-src 'self'`,
    `script-src 'self' 'unsafe-inline'`,
    `style-src 'self' 'unsafe-inline'`,
    `worker-src 'self' blob:`,
    `connect-src 'self' ws: ${simulator}`,
    `img-src 'self' data: ${simulator}`,
    `media-src ${simulator}`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');

/** Names of pages, and their paths on the page's server. */
type Pages = Readonly<Record<string, string>>;

function printAddresses(server: ViteDevServer, pages: Pages, simulator: string): void {
  const page = (server.resolvedUrls?.local[0] ?? '').replace(/\/$/, '');
  const rows = [...Object.entries(pages).map(([name, path]) => [name, page + path]), ['Simulator', simulator]];
  const lines = rows.map(([name = '', address = '']) => `  ${name.padEnd(18)}${address}`);
  server.config.logger.info(['', ...lines, '', '  Everything stays on this machine. Stop with Ctrl+C.', ''].join('\n'));
}

/** Starts the simulator beside the page's server, on a free loopback port, and tells the page where it is. */
export function simulatorBeside(pages: Pages): Plugin {
  let simulator: { readonly url: string; close(): Promise<void> } | null = null;
  return {
    name: 'simulator-beside',
    apply: 'serve',
    configResolved: ({ root }) => expectServable(root),
    async configureServer(server) {
      const path = fileURLToPath(new URL('../src/simulator/index.ts', import.meta.url));
      // Through Vite, which reads TypeScript; its loader knows nothing of the module's type.
      const { createSimulator } = (await server.ssrLoadModule(path)) as typeof SimulatorEntry;
      simulator = await createSimulator({ controlPath }).listen({ port: 0, host: '127.0.0.1' });
      const { url } = simulator;
      server.middlewares.use((_request, response, next) => {
        response.setHeader('Content-Security-Policy', policy(url));
        next();
      });
      server.printUrls = () => printAddresses(server, pages, url);
    },
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { name: 'simulator', content: simulator?.url ?? '', 'data-control': controlPath },
        injectTo: 'head',
      },
    ],
    closeBundle: () => simulator?.close(),
  };
}
