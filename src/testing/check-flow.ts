import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import { outcomeAtLimit } from '../machines/port.js';
import { nodesOf, pathOf, transitionsOf } from './transitions.js';

/**
 * What a chart can break:
 * - `timeLimit`: a busy state that nothing ends when no answer comes
 * - `reply`: an answer, or a crash, of an invoked actor after which no transition is certain
 * - `cancel`: a state that a person cannot leave
 * - `forward`: a waiting state without an event that leads on
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

const isLeaf = (node: AnyStateNode): boolean => Object.keys(node.states).length === 0;

/** The state and all states that it is in, the innermost first. */
const lineOf = (node: AnyStateNode): AnyStateNode[] => (node.parent ? [node, ...lineOf(node.parent)] : [node]);

/** The leaves that are entered with a state. */
function leavesOf(node: AnyStateNode): AnyStateNode[] {
  if (isLeaf(node)) return [node];
  if (node.type === 'parallel') return Object.values(node.states).flatMap(leavesOf);
  return node.type === 'history' ? Object.values(node.parent?.states ?? {}) : node.initial.target.flatMap(leavesOf);
}

/** Whether a transition, once taken, is out of the state, or enters it anew. */
const leaves = (node: AnyStateNode, { target, reenter }: AnyTransitionDefinition): boolean =>
  target !== undefined && (reenter || target.some((one) => one !== node));

const goesElsewhere = (node: AnyStateNode, { target }: AnyTransitionDefinition): boolean =>
  target?.some((one) => !lineOf(one).includes(node)) === true;

/** Of candidates that are asked in turn, one is taken for certain: the last has no guard, and it leaves. */
function certain(node: AnyStateNode, candidates: readonly AnyTransitionDefinition[] | undefined): boolean {
  const unguarded = candidates?.find(({ guard }) => guard === undefined);
  return unguarded !== undefined && goesElsewhere(node, unguarded);
}

/** The candidates for an event in a state: its own, then its parents'. */
const candidatesFor = (node: AnyStateNode, event: string): AnyTransitionDefinition[] =>
  lineOf(node).flatMap((one) => [...(one.transitions.get(event) ?? []), ...(one.transitions.get('*') ?? [])]);

/**
 * Looks for dead ends and hangs in a chart: each busy state needs a time limit and a cancel, each waiting state a way
 * forward and a way out, and from each state the goal must be within reach. It reads the chart's structure, so it holds
 * for any memory and any services; what guards decide, it counts as possible but never as certain.
 *
 * Works on charts of your own, and on this package's charts with more states: `expect(checkFlow(machine)).toEqual([])`.
 */
export function checkFlow(machine: AnyStateMachine, options: CheckFlowOptions = {}): readonly FlowProblem[] {
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
  const problems: FlowProblem[] = [];
  const report = (node: AnyStateNode, rule: FlowRule, reason: string): void => {
    problems.push({ state: pathOf(node), rule, reason });
  };

  const next = new Map<AnyStateNode, Set<AnyStateNode>>(leafNodes.map((node) => [node, new Set<AnyStateNode>()]));
  for (const { source, definition } of transitionsOf(machine))
    for (const leaf of leafNodes.filter((one) => lineOf(one).includes(source)))
      for (const target of definition.target ?? [])
        for (const entered of leavesOf(target)) next.get(leaf)?.add(entered);

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
    // A final state inside a compound one hands over to its parent.
    if (node.type === 'final') continue;
    // Nobody waits in a state that is left at once.
    if (lineOf(node).some((one) => certain(one, one.always))) continue;

    const line = lineOf(node);
    const invokes = line.flatMap((one) => one.invoke);
    const works = invokes.filter(({ src }) => !isDeadline(src));
    const alarms = invokes.filter(({ src }) => isDeadline(src));
    const delays = line.flatMap((one) => one.after);
    const busy = node.tags.includes(busyTag) || works.length > 0;

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
        delays.some((definition) => !definition.guard && goesElsewhere(node, definition));
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
      const events = new Set(line.flatMap((one) => [...one.transitions.keys()]));
      const forward = [...events].filter(
        (event) => !event.startsWith('xstate.') && !cancels.includes(event) && !escapes.includes(event),
      );
      const leads = forward.some((event) =>
        candidatesFor(node, event).some(
          (definition) =>
            leaves(node, definition) && (definition.target ?? []).flatMap(leavesOf).some((one) => hopeful.has(one)),
        ),
      );
      if (!leads && !isGoal(node)) report(node, 'forward', 'no event of a person leads on to the goal');
    }
  }
  return problems;
}
