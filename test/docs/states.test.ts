import { describe, expect, test } from '@jest/globals';
import { joinFlowMachine, passwordResetMachine } from 'meeting-join-flow';
import { readPage } from './pages.js';

const machines = [joinFlowMachine, passwordResetMachine] as const;
const cellsOf = (row: string): string[] => row.split('|').map((cell) => cell.trim());
const rowsIn = (page: string): string[][] => [...page.matchAll(/^\| `\w+`.*$/gm)].map(([row]) => cellsOf(row));

describe('the lists of states', () => {
  test('in docs/states.md name every state of both charts, with its tags', () => {
    const listed = rowsIn(readPage('docs/states.md')).map(([, state = '', tags = '']) => [
      /`(\w+)`/.exec(state)?.[1],
      tags.replaceAll('`', ''),
    ]);
    const there = machines.flatMap((machine) =>
      Object.entries(machine.states).map(([state, { tags }]) => [state, (tags as readonly string[]).join(', ')]),
    );

    expect(new Set(listed.map(String))).toEqual(new Set(there.map(String)));
  });

  test('in the README name every state of the join flow', () => {
    const [, section = ''] = /^## The states\n([\s\S]*?)^## /m.exec(readPage('README.md')) ?? [];

    const named = rowsIn(section).map(([, state = '']) => state.replaceAll('`', ''));

    expect(named.sort()).toEqual(Object.keys(joinFlowMachine.states).sort());
  });
});
