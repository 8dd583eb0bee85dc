import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { jest as standIn } from '../support/collected-tests.js';

const root = resolve(__dirname, '../..');
const rooms = ['guards', 'services', 'forms', 'machines', 'simulator', 'inspect', 'messages', 'testing', 'react'];

interface Tests {
  readonly tests: readonly string[];
  readonly except: readonly string[];
}

/** What `npm run mutation` asks, room by room. The configuration is an ES module, which Jest does not load. */
const read = `
  const told = {};
  for (const room of ${JSON.stringify(rooms)}) {
    process.env.MUTATE = room;
    told[room] = (await import('./stryker.config.mjs?' + room)).default.inProcess;
  }
  console.log(JSON.stringify(told));
`;
const asked = JSON.parse(
  execFileSync(process.execPath, ['--input-type=module', '-e', read], { cwd: root, encoding: 'utf8' }),
) as Readonly<Record<string, Tests>>;

describe.each(rooms)('The tests that mutants of src/%s are held to', (room) => {
  const { tests, except } = asked[room]!;
  const all = tests.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.test\.tsx?$/.test(file))
      .map((file) => join(folder, file)),
  );
  const isLeftOut = (file: string): boolean => except.some((name) => new RegExp(`${name}\\.test\\.tsx?$`).test(file));

  test('ask of jest only what is there where they run without it', () => {
    const used = all
      .filter((file) => !isLeftOut(file))
      .flatMap((file) =>
        [...readFileSync(join(root, file), 'utf8').matchAll(/\bjest\.(\w+)\(/g)].map(([, name]) => ({
          file,
          name: name!,
        })),
      );
    expect(all.length).toBeGreaterThan(0);
    expect(used.filter(({ name }) => !(name in standIn))).toEqual([]);
  });
});
