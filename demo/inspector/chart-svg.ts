import { lineHeight, type ChartLayout, type PlacedArrow, type PlacedState } from './chart-layout.js';

/** What stands in a trace may come from anywhere: nothing of it becomes markup. */
function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const round = (value: number): string => String(Math.round(value * 10) / 10);

/** Colours follow the reader's light or dark setting. Inside the inspector the page's own variables win. */
const chartStyle = `
.chart { --ink: #1d2733; --dim: #55606e; --line: #8a94a1; --paper: #ffffff; --box: #f5f7fa; --lit: #0b5cad; --lit-box: #dcebfb; }
@media (prefers-color-scheme: dark) {
  .chart { --ink: #e7ebf0; --dim: #a9b3bf; --line: #76818e; --paper: #14181d; --box: #1f252c; --lit: #7cb8f5; --lit-box: #17344f; }
}
.chart text { font: 11px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; fill: var(--dim); }
.chart .name { font-size: 13px; font-weight: 600; fill: var(--ink); }
.chart .box { fill: var(--box); stroke: var(--line); stroke-width: 1.2; }
.chart .outer > .box { fill: none; stroke-dasharray: 4 3; }
.chart .arrow path { fill: none; stroke: var(--line); stroke-width: 1.3; }
.chart .arrow .head, .chart .start { fill: var(--line); stroke: none; }
.chart .label { fill: var(--dim); paint-order: stroke; stroke: var(--paper); stroke-width: 3px; }
.chart .lit > .box { fill: var(--lit-box); stroke: var(--lit); stroke-width: 2.5; }
.chart .outer.lit > .box { fill: none; }
.chart .lit > .name { fill: var(--lit); }
.chart .arrow.lit path { stroke: var(--lit); stroke-width: 2.6; }
.chart .arrow.lit .head { fill: var(--lit); }
.chart .arrow.lit .label { fill: var(--lit); font-weight: 600; }
`;

/** The chart as an SVG text. `data-state` and `data-edges` tell the inspector what to light. */
export function drawChart(layout: ChartLayout): string {
  const { width, height, id } = layout;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" aria-label="Statechart ${escapeText(id)}"`,
    ` viewBox="0 0 ${round(width)} ${round(height)}" width="${round(width)}" height="${round(height)}">`,
    `<style>${chartStyle}</style>`,
    ...layout.states.map(drawState),
    ...layout.arrows.map(drawArrow),
    '</svg>\n',
  ].join('\n');
}

function drawState({ state, notes, inner, x, y, width, height }: PlacedState): string {
  const outer = state.kind === 'compound' || state.kind === 'parallel';
  const rim = state.kind === 'final' ? `<rect class="box" ${frame(x + 4, y + 4, width - 8, height - 8, 5)} />` : '';
  const lines = notes.map((note, index) => text(note, x + 12, y + 36 + index * lineHeight, ''));
  return [
    `<g class="state${outer ? ' outer' : ''}" data-state="${escapeText(state.id)}" data-edges="${escapeText(inner.join(' '))}">`,
    `<title>${escapeText(state.description ?? state.key)}</title>`,
    `<rect class="box" ${frame(x, y, width, height, 8)} />${rim}`,
    text(state.key, x + 12, y + 20, 'name'),
    ...lines,
    '</g>',
  ].join('');
}

const frame = (x: number, y: number, width: number, height: number, radius: number): string =>
  `x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${radius}"`;

function text(content: string, x: number, y: number, className: string): string {
  const attribute = className === '' ? '' : ` class="${className}"`;
  return `<text${attribute} x="${round(x)}" y="${round(y)}">${escapeText(content)}</text>`;
}

function drawArrow({ edges, source, points, label }: PlacedArrow): string {
  const [first] = points;
  const end = points.at(-1);
  if (first === undefined || end === undefined) return '';
  const path = points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join(' ');
  const before = points.at(-2) ?? first;
  const start =
    source === null ? `<circle class="start" cx="${round(first.x - 5)}" cy="${round(first.y)}" r="5" />` : '';
  const lines = (label?.lines ?? []).map((line, index) =>
    text(line, (label?.x ?? 0) + 3, (label?.y ?? 0) + 11 + index * lineHeight, 'label'),
  );
  return [
    `<g class="arrow" data-edges="${escapeText(edges.join(' '))}">`,
    start,
    `<path d="${path}" />`,
    drawHead(before, end),
    ...lines,
    '</g>',
  ].join('');
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function drawHead(from: Point, to: Point): string {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const corner = (turn: number) =>
    `${round(to.x - 8 * Math.cos(angle + turn))} ${round(to.y - 8 * Math.sin(angle + turn))}`;
  return `<path class="head" d="M${round(to.x)} ${round(to.y)} L${corner(0.45)} L${corner(-0.45)} Z" />`;
}
