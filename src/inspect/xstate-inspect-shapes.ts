import type { AnyStateMachine, AnyStateNode } from 'xstate';

import { nameOf, namesOf, type Transition } from './chart.js';
import type { SnapshotRecord } from './inspection-record.js';
import type { Plain } from './redact-value.js';

type PlainObject = Readonly<Record<string, Plain>>;

/** An event as XState v4 wraps it (`SCXML.Event`). */
export interface V4Event {
  readonly name: string;
  readonly data: PlainObject & { readonly type: string };
  readonly $$type: 'scxml';
  readonly type: 'external';
}

/** What XState v4's `State.create` takes. */
export interface V4State {
  readonly value: Plain;
  readonly context: Plain;
  readonly event: V4Event['data'];
  readonly _event: V4Event;
  readonly _sessionid: string;
  readonly tags: readonly string[];
  readonly children: Readonly<Record<string, { readonly id: string }>>;
  readonly configuration: readonly never[];
  readonly transitions: readonly never[];
  readonly actions: readonly never[];
  readonly events: readonly never[];
  readonly activities: PlainObject;
  readonly meta: PlainObject;
  readonly done: boolean;
  readonly changed: boolean;
}

/** Event names of v5 in the words of v4, where the same thing has another name there. */
export function toV4Event(event: PlainObject & { readonly type: string }): V4Event {
  const name = event.type
    .replace(/^xstate\.done\.actor\./, 'done.invoke.')
    .replace(/^xstate\.error\.actor\./, 'error.platform.')
    .replace(/^xstate\.done\.state\./, 'done.state.');
  return { name, data: { ...event, type: name }, $$type: 'scxml', type: 'external' };
}

export function toV4State(snapshot: SnapshotRecord, event: V4Event, sessionId: string, changed: boolean): V4State {
  const children = Object.keys(snapshot.children ?? {}).map((id) => [id, { id }] as const);
  return {
    value: snapshot.value ?? {},
    context: snapshot.context ?? null,
    event: event.data,
    _event: event,
    _sessionid: sessionId,
    tags: snapshot.tags ?? [],
    children: Object.fromEntries(children),
    configuration: [],
    transitions: [],
    actions: [],
    events: [],
    activities: {},
    meta: {},
    done: snapshot.status === 'done',
    changed,
  };
}

interface V4Transition {
  readonly target?: readonly string[];
  readonly cond?: string;
  readonly actions?: readonly string[];
  readonly internal?: boolean;
  readonly description?: string;
}
export interface V4Node {
  /** On the root only: v4 warns on the console without it. */
  readonly predictableActionArguments?: true;
  readonly id: string;
  readonly key: string;
  readonly type: string;
  readonly initial?: string;
  readonly history?: 'shallow' | 'deep';
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly entry?: readonly string[];
  readonly exit?: readonly string[];
  readonly invoke?: readonly {
    readonly id: string;
    readonly src: string;
    readonly onDone?: readonly V4Transition[];
    readonly onError?: readonly V4Transition[];
  }[];
  readonly on?: Readonly<Record<string, readonly V4Transition[]>>;
  readonly always?: readonly V4Transition[];
  readonly after?: Readonly<Record<string, readonly V4Transition[]>>;
  readonly onDone?: readonly V4Transition[];
  readonly states?: Readonly<Record<string, V4Node>>;
}

/** The machine as a configuration of XState v4, names only. */
export function toV4Machine(machine: AnyStateMachine): V4Node {
  return { ...toV4Node(machine.root), predictableActionArguments: true };
}

function toV4Node(node: AnyStateNode): V4Node {
  const routes = sortRoutes(node);
  const states = Object.values(node.states).map((child) => [child.key, toV4Node(child)] as const);
  const initial = node.type === 'compound' ? node.initial.target[0]?.key : undefined;
  const history = node.type === 'history' && node.history !== false ? node.history : undefined;
  return {
    id: node.id,
    key: node.key,
    type: node.type,
    ...(initial !== undefined && { initial }),
    ...(history !== undefined && { history }),
    ...(node.description !== undefined && { description: node.description }),
    ...(node.tags.length > 0 && { tags: [...node.tags] }),
    ...optionalList('entry', namesOf(node.entry)),
    ...optionalList('exit', namesOf(node.exit)),
    ...optionalList(
      'invoke',
      node.invoke.map(({ id, src }) => ({
        id,
        src: typeof src === 'string' ? src : id,
        ...optionalList('onDone', routes.done.get(id) ?? []),
        ...optionalList('onError', routes.error.get(id) ?? []),
      })),
    ),
    ...(routes.on.size > 0 && { on: Object.fromEntries(routes.on) }),
    ...optionalList('always', (node.always ?? []).map(toV4Transition)),
    ...(routes.after.size > 0 && { after: Object.fromEntries(routes.after) }),
    ...optionalList('onDone', routes.finished),
    ...(states.length > 0 && { states: Object.fromEntries(states) }),
  };
}

function optionalList<Key extends string, Item>(
  key: Key,
  items: readonly Item[],
): Partial<Record<Key, readonly Item[]>> {
  // One computed key: TypeScript widens it to an index signature.
  return items.length === 0 ? {} : ({ [key]: items } as Record<Key, readonly Item[]>);
}

/** Of v5's flat list of events, v4 keeps done, error and after in places of their own. */
function sortRoutes(node: AnyStateNode) {
  const on = new Map<string, V4Transition[]>();
  const after = new Map<string, V4Transition[]>();
  const done = new Map<string, V4Transition[]>();
  const error = new Map<string, V4Transition[]>();
  const finished: V4Transition[] = [];
  for (const [event, transitions] of node.transitions) {
    const list = transitions.map(toV4Transition);
    const [, kind, rest = ''] = /^xstate\.(done\.actor|error\.actor|done\.state|after)\.(.+)$/.exec(event) ?? [];
    if (kind === 'done.actor' && isInvoked(node, rest)) done.set(rest, list);
    else if (kind === 'error.actor' && isInvoked(node, rest)) error.set(rest, list);
    else if (kind === 'done.state' && rest === node.id) finished.push(...list);
    else if (kind === 'after') after.set(rest.replace(new RegExp(`\\.${escape(node.id)}$`), ''), list);
    else on.set(event, list);
  }
  return { on, after, done, error, finished };
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const isInvoked = (node: AnyStateNode, id: string): boolean => node.invoke.some((invoke) => invoke.id === id);

function toV4Transition(transition: Transition): V4Transition {
  const { target, guard, actions, reenter, description } = transition;
  const names = namesOf(actions);
  return {
    ...(target !== undefined && { target: target.map((node) => `#${node.id}`) }),
    ...(guard !== undefined && { cond: nameOf(guard) ?? 'inline' }),
    ...(names.length > 0 && { actions: names }),
    internal: !reenter,
    ...(description !== undefined && { description }),
  };
}
