import type { Chart } from 'meeting-join-flow/inspect';

import { layoutChart } from './chart-layout.js';
import { drawChart } from './chart-svg.js';

/** Shows one chart at a time and lights what is active in it. */
export class ChartView {
  private shown: string | null = null;
  private lit: { readonly states: readonly string[]; readonly edges: readonly string[] } = { states: [], edges: [] };

  constructor(private readonly place: HTMLElement) {}

  async show(chart: Chart): Promise<void> {
    const key = JSON.stringify(chart);
    if (this.shown === key) return;
    this.shown = key;
    const svg = drawChart(await layoutChart(chart));
    // Another chart may have been asked for while this one was laid out.
    if (this.shown !== key) return;
    this.place.innerHTML = svg;
    this.light(this.lit.states, this.lit.edges);
  }

  clear(): void {
    this.shown = null;
    this.place.replaceChildren();
  }

  light(states: readonly string[], edges: readonly string[]): void {
    const isSame = this.place.querySelector('.lit') !== null && String(this.lit.states) === String(states);
    this.lit = { states, edges };
    const active = new Set(states);
    const taken = new Set(edges);
    for (const part of this.place.querySelectorAll<SVGElement>('[data-state], [data-edges]')) {
      const isTaken = (part.dataset['edges'] ?? '').split(' ').some((id) => taken.has(id));
      const isActive = active.has(part.dataset['state'] ?? '');
      part.classList.toggle('lit', part.dataset['state'] === undefined ? isTaken : isActive);
    }
    if (isSame) return;
    const box = this.place.querySelector('.state.lit:not(.outer)')?.getBoundingClientRect();
    if (!box) return;
    // Not `scrollIntoView`, which scrolls the whole page too.
    const pane = this.place.getBoundingClientRect();
    this.place.scrollBy(
      box.left + box.width / 2 - (pane.left + pane.width / 2),
      box.top + box.height / 2 - (pane.top + pane.height / 2),
    );
  }
}
