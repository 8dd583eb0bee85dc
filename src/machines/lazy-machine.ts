import { createMachine } from 'xstate';
import type { AnyStateMachine } from 'xstate';

/**
 * A machine whose chart is built when somebody first looks into it: building both took an import a third longer, and an
 * app that shows one flow has no use for the other. It is a state machine like any other, and the same one all along.
 */
export function lazyMachine<Machine extends AnyStateMachine>(build: () => Machine): Machine {
  let built: Machine | undefined;
  // An empty one has the class, the methods, and a place for each field; its methods read what stands there.
  const machine = createMachine({}) as Machine;
  for (const name of Object.keys(machine) as (keyof Machine)[])
    if (typeof machine[name] !== 'function')
      Object.defineProperty(machine, name, {
        get: () => (built ??= build())[name],
        set: (value: Machine[typeof name]) => void ((built ??= build())[name] = value),
      });
  return machine;
}
