import { describe, expect, it } from '@jest/globals';
import { createMachine, fromPromise } from 'xstate';

import { toV4Event, toV4Machine, toV4State } from '../../src/inspect/xstate-inspect-shapes.js';

describe('The classic inspector is shown', () => {
  it.each([
    ['join', 'join'],
    ['xstate.done.actor.look', 'done.invoke.look'],
    ['xstate.error.actor.look', 'error.platform.look'],
    ['xstate.done.state.visit.inside', 'done.state.visit.inside'],
    ['my.xstate.done.actor.look', 'my.xstate.done.actor.look'],
    ['my.xstate.error.actor.look', 'my.xstate.error.actor.look'],
    ['my.xstate.done.state.look', 'my.xstate.done.state.look'],
  ])('an event %s as %s', (type, name) => {
    const data = { type: name, mark: 1 };
    expect(toV4Event({ type, mark: 1 })).toEqual({ name, data, $$type: 'scxml', type: 'external' });
  });

  it('a state with everything that v4 looks for', () => {
    const event = toV4Event({ type: 'join' });
    const empty = {
      configuration: [],
      transitions: [],
      actions: [],
      events: [],
      activities: {},
      meta: {},
      event: { type: 'join' },
      _event: event,
      _sessionid: 'x:1',
    };

    const whole = { status: 'active', value: 'a', context: { mark: 1 }, tags: ['busy'], children: { look: 'x:2' } };
    expect(toV4State(whole, event, 'x:1', true)).toEqual({
      ...empty,
      value: 'a',
      context: { mark: 1 },
      tags: ['busy'],
      children: { look: { id: 'look' } },
      done: false,
      changed: true,
    });
    expect(toV4State({ status: 'done' }, event, 'x:1', false)).toEqual({
      ...empty,
      value: {},
      context: null,
      tags: [],
      children: {},
      done: true,
      changed: false,
    });
  });

  it('a chart with every kind of part', () => {
    const look = fromPromise(() => Promise.resolve());
    const machine = createMachine({
      id: 'rich',
      description: 'A chart.',
      initial: 'first',
      exit: 'note',
      states: {
        first: {
          description: 'The first.',
          entry: ['note', () => undefined],
          exit: 'note',
          tags: 'calm',
          invoke: [
            { id: 'one', src: 'look', onDone: 'second', onError: { target: 'third', description: 'It broke.' } },
            { id: 'two', src: look, onDone: { actions: 'note' } },
          ],
          after: { 500: 'second', wait: { guard: 'isReady' } },
          on: {
            go: { guard: 'isReady', target: 'second', reenter: true },
            'xstate.done.actor.other': 'second',
            'xstate.error.actor.other': 'second',
            'xstate.done.state.rich.second': 'third',
          },
        },
        second: {
          initial: 'a',
          always: { guard: () => false, target: 'third' },
          onDone: 'third',
          states: {
            a: {},
            b: { type: 'final' },
            deep: { type: 'history', history: 'deep' },
            last: { type: 'history' },
          },
        },
        third: { type: 'parallel', states: { left: {}, right: {} } },
      },
    });

    const to = (name: string, more: object = {}) => [{ target: [`#rich.${name}`], internal: true, ...more }];
    const plain = (key: string, type = 'atomic') => ({ id: `rich.${key}`, key: key.split('.').at(-1), type });
    expect(toV4Machine(machine)).toEqual({
      id: 'rich',
      key: 'rich',
      type: 'compound',
      initial: 'first',
      predictableActionArguments: true,
      description: 'A chart.',
      exit: ['note'],
      states: {
        first: {
          ...plain('first'),
          description: 'The first.',
          tags: ['calm'],
          entry: ['note'],
          exit: ['note'],
          invoke: [
            { id: 'one', src: 'look', onDone: to('second'), onError: to('third', { description: 'It broke.' }) },
            // What is no name is one of XState's own making.
            { id: 'two', src: expect.any(String), onDone: [{ actions: ['note'], internal: true }] },
          ],
          after: { 500: to('second'), wait: [{ cond: 'isReady', internal: true }] },
          on: {
            go: to('second', { cond: 'isReady', internal: false }),
            'xstate.done.actor.other': to('second'),
            'xstate.error.actor.other': to('second'),
            'xstate.done.state.rich.second': to('third'),
          },
        },
        second: {
          ...plain('second', 'compound'),
          initial: 'a',
          always: to('third', { cond: 'guard' }),
          onDone: to('third'),
          states: {
            a: plain('second.a'),
            b: plain('second.b', 'final'),
            deep: { ...plain('second.deep', 'history'), history: 'deep' },
            last: plain('second.last', 'history'),
          },
        },
        third: {
          ...plain('third', 'parallel'),
          states: { left: plain('third.left'), right: plain('third.right') },
        },
      },
    });
  });

  it('an inline guard without a name as what it is', () => {
    const guards = [() => false];
    const machine = createMachine({ id: 'm', on: { go: { guard: guards[0]!, actions: 'note' } } });

    expect(toV4Machine(machine).on).toEqual({ go: [{ cond: 'inline', actions: ['note'], internal: true }] });
  });
});
