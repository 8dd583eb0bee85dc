import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';

/** A transition of a chart by a name that stays the same as long as the chart does. */
export interface NamedTransition {
  /** `fetching: xstate.done.actor.fetchMeetingInfo [2] → success` */
  readonly name: string;
  readonly source: AnyStateNode;
  readonly definition: AnyTransitionDefinition;
}

/** A state by its own name and its parents'. */
export const pathOf = (node: AnyStateNode): string => node.path.join('.') || '(root)';

/** Every state of a chart, the root included. */
export function nodesOf(machine: AnyStateMachine): readonly AnyStateNode[] {
  const below = (node: AnyStateNode): AnyStateNode[] => [node, ...Object.values(node.states).flatMap(below)];
  return below(machine.root);
}

/** Every transition of a chart, in the order in which a state's candidates are asked. */
export function transitionsOf(machine: AnyStateMachine): readonly NamedTransition[] {
  const named = (source: AnyStateNode, event: string, list: readonly AnyTransitionDefinition[]): NamedTransition[] =>
    list.map((definition, index) => {
      const targets = (definition.target ?? []).map(pathOf).join(', ') || '(stays)';
      const place = list.length > 1 ? ` [${index + 1}]` : '';
      return { name: `${pathOf(source)}: ${event || 'always'}${place} → ${targets}`, source, definition };
    });
  return nodesOf(machine).flatMap((node) => [
    ...named(node, '', node.always ?? []),
    ...[...node.transitions].flatMap(([event, list]) => named(node, event, list)),
  ]);
}
