import type { FailureKind } from '../guards/failure.js';
import { allJoinTraits } from '../guards/join-failure.js';
import { allResetTraits } from '../guards/reset-failure.js';
import { joinFlowMachine } from '../machines/join-flow.machine.js';
import { passwordResetMachine } from '../machines/password-reset.machine.js';
import type { FlowPath } from './path.types.js';
import type { NamedTransition } from './transitions.js';
import { transitionsOf } from './transitions.js';

export interface CoverageShare {
  readonly reached: readonly string[];
  readonly missing: readonly string[];
}

export interface CoverageReport {
  readonly flow: 'join' | 'reset';
  readonly states: CoverageShare;
  /** `beyond`: transitions that no person, reply or passing of time brings about, with the reason. */
  readonly transitions: CoverageShare & { readonly beyond: Readonly<Record<string, string>> };
  readonly failureKinds: CoverageShare;
  /** The report in lines, for a log. */
  toString(): string;
}

/** Why a path cannot take a transition, or `null` when it can. */
function reasonBeyond({ definition }: NamedTransition): string | null {
  if (String(definition.eventType).startsWith('xstate.error.'))
    return 'a port that crashes gives an outcome: this is the net below it';
  const { guard } = definition;
  const name = typeof guard === 'object' ? guard.type : guard;
  if (name === 'isInterrupted') return 'only a restored snapshot of the actor holds a request that was sent before';
  if (name === 'isTokenGone') return 'only a restored snapshot of the actor lacks the token that its state is about';
  if (name === 'isTokenExpired' && definition.source.key === 'checkingCode')
    return 'no documented code means it at this step: an app’s own `codes` can';
  return null;
}

const machines = { join: joinFlowMachine, reset: passwordResetMachine } as const;
const kinds = {
  join: Object.keys(allJoinTraits),
  reset: Object.keys(allResetTraits),
} as const;

const share = (all: readonly string[], seen: ReadonlySet<string>): CoverageShare => ({
  reached: all.filter((one) => seen.has(one)),
  missing: all.filter((one) => !seen.has(one)),
});

/** What paths of one flow run through, of its states, its transitions and its failure kinds. */
export function coverageOf<Deed>(paths: readonly FlowPath<Deed>[]): CoverageReport {
  const flow = paths[0]?.flow ?? 'join';
  const steps = paths.filter((path) => path.flow === flow).flatMap((path) => path.steps);
  const named = transitionsOf(machines[flow]);
  const beyond = Object.fromEntries(
    named.flatMap((one) => {
      const reason = reasonBeyond(one);
      return reason === null ? [] : [[one.name, reason]];
    }),
  );
  const within = named.map(({ name }) => name).filter((name) => !(name in beyond));
  const states = share(
    Object.keys(machines[flow].states),
    new Set(['idle', ...steps.map(({ expect }) => expect.state)]),
  );
  const transitions = { ...share(within, new Set(steps.flatMap(({ takes }) => takes))), beyond };
  const failureKinds = share(
    kinds[flow],
    new Set(steps.flatMap(({ expect }): FailureKind[] => (expect.failure === null ? [] : [expect.failure]))),
  );
  const line = (what: string, { reached, missing }: CoverageShare): string =>
    `${what}: ${reached.length} of ${reached.length + missing.length}${missing.length ? `; missing: ${missing.join(', ')}` : ''}`;
  return {
    flow,
    states,
    transitions,
    failureKinds,
    toString: () =>
      [
        `${flow}: ${paths.length} paths, ${steps.length} steps`,
        line('states', states),
        line('transitions', transitions),
        line('failure kinds', failureKinds),
      ].join('\n'),
  };
}
