import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { describeChart } from '../../src/inspect/chart.js';
import { joinFlowMachine } from '../../src/machines/join-flow.machine.js';
import { drawCharts } from '../../scripts/drawn-charts.js';

const read = (name: string) => readFileSync(resolve(__dirname, '../../docs/charts', name), 'utf8');

describe('the drawn charts', () => {
  it('are those of the machines: run `npm run docs:charts` when this fails', async () => {
    const drawn = await drawCharts();

    expect(Object.keys(drawn).sort()).toEqual([
      'join-flow.mmd',
      'join-flow.svg',
      'password-reset.mmd',
      'password-reset.svg',
    ]);
    for (const [name, text] of Object.entries(drawn)) expect([name, read(name)]).toEqual([name, text]);
    // The layout library takes seconds to load on a busy machine.
  }, 60_000);

  it('show every state and every transition of the chart', async () => {
    const chart = describeChart(joinFlowMachine);
    const svg = read('join-flow.svg');

    for (const state of chart.states) expect(svg).toContain(`data-state="${state.id}"`);
    for (const edge of chart.edges) expect(svg).toContain(edge.id);
    expect(chart.edges.length).toBeGreaterThan(30);
  });
});
