import { describe, expect, test } from '@jest/globals';
import { provideJoinServices } from 'meeting-join-flow';
import type { InspectionEvent } from 'xstate';
import { inertScope } from '../../src/machines/inert-scope.js';
import { settle } from '../support/moved-clock.js';

const input = { timeouts: { attemptMs: 100, totalMs: 400 } };
const join = { type: 'join', destination: '123456789', destinationType: null, extraParams: {} } as const;

let asked = 0;
const ask = () => {
  asked += 1;
  return new Promise<never>(() => undefined);
};
const machine = provideJoinServices({ fetchMeetingInfo: ask, refreshCaptcha: ask });

/** Walks the chart by one event, as its own actor would. */
function walk(options: Partial<Parameters<typeof inertScope>[1]> = {}) {
  // A scope of any machine is this one's too.
  const scope = inertScope(machine, { input, now: () => 1_700_000_000_000, ...options }) as never;
  const first = machine.getInitialSnapshot(scope, input);
  return machine.transition(first, join, scope);
}

describe('A chart that is walked without being run', () => {
  test('sees the given time, and the given input', () => {
    const { value, context } = walk();
    expect(value).toBe('fetching');
    expect(context.attempt).toEqual({
      repeats: 0,
      startAt: 1_700_000_000_000,
      attemptEndsAt: 1_700_000_000_100,
      totalEndsAt: 1_700_000_000_400,
    });
  });

  test('starts nothing: the request is there, and is never sent', async () => {
    const { children } = walk();
    await settle();
    expect([Object.keys(children), asked]).toEqual([['fetchMeetingInfo'], 0]);
  });

  test('says each action in the place of doing it', () => {
    const types: string[] = [];
    walk({ actionExecutor: ({ type }) => types.push(type) });
    expect(types).toContain('xstate.spawnChild');
  });

  test('is seen by the inspector that was given', () => {
    const seen: InspectionEvent[] = [];
    walk({ inspect: (event) => seen.push(event) });
    expect(seen.length).toBeGreaterThan(0);
  });
});
