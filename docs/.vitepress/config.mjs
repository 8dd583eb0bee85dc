import { readFileSync, readdirSync } from 'node:fs';
import { defineConfig } from 'vitepress';
import { plainLinks } from './plain-links.mjs';

/** `[['name', 'Title'], …]` of one folder, as entries of the sidebar. */
const pages = (folder, names) => names.map(([name, text]) => ({ text, link: `${folder}/${name}` }));

const icon = readFileSync(new URL('../../demo/public/icon.svg', import.meta.url), 'utf8');
const docs = new URL('../', import.meta.url);

/** The pages of a folder, by their headings. */
const listed = (folder, link) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((file) => ({
      text: /^# (.*)$/m.exec(readFileSync(new URL(file, folder), 'utf8'))[1].replaceAll('`', ''),
      link: `${link}/${file.replace('.md', '')}`,
    }));

/** Those with a place of their own. */
const placed = ['/docs/errors', '/docs/states', '/docs/security', '/docs/testing'];

const guides = [
  {
    text: 'Start',
    items: [
      { text: 'Overview', link: '/' },
      ...pages('/docs/guides', [
        ['getting-started', 'Getting started'],
        ['concepts', 'Concepts'],
        ['frameworks', 'Frameworks'],
        ['devtools', 'Devtools'],
        ['testing-your-app', 'Testing your app'],
      ]),
      ...pages('/docs', [['testing', 'Testing your own page']]),
      ...pages('/docs/guides', [['troubleshooting', 'Troubleshooting']]),
    ],
  },
  {
    text: 'Moving here',
    items: pages('/docs/guides', [
      ['from-the-webex-sdk', 'From the Webex SDK'],
      ['from-the-huawei-sdk', 'From Huawei’s SDK'],
    ]),
  },
  {
    text: 'Recipes',
    items: pages('/docs/guides/recipes', [
      ['webex-sdk-login', 'Webex SDK login'],
      ['own-transport', 'A transport of your own'],
      ['persistence', 'Persistence'],
      ['telemetry', 'Telemetry'],
      ['extending-the-charts', 'Extending the charts'],
      ['parent-chart', 'Inside a parent chart'],
      ['languages', 'Other languages'],
      ['next-js', 'Next.js and server rendering'],
      ['content-security-policy', 'Content Security Policy'],
    ]),
  },
  {
    text: 'Entries',
    items: pages('/docs/guides/entries', [
      ['core', 'meeting-join-flow'],
      ['webex', '/webex'],
      ['huawei', '/huawei'],
      ['transports', '/fetch · /axios · /webex-sdk'],
      ['react', '/react'],
      ['inspect', '/inspect'],
      ['testing', '/testing'],
      ['simulator', '/simulator'],
      ['locales', '/locales/*'],
    ]),
  },
  {
    text: 'Facts',
    items: [
      ...pages('/docs', [
        ['errors', 'Failures and codes'],
        ['states', 'States and events'],
        ['security', 'Security'],
      ]),
      ...pages('/docs/protocols', [
        ['webex-meeting-info', 'Webex meeting info'],
        ['huawei-password-reset', 'Huawei password reset'],
      ]),
      { text: 'API reference', link: '/reference/index.html', target: '_self' },
    ],
  },
  {
    text: 'The project',
    items: [
      ...listed(docs, '/docs').filter(({ link }) => !placed.includes(link)),
      { text: 'Decisions', collapsed: true, items: listed(new URL('decisions/', docs), '/docs/decisions') },
      { text: 'Contributing', link: '/CONTRIBUTING' },
      { text: 'Reporting a weakness', link: '/SECURITY' },
      { text: 'Changes', link: '/CHANGELOG' },
    ],
  },
];

/** The pages are read where they lie: the same files, with the same links, as in the repository. */
export default defineConfig({
  title: 'meeting-join-flow',
  description: 'Headless statecharts for letting people into meetings.',
  lang: 'en',
  srcDir: '..',
  srcExclude: ['{.changeset,.stryker-tmp,bench,coverage,demo,etc,examples,reports,scripts,src,test}/**'],
  rewrites: { 'README.md': 'index.md' },
  outDir: './site',
  cacheDir: '../node_modules/.cache/vitepress',
  head: [['link', { rel: 'icon', href: `data:image/svg+xml,${encodeURIComponent(icon)}` }]],
  markdown: { config: (md) => plainLinks(md) },
  themeConfig: {
    search: {
      provider: 'local',
      options: {
        miniSearch: {
          searchOptions: {
            fuzzy: 0.2,
            prefix: true,
            boost: { title: 4, text: 2, titles: 1 },
            // What is looked up comes before what is told about the project.
            boostDocument: (id) =>
              /\/(errors|troubleshooting)[.#]/.test(id)
                ? 3
                : /\/(decisions|performance|reliability|CHANGELOG|CONTRIBUTING)/.test(id)
                  ? 0.3
                  : 1,
          },
        },
      },
    },
    outline: [2, 3],
    nav: [
      { text: 'Getting started', link: '/docs/guides/getting-started' },
      { text: 'Failures', link: '/docs/errors' },
      { text: 'API reference', link: '/reference/index.html', target: '_self' },
    ],
    sidebar: guides,
  },
});
