import { describe, expect, test } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readPage, root } from './pages.js';

/** The rooms whose messages an app meets; the test kit and the simulator speak to tests. */
const rooms = ['forms', 'guards', 'inspect', 'machines', 'messages', 'react', 'services'];

const sources = rooms.flatMap((room) =>
  readdirSync(join(root, 'src', room), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(join(root, 'src', room, file), 'utf8')),
);

/** What stands in a message for a value: `${…}` in the sources, `…` on the page. */
const withGaps = (text: string): string => text.replaceAll(/\$\{[^}]*\}/g, '…');

const told = sources.flatMap((text) =>
  [...text.matchAll(/(?:new (?:Type|Range)?Error|console\.(?:warn|error))\(\s*(['"`])(.+?)\1/g)].map(
    ([, , message = '']) => withGaps(message),
  ),
);

const listed = [...readPage('docs/guides/troubleshooting.md').matchAll(/^\| (`+)(.+?)\1 +\|/gm)]
  .map(([, , message = '']) => message)
  .filter((message) => message !== '@statelyai/inspect');

describe('the page about troubleshooting', () => {
  test('has every message that an app can meet, and no other', () => {
    // The flow's own abort reaches no app.
    const met = told.filter((message) => message !== 'The request was given up.');

    expect(met.length).toBeGreaterThan(10);
    expect(new Set(listed)).toEqual(new Set(met));
  });

  test('names the versions that package.json asks for', () => {
    const { peerDependencies: peers } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      peerDependencies: Record<string, string>;
    };

    const page = readPage('docs/guides/troubleshooting.md');
    const rowOf = (name: string): string =>
      page.split('\n').find((row) => row.toLowerCase().replaceAll('`', '').startsWith(`| ${name} `)) ?? `no ${name}`;
    const unsaid = Object.entries(peers).flatMap(([name, range]) =>
      [...range.matchAll(/\^(\d+)\.(\d+)/g)]
        .map(([, major = '', minor = '']) => (minor === '0' ? major : `${major}.${minor}`))
        .filter(
          (version) =>
            !rowOf(name)
              .split(/[ ,;|]+/)
              .includes(version),
        )
        .map((version) => `${name} ${version}`),
    );

    expect(Object.keys(peers).length).toBeGreaterThan(3);
    expect(unsaid).toEqual([]);
  });
});
