import { describe, expect, it } from '@jest/globals';
import { createActor, setup } from 'xstate';

import { describeChart, eventLabel } from '../../src/inspect/chart.js';
import { createRecorder } from '../../src/inspect/recorder.js';

function notedByName() {}

/** A new one each time: a chart is drawn once for a configuration. */
const makeVisit = () =>
  setup({
    actors: { look: setup({}).createMachine({}) },
    actions: { note: () => undefined },
    guards: { isReady: () => false },
  }).createMachine({
    id: 'visit',
    description: 'A visit.',
    initial: 'asking',
    states: {
      asking: {
        description: 'Something is asked.',
        tags: ['calm', 'open'],
        invoke: { id: 'first', src: 'look', onDone: 'inside', onError: 'over' },
        after: { 5000: 'over' },
        on: {
          answer: [
            { guard: 'isReady', target: 'inside' },
            { actions: ['note', () => undefined, notedByName, { type: 'note' }] },
          ],
          '*': { target: 'over' },
        },
      },
      inside: {
        initial: 'a',
        onDone: 'over',
        states: { a: { always: [{ guard: () => false, target: 'b' }, { target: 'b' }] }, b: { type: 'final' } },
      },
      beside: { type: 'parallel', states: { left: {}, right: {} } },
      back: { type: 'history', target: 'asking' },
      over: { type: 'final' },
    },
  });

describe('describeChart', () => {
  it('describes every state', () => {
    const { id, description, states } = describeChart(makeVisit());

    expect({ id, description }).toEqual({ id: 'visit', description: 'A visit.' });
    const plain = { parent: 'visit', kind: 'atomic', initial: null, tags: [], description: null, invokes: [] };
    expect(states).toEqual([
      { ...plain, id: 'visit', key: 'visit', parent: null, kind: 'compound', initial: 'visit.asking', description },
      {
        ...plain,
        id: 'visit.asking',
        key: 'asking',
        tags: ['calm', 'open'],
        description: 'Something is asked.',
        invokes: ['first'],
      },
      { ...plain, id: 'visit.inside', key: 'inside', kind: 'compound', initial: 'visit.inside.a' },
      { ...plain, id: 'visit.inside.a', key: 'a', parent: 'visit.inside' },
      { ...plain, id: 'visit.inside.b', key: 'b', parent: 'visit.inside', kind: 'final' },
      { ...plain, id: 'visit.beside', key: 'beside', kind: 'parallel' },
      { ...plain, id: 'visit.beside.left', key: 'left', parent: 'visit.beside' },
      { ...plain, id: 'visit.beside.right', key: 'right', parent: 'visit.beside' },
      { ...plain, id: 'visit.back', key: 'back', kind: 'history' },
      { ...plain, id: 'visit.over', key: 'over', kind: 'final' },
    ]);
  });

  it('describes every transition, each with an id of its own', () => {
    const { edges } = describeChart(makeVisit());

    const asking = { source: 'visit.asking', guard: null, actions: [] };
    const done = 'xstate.done.actor.first';
    const error = 'xstate.error.actor.first';
    const after = 'xstate.after.5000.visit.asking';
    const finished = 'xstate.done.state.visit.inside';
    const expected = [
      { event: 'answer', label: 'answer', target: 'visit.inside', guard: 'isReady', id: 'answer|0' },
      { event: 'answer', label: 'answer', target: null, actions: ['note', 'notedByName', 'note'], id: 'answer|1' },
      { event: '*', label: 'any event', target: 'visit.over', id: '*|0' },
      { event: done, label: 'done first', target: 'visit.inside', id: `${done}|0` },
      { event: error, label: 'error first', target: 'visit.over', id: `${error}|0` },
      { event: after, label: 'after 5000', target: 'visit.over', id: `${after}|0` },
    ].map((edge) => ({ ...asking, ...edge, id: `visit.asking|${edge.id}` }));
    const always = { source: 'visit.inside.a', event: '', label: 'always', target: 'visit.inside.b', actions: [] };
    expect(edges).toEqual(
      expect.arrayContaining([
        ...expected,
        { ...always, id: 'visit.inside.a||0', guard: 'guard' },
        { ...always, id: 'visit.inside.a||1', guard: null },
        {
          ...asking,
          source: 'visit.inside',
          event: finished,
          label: 'done visit.inside',
          target: 'visit.over',
          id: `visit.inside|${finished}|0`,
        },
      ]),
    );
    expect(edges).toHaveLength(expected.length + 3);
  });

  it('is the same object for the same configuration, whatever was plugged in', () => {
    const machine = makeVisit();
    expect(describeChart(machine.provide({ actions: { note: () => undefined } }))).toBe(describeChart(machine));
  });

  it('draws the edges that a recording names', () => {
    const recorder = createRecorder();
    const machine = makeVisit();
    const actor = createActor(machine, { inspect: recorder.inspect }).start();
    actor.send({ type: 'answer' });
    actor.send({ type: 'else' });
    const deep = createActor(machine, {
      inspect: recorder.inspect,
      snapshot: machine.resolveState({ value: { inside: 'a' } }),
    });
    deep.start();
    deep.send({ type: 'any' });

    const taken = recorder.records().flatMap((record) => (record.type === '@xstate.microstep' ? record.edges : []));

    expect(taken).toEqual([
      'visit.asking|answer|1',
      'visit.asking|*|0',
      'visit.inside.a||1',
      'visit.inside|xstate.done.state.visit.inside|0',
    ]);
  });
});

describe('eventLabel', () => {
  it.each([
    ['', 'always'],
    ['*', 'any event'],
    ['join', 'join'],
    ['xstate.init', 'xstate.init'],
    ['xstate.done.actor.look.up', 'done look.up'],
    ['xstate.error.actor.look', 'error look'],
    ['xstate.done.state.visit.inside', 'done visit.inside'],
    ['xstate.after.500.visit.asking', 'after 500'],
    ['my.xstate.after.500', 'my.xstate.after.500'],
  ])('says of %p: %s', (event, label) => expect(eventLabel(event)).toBe(label));
});
