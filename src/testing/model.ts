import type { AnyMachineSnapshot, AnyStateMachine, AnyTransitionDefinition, EventObject } from 'xstate';
import type { ServiceAnswer } from './answers.types.js';
import type { Expectation, PathStep } from './path.types.js';
import { inertScope } from '../machines/inert-scope.js';
import { outcomeAtLimit } from '../machines/port.js';
import { transitionsOf } from './transitions.js';

/** Something that can happen to a flow, and the chart's event for it. */
export type Happening<Deed> =
  | { readonly by: 'user'; readonly text: string; readonly does: Deed; readonly event: () => EventObject }
  | { readonly by: 'service'; readonly text: string; readonly answer: ServiceAnswer; readonly event: () => EventObject }
  | { readonly by: 'time'; readonly text: string };

/** A flow at one moment: the chart's own snapshot, and the time on its clock. */
export interface Position {
  readonly snapshot: AnyMachineSnapshot;
  readonly now: number;
  /** Deadlines that are over, of the state that it is in. */
  readonly over: readonly string[];
}

/** What the model of one flow adds to its chart. */
export interface Vocabulary<Deed> {
  readonly flow: 'join' | 'reset';
  readonly machine: AnyStateMachine;
  readonly input: unknown;
  /** What can happen in a state besides time: people's deeds and the service's answers. */
  happenings(position: Position): readonly Happening<Deed>[];
  /** Positions with one key have the same future. */
  readonly keyOf: (position: Position) => string;
  expectationOf(snapshot: AnyMachineSnapshot): Expectation;
}

export interface Taken<Deed> {
  readonly step: PathStep<Deed>;
  /** The events that the chart emits. */
  readonly announces: readonly EventObject[];
  readonly position: Position;
}

export interface Model<Deed> {
  readonly vocabulary: Vocabulary<Deed>;
  readonly start: Position;
  readonly transitions: readonly string[];
  /** Everything that changes something, or may be tried, at a position. */
  options(position: Position): readonly Happening<Deed>[];
  take(position: Position, happening: Happening<Deed>): Taken<Deed>;
}

const startOfTime = Date.UTC(2026, 0, 1);
/** A repeat's back-off is left to chance: so much longer than computed may a deadline take (ms). */
const chanceMs = 1000;

interface Deadline {
  readonly id: string;
  readonly at: number;
  readonly output: unknown;
}

/**
 * Reads a production chart as a model: invocations become answers of the service, their time limits and the alarms become
 * time that passes.
 * Nothing is invoked and nothing waits; guards, actions and context are the chart's own.
 * @param tickMs How long every deed and every reply takes.
 */
export function createModel<Deed>(vocabulary: Vocabulary<Deed>, tickMs = 0): Model<Deed> {
  const { machine, input } = vocabulary;
  let now = startOfTime;
  let microsteps: AnyTransitionDefinition[] = [];
  let announces: EventObject[] = [];
  const names = new Map(transitionsOf(machine).map(({ name, definition }) => [definition, name]));
  const scope = inertScope(machine, {
    input,
    now: () => now,
    inspect: (event) => {
      if (event.type === '@xstate.microstep') microsteps.push(...event._transitions);
    },
    actionExecutor: ({ type, params }) => {
      // XState's own action: its params hold the emitted event.
      if (type === 'xstate.emit') announces.push((params as { readonly event: EventObject }).event);
    },
  });

  const deadlinesOf = ({ snapshot, over }: Position): readonly Deadline[] =>
    snapshot._nodes
      .flatMap((node) => node.invoke)
      .filter(({ id }) => !over.includes(id))
      .map(({ id, src, input: toInput }) => {
        // The charts give their actors an input by a function of the context: an alarm's has `at`, a port's `endsAt`.
        const read = toInput as (from: { context: unknown; self: unknown }) => { at?: number; endsAt?: number };
        const { at, endsAt } = read({ context: snapshot.context, self: scope.self });
        const logic: unknown = typeof src === 'string' ? machine.implementations.actors[src] : src;
        const output = outcomeAtLimit(logic)?.();
        return { id, at: at ?? endsAt ?? Infinity, output };
      })
      .sort((a, b) => a.at - b.at);

  const send = (position: Position, event: EventObject): { position: Position; takes: readonly string[] } => {
    now = position.now;
    microsteps = [];
    const snapshot = machine.transition(position.snapshot, event, scope);
    const moved = microsteps.some(({ target, reenter, source }) => target && (reenter || !target.includes(source)));
    const takes = microsteps.map((definition) => names.get(definition) ?? '');
    return { position: { snapshot, now: position.now, over: moved ? [] : position.over }, takes };
  };

  const wait = (position: Position): { position: Position; takes: readonly string[]; ms: number } => {
    const [first] = deadlinesOf(position);
    const until = Math.max(first?.at ?? position.now, position.now);
    const state: unknown = position.snapshot.value;
    let at: Position = { ...position, now: until };
    const takes: string[] = [];
    for (let due = deadlinesOf(at)[0]; due && due.at <= until; due = deadlinesOf(at)[0]) {
      const fired = send({ ...at, over: [...at.over, due.id] }, doneOf(due));
      takes.push(...fired.takes);
      at = fired.position;
      if (at.snapshot.value !== state || !at.over.includes(due.id)) break;
    }
    return { position: at, takes, ms: Math.ceil(until - position.now + chanceMs) };
  };

  const doneOf = ({ id, output }: Deadline): EventObject =>
    Object.assign({ type: `xstate.done.actor.${id}` }, { output });

  const snapshot = machine.getInitialSnapshot(scope, input);
  return {
    vocabulary,
    start: { snapshot, now: startOfTime, over: [] },
    transitions: [...names.values()],
    options: (position) => [
      ...vocabulary.happenings(position),
      ...(deadlinesOf(position).length > 0
        ? [{ by: 'time' as const, text: `the time of ${deadlinesOf(position)[0]?.id ?? ''} is over` }]
        : []),
    ],
    take(position, happening) {
      announces = [];
      if (happening.by === 'time') {
        const { position: after, takes, ms } = wait(position);
        const expect = vocabulary.expectationOf(after.snapshot);
        return { position: after, announces, step: { by: 'time', text: happening.text, ms, takes, expect } };
      }
      // A request that waits for its back-off is answered no sooner than it is sent.
      const { attempt } = position.snapshot.context as { readonly attempt?: { readonly startAt: number } };
      const sentAt = happening.by === 'service' ? (attempt?.startAt ?? 0) : 0;
      const { position: after, takes } = send(
        { ...position, now: Math.max(position.now, sentAt) + tickMs },
        happening.event(),
      );
      const said = { text: happening.text, takes, expect: vocabulary.expectationOf(after.snapshot) };
      return {
        position: after,
        announces,
        step:
          happening.by === 'user'
            ? { by: 'user', does: happening.does, ...said }
            : { by: 'service', answer: happening.answer, ...said },
      };
    },
  };
}
