import { describe, expect, jest, test } from '@jest/globals';
import { StateMachine, assign, createActor, createMachine, initialTransition, transition } from 'xstate';
import { lazyMachine } from '../../src/machines/lazy-machine.js';

/** A chart that counts, and how often it was built. */
function counter() {
  const build = jest.fn(() =>
    createMachine({
      id: 'counter',
      version: '7',
      types: {} as { context: { count: number } },
      context: { count: 0 },
      initial: 'open',
      states: { open: { on: { add: { actions: 'add' } } } },
    }).provide({ actions: { add: assign({ count: ({ context }) => context.count + 1 }) } }),
  );
  return { build, machine: lazyMachine(build) };
}

describe('a machine whose chart is built when it is first looked into', () => {
  test('is a state machine before it is built', () => {
    const { build, machine } = counter();
    expect(machine).toBeInstanceOf(StateMachine);
    expect(build).not.toHaveBeenCalled();
  });

  test('is built once, however often it is looked into', () => {
    const { build, machine } = counter();
    expect([machine.id, machine.version, Object.keys(machine.states)]).toEqual(['counter', '7', ['open']]);
    createActor(machine).start();
    createActor(machine).start();
    machine.provide({});
    expect(build).toHaveBeenCalledTimes(1);
  });

  test('has every field of one that was built at once', () => {
    const { build, machine } = counter();
    const built = build();
    build.mockReturnValueOnce(built);
    const fields = Object.entries(built).filter(([, value]) => typeof value !== 'function');
    expect(fields.length).toBeGreaterThan(5);
    expect(Object.keys(machine)).toEqual(Object.keys(built));
    for (const [name, value] of fields) expect(machine[name as keyof typeof machine]).toBe(value);
    expect(Object.assign({}, machine).config).toBe(built.config);
  });

  test('runs, and stays the same machine in the snapshots of its actors', () => {
    const { machine } = counter();
    const actor = createActor(machine).start();
    actor.send({ type: 'add' });
    expect(actor.getSnapshot().context).toEqual({ count: 1 });
    expect(actor.getSnapshot().machine).toBe(machine);
    const restored = createActor(machine, { snapshot: actor.getPersistedSnapshot() }).start();
    restored.send({ type: 'add' });
    expect(restored.getSnapshot().context).toEqual({ count: 2 });
    expect(restored.getSnapshot().machine).toBe(machine);
    const [first] = initialTransition(machine);
    expect(transition(machine, first, { type: 'add' })[0].context).toEqual({ count: 1 });
  });

  test('takes other parts by `provide`, and keeps its own', () => {
    const { machine } = counter();
    const other = machine.provide({ actions: { add: assign({ count: -1 }) } });
    const counts = [machine, other].map((one) => {
      const actor = createActor(one).start();
      actor.send({ type: 'add' });
      return actor.getSnapshot().context.count;
    });
    expect(counts).toEqual([1, -1]);
  });

  test('lets a field be replaced, as hooks do when a module is replaced while the app runs', () => {
    const { build, machine } = counter();
    machine.implementations = { ...machine.implementations, actions: { add: assign({ count: 9 }) } };
    expect(build).toHaveBeenCalledTimes(1);
    const actor = createActor(machine).start();
    actor.send({ type: 'add' });
    expect(actor.getSnapshot().context).toEqual({ count: 9 });
  });

  test('can be frozen before it is built', () => {
    const { machine } = counter();
    expect(createActor(Object.freeze(machine)).start().getSnapshot().value).toBe('open');
  });
});
