import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import { asRecord, isRecord } from '../guards/reply-body.js';
import { outcomeAtLimit } from '../machines/port.js';
import { nodesOf, pathOf } from './transitions.js';

/**
 * What a chart can break:
 * - `timeLimit`: a busy state that nothing ends when no answer comes
 * - `reply`: an answer, or a crash, of an invoked actor after which no transition is certain
 * - `cancel`: a state that a person cannot leave
 * - `forward`: a waiting state without an event that leads on, or a last state inside another one that does not go on then
 * - `deadline`: a time limit that may pass without effect
 * - `goal`: a state from which the goal cannot be reached
 * - `unreachable`: a state that nothing leads to
 */
export type FlowRule = 'timeLimit' | 'reply' | 'cancel' | 'forward' | 'deadline' | 'goal' | 'unreachable';

export interface FlowProblem {
  /** The state, with its parents': `checkout.paying`. */
  readonly state: string;
  readonly rule: FlowRule;
  readonly reason: string;
}

export interface CheckFlowOptions {
  /** Names of the actors that wait for a time, besides `after`. `['alarm']`, as in this package's charts, unless given. */
  readonly deadlines?: readonly string[];
  /** Names of the actors that end in time by themselves, besides those that `provideJoinServices` and `provideResetServices` plug in. */
  readonly limited?: readonly string[];
  /** Events by which a person gives up. `['cancel']` unless given. */
  readonly cancels?: readonly string[];
  /** Events that are no way forward, besides the cancels. `['reset']` unless given. */
  readonly escapes?: readonly string[];
  /** The tag of a busy state. `busy` unless given; a state that invokes anything but a deadline is busy without it. */
  readonly busyTag?: string;
  /** Names of the states that are the goal. Every final state of the root unless given. */
  readonly goals?: readonly string[];
}

/** A longer timer fires at once, here and in browsers. */
const longestTimerMs = 2 ** 31 - 1;

const isLeaf = (node: AnyStateNode): boolean => Object.keys(node.states).length === 0;

/** The state and all states that it is in, the innermost first. */
const lineOf = (node: AnyStateNode): AnyStateNode[] => (node.parent ? [node, ...lineOf(node.parent)] : [node]);

/** Every leaf below a state. */
const leavesBelow = (node: AnyStateNode): AnyStateNode[] =>
  isLeaf(node) ? [node] : Object.values(node.states).flatMap(leavesBelow);

/** The leaves that are entered with a state; with a history, any that may have been left. */
function leavesOf(node: AnyStateNode): AnyStateNode[] {
  if (node.type === 'history') return node.parent ? leavesBelow(node.parent) : [];
  if (isLeaf(node)) return [node];
  return (node.type === 'parallel' ? Object.values(node.states) : node.initial.target).flatMap(leavesOf);
}

/** Whether a transition leads out of a leaf, and not back into it. */
const goesElsewhere = (node: AnyStateNode, { target }: AnyTransitionDefinition): boolean =>
  target?.flatMap(leavesOf).every((leaf) => leaf !== node) === true;

/** Of candidates that are asked in turn, one is taken for certain: the last has no guard, and it leaves. */
function certain(node: AnyStateNode, candidates: readonly AnyTransitionDefinition[]): boolean {
  const unguarded = candidates.find(({ guard }) => guard === undefined);
  return unguarded !== undefined && goesElsewhere(node, unguarded);
}

/** `captcha.*` is for `captcha` and for `captcha.submit`, as in XState. */
const isWildcardFor = (event: string, key: string): boolean =>
  key === '*' || (key.endsWith('.*') && `${event}.`.startsWith(key.slice(0, -1)));

/** Of candidates that are asked in turn, those that are asked at all: the first without a guard is taken. */
function asked(candidates: readonly AnyTransitionDefinition[]): readonly AnyTransitionDefinition[] {
  const last = candidates.findIndex(({ guard }) => guard === undefined);
  return last < 0 ? candidates : candidates.slice(0, last + 1);
}

/** The candidates for an event in a state: its own, the nearest wildcards last, then its parents'. */
const candidatesFor = (node: AnyStateNode, event: string): readonly AnyTransitionDefinition[] =>
  asked(
    lineOf(node).flatMap(({ transitions }) => {
      const wild = [...transitions.keys()].filter((key) => isWildcardFor(event, key));
      return [event, ...wild.sort((a, b) => b.length - a.length)].flatMap((key) => transitions.get(key) ?? []);
    }),
  );

/** What a state does by itself as soon as it is entered. */
const choicesIn = (node: AnyStateNode): readonly AnyTransitionDefinition[] =>
  asked(lineOf(node).flatMap((one) => one.always ?? []));

const eventsOf = (node: AnyStateNode): ReadonlySet<string> =>
  new Set(lineOf(node).flatMap((one) => [...one.transitions.keys()]));

/**
 * Looks for dead ends and hangs in a chart: each busy state needs a time limit and a cancel, each waiting state a way
 * forward and a way out, and from each state the goal must be within reach. It reads the chart's structure, so it holds
 * for any memory and any services; what guards decide, it counts as possible but never as certain.
 *
 * Works on charts of your own, and on this package's charts with more states: `expect(checkFlow(machine)).toEqual([])`.
 * @throws TypeError for anything but a chart, as a flow or an actor.
 */
export function checkFlow(machine: AnyStateMachine, options: CheckFlowOptions = {}): readonly FlowProblem[] {
  // Not by its class: an app may have another copy of XState.
  if (!isRecord(asRecord(machine)['root']))
    throw new TypeError('checkFlow takes a chart: joinFlowMachine, or what createMachine() gives.');
  const { deadlines = ['alarm'], limited = [], cancels = ['cancel'], escapes = ['reset'] } = options;
  const { busyTag = 'busy', goals } = options;
  const nodes = nodesOf(machine);
  const leafNodes = nodes.filter((node) => isLeaf(node) && node !== machine.root && node.type !== 'history');
  const isGoal = (node: AnyStateNode): boolean =>
    goals
      ? lineOf(node).some((one) => goals.includes(pathOf(one)))
      : node.type === 'final' && node.parent === machine.root;
  const isDeadline = (src: unknown): boolean => typeof src === 'string' && deadlines.includes(src);
  const isLimited = (src: unknown): boolean =>
    typeof src === 'string' &&
    (limited.includes(src) || outcomeAtLimit(machine.implementations.actors[src]) !== undefined);
  /** A time that is looked up by a name that nobody has given is none, and XState does not wait for it. */
  const isTime = (delay: unknown): boolean => {
    const time: unknown = typeof delay === 'string' ? (machine.implementations.delays[delay] ?? Number(delay)) : delay;
    return typeof time === 'function' || (typeof time === 'number' && time <= longestTimerMs);
  };
  const problems: FlowProblem[] = [];
  const report = (node: AnyStateNode, rule: FlowRule, reason: string): void => {
    problems.push({ state: pathOf(node), rule, reason });
  };

  const next = new Map<AnyStateNode, Set<AnyStateNode>>(leafNodes.map((node) => [node, new Set<AnyStateNode>()]));
  for (const [leaf, reached] of next)
    for (const { target } of [
      ...choicesIn(leaf),
      ...[...eventsOf(leaf)].flatMap((event) => candidatesFor(leaf, event)),
    ])
      for (const entered of (target ?? []).flatMap(leavesOf)) reached.add(entered);

  const within = (start: Iterable<AnyStateNode>, edges: Map<AnyStateNode, Set<AnyStateNode>>): Set<AnyStateNode> => {
    const found = new Set(start);
    for (const node of found) for (const one of edges.get(node) ?? []) found.add(one);
    return found;
  };
  const back = new Map<AnyStateNode, Set<AnyStateNode>>(leafNodes.map((node) => [node, new Set<AnyStateNode>()]));
  for (const [node, targets] of next) for (const target of targets) back.get(target)?.add(node);
  const entered = leavesOf(machine.root);
  const reachable = within(entered, next);
  const hopeful = within(leafNodes.filter(isGoal), back);

  for (const node of leafNodes) {
    if (!reachable.has(node)) report(node, 'unreachable', 'no transition leads to it');
    if (!hopeful.has(node)) report(node, 'goal', 'the goal cannot be reached from it');
    if (node.type === 'final') {
      // Inside a compound one it hands over to its parent; of a parallel one, all parts have to be over.
      const { parent } = node;
      const isPart = parent === undefined || parent === machine.root || parent.parent?.type === 'parallel';
      if (!isPart && !certain(node, candidatesFor(node, `xstate.done.state.${parent.id}`)))
        report(node, 'forward', `nothing is certain to happen when "${pathOf(parent)}" is over`);
      continue;
    }
    // Nobody waits in a state that is left at once.
    if (certain(node, choicesIn(node))) continue;

    const line = lineOf(node);
    const invokes = line.flatMap((one) => one.invoke);
    const works = invokes.filter(({ src }) => !isDeadline(src));
    const alarms = invokes.filter(({ src }) => isDeadline(src));
    const delays = line.flatMap((one) => one.after);
    const busy = node.tags.includes(busyTag) || works.length > 0;
    const untimed = delays.filter(({ delay }) => !isTime(delay));
    for (const { delay } of untimed) report(node, 'deadline', `"${String(delay)}" is the name of no time that ends`);

    for (const { id } of alarms) {
      const candidates = candidatesFor(node, `xstate.done.actor.${id}`);
      if (candidates.length === 0) report(node, 'deadline', `nothing happens when "${id}" is over`);
      else if (busy && !certain(node, candidates))
        report(
          node,
          'timeLimit',
          `when "${id}" is over it may stay where it is: its last transition must leave unguarded`,
        );
    }
    if (busy) {
      const ends =
        alarms.length > 0 ||
        works.some(({ src }) => isLimited(src)) ||
        delays.some((one) => !untimed.includes(one) && certain(node, candidatesFor(node, String(one.eventType))));
      if (!ends) report(node, 'timeLimit', 'no time limit ends it when no answer comes');
      for (const { id } of works) {
        const done = candidatesFor(node, `xstate.done.actor.${id}`);
        if (!certain(node, done)) report(node, 'reply', `an answer of "${id}" that no guard takes leaves it waiting`);
        if (!certain(node, candidatesFor(node, `xstate.error.actor.${id}`)))
          report(node, 'reply', `a crash of "${id}" leaves it waiting`);
      }
    }
    if (!entered.includes(node) && !cancels.some((event) => certain(node, candidatesFor(node, event))))
      report(node, 'cancel', `it cannot be left with ${cancels.map((event) => `"${event}"`).join(' or ')}`);
    if (!busy) {
      const forward = [...eventsOf(node)].filter(
        (event) => !event.startsWith('xstate.') && !cancels.includes(event) && !escapes.includes(event),
      );
      const leads = forward.some((event) =>
        candidatesFor(node, event).some(
          (definition) =>
            goesElsewhere(node, definition) &&
            (definition.target ?? []).flatMap(leavesOf).some((one) => hopeful.has(one)),
        ),
      );
      if (!leads && !isGoal(node)) report(node, 'forward', 'no event of a person leads on to the goal');
    }
  }
  return problems;
}
