import { StateMachine } from 'xstate';
import type { AnyStateMachine } from 'xstate';
import { withoutTimeLimit } from './mutations.js';
import type { Mutation } from './mutations.js';

let damage: { readonly flow: string; readonly mutation: Mutation } | null = null;

/** From now on the chart of that flow has the damage, whoever uses it. `null`: both are sound. */
export function damageChart(flow: 'joinFlow' | 'passwordReset', mutation: Mutation | null): void {
  damage = mutation && { flow, mutation };
}

/** A chart with the damage that is set while it is used. */
export function damageable<Machine extends AnyStateMachine>(sound: Machine): Machine {
  let last: { readonly mutation: Mutation; readonly machine: AnyStateMachine } | null = null;
  const current = (): AnyStateMachine => {
    if (damage?.flow !== sound.id) return sound;
    const { mutation } = damage;
    if (last?.mutation !== mutation) {
      // A damaged `always` may loop, which XState lets it do for ever unless told.
      const config = { ...(mutation.apply(sound.config) as object), options: { maxIterations: 100 } };
      const actors: Record<string, unknown> = sound.implementations.actors;
      // A copy of an actor is not known to end in time.
      const unlimited = Object.entries(actors).map(([src, logic]): [string, unknown] => [
        withoutTimeLimit(src),
        Object.assign({}, logic),
      ]);
      const all = { ...actors, ...Object.fromEntries<unknown>(unlimited) };
      const implementations = { ...sound.implementations, actors: all };
      last = { mutation, machine: new StateMachine(config as never, implementations as never) };
    }
    return last.machine;
  };
  return new Proxy(sound, {
    get(_, key) {
      const machine = current();
      const value: unknown = Reflect.get(machine, key, machine);
      return typeof value === 'function' ? (value.bind(machine) as unknown) : value;
    },
  });
}
