import { describe, expect, test } from '@jest/globals';
import { createActor, toPromise } from 'xstate';
import { INTERRUPTED, issueRequest, portActor } from '../../src/machines/port.js';
import type { PortInput } from '../../src/machines/port.js';
import { TransportError } from '../../src/services/transport.js';
import { createMovedClock } from '../support/moved-clock.js';

function port(give: () => unknown = () => ({ ok: true })) {
  const calls: string[] = [];
  const logic = portActor(
    async (request: string) => {
      calls.push(request);
      return give() as { ok: boolean; kind?: string };
    },
    (kind) => ({ ok: false, kind }),
  );
  const ask = (input: PortInput<string>, clock = createMovedClock()) =>
    toPromise(createActor(logic, { input, clock }).start());
  return { calls, ask, logic };
}

const input = { request: 'r', startAt: 0, carriesAnswer: true };

describe('a ticket', () => {
  test('lets an answer be sent once', async () => {
    const { calls, ask } = port();
    const issued = issueRequest({ ...input });

    expect(await ask(issued)).toEqual({ ok: true });
    expect(await ask(issued)).toBe(INTERRUPTED);
    expect(calls).toEqual(['r']);
  });

  test('is not in a copy, a clone, JSON, or an input that nobody issued', async () => {
    const { calls, ask } = port();
    const issued = issueRequest({ ...input });
    for (const copy of [{ ...issued }, structuredClone(issued), JSON.parse(JSON.stringify(issued)), input]) {
      expect(await ask(copy as PortInput<string>)).toBe(INTERRUPTED);
    }

    expect(calls).toEqual([]);
  });

  test('is not needed without an answer', async () => {
    const { calls, ask } = port();
    const lookup = { ...input, carriesAnswer: false };
    await ask(lookup);
    await ask(structuredClone(lookup));

    expect(calls).toEqual(['r', 'r']);
  });
});

describe('a port', () => {
  test('waits for the time from which it may send, and not at all once it is stopped', async () => {
    const clock = createMovedClock();
    const { calls, logic } = port();
    const later = { request: 'r', startAt: clock.now() + 700, carriesAnswer: false };
    const one = createActor(logic, { input: later, clock }).start();
    const other = createActor(logic, { input: { ...later, request: 'stopped' }, clock }).start();
    await clock.advance(699);
    expect(calls).toEqual([]);
    other.stop();
    await clock.advance(1);

    expect(calls).toEqual(['r']);
    expect(one.getSnapshot().status).toBe('done');
    expect(clock.waiting).toBe(0);
  });

  test.each([
    ['network', () => Promise.reject(new TransportError('network'))],
    ['timeout', () => Promise.reject(new TransportError('timeout'))],
    ['unexpectedReply', () => Promise.reject(new Error('canary'))],
    ['unexpectedReply', () => ({ ok: false, interrupted: true })],
    ['unexpectedReply', () => ({ ok: 'yes' })],
    ['unexpectedReply', () => undefined],
  ])('turns a crash into an outcome: %s', async (kind, give) => {
    const { ask } = port(give);

    expect(await ask(issueRequest({ ...input }))).toEqual({ ok: false, kind });
  });
});
