import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';

/** A transition as the walk sees it: XState types its parts as `any`. */
export interface Transition {
  readonly source: AnyStateNode;
  readonly target: readonly AnyStateNode[] | undefined;
  readonly eventType: string;
  readonly guard?: unknown;
  readonly actions: readonly unknown[];
  readonly reenter: boolean;
  readonly description?: string | undefined;
}

/** A machine as plain data: what the inspector page draws, and what a trace carries so that it can be drawn later. */
export interface Chart {
  readonly id: string;
  readonly description: string | null;
  readonly states: readonly ChartState[];
  readonly edges: readonly ChartEdge[];
}

export interface ChartState {
  readonly id: string;
  readonly key: string;
  /** The id of the state around it; `null` for the root. */
  readonly parent: string | null;
  readonly kind: 'atomic' | 'compound' | 'parallel' | 'final' | 'history';
  /** The id of the state that it starts in. */
  readonly initial: string | null;
  readonly tags: readonly string[];
  readonly description: string | null;
  /** Ids of the actors that run while it is active. */
  readonly invokes: readonly string[];
}

export interface ChartEdge {
  /** Stable for a chart: source, event and place in the list of that event's transitions. */
  readonly id: string;
  readonly source: string;
  /** `null`: the state stays, only actions run. */
  readonly target: string | null;
  /** The event as XState names it; empty for an eventless transition. */
  readonly event: string;
  /** The event in few words: `done fetchMeetingInfo`, `after 5000`. */
  readonly label: string;
  readonly guard: string | null;
  readonly actions: readonly string[];
}

const charts = new WeakMap<object, Chart>();

/** Walks the machine itself, so that a drawing cannot differ from what runs. The same chart for the same configuration. */
export function describeChart(machine: AnyStateMachine): Chart {
  const known = charts.get(machine.config);
  if (known !== undefined) return known;
  const nodes = [...walk(machine.root)];
  const chart: Chart = {
    id: machine.id,
    description: machine.root.description ?? null,
    states: nodes.map(describeState),
    edges: nodes.flatMap((node) => transitionsOf(node).map(describeEdge)),
  };
  charts.set(machine.config, chart);
  return chart;
}

function* walk(node: AnyStateNode): Generator<AnyStateNode> {
  yield node;
  for (const child of Object.values(node.states)) yield* walk(child);
}

function transitionsOf(node: AnyStateNode): Transition[] {
  return [...[...node.transitions.values()].flat(), ...(node.always ?? [])];
}

const edgeIds = new WeakMap<object, string>();

/** The id of the drawn edge for a transition that was taken. */
export function edgeId(transition: Transition): string {
  let id = edgeIds.get(transition);
  if (id === undefined) {
    const { source, eventType } = transition;
    const siblings = eventType === '' ? source.always : source.transitions.get(eventType);
    id = `${source.id}|${eventType}|${siblings?.indexOf(transition as AnyTransitionDefinition) ?? 0}`;
    edgeIds.set(transition, id);
  }
  return id;
}

function describeState(node: AnyStateNode): ChartState {
  return {
    id: node.id,
    key: node.key,
    parent: node.parent?.id ?? null,
    kind: node.type,
    // A state without children has no initial one; XState's types do not tell the two apart.
    initial: node.type === 'compound' ? (node.initial.target[0]?.id ?? null) : null,
    tags: [...node.tags],
    description: node.description ?? null,
    invokes: node.invoke.map((invoke) => invoke.id),
  };
}

function describeEdge(transition: Transition): ChartEdge {
  const { source, target, eventType } = transition;
  return {
    id: edgeId(transition),
    source: source.id,
    target: target?.[0]?.id ?? null,
    event: eventType,
    label: eventLabel(eventType),
    guard: nameOf(transition.guard),
    actions: namesOf(transition.actions),
  };
}

/** An event in the words of the chart. Generated ids of delayed and finished parts are shortened. */
export function eventLabel(event: string): string {
  if (event === '') return 'always';
  const [, kind, rest] = /^xstate\.(done\.actor|error\.actor|done\.state|after)\.(.+)$/.exec(event) ?? [];
  if (kind === undefined || rest === undefined) return event === '*' ? 'any event' : event;
  if (kind === 'after') return `after ${rest.split('.')[0] ?? rest}`;
  return `${kind === 'error.actor' ? 'error' : 'done'} ${rest}`;
}

export function namesOf(parts: readonly unknown[]): string[] {
  return parts.map(nameOf).filter((name) => name !== null);
}

/** The name of a guard or action: a string, `{ type }`, or a named function. Inline and built-in ones have none. */
export function nameOf(part: unknown): string | null {
  if (typeof part === 'string') return part;
  if ((typeof part !== 'object' && typeof part !== 'function') || part === null) return null;
  const type: unknown = Reflect.get(part, 'type');
  if (typeof type === 'string') return type.startsWith('xstate.') ? null : type;
  return typeof part === 'function' && part.name !== '' ? part.name : null;
}
