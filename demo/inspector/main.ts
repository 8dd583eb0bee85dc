import { eventLabel, loadTrace, saveTrace, type ActorRecord, type Plain } from 'meeting-join-flow/inspect';

import { ChartView } from './chart-view.js';
import { listenToApps } from './connection.js';
import { element, part } from './elements.js';
import { machinesOf, Sources, type Source } from './sources.js';
import { activeStates, runsOf, stepsOf, type Run, type Step } from './steps.js';

const sources = new Sources();
const chart = new ChartView(part('chart', HTMLElement));
const actorSelect = part('actor', HTMLSelectElement);
const eventList = part('events', HTMLElement);
const follow = part('follow', HTMLInputElement);
const status = part('status', HTMLElement);

/** What is looked at. `place` is the step that is shown, counted from 0. */
let shown: { readonly source: Source; readonly actor: ActorRecord } | null = null;
let steps: readonly Step[] = [];
let place = -1;

listenToApps((message) => {
  const source = sources.receive(message);
  const busiest = machineOfLatest(source);
  if (follow.checked && busiest !== undefined && isLatest(source)) shown = { source, actor: busiest };
  refresh();
});

/** Each app tells all that it remembers to any page that greets it, and the one that answers last may have rested longest. */
function isLatest(source: Source): boolean {
  return shown === null || (source.records.at(-1)?.at ?? 0) >= (shown.source.records.at(-1)?.at ?? 0);
}

/** The machine in which something happened last. A page may hold several, and some of them only wait. */
function machineOfLatest(source: Source): ActorRecord | undefined {
  const rootId = source.records.at(-1)?.rootId;
  return machinesOf(source).find((actor) => actor.sessionId === rootId);
}

function refresh(): void {
  drawActors();
  steps = shown === null ? [] : stepsOf(shown.source.records, shown.actor.sessionId);
  if (follow.checked || place >= steps.length) place = steps.length - 1;
  drawEvents();
  drawRuns();
  go(place);
}

function drawActors(): void {
  const options = sources.all().flatMap((source, at) =>
    machinesOf(source).map((actor) => {
      const text = `${source.name}: ${actor.chart?.id ?? actor.actorId} ${actor.sessionId}`;
      const option = element('option', { text, value: `${at} ${actor.sessionId}` });
      option.selected = shown?.source === source && shown.actor.sessionId === actor.sessionId;
      return option;
    }),
  );
  actorSelect.replaceChildren(...options);
  actorSelect.disabled = options.length === 0;
}

/** A row that says what it said stays the same element, so that a screen reader's place and a selection survive. */
function drawEvents(): void {
  const start = steps[0]?.at ?? 0;
  for (const [index, step] of steps.entries()) {
    const seconds = ((step.at - start) / 1000).toFixed(3);
    const row = element('li', { id: `event-${index}` }, [
      element('time', { text: `${seconds} s` }),
      element('span', { text: eventLabel(step.event.type) }),
      element('small', { text: stateText(step) }),
    ]);
    row.setAttribute('role', 'option');
    const old = eventList.children[index];
    if (!old) eventList.append(row);
    else if (old.textContent !== row.textContent) old.replaceWith(row);
  }
  while (eventList.children.length > steps.length) eventList.lastElementChild?.remove();
}

function stateText({ snapshot }: Step): string {
  if (snapshot === null) return '';
  const value = typeof snapshot.value === 'string' ? snapshot.value : JSON.stringify(snapshot.value ?? snapshot.status);
  return snapshot.status === 'active' ? value : `${value} (${snapshot.status})`;
}

function drawRuns(): void {
  const runs = shown === null ? [] : runsOf(shown.source.records, shown.actor.sessionId);
  part('runs', HTMLElement).replaceChildren(
    ...runs.toReversed().map((run) =>
      element(
        'tr',
        {},
        [run.name, runStatus(run), runTime(run), runOutcome(run)].map((text) => element('td', { text })),
      ),
    ),
  );
}

const runStatus = ({ status: now }: Run): string => ({ active: 'running', stopped: 'aborted' })[now] ?? now;
const runTime = ({ startedAt, endedAt }: Run): string => (endedAt === null ? '…' : `${endedAt - startedAt} ms`);

function runOutcome({ output }: Run): string {
  if (member(output, 'ok') === true) return 'ok';
  const failure = member(output, 'failure');
  const words = [member(failure, 'kind'), member(failure, 'code')];
  return words.filter((word) => typeof word === 'string' || typeof word === 'number').join(' ');
}

function member(plain: Plain | undefined, name: string): Plain | undefined {
  return plain !== null && typeof plain === 'object' && !Array.isArray(plain)
    ? (plain as Readonly<Record<string, Plain>>)[name]
    : undefined;
}

/** Shows a step: the row, its detail, the chart as it was then. */
function go(to: number): void {
  place = Math.min(Math.max(to, steps.length === 0 ? -1 : 0), steps.length - 1);
  const step = steps[place];
  for (const row of eventList.querySelectorAll('[aria-selected="true"]')) row.setAttribute('aria-selected', 'false');
  const row = document.getElementById(`event-${place}`);
  row?.setAttribute('aria-selected', 'true');
  row?.scrollIntoView({ block: 'nearest' });
  eventList.setAttribute('aria-activedescendant', row === null ? '' : row.id);

  part('place', HTMLElement).textContent = steps.length === 0 ? '' : `${place + 1} of ${steps.length}`;
  part('first', HTMLButtonElement).disabled = place <= 0;
  part('back', HTMLButtonElement).disabled = place <= 0;
  part('next', HTMLButtonElement).disabled = place >= steps.length - 1;
  const text = step === undefined ? '' : JSON.stringify({ event: step.event, after: step.snapshot }, null, 2);
  const detail = part('detail', HTMLElement);
  // Setting the same text again would drop a selection in it.
  if (detail.textContent !== text) detail.textContent = text;

  const drawn = shown?.actor.chart;
  if (!drawn) {
    chart.clear();
    return;
  }
  void chart.show(drawn);
  const root = drawn.states.find((state) => state.parent === null)?.id ?? drawn.id;
  chart.light(activeStates(root, step?.snapshot?.value), step?.edges ?? []);
  if (step !== undefined && shown !== null) {
    status.textContent = `${shown.source.name}, ${drawn.id}: ${stateText(step)}`;
  }
}

/** Looking back ends following; going to the last step does not begin it again, the box does. */
function stepTo(to: number): void {
  follow.checked = false;
  go(to);
}

part('first', HTMLElement).addEventListener('click', () => stepTo(0));
part('back', HTMLElement).addEventListener('click', () => stepTo(place - 1));
part('next', HTMLElement).addEventListener('click', () => stepTo(place + 1));
follow.addEventListener('change', refresh);

eventList.addEventListener('click', (event) => {
  const row = event.target instanceof Element ? event.target.closest('li') : null;
  if (row !== null) stepTo(Number(row.id.replace('event-', '')));
});
eventList.addEventListener('keydown', (event) => {
  const page = 10;
  const target: Readonly<Record<string, number>> = {
    ArrowDown: place + 1,
    ArrowUp: place - 1,
    PageDown: place + page,
    PageUp: place - page,
    Home: 0,
    End: steps.length - 1,
  };
  const to = target[event.key];
  if (to === undefined) return;
  event.preventDefault();
  stepTo(to);
});

actorSelect.addEventListener('change', () => {
  const [at, sessionId] = actorSelect.value.split(' ');
  const source = sources.all()[Number(at)];
  const actor = source && machinesOf(source).find((record) => record.sessionId === sessionId);
  if (source !== undefined && actor !== undefined) select(source, actor);
});

function select(source: Source, actor: ActorRecord): void {
  follow.checked = false;
  shown = { source, actor };
  place = Infinity;
  refresh();
}

part('save', HTMLElement).addEventListener('click', () => {
  if (shown === null) return;
  const file = new Blob([saveTrace(shown.source.records)], { type: 'application/json' });
  const link = element('a', {});
  link.href = URL.createObjectURL(file);
  link.download = `${shown.actor.chart?.id ?? 'flow'}-trace.json`;
  link.click();
  URL.revokeObjectURL(link.href);
});

const load = part('load', HTMLInputElement);
load.addEventListener('change', () => {
  const [file] = load.files ?? [];
  if (file !== undefined) void open(file);
  load.value = '';
});

async function open(file: File): Promise<void> {
  try {
    const source = sources.load(file.name, loadTrace(await file.text()));
    const actor = machinesOf(source)[0];
    if (actor === undefined) throw new TypeError('No flow is in this trace.');
    follow.checked = false;
    shown = { source, actor };
    place = 0;
    refresh();
  } catch (error) {
    status.textContent = error instanceof TypeError ? error.message : 'This file cannot be read.';
  }
}

part('clear', HTMLElement).addEventListener('click', () => {
  sources.clear();
  shown = null;
  refresh();
  status.textContent = 'Cleared. What happens from now on is shown.';
});

refresh();
