import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';

export interface DemoServer {
  /** Without a slash at the end. */
  readonly pageUrl: string;
  readonly simulatorUrl: string;
  /** Everything that was printed. */
  printed(): string;
  close(): Promise<void>;
}

const root = resolve(__dirname, '../..');
const caches = join(root, 'node_modules/.cache/pages');

/** A folder for what Vite makes of the packages that a page asks for. The first of each kind to end leaves its own to the rest. */
async function openCache(kind: string): Promise<{ readonly folder: string; leave(): Promise<void> }> {
  const kept = join(caches, kind);
  await mkdir(caches, { recursive: true });
  const folder = await mkdtemp(`${kept}-`);
  // Vite looks itself whether it still fits the lock file.
  if (existsSync(kept)) await cp(kept, folder, { recursive: true });
  return {
    folder,
    async leave() {
      // Another one may have been quicker.
      if (!existsSync(kept)) await rename(folder, kept).catch(() => undefined);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Starts what `npm start` starts, or the examples, on a free port and with a cache of its own, and waits for the
 * addresses. Built for production, React takes a third less of the processor: for tests that look at many pages.
 */
export async function startDemo(
  folder: 'demo' | 'examples' = 'demo',
  build: 'development' | 'production' = 'development',
): Promise<DemoServer> {
  const cache = await openCache(`${folder}-${build}`);
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const child = spawn(process.execPath, [vite, folder, '--port', '0'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: build, DEMO_CACHE_DIR: cache.folder, NO_COLOR: '1', FORCE_COLOR: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const addressOf = (name: string): string | undefined =>
    new RegExp(`${name}\\s+(http://127\\.0\\.0\\.1:\\d+)`).exec(printed)?.[1];
  const ended = new Promise<void>((done) => child.once('close', () => done()));

  await new Promise<void>((ready, fail) => {
    const hear = (chunk: Buffer): void => {
      printed += chunk.toString();
      if (addressOf('Simulator') !== undefined) ready();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void ended.then(() => fail(new Error(`The page's server ended:\n${printed}`)));
  });

  return {
    pageUrl: addressOf(folder === 'demo' ? 'Join a meeting' : 'Examples') ?? '',
    simulatorUrl: addressOf('Simulator') ?? '',
    printed: () => printed,
    async close() {
      child.kill();
      await ended;
      await cache.leave();
    },
  };
}
