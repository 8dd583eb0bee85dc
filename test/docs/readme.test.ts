import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runSample } from './run-sample.js';

const root = resolve(__dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const samples = [...readme.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code = '']) => code);

describe('the README', () => {
  test('opens with what it is, the two commands, and code of about twenty lines', () => {
    expect(readme.split('\n')[0]).toBe('# meeting-join-flow');
    expect(readme).toContain('npm ci && npm start');
    expect(readme).toContain('npm ci && npm test');
    const lines = samples[0]!.split('\n').filter((line) => line.trim() !== '');
    expect(lines.length).toBeLessThanOrEqual(22);
  });

  test('has no gate above a first budget that decision 10 does not tell of', () => {
    const told = readFileSync(join(root, 'docs/decisions/0010-what-the-sizes-are-and-why.md'), 'utf8').split(
      '**Why.**',
    )[0];
    const raised = [...readme.matchAll(/^\| .+ \| [\d.]+ \| ([\d.]+) \| ([\d.]+) \|$/gm)].filter(
      ([, gate, first]) => Number(gate) > Number(first),
    );

    expect(raised.length).toBeGreaterThan(0);
    for (const [row, gate = ''] of raised) expect([row, told?.split(/[ ,]+/).includes(gate)]).toEqual([row, true]);
  });

  test('has a first sample that works when pasted', async () => {
    const lines = await runSample(samples[0]!, 5);

    expect(lines).toEqual(['fetching', 'passwordRequired passwordMissing', 'fetching', 'success', 'In: 300400101']);
  });
});
