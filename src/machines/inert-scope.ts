import { createActor, createEmptyActor } from 'xstate';
import type { AnyStateMachine, InspectionEvent } from 'xstate';
import type { Clock } from './clock.js';

type MachineScope = Parameters<AnyStateMachine['transition']>[2];

interface InertOptions {
  readonly input: unknown;
  /** The time that the chart sees (epoch ms). */
  readonly now: () => number;
  readonly inspect?: (event: InspectionEvent) => void;
  /** Hears of each action in the place of doing it. */
  readonly actionExecutor?: (action: { readonly type: string; readonly params?: unknown }) => void;
}

const nothing = (): undefined => undefined;

/**
 * What a machine's own `getInitialSnapshot` and `transition` are called with to walk a chart without running it: nothing is
 * invoked, nothing waits. XState's pure functions do the same in the system's time, and give no other.
 */
export function inertScope(
  machine: AnyStateMachine,
  { input, now, inspect, actionExecutor = nothing }: InertOptions,
): MachineScope {
  const clock: Clock = { now, setTimeout: nothing, clearTimeout: nothing };
  // Never started: it lends the chart its clock.
  const self = createActor(machine, { input, clock });
  // As in XState's own pure functions: what the constructor registered by `systemId` must not meet its like again.
  self.system = createEmptyActor().system;
  if (inspect) self.system.inspect(inspect);
  const { sessionId, system } = self;
  const idle = { logger: nothing, defer: nothing, stopChild: nothing, emit: nothing };
  return { self, id: '', sessionId, system, ...idle, actionExecutor };
}
