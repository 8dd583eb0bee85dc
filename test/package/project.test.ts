import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { filesIn, pagePaths, readPage, root } from '../docs/pages.js';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const json = (path: string): unknown => JSON.parse(read(path));

const pkg = json('package.json') as {
  version: string;
  license: string;
  engines: { node: string };
  main: string;
  module: string;
  types: string;
  exports: Record<string, unknown>;
  scripts: Record<string, string>;
  peerDependencies: Record<string, string>;
  peerDependenciesMeta: Record<string, { optional: boolean }>;
};

/** The conditions of an entry, in the order in which they are asked, by the path of its file. */
const conditionsOf = (file: string): object => ({
  types: {
    node: `./dist/cjs/${file}.d.cts`,
    import: `./dist/esm/${file}.d.mts`,
    default: `./dist/cjs/${file}.d.cts`,
  },
  module: `./dist/module/${file}.js`,
  node: `./dist/cjs/${file}.cjs`,
  import: `./dist/esm/${file}.js`,
  default: `./dist/cjs/${file}.cjs`,
});

describe('package.json', () => {
  it('gives each entry the same conditions in the same order, by its own name', () => {
    for (const [path, conditions] of Object.entries(pkg.exports)) {
      // axios has a file more for Node: scripts/finish-build.mjs says why.
      if (path === './package.json' || path === './axios') continue;
      const expected = conditionsOf(path === '.' ? 'index' : path.slice(2));
      expect([path, JSON.stringify(conditions)]).toEqual([path, JSON.stringify(expected)]);
    }
  });

  it('leads tools that read no entries to the core', () => {
    const { main, module, types } = pkg;
    expect({ main, module, types }).toEqual({
      main: './dist/cjs/index.cjs',
      module: './dist/esm/index.js',
      types: './dist/cjs/index.d.cts',
    });
  });

  it('names the licence of the file LICENSE', () => {
    expect(read('LICENSE')).toMatch(new RegExp(`^${pkg.license} License\n`));
  });

  it('asks for the Node that the pages name and that CI begins with', () => {
    const floor = /^>=(\d+)$/.exec(pkg.engines.node)?.[1] ?? 'no floor';
    const [, tried = ''] = /^ +node: \[([\d, ]+)\]$/m.exec(read('.github/workflows/ci.yml')) ?? [];

    expect(tried.split(', ')[0]).toBe(floor);
    expect(read('.github/workflows/ci.yml')).toMatch(/^ +container: node:\$\{\{ matrix\.node \}\}-/m);
    expect(readPage('README.md')).toContain(`Node ${floor} or newer`);
    expect(readPage('docs/guides/troubleshooting.md')).toMatch(new RegExp(`^\\| Node +\\| ${floor} or newer;`, 'm'));
  });

  it('makes every peer optional but xstate', () => {
    const asked = Object.keys(pkg.peerDependencies).filter((name) => pkg.peerDependenciesMeta[name]?.optional !== true);
    expect(asked).toEqual(['xstate']);
  });

  it('has the version that the changelog tells of first, and that the lock file holds', () => {
    const { version, packages } = json('package-lock.json') as { version: string; packages: { '': typeof pkg } };

    expect(/^## (.+)$/m.exec(readPage('CHANGELOG.md'))?.[1]).toBe(pkg.version);
    expect([version, packages[''].version]).toEqual([pkg.version, pkg.version]);
  });
});

describe('the README', () => {
  it('lists every entry, and every language', () => {
    const [, list = ''] = /^## Entries\n([\s\S]*?)^## /m.exec(readPage('README.md')) ?? [];
    const named = [...list.matchAll(/`(?:meeting-join-flow)?([^`\s]*)`/g)].map(([, name]) => name);
    const locales = readdirSync(join(root, 'src/messages/locales')).map((file) => file.replace('.ts', ''));
    const entries = Object.keys(pkg.exports).filter((path) => path !== './package.json');

    expect(named).toEqual(expect.arrayContaining([...entries.map((path) => path.slice(1)), ...locales]));
  });
});

describe('the commands that pages and workflows name', () => {
  const texts = [...pagePaths, ...filesIn('.github').filter((path) => path.endsWith('.yml')), '.ci/run'];

  it('are scripts of package.json', () => {
    const named = texts.flatMap((path) =>
      [...read(path).matchAll(/\bnpm (?:run )([\w:-]+)/g)].map(([, name = '']) => [path, name] as const),
    );

    expect(named.length).toBeGreaterThan(40);
    expect(named.filter(([, name]) => !(name in pkg.scripts))).toEqual([]);
  });

  it('start files that are there', () => {
    const commands = [...Object.values(pkg.scripts), ...texts.filter((path) => !path.endsWith('.md')).map(read)];
    const started = commands.flatMap((text) =>
      [...text.matchAll(/\bnode ([\w./-]+\.m?js)\b/g)].map(([, file = '']) => file),
    );

    expect(started.length).toBeGreaterThan(10);
    expect(started.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });
});

describe('the check of the sources', () => {
  it('asks every tool that CONTRIBUTING.md tells of, and stops at the first that fails', () => {
    const steps = pkg.scripts['lint']?.split(' && ') ?? [];

    expect(steps.map((step) => /^\w+(?: --check)?/.exec(step)?.[0])).toEqual([
      'eslint',
      'prettier --check',
      'depcruise',
      'knip',
    ]);
    // Whatever else joins two commands lets the first one fail unheard.
    expect(Object.entries(pkg.scripts).filter(([, script]) => /[|;]|[^&]&[^&]/.test(script))).toEqual([]);
  });
});

describe('the workflows', () => {
  const workflows = filesIn('.github').filter((path) => /\.ya?ml$/.test(path));
  /** Without comments, by the file; keys and values without quotes, which YAML lets them have. */
  const lines = workflows.flatMap((path) =>
    read(path)
      .split('\n')
      .filter((line) => !/^\s*#/.test(line))
      .map((line) => ({ path, line: line.replace(/["']/g, '') })),
  );

  it('use actions by the commit, with the version beside it', () => {
    const used = lines.map(({ line }) => line).filter((line) => /\buses\s*:/.test(line));

    expect(used.length).toBeGreaterThan(3);
    expect(used.filter((line) => !/^ +(- )?uses: [\w/-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  it('may read what they check, and nothing more, but for the job that publishes', () => {
    for (const path of workflows) expect(read(path)).toMatch(/^permissions:\n {2}contents: read\n(?=\w)/m);
    expect(lines.filter(({ line }) => /\bwrite\b/.test(line))).toEqual([
      { path: '.github/workflows/release.yml', line: '      id-token: write' },
    ]);
    expect(read('.github/workflows/release.yml').split(/^ {2}publish:$/m)[0]).not.toContain('id-token');
  });

  it('leave no credentials beside what they check out, and run no change of a stranger with rights of ours', () => {
    const texts = workflows.map(read);
    const count = (pattern: RegExp): number => texts.flatMap((text) => text.match(pattern) ?? []).length;

    expect(count(/actions\/checkout@/g)).toBe(count(/actions\/checkout@.*\n +with:\n +persist-credentials: false\n/g));
    expect(count(/\bpull_request_target\b|\bworkflow_run\b/g)).toBe(0);
  });

  it('publish what was checked, under the version that the tag says, and run no script of it', () => {
    const release = read('.github/workflows/release.yml');

    expect(release).toMatch(/^ +run: test "v\$\(node -p .*\.version'\)" = "\$GITHUB_REF_NAME"$/m);
    expect(release).toMatch(/^ {4}needs: pack$/m);
    expect(release.match(/\bnpm (pack|publish)\b.*/g)).toEqual([
      'npm pack --ignore-scripts',
      'npm publish ./*.tgz --ignore-scripts',
    ]);
  });

  it('run all of the checks, from a file that can be run', () => {
    for (const path of ['ci', 'release'])
      expect(read(`.github/workflows/${path}.yml`)).toMatch(/^ +- run: \.ci\/run$/m);
    // Windows has no such bit: there the answer is always yes.
    expect(() => {
      accessSync(join(root, '.ci/run'), constants.X_OK);
    }).not.toThrow();
  });

  it('check no less than what runs before a publication by hand', () => {
    const run = read('.ci/run');
    const steps = pkg.scripts['verify']?.split(' && ') ?? [];

    expect(steps.length).toBeGreaterThan(5);
    const more = ['npm ci', 'npx --yes npm@', 'npm run examples:build', 'npm run docs'];
    expect([...steps, ...more].filter((step) => !new RegExp(`^step '.*' ${step}\\b`, 'm').test(run))).toEqual([]);
  });
});

describe('the tests', () => {
  it('are all collected by Jest, wherever they are and however they end', () => {
    const jest = join(root, 'node_modules/jest/bin/jest.js');
    const listed = execFileSync(process.execPath, [jest, '--listTests'], { cwd: root, encoding: 'utf8' });
    const collected = listed
      .trim()
      .split('\n')
      .map((path) => relative(root, path).split(sep).join('/'));
    const places = ['bench', 'demo', 'docs', 'examples', 'scripts', 'src', 'test'];
    const there = places
      .flatMap(filesIn)
      .filter(
        (path) => /[._](tests?|spec)\.[cm]?[jt]sx?$/.test(path) && !/(^|\/)(node_modules|dist|site)\//.test(path),
      );

    expect(there.length).toBeGreaterThan(100);
    expect(there.filter((path) => !collected.includes(path))).toEqual([]);
  }, 60_000);
});
