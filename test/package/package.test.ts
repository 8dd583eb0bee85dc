import { buildSync } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(__dirname, '../..');
const read = (path: string): string => readFileSync(path, 'utf8');
const pkg = JSON.parse(read(join(root, 'package.json'))) as {
  exports: Record<string, unknown>;
  scripts: Record<string, string>;
};
const entries = Object.keys(pkg.exports).filter((path) => path !== './package.json');

/** The folder stands for an installed package: the same files, and neighbours to import. */
let folder: string;
const node = (...args: string[]): string =>
  execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** Prints the packages that our own files ask for while an entry loads. */
const listOfRequests = `
  const Module = require('node:module');
  const load = Module._load;
  const asked = new Set();
  Module._load = function (name, parent, ...rest) {
    if (/[\\\\/]dist[\\\\/]cjs[\\\\/]/.test(parent?.filename) && !parent.filename.includes('node_modules') && !name.startsWith('.')) {
      asked.add(name.split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/'));
    }
    return load.call(this, name, parent, ...rest);
  };
  require(process.argv[1]);
  console.log([...asked].sort().join('\\n'));
`;

/** Runs CommonJS as Jest does, in which `import()` fails. */
const listensWithoutImport = `
  const { readFileSync } = require('node:fs');
  const Module = require('node:module');
  const { compileFunction } = require('node:vm');
  Module._extensions['.cjs'] = (module, filename) => {
    const run = compileFunction(readFileSync(filename, 'utf8'), ['exports', 'require', 'module'], { filename });
    run(module.exports, Module.createRequire(filename), module);
  };
  const { createSimulator } = require('meeting-join-flow/simulator');
  createSimulator().listen().then(({ url, close }) => close().then(() => console.log(url)));
`;

describe('the built package', () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "package o'test-"));
    cpSync(join(root, 'package.json'), join(folder, 'package.json'));
    cpSync(join(__dirname, 'consumer'), folder, { recursive: true });
    // As a junction, Windows asks for no right to make it.
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
    const env = { ...process.env, BUILD_OUT: join(folder, 'dist'), BUILD_TYPES: 'no' };
    execFileSync(process.execPath, [join(root, 'node_modules/tsdown/dist/run.mjs')], { cwd: root, env, stdio: 'pipe' });
    execFileSync(process.execPath, [join(root, 'scripts/finish-build.mjs'), join(folder, 'dist')]);
  }, 120_000);

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('loads every entry by import and by require, as one copy', () => {
    const locales = readdirSync(join(folder, 'dist/cjs/locales')).filter((file) => file.endsWith('.cjs'));
    const names = entries.flatMap((path) =>
      path.endsWith('/*')
        ? locales.map((file) => `meeting-join-flow/locales/${file.slice(0, -4)}`)
        : [path.replace('.', 'meeting-join-flow')],
    );

    expect(names.length).toBeGreaterThan(10);
    expect(node('every-entry.mjs', ...names)).toContain('sent: correct horse');
  }, 60_000);

  it('names no optional package where a bundler of an app without it would look for it', () => {
    for (const file of ['esm/inspect.js', 'cjs/inspect.cjs'])
      expect(read(join(folder, 'dist', file))).not.toMatch(/import\([^)]*["']@statelyai/);
  });

  it('imports what may be missing inside a try, where alone Metro lets it be', () => {
    const loads = ['inspect', 'simulator'].flatMap((name) =>
      [...read(join(folder, `dist/esm/${name}.js`)).matchAll(/^.*\n.*\bawait import\(/gm)].map(([lines]) => lines),
    );
    expect(loads).toHaveLength(2);
    for (const load of loads) expect(load).toMatch(/^\s*try \{\n/);
  });

  it('shares secrets between import and require in one process', () => {
    expect(node('node-mix.mjs')).toBe('sent: correct horse\n');
  }, 60_000);

  it('can be bundled for a server by what knows the condition node and not module, as Nuxt does', () => {
    const app = join(folder, 'server-app.mjs');
    writeFileSync(app, `import { secret } from 'meeting-join-flow'; console.log(String(secret('typed')));`);
    const elsewhere = mkdtempSync(join(tmpdir(), 'server-bundle-'));
    const outfile = join(elsewhere, 'server.mjs');
    // With conditions of its own, esbuild adds no `module`.
    buildSync({
      entryPoints: [app],
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      conditions: ['production'],
      logLevel: 'error',
    });
    const printed = execFileSync(process.execPath, [outfile], { encoding: 'utf8' });
    rmSync(elsewhere, { recursive: true });
    expect(printed).toBe('[redacted]\n');
  }, 60_000);

  it('has a simulator that listens on a port in Jest too', () => {
    expect(node('-e', listensWithoutImport)).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
  });

  it.each([
    ['meeting-join-flow', ['xstate']],
    ['meeting-join-flow/webex', []],
    ['meeting-join-flow/huawei', []],
    ['meeting-join-flow/axios', ['axios']],
    ['meeting-join-flow/fetch', []],
    ['meeting-join-flow/webex-sdk', []],
    ['meeting-join-flow/simulator', []],
    ['meeting-join-flow/locales/zh-CN', []],
  ])('loads with %s no other package than %j', (entry, allowed) => {
    // Packages that one of these brings along are of no interest: who asked for them is.
    const asked = node('-e', listOfRequests, entry).trim().split('\n').filter(Boolean);

    expect(asked).toEqual(allowed);
  });

  describe('loads zod with the first request', () => {
    /** A flow of each kind, and how often the services have asked for zod. */
    const start = `
      const Module = require('node:module');
      const load = Module._load;
      let asked = 0;
      Module._load = function (name, ...rest) {
        if (name === 'zod/mini') asked++;
        if (name === 'zod/mini' && process.env.NO_ZOD) throw new Error('No zod here.');
        return load.call(this, name, ...rest);
      };
      const { createHuaweiServices } = require('meeting-join-flow/huawei');
      const { createWebexServices } = require('meeting-join-flow/webex');
      const { createJoinFlow, createPasswordReset } = require('meeting-join-flow');
      const captcha = {
        captchaID: 'Captcha_1',
        verificationImageURL: 'https://example.webex.com/image',
        verificationAudioURL: 'https://example.webex.com/audio',
        refreshURL: 'https://example.webex.com/refresh',
      };
      const told = [];
      let replies = [];
      const transport = async ({ url }) => {
        told.push(asked);
        if (url.startsWith('https://meeting.')) end();
        return replies.shift() ?? new Promise(() => undefined);
      };
      const join = createJoinFlow({ services: createWebexServices({ transport, siteUrl: 'https://example.webex.com' }) });
      const reset = createPasswordReset({
        services: createHuaweiServices({ transport, baseUrl: 'https://meeting.example.com' }),
      });
      told.push(asked);
    `;

    it('not before, as for a server that only renders a page; and nothing later, as in a test that is over', () => {
      const walk = `
        replies = [{ status: 423, headers: {}, body: { code: 423001, ...captcha } }];
        join.subscribe(() => {
          const { state } = join.getView();
          if (state === 'captchaRequired' && replies.length === 0 && told.length === 2) {
            replies = [{ status: 200, headers: {}, body: { ...captcha, captchaID: 'Captcha_2' } }];
            join.refreshCaptcha();
          } else if (state === 'captchaRequired') {
            told.push(asked, join.getView().captcha.id);
            reset.start({ user: 'ada' });
          }
        });
        join.join({ destination: '123456789' });
        function end() {
          console.log(told.join());
          process.exit();
        }
      `;
      // Before any flow, at the look-up, at the refresh, after both; at the first request of the other services.
      expect(node('-e', start + walk)).toBe('0,1,1,1,Captcha_2,2\n');
    });

    it('of a meeting that is started from a space, too', () => {
      const walk = `
        const { createAdhocMeeting } = require('meeting-join-flow/webex');
        const space = 'https://conv-a.wbx2.com/conversation/api/v1/conversations/1';
        void createAdhocMeeting({ transport, siteUrl: 'https://example.webex.com' }, { conversationUrl: space });
        setImmediate(() => {
          console.log(told.join());
          process.exit();
        });
      `;
      // The files of the services have one, that of the space another.
      expect(node('-e', start + walk)).toBe('0,2\n');
    });

    it('and tells of one that is missing, of which a flow can say no more than that it fails', () => {
      const walk = `
        join.on('failed', ({ kind }) => console.log(kind, told.join()));
        join.join({ destination: '123456789' });
      `;
      const { stdout, stderr } = spawnSync(process.execPath, ['-e', start + walk], {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, NO_ZOD: 'yes' },
      });
      expect([stdout, stderr]).toEqual(['unexpectedReply 0\n', expect.stringMatching(/^Error: No zod here\./)]);
    });
  });

  it.each(['esm', 'cjs'])('holds the map of secrets once in %s', (format) => {
    const files = readdirSync(join(folder, 'dist', format), { recursive: true, encoding: 'utf8' });
    const code = files.filter((file) => /\.c?js$/.test(file)).map((file) => read(join(folder, 'dist', format, file)));

    expect(code.filter((text) => text.includes('This secret is a copy'))).toHaveLength(1);
  });

  it('keeps inside its size gates and leaves nothing behind in an unused import', () => {
    // By way of a link, as to the folder of macOS for temporary files.
    const elsewhere = mkdtempSync(join(tmpdir(), 'link-to-package-'));
    const link = join(elsewhere, 'package');
    symlinkSync(folder, link, 'junction');
    try {
      expect(() => node(join(root, 'bench/size.mjs'), '--root', link)).not.toThrow();
    } finally {
      rmSync(elsewhere, { recursive: true });
    }
  }, 60_000);

  it('is told when it outgrows a gate, leaves something behind, or is of another size than the README says', () => {
    const grown = mkdtempSync(join(tmpdir(), 'grown-package-'));
    try {
      for (const path of ['package.json', 'dist']) cpSync(join(folder, path), join(grown, path), { recursive: true });
      symlinkSync(join(root, 'node_modules'), join(grown, 'node_modules'), 'junction');
      // Nothing makes that smaller.
      const weight = randomBytes(20_000).toString('base64');
      appendFileSync(join(grown, 'dist/esm/fetch.js'), `\nglobalThis.weight = '${weight}';\n`);
      writeFileSync(join(grown, 'README.md'), '<!-- sizes:start -->\n| one row | 1.0 | 2 | |\n<!-- sizes:end -->\n');
      const { status, stderr } = spawnSync(
        process.execPath,
        [join(root, 'bench/size.mjs'), '--check', '--root', grown],
        { cwd: grown, encoding: 'utf8' },
      );

      expect(stderr).toMatch(/^`createJoinFlow`, Webex services, fetch transport.* is over its gate of [\d.]+ KB\.$/m);
      expect(stderr).toMatch(/^An unused import of meeting-join-flow\/fetch leaves \d+ bytes/m);
      expect(stderr).toMatch(/^The table of sizes in README\.md is stale/m);
      expect(status).toBe(1);
    } finally {
      rmSync(grown, { recursive: true });
    }
  }, 120_000);

  it('has the reset in a file of its own, which nothing else of the core reads, for bundlers that drop whole files', () => {
    const esm = join(folder, 'dist/esm');
    const readers = readdirSync(esm).filter(
      (file) => /\.js$/.test(file) && read(join(esm, file)).includes('"./reset.js"'),
    );
    expect(readers.sort()).toEqual(['index.js', 'password-reset-parts.js', 'testing.js', 'use-password-reset.js']);
    expect(read(join(esm, 'machines.js'))).not.toContain('sliderRequired');
  });

  it('tells bundlers that no file has side effects, and that the files for them are not for Node', () => {
    expect(JSON.parse(read(join(root, 'package.json')))).toMatchObject({ sideEffects: false });
    expect(JSON.parse(read(join(folder, 'dist/module/package.json')))).toEqual({ sideEffects: false });
  });

  it('marks the ES modules as such for what comes to them by import alone, as Jest does in jsdom', () => {
    const js = join(folder, 'dist/esm/index.js');
    const nearest = [dirname(js), join(folder, 'dist'), folder].find((path) => existsSync(join(path, 'package.json')));

    expect(pkg.exports['.']).toMatchObject({ import: './dist/esm/index.js' });
    expect(JSON.parse(read(join(nearest ?? '', 'package.json')))).toMatchObject({ type: 'module' });
  });

  it('gives bundlers by module what it gives by import, for every entry', () => {
    const modules = join(folder, 'dist/module');
    const found = readdirSync(modules, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
    const entryFiles = readdirSync(join(folder, 'dist/esm'), { recursive: true, encoding: 'utf8' });

    expect(found.sort()).toEqual(
      entryFiles
        .filter((file) => file.endsWith('.d.mts'))
        .map((file) => file.replace(/d\.mts$/, 'js'))
        .sort(),
    );
    for (const file of found) {
      const [, to = ''] = /^export \{ .+ \} from '(.+)';\n$/.exec(read(join(modules, file))) ?? [];
      expect(join(modules, dirname(file), to)).toBe(join(folder, 'dist/esm', file));
    }
  });
});

describe('the names of the entries', () => {
  it('are the same in package.json and in the paths that the sources are compiled with', () => {
    const { compilerOptions } = JSON.parse(read(join(root, 'tsconfig.json'))) as {
      compilerOptions: { paths: Record<string, string[]> };
    };

    expect(Object.keys(compilerOptions.paths)).toEqual(entries.map((path) => path.replace('.', 'meeting-join-flow')));
  });
});

describe('the scripts', () => {
  it('are each explained in CONTRIBUTING.md', () => {
    const guide = read(join(root, 'CONTRIBUTING.md'));
    const silent = Object.keys(pkg.scripts).filter(
      (name) => !guide.includes(`\`npm run ${name}\``) && !guide.includes(`\`npm ${name}\``),
    );

    expect(silent).toEqual([]);
  });

  it('start nothing that Windows finds by a shell alone, which would take a path with a blank for two words', () => {
    const files = ['scripts', 'bench'].flatMap((place) =>
      readdirSync(join(root, place)).map((file) => join(root, place, file)),
    );
    // The one place that knows how to start npm.
    const scripts = files.filter((file) => file.endsWith('.mjs') && !file.endsWith('npm.mjs'));
    const shells = scripts.filter((file) => /\b(exec|spawn)\w*\(\s*'np[mx]'|\.bin['/]|\bshell:/.test(read(file)));

    expect(scripts.length).toBeGreaterThan(10);
    expect(shells).toEqual([]);
  });

  it('find the test files by paths of Windows too, where they bundle them', () => {
    const plugin = pathToFileURL(join(root, 'scripts/stand-in-for-jest.mjs')).href;
    const printsTheFound = `
      import { standInForJest } from ${JSON.stringify(plugin)};
      const paths = ['/repo/test/model/a.test.ts', 'C:\\\\repo\\\\test\\\\model\\\\a.test.ts', '/repo/src/index.ts'];
      const onLoad = ({ filter }) => console.log(paths.map((path) => filter.test(path)).join());
      standInForJest('/repo').setup({ onResolve: () => undefined, onLoad });
    `;
    const args = ['--input-type=module', '-e', printsTheFound];

    expect(execFileSync(process.execPath, args, { encoding: 'utf8' }).trim()).toBe('true,true,false');
  });
});

describe('a shell that says NODE_ENV=production', () => {
  it('gets the tools from npm ci all the same', () => {
    const env = { ...process.env, NODE_ENV: 'production' };
    const shell = process.platform === 'win32';
    const said = execFileSync('npm', ['config', 'get', 'include'], { cwd: root, env, shell, encoding: 'utf8' });

    expect(said.trim()).toBe('dev');
  });

  it('does not reach the tests', () => {
    expect(process.env['NODE_ENV']).toBe('test');
  });
});

describe('the lock file', () => {
  const { packages } = JSON.parse(read(join(root, 'package-lock.json'))) as {
    packages: Record<
      string,
      { version?: string; optionalDependencies?: Record<string, string>; resolved?: string; link?: boolean }
    >;
  };

  it('holds the files for every platform, without which npm ci refuses it', () => {
    // Two versions of a tool have their files under the same names.
    const held = new Set(
      Object.entries(packages).flatMap(([path, { version = '' }]) => {
        const name = path.split('node_modules/').at(-1) ?? '';
        return [name, `${name}@${version}`];
      }),
    );
    const missing = Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
      Object.entries(optionalDependencies)
        .map(([name, wanted]) => (/^\d/.test(wanted) ? `${name}@${wanted}` : name))
        .filter((one) => !held.has(one)),
    );

    expect(missing).toEqual([]);
  });

  it('names no download address', () => {
    const addresses = Object.values(packages).flatMap(({ resolved, link }) => (link || !resolved ? [] : [resolved]));

    expect(addresses).toEqual([]);
  });
});
