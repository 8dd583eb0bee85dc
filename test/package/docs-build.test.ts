import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

const menu = '<aside class="VPSidebar"><a href="/">Start</a><a href="/guide.html#how">Guide</a></aside>';
const page = (text: string): string => `<html><body>${menu}${text}</body></html>`;
const sound = {
  'index.html': page('<a href="/guide#how">How</a> <a href="https://www.w3.org/">a page elsewhere</a>'),
  'guide.html': page('<h2 id="how">How</h2><a href="#how">here</a><script src="/assets/app.js"></script>'),
  'reference/index.html': '<a href="../guide.html">Guide</a>',
  'assets/app.js': '',
  'assets/app.css': 'p { background: url(/assets/app.js) }',
};

describe('npm run docs', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'docs-build-'));
    cpSync(join(root, 'scripts/build-docs.mjs'), join(folder, 'scripts/build-docs.mjs'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }');
    for (const tool of ['vitepress/bin/vitepress.js', 'typedoc/bin/typedoc']) {
      mkdirSync(join(folder, 'node_modules', dirname(tool)), { recursive: true });
      // Both write a site, which here is written beforehand.
      writeFileSync(join(folder, 'node_modules', tool), `process.exit(process.env.BROKEN === '${tool}' ? 3 : 0)`);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function build(files: Readonly<Record<string, string>>, broken = '') {
    const site = join(folder, 'docs/site');
    rmSync(site, { recursive: true, force: true });
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(site, path)), { recursive: true });
      writeFileSync(join(site, path), text);
    }
    const { status, stderr } = spawnSync(process.execPath, [join(folder, 'scripts/build-docs.mjs')], {
      env: { ...process.env, BROKEN: broken },
      encoding: 'utf8',
    });
    return { status, problems: stderr.split('\n').filter(Boolean) };
  }

  it('has nothing to say about a site that is sound', () => {
    expect(build(sound)).toEqual({ status: 0, problems: [] });
  });

  it.each([
    [
      'a link that leads nowhere',
      { 'guide.html': page('<h2 id="how">How</h2><a href="/gone">gone</a>') },
      '/gone is dead',
    ],
    ['a part of a page that is not there', { 'guide.html': page('<h2 id="when">When</h2>') }, '/guide#how is dead'],
    [
      'a script of another host',
      { 'guide.html': page('<h2 id="how">How</h2><script src="https://cdn.example/a.js"></script>') },
      'guide.html: loads https://cdn.example/a.js',
    ],
    ['a picture of another host', { 'assets/app.css': 'p { background: url(//cdn.example/a.png) }' }, 'loads from'],
    ['a page that no list names', { 'lost.html': page('Lost') }, 'lost.html: in no list of pages'],
  ])('fails for %s', (_, files, said) => {
    const { status, problems } = build({ ...sound, ...files });

    expect(problems.join('\n')).toContain(said);
    expect(status).toBe(1);
  });

  it.each(['vitepress/bin/vitepress.js', 'typedoc/bin/typedoc'])('fails when %s does', (tool) => {
    expect(build(sound, tool)).toEqual({ status: 3, problems: [`${tool} ended with 3.`] });
  });
});
