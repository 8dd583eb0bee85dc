/** Builds docs/site: the guides (VitePress), the reference (TypeDoc), and a look at every link and every outside host. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const site = join(root, 'docs/site');

/** By Node: the tools of node_modules/.bin need a shell on Windows, which takes a path with a blank for two words. */
function run(tool, ...given) {
  const program = join(root, 'node_modules', tool);
  const { status, signal, error } = spawnSync(process.execPath, [program, ...given], { cwd: root, stdio: 'inherit' });
  if (status === 0) return;
  console.error(`${tool} ended with ${status ?? signal ?? error}.`);
  process.exit(status ?? 1);
}

// VitePress empties the folder first.
run('vitepress/bin/vitepress.js', 'build', 'docs');
run('typedoc/bin/typedoc', '--logLevel', 'Warn');

const pages = readdirSync(site, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.html'));

/** Where a link of a page leads in the folder, or `null` for one that leads out. */
function targetOf(page, href) {
  const path = decodeURIComponent(href.split(/[?#]/)[0]);
  if (path === '' || /^([a-z][a-z+.-]*:|\/\/)/i.test(path)) return null;
  const target = path.startsWith('/') ? join(site, path) : resolve(site, dirname(page), path);
  const file = existsSync(target) && statSync(target).isDirectory() ? join(target, 'index.html') : target;
  return existsSync(file) || !existsSync(`${file}.html`) ? file : `${file}.html`;
}

const htmlOf = new Map(pages.map((page) => [resolve(site, page), readFileSync(join(site, page), 'utf8')]));
const hrefsIn = (html) =>
  [...html.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, href]) => href.replaceAll('&amp;', '&'));
const anchorsOf = new Map(
  [...htmlOf].map(([path, html]) => [
    path,
    new Set([...html.matchAll(/\s(?:id|name)="([^"]*)"/g)].map(([, id]) => id)),
  ]),
);

/** Whether the part of a page that a link names is there. */
function hasAnchor(page, href) {
  const anchor = decodeURIComponent(href.split('#')[1] ?? '');
  const target = href.startsWith('#') ? resolve(site, page) : targetOf(page, href);
  return anchor === '' || (anchorsOf.get(target)?.has(anchor) ?? true);
}

/** What a browser loads by itself from another host, and links that lead nowhere. */
function problemsOf(page) {
  const html = htmlOf.get(resolve(site, page));
  const loaded = [
    ...html.matchAll(/<(?:script|img|iframe|audio|source|link)\b[^>]*?\s(?:src|href)="((?:https?:)?\/\/[^"]*)"/g),
  ];
  const dead = hrefsIn(html).filter((href) => {
    const target = targetOf(page, href);
    return (target !== null && !existsSync(target)) || !hasAnchor(page, href);
  });
  return [
    ...loaded.map(([, url]) => `${page}: loads ${url}`),
    ...[...new Set(dead)].map((href) => `${page}: the link to ${href} is dead`),
  ];
}

const problems = pages.flatMap(problemsOf);

// The reference has a menu of its own. Each page of the guides has the list of them at its side.
const [sidebar = ''] = /<aside class="VPSidebar[\s\S]*?<\/aside>/.exec(htmlOf.get(join(site, 'index.html'))) ?? [];
const listed = new Set(hrefsIn(sidebar).map((href) => targetOf('index.html', href)));
const guides = pages.filter((page) => !/^reference\b|^404\.html$/.test(page));
problems.push(
  ...guides.filter((page) => !listed.has(resolve(site, page))).map((page) => `${page}: in no list of pages`),
);
const outsideStyles = readdirSync(site, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.css'))
  .filter((path) =>
    /url\(["']?(https?:)?\/\/|@import\s+["']?(https?:)?\/\//.test(readFileSync(join(site, path), 'utf8')),
  );
problems.push(...outsideStyles.map((path) => `${path}: loads from another host`));

for (const problem of problems) console.error(problem);
console.log(`docs/site: ${pages.length} pages, ${problems.length} problems. See it with: npm run docs:serve`);
process.exitCode = problems.length > 0 ? 1 : 0;
