import { describeChart } from '../src/inspect/chart.js';
import { joinFlowMachine } from '../src/machines/join-flow.machine.js';
import { passwordResetMachine } from '../src/machines/password-reset.machine.js';
import { layoutChart } from '../demo/inspector/chart-layout.js';
import { writeMermaid } from '../demo/inspector/chart-mermaid.js';
import { drawChart } from '../demo/inspector/chart-svg.js';

const machines = { 'join-flow': joinFlowMachine, 'password-reset': passwordResetMachine } as const;

/** The drawn charts of docs/charts, as file name → text. */
export async function drawCharts(): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const [name, machine] of Object.entries(machines)) {
    const chart = describeChart(machine);
    files[`${name}.mmd`] = writeMermaid(chart);
    files[`${name}.svg`] = drawChart(await layoutChart(chart));
  }
  return files;
}
