import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const sound = `export interface Command {
  readonly how: 'link' | 'number';
  readonly again: boolean;
}
declare const Title: { readonly level: number };
declare namespace parts_d_exports {
  export { Title };
}
export { parts_d_exports as Parts };
`;

describe('The report of the public surface', () => {
  /** A package with one entry. */
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'api-report-test-'));
    cpSync(join(root, 'scripts/api-report.mjs'), join(folder, 'scripts/api-report.mjs'));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
    const exports = { '.': { types: { default: './dist/index.d.cts' } }, './package.json': './package.json' };
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'small', version: '1.0.0', exports }));
    mkdirSync(join(folder, 'dist'));
    expect(report(sound)).toEqual({ status: 0, said: '' });
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  function report(declarations: string, ...args: string[]) {
    writeFileSync(join(folder, 'dist/index.d.cts'), declarations);
    const { status, stderr } = spawnSync(process.execPath, [join(folder, 'scripts/api-report.mjs'), ...args], {
      encoding: 'utf8',
    });
    return { status, said: stderr };
  }

  it('is content with the surface that it was written for, in whatever order a union is', () => {
    expect(report(sound.replace("'link' | 'number'", "'number' | 'link'"), '--check')).toEqual({ status: 0, said: '' });
  });

  it('fails for two members that change places', () => {
    const { status, said } = report(
      sound.replace('how', 'then').replace('again', 'how').replace('then', 'again'),
      '--check',
    );

    expect(said).toContain('etc/index.api.md is stale');
    expect(status).toBe(1);
  });

  it('fails for another type of what is in a namespace, and leaves nothing beside the declarations', () => {
    const { status, said } = report(sound.replace('level: number', 'level: string'), '--check');

    expect(said).toContain('etc/index.api.md is stale');
    expect(status).toBe(1);
    expect(readdirSync(join(folder, 'dist'))).toEqual(['index.d.cts']);
  });

  // Windows ends a process without asking it.
  (process.platform === 'win32' ? it.skip : it)(
    'leaves nothing beside the declarations when it is stopped',
    async () => {
      const child = spawn(process.execPath, [join(folder, 'scripts/api-report.mjs'), '--check'], { stdio: 'ignore' });
      const ended = new Promise((done) => child.once('close', done));
      while (!existsSync(join(folder, 'dist/index.members.d.cts')) && child.exitCode === null)
        await new Promise((later) => setTimeout(later, 1));
      child.kill();

      expect(await ended).toBe(1);
      expect(readdirSync(join(folder, 'dist'))).toEqual(['index.d.cts']);
    },
  );

  it('fails for what lets an app write anything, and for a report of no entry', () => {
    writeFileSync(join(folder, 'etc/gone.api.md'), '');
    const { status, said } = report(sound.replace('boolean', 'any'), '--check');

    expect(said).toContain('index: any in the public surface');
    expect(said).toContain('etc/gone.api.md is of no entry');
    expect(status).toBe(1);
  });
});
