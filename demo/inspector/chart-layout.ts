import ELK, { type ElkExtendedEdge, type ElkNode } from 'elkjs/lib/elk.bundled.js';
import type { Chart, ChartEdge, ChartState } from 'meeting-join-flow/inspect';

/** Where everything of a drawn chart is, in px from the top left corner. */
export interface ChartLayout {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly states: readonly PlacedState[];
  readonly arrows: readonly PlacedArrow[];
}
export interface PlacedState {
  readonly state: ChartState;
  /** Lines under the name: what runs there, and what it answers without leaving. */
  readonly notes: readonly string[];
  /** Ids of edges that stay in the state; they light the state itself. */
  readonly inner: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
/** One arrow for all edges between the same two states. `source` is `null` for the arrow to an initial state. */
export interface PlacedArrow {
  readonly edges: readonly string[];
  readonly source: string | null;
  readonly target: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly label: { readonly lines: readonly string[]; readonly x: number; readonly y: number } | null;
}

export const lineHeight = 15;
const letter = 6.7;
const nameLetter = 8;
const padding = 12;
const dot = 10;

const wide = (lines: readonly string[]): number => Math.max(0, ...lines.map((line) => line.length)) * letter;

/** Lays a chart out with ELK. The same chart gives the same layout. */
export async function layoutChart(chart: Chart): Promise<ChartLayout> {
  const arrows = groupEdges(chart.edges);
  const elk = new ELK();
  const root = chart.states.find((state) => state.parent === null);
  if (root === undefined) return { id: chart.id, width: 0, height: 0, states: [], arrows: [] };
  const graph: ElkNode = {
    id: '$chart',
    layoutOptions: options,
    children: [toNode(root, chart)],
    edges: [...arrows.map(toElkEdge), ...chart.states.flatMap(toInitialEdge)],
  };
  const laidOut: ElkNode = await elk.layout(graph);
  return {
    id: chart.id,
    width: Math.ceil(laidOut.width ?? 0),
    height: Math.ceil(laidOut.height ?? 0),
    states: placeStates(laidOut, chart),
    arrows: placeArrows(laidOut, arrows, chart),
  };
}

const options = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.json.edgeCoords': 'ROOT',
  'elk.json.shapeCoords': 'ROOT',
  'elk.edgeLabels.placement': 'CENTER',
  'elk.randomSeed': '1',
  'elk.spacing.nodeNode': '48',
  'elk.spacing.edgeNode': '18',
  'elk.spacing.edgeEdge': '14',
  'elk.spacing.edgeLabel': '4',
  'elk.layered.spacing.nodeNodeBetweenLayers': '40',
  'elk.layered.spacing.edgeNodeBetweenLayers': '18',
  // Chosen by look: from the start on, each state stands after the one that leads to it first.
  'elk.layered.cycleBreaking.strategy': 'DEPTH_FIRST',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
};

interface Arrow {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly edges: readonly ChartEdge[];
  readonly lines: readonly string[];
}

function edgeText({ label, guard }: ChartEdge): string {
  return guard === null ? label : `${label} [${guard}]`;
}

function groupEdges(edges: readonly ChartEdge[]): Arrow[] {
  const groups = new Map<string, { source: string; target: string; edges: ChartEdge[] }>();
  for (const edge of edges) {
    if (edge.target === null) continue;
    const key = `${edge.source}→${edge.target}`;
    const group = groups.get(key) ?? { source: edge.source, target: edge.target, edges: [] };
    group.edges.push(edge);
    groups.set(key, group);
  }
  return [...groups].map(([id, group]) => ({ id, ...group, lines: [...new Set(group.edges.map(edgeText))] }));
}

function innerEdges(state: ChartState, chart: Chart): ChartEdge[] {
  return chart.edges.filter((edge) => edge.source === state.id && edge.target === null);
}

function notesOf(state: ChartState, chart: Chart): string[] {
  const stays = innerEdges(state, chart).map((edge) =>
    [edgeText(edge), edge.actions.join(', ')].filter(Boolean).join(' / '),
  );
  return [...state.invokes.map((id) => `runs ${id}`), ...new Set(stays)];
}

function toNode(state: ChartState, chart: Chart): ElkNode {
  const children = chart.states.filter((child) => child.parent === state.id);
  const notes = notesOf(state, chart);
  const width = Math.max(110, state.key.length * nameLetter, wide(notes)) + 2 * padding;
  const height = 22 + notes.length * lineHeight + padding;
  if (children.length === 0) return { id: state.id, width, height };
  const start = state.initial === null ? [] : [{ id: `${state.id}:start`, width: dot, height: dot }];
  return {
    id: state.id,
    children: [...start, ...children.map((child) => toNode(child, chart))],
    layoutOptions: { ...options, 'elk.padding': `[top=${height + 16},left=24,bottom=24,right=24]` },
  };
}

function toElkEdge(arrow: Arrow): ElkExtendedEdge {
  return {
    id: arrow.id,
    sources: [arrow.source],
    targets: [arrow.target],
    labels: [{ text: arrow.lines.join('\n'), width: wide(arrow.lines) + 6, height: arrow.lines.length * lineHeight }],
  };
}

function toInitialEdge(state: ChartState): ElkExtendedEdge[] {
  if (state.initial === null) return [];
  return [{ id: `${state.id}:start→`, sources: [`${state.id}:start`], targets: [state.initial] }];
}

function* everyNode(node: ElkNode): Generator<ElkNode> {
  yield node;
  for (const child of node.children ?? []) yield* everyNode(child);
}

function placeStates(laidOut: ElkNode, chart: Chart): PlacedState[] {
  const nodes = new Map([...everyNode(laidOut)].map((node) => [node.id, node]));
  return chart.states.flatMap((state) => {
    const node = nodes.get(state.id);
    if (node === undefined) return [];
    const { x = 0, y = 0, width = 0, height = 0 } = node;
    const inner = innerEdges(state, chart).map((edge) => edge.id);
    return [{ state, notes: notesOf(state, chart), inner, x, y, width, height }];
  });
}

function placeArrows(laidOut: ElkNode, arrows: readonly Arrow[], chart: Chart): PlacedArrow[] {
  const placed = new Map([...everyNode(laidOut)].flatMap((node) => node.edges ?? []).map((edge) => [edge.id, edge]));
  const pointsOf = (id: string) =>
    (placed.get(id)?.sections ?? []).flatMap((section) => [
      section.startPoint,
      ...(section.bendPoints ?? []),
      section.endPoint,
    ]);
  const starts = chart.states.flatMap(({ id, initial }) =>
    initial === null
      ? []
      : [{ edges: [], source: null, target: initial, points: pointsOf(`${id}:start→`), label: null }],
  );
  const drawn = arrows.map(({ id, source, target, edges, lines }) => {
    const label = placed.get(id)?.labels?.[0];
    return {
      edges: edges.map((edge) => edge.id),
      source,
      target,
      points: pointsOf(id),
      label: label === undefined ? null : { lines, x: label.x ?? 0, y: label.y ?? 0 },
    };
  });
  return [...starts, ...drawn];
}
