import type { Chart, ChartEdge, ChartState } from 'meeting-join-flow/inspect';

/** The chart in Mermaid's language, for readers of the sources. */
export function writeMermaid(chart: Chart): string {
  const names = new Map(chart.states.map((state) => [state.id, toName(state)]));
  const nameOf = (id: string): string => names.get(id) ?? id;
  const root = chart.states.find((state) => state.parent === null);
  const lines = ['stateDiagram-v2', ...(root === undefined ? [] : writeInside(root, chart, nameOf, 1))];
  for (const state of chart.states) {
    if (state.kind === 'final') lines.push(`  ${nameOf(state.id)} --> [*]`);
  }
  for (const edge of chart.edges) {
    const target = edge.target ?? edge.source;
    lines.push(`  ${nameOf(edge.source)} --> ${nameOf(target)}: ${writeLabel(edge)}`);
  }
  return `${lines.join('\n')}\n`;
}

function writeInside(state: ChartState, chart: Chart, nameOf: (id: string) => string, depth: number): string[] {
  const indent = '  '.repeat(depth);
  const lines = state.initial === null ? [] : [`${indent}[*] --> ${nameOf(state.initial)}`];
  for (const child of chart.states.filter((other) => other.parent === state.id)) {
    const inside = writeInside(child, chart, nameOf, depth + 1);
    lines.push(`${indent}state "${child.key}" as ${nameOf(child.id)}`);
    if (inside.length > 0) lines.push(`${indent}state ${nameOf(child.id)} {`, ...inside, `${indent}}`);
  }
  return lines;
}

/** Ids hold dots, which Mermaid does not take. */
const toName = (state: ChartState): string => state.id.replace(/\W/g, '_');

/** A colon or semicolon would end the label. */
function writeLabel({ label, guard, target, actions }: ChartEdge): string {
  const stays = target === null && actions.length > 0 ? ` / ${actions.join(', ')}` : '';
  return `${label}${guard === null ? '' : ` [${guard}]`}${stays}`.replace(/[:;]/g, ' ');
}
