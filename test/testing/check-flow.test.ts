import { describe, expect, test } from '@jest/globals';
import { joinFlowMachine, passwordResetMachine, provideJoinServices } from 'meeting-join-flow';
import { checkFlow } from 'meeting-join-flow/testing';
import { createMachine, fromPromise } from 'xstate';

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

  test('with a state that only chooses, in which nobody waits', () => {
    const choice = { always: [{ guard: 'maybe', target: 'busy' }, { target: 'done' }] };

    expect(found({ idle: { on: { go: 'choice' } }, choice })).toEqual([]);
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
  });
});

describe('a request that ends in time by itself', () => {
  const machine = chart({ busy: { ...busy, invoke: [work] } });

  test('is one that an app names', () => {
    expect(checkFlow(machine, { limited: ['work'] })).toEqual([]);
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
    ['a state that nothing leads to', { lost: { on: { cancel: 'idle', go: 'done' } } }, ['lost: unreachable']],
    [
      'a goal that is out of reach',
      { busy: { ...busy, invoke: [{ ...work, onDone: 'idle' }, alarm] } },
      ['idle: goal', 'idle: forward', 'busy: goal', 'done: unreachable'],
    ],
  ])('of %s', (_, states, problems) => {
    expect(found(states)).toEqual(problems);
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
