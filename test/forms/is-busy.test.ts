import { describe, expect, test } from '@jest/globals';
import { isBusy, joinFlowMachine, passwordResetMachine } from 'meeting-join-flow';
import type { AnyStateMachine, AnyStateNode } from 'xstate';

describe('isBusy', () => {
  const nodesOf = ({ states }: AnyStateMachine) => Object.values(states) as readonly AnyStateNode[];
  const states = [joinFlowMachine, passwordResetMachine].flatMap((machine: AnyStateMachine) =>
    nodesOf(machine).map(({ key, tags }) => [machine.id, key, tags.includes('busy')] as const),
  );

  test.each(states)('of %s in %s is what the chart says: %s', (_, state, busy) => {
    expect(isBusy({ state })).toBe(busy);
  });

  test('was asked of states that are busy and of states that are not', () => {
    expect(new Set(states.map(([, , busy]) => busy))).toEqual(new Set([true, false]));
  });
});
