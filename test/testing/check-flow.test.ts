import { afterAll, describe, expect, test } from '@jest/globals';
import { createJoinFlow, joinFlowMachine, passwordResetMachine, provideJoinServices } from 'meeting-join-flow';
import { checkFlow } from 'meeting-join-flow/testing';
import { createActor, createMachine, fromPromise } from 'xstate';

const actors = { work: fromPromise(async () => 1), alarm: fromPromise(async () => undefined) };
type States = Record<string, object>;
const idle = { on: { go: 'busy' } };
const work = { id: 'work', src: 'work', onDone: 'done', onError: 'idle' };
const alarm = { id: 'limit', src: 'alarm', onDone: 'idle' };
const busy = { invoke: [work, alarm], on: { cancel: 'idle' } };
const done = { type: 'final' };

/** A sound chart, with some states in place of its own. */
const chart = (states: States) =>
  createMachine({ initial: 'idle', states: { idle, busy, done, ...states } } as never, {
    actors,
    guards: { maybe: () => false },
  });
const found = (states: States) => checkFlow(chart(states)).map(({ state, rule }) => `${state}: ${rule}`);

describe('checkFlow finds nothing wrong', () => {
  test.each([
    ['the join chart', joinFlowMachine],
    ['the password reset', passwordResetMachine],
    ['a small sound chart', chart({})],
  ])('with %s', (_, machine) => {
    expect(checkFlow(machine)).toEqual([]);
  });

  test('with a state that is limited by `after`, tagged busy, and waits for an event of its own', () => {
    const machine = chart({ busy: { tags: 'busy', after: { 1000: 'idle' }, on: { cancel: 'idle', came: 'done' } } });

    expect(checkFlow(machine)).toEqual([]);
  });

  test('with a time limit by name, as a number or as a function', () => {
    const machine = chart({
      busy: { tags: 'busy', after: { soon: 'idle', late: 'idle' }, on: { cancel: 'idle', came: 'done' } },
    });

    expect(checkFlow(machine.provide({ delays: { soon: 1000, late: () => 2000 } }))).toEqual([]);
  });

  test('with a state that only chooses, in which nobody waits', () => {
    const choice = { always: [{ guard: 'maybe', target: 'busy' }, { target: 'done' }] };

    expect(found({ idle: { on: { go: 'choice' } }, choice })).toEqual([]);
  });

  test.each<[string, States]>([
    [
      'with parts that run beside each other',
      {
        idle: { on: { go: 'busy', split: 'both' } },
        both: {
          type: 'parallel',
          on: { cancel: 'idle', ready: 'busy' },
          states: { one: { initial: 'a', states: { a: {} } }, two: { initial: 'b', states: { b: {} } } },
        },
      },
    ],
    [
      'with a history that leads back to where it was',
      {
        idle: { on: { go: 'form' } },
        form: {
          initial: 'first',
          on: { help: 'help', cancel: 'idle' },
          states: {
            first: { on: { next: 'second' } },
            second: { on: { send: '#(machine).busy' } },
            before: { type: 'history' },
          },
        },
        help: { on: { back: 'form.before', cancel: 'idle' } },
      },
    ],
    [
      'with a state that hands over when its last one is reached',
      {
        idle: { on: { go: 'form' } },
        form: {
          initial: 'first',
          on: { cancel: 'idle' },
          onDone: 'busy',
          states: { first: { on: { next: 'last' } }, last: { type: 'final' } },
        },
      },
    ],
    [
      'with parts that are over together',
      {
        idle: { on: { go: 'busy', split: 'both' } },
        both: {
          type: 'parallel',
          on: { cancel: 'idle' },
          onDone: 'busy',
          states: {
            one: { initial: 'a', states: { a: { on: { next: 'last' } }, last: { type: 'final' } } },
            two: { initial: 'b', states: { b: { on: { next: 'last' } }, last: { type: 'final' } } },
          },
        },
      },
    ],
    [
      'with a history that nothing leads to',
      { busy: { ...busy, initial: 'in', states: { in: {}, before: { type: 'history' } } } },
    ],
    [
      'with wildcards that are for other events, or are asked after a nearer one',
      {
        idle: { on: { go: 'busy', ask: 'asking' } },
        busy: {
          ...busy,
          initial: 'in',
          states: {
            in: { on: { 'call.*': { actions: [] }, cancels: { actions: [] }, 'xstate.done': { actions: [] } } },
          },
        },
        asking: { on: { '*': { actions: [] }, 'cancel.*': 'idle', submit: 'done' } },
      },
    ],
  ])('%s', (_, states) => {
    expect(found(states)).toEqual([]);
  });

  test('with a way out for every event', () => {
    expect(found({ busy: { invoke: [work, alarm], on: { '*': 'idle' } } })).toEqual([]);
  });

  test('with a compound state whose parent has the cancel and the time limit', () => {
    const machine = chart({
      busy: {
        initial: 'first',
        on: { cancel: 'idle' },
        invoke: alarm,
        states: {
          first: { on: { next: 'second' } },
          second: { invoke: { id: 'work', src: 'work', onDone: '#(machine).done', onError: '#(machine).idle' } },
        },
      },
    });

    expect(checkFlow(machine)).toEqual([]);
  });

  test('with a cancel of the whole chart, and with a chart without states', () => {
    const states = { idle, busy: { ...busy, on: {} }, done };

    expect(checkFlow(createMachine({ initial: 'idle', on: { cancel: '.idle' }, states } as never, { actors }))).toEqual(
      [],
    );
    expect(checkFlow(createMachine({}))).toEqual([]);
  });

  test('with names of an app’s own', () => {
    const machine = createMachine(
      {
        initial: 'idle',
        states: {
          idle,
          busy: { invoke: [work, { ...alarm, src: 'timer' }], on: { giveUp: 'idle' } },
          done: { on: { again: 'idle', giveUp: 'idle' } },
        },
      } as never,
      { actors: { ...actors, timer: actors.alarm } },
    );

    expect(checkFlow(machine, { deadlines: ['timer'], cancels: ['giveUp'], goals: ['done'] })).toEqual([]);
    expect(checkFlow(machine).length).toBeGreaterThan(2);
    // One of several names is enough.
    expect(checkFlow(chart({}), { cancels: ['giveUp', 'cancel'] })).toEqual([]);
  });
});

describe('a request that ends in time by itself', () => {
  const machine = chart({ busy: { ...busy, invoke: [work] } });

  test('is one that an app names', () => {
    expect(checkFlow(machine, { limited: ['work'] })).toEqual([]);
    const two = chart({ busy: { ...busy, invoke: [work, { ...work, id: 'other', src: 'other' }] } });
    expect(checkFlow(two, { limited: ['other'] })).toEqual([]);
    expect(checkFlow(machine, { limited: ['other'] }).map(({ rule }) => rule)).toEqual(['timeLimit']);
  });

  test('is this package’s own, and none that an app puts in its place', () => {
    const silent = () => new Promise<never>(() => undefined);
    const endless = fromPromise(silent);
    const plugged = provideJoinServices({ fetchMeetingInfo: silent, refreshCaptcha: silent });
    const replaced = joinFlowMachine.provide({ actors: { fetchMeetingInfo: endless as never } });

    expect(checkFlow(plugged)).toEqual([]);
    expect(checkFlow(replaced)).toEqual([
      { state: 'fetching', rule: 'timeLimit', reason: 'no time limit ends it when no answer comes' },
    ]);
    expect(checkFlow(replaced, { limited: ['fetchMeetingInfo'] })).toEqual([]);
  });
});

describe('checkFlow names the state and the reason', () => {
  test.each([
    ['nobody has given', 'later', undefined],
    ['has no end', 'soon', Infinity],
    ['is longer than a timer can be', 'soon', 2 ** 31],
  ])('of a time limit whose time %s', (_, name, time) => {
    const machine = chart({ busy: { tags: 'busy', after: { [name]: 'idle' }, on: { cancel: 'idle', came: 'done' } } });

    expect(checkFlow(time === undefined ? machine : machine.provide({ delays: { [name]: time } }))).toEqual([
      { state: 'busy', rule: 'deadline', reason: `"${name}" is the name of no time that ends` },
      { state: 'busy', rule: 'timeLimit', reason: 'no time limit ends it when no answer comes' },
    ]);
  });

  test.each<[string, States, string[]]>([
    ['a busy state without a time limit', { busy: { ...busy, invoke: [work] } }, ['busy: timeLimit']],
    [
      'a time limit that a guard may stop',
      { busy: { ...busy, invoke: [work, { ...alarm, onDone: { guard: 'maybe', target: 'idle' } }] } },
      ['busy: timeLimit'],
    ],
    [
      'a time limit that leads nowhere',
      { busy: { ...busy, invoke: [work, { ...alarm, onDone: { target: 'busy', reenter: true } }] } },
      ['busy: timeLimit'],
    ],
    [
      'a time limit without a transition',
      { busy: { ...busy, invoke: [work, { id: 'limit', src: 'alarm' }] } },
      ['busy: deadline'],
    ],
    [
      'an answer that only a guard takes',
      { busy: { ...busy, invoke: [{ ...work, onDone: { guard: 'maybe', target: 'done' } }, alarm] } },
      ['busy: reply'],
    ],
    [
      'a crash that nobody takes',
      { busy: { ...busy, invoke: [{ id: 'work', src: 'work', onDone: 'done' }, alarm] } },
      ['busy: reply'],
    ],
    ['a busy state without a cancel', { busy: { ...busy, on: {} } }, ['busy: cancel']],
    [
      'a cancel that a guard may stop',
      { busy: { ...busy, on: { cancel: { guard: 'maybe', target: 'idle' } } } },
      ['busy: cancel'],
    ],
    ['a cancel that leads nowhere', { busy: { ...busy, on: { cancel: { actions: [] } } } }, ['busy: cancel']],
    [
      'a waiting state without a way forward',
      {
        busy: { ...busy, invoke: [{ ...work, onDone: 'asking' }, alarm] },
        asking: { on: { cancel: 'idle' } },
        idle: { on: { go: 'busy', skip: 'done' } },
      },
      ['asking: forward'],
    ],
    [
      'a waiting state that only answers itself',
      {
        busy: { ...busy, invoke: [{ ...work, onDone: 'asking' }, alarm] },
        asking: { on: { cancel: 'idle', submit: { actions: [] } } },
        idle: { on: { go: 'busy', skip: 'done' } },
      },
      ['asking: forward'],
    ],
    [
      'a waiting state without a way out',
      { busy: { ...busy, invoke: [{ ...work, onDone: 'asking' }, alarm] }, asking: { on: { submit: 'done' } } },
      ['asking: cancel'],
    ],
    [
      'a time limit that leads back into the same state by way of its parent',
      {
        busy: {
          initial: 'in',
          states: { in: {} },
          ...busy,
          invoke: [work, { ...alarm, onDone: { target: 'busy', reenter: true } }],
        },
      },
      ['busy.in: timeLimit'],
    ],
    [
      'a time limit by `after` that a guard may stop',
      { busy: { ...busy, invoke: [work], after: { 9: { guard: 'maybe', target: 'idle' } } } },
      ['busy: timeLimit'],
    ],
    [
      'a time limit by `after` that something before it takes',
      { busy: { ...busy, invoke: [work], after: { 9: [{ actions: [] }, { target: 'idle' }] } } },
      ['busy: timeLimit'],
    ],
    [
      'a state tagged busy without a time limit',
      { busy: { tags: 'busy', on: { cancel: 'idle', came: 'done' } } },
      ['busy: timeLimit'],
    ],
    [
      'a cancel that a state inside takes for itself, by its name or by a wildcard',
      {
        busy: {
          ...busy,
          initial: 'named',
          states: {
            named: { on: { cancel: { actions: [] }, next: 'wild' } },
            wild: { on: { 'cancel.*': { actions: [] } } },
          },
        },
      },
      ['busy.named: cancel', 'busy.wild: cancel'],
    ],
    [
      'an answer, a crash and a time limit that a wildcard inside takes',
      {
        idle: { on: { go: 'busy', skip: 'done' } },
        busy: {
          ...busy,
          initial: 'in',
          states: { in: { on: { 'xstate.done.*': { actions: [] }, 'xstate.error.*': { actions: [] } } } },
        },
      },
      ['busy.in: timeLimit', 'busy.in: reply', 'busy.in: reply'],
    ],
    [
      'a time limit of a part that leads back into it by way of the whole',
      {
        busy: {
          type: 'parallel',
          on: { cancel: 'idle' },
          states: {
            one: {
              initial: 'a',
              states: {
                a: {
                  invoke: [
                    { ...work, onDone: '#(machine).done', onError: '#(machine).idle' },
                    { ...alarm, onDone: '#(machine).busy' },
                  ],
                },
              },
            },
            two: { initial: 'b', states: { b: { on: { next: '#(machine).done' } } } },
          },
        },
      },
      ['busy.one.a: timeLimit'],
    ],
    [
      'a waiting state whose way forward something before it takes',
      {
        idle: { on: { go: 'busy', ask: 'asking' } },
        asking: { on: { cancel: 'idle', submit: [{ actions: [] }, { target: 'done' }] } },
      },
      ['asking: forward'],
    ],
    [
      'a waiting state that only comes back to itself, escapes, or waits for a time',
      {
        idle: { on: { go: 'busy', ask: 'asking' } },
        asking: {
          on: { cancel: 'idle', reset: 'idle', submit: { target: 'asking', reenter: true } },
          after: { 9: 'done' },
        },
      },
      ['asking: forward'],
    ],
    [
      'a last state whose parent does nothing when it is over, or only what a guard takes',
      {
        idle: { on: { go: 'busy', one: 'never', two: 'maybe' } },
        never: { initial: 'end', on: { cancel: 'idle' }, states: { end: { type: 'final' } } },
        maybe: {
          initial: 'end',
          on: { cancel: 'idle' },
          onDone: { guard: 'maybe', target: 'done' },
          states: { end: { type: 'final' } },
        },
      },
      ['never.end: forward', 'maybe.end: forward'],
    ],
    [
      'a goal of a part, which is not the goal of the whole',
      {
        done: { initial: 'end', onDone: 'idle', states: { end: { type: 'final' } } },
      },
      ['idle: goal', 'idle: forward', 'busy: goal', 'done.end: goal'],
    ],
    ['a state that nothing leads to', { lost: { on: { cancel: 'idle', go: 'done' } } }, ['lost: unreachable']],
    [
      'a goal that is out of reach',
      { busy: { ...busy, invoke: [{ ...work, onDone: 'idle' }, alarm] } },
      ['idle: goal', 'idle: forward', 'busy: goal', 'done: unreachable'],
    ],
  ])('of %s', (_, states, problems) => {
    expect(found(states)).toEqual(problems);
  });

  test.each<[States, string[]]>([
    [{ busy: { ...busy, invoke: [work, { id: 'limit', src: 'alarm' }] } }, ['nothing happens when "limit" is over']],
    [
      { busy: { ...busy, invoke: [work, { ...alarm, onDone: { guard: 'maybe', target: 'idle' } }] } },
      ['when "limit" is over it may stay where it is: its last transition must leave unguarded'],
    ],
    [
      { busy: { ...busy, invoke: [{ id: 'work', src: 'work' }, alarm] } },
      [
        'the goal cannot be reached from it',
        'no event of a person leads on to the goal',
        'the goal cannot be reached from it',
        'an answer of "work" that no guard takes leaves it waiting',
        'a crash of "work" leaves it waiting',
        'no transition leads to it',
      ],
    ],
    [
      { idle: { on: { go: 'busy', form: 'form' } }, form: { initial: 'end', states: { end: { type: 'final' } } } },
      ['the goal cannot be reached from it', 'nothing is certain to happen when "form" is over'],
    ],
  ])('in words: %#', (states, reasons) => {
    expect(checkFlow(chart(states)).map(({ reason }) => reason)).toEqual(reasons);
  });

  test('in words, with each name by which a state might be left', () => {
    const machine = chart({ busy: { ...busy, on: {} } });

    expect(checkFlow(machine, { cancels: ['cancel', 'giveUp'] })).toEqual([
      { state: 'busy', rule: 'cancel', reason: 'it cannot be left with "cancel" or "giveUp"' },
    ]);
  });

  test('in words, with the path of a nested state', () => {
    const machine = chart({
      busy: {
        initial: 'deep',
        on: { cancel: 'idle' },
        states: { deep: { invoke: { ...work, onDone: '#(machine).done', onError: '#(machine).idle' } } },
      },
    });

    expect(checkFlow(machine)).toEqual([
      { state: 'busy.deep', rule: 'timeLimit', reason: 'no time limit ends it when no answer comes' },
    ]);
  });
});

describe('checkFlow takes nothing but a chart', () => {
  const silent = () => new Promise<never>(() => undefined);
  const flow = createJoinFlow({ services: { fetchMeetingInfo: silent, refreshCaptcha: silent } });
  afterAll(() => flow.stop());

  test.each<[string, unknown]>([
    ['a flow', flow],
    ['an actor', createActor(chart({}))],
    ['the plain object that a chart is made of', { initial: 'idle', states: { idle: {} } }],
    ['nothing', undefined],
  ])('and not %s', (_, given) => {
    expect(() => checkFlow(given as never)).toThrow(
      new TypeError('checkFlow takes a chart: joinFlowMachine, or what createMachine() gives.'),
    );
  });
});
