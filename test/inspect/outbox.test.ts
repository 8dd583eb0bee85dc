import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createActor, createMachine, type InspectionEvent } from 'xstate';

import { createOutbox, type Stamped } from '../../src/inspect/outbox.js';
import { settle } from './support/tour.js';

/** An event as XState makes it. */
function someEvent(): InspectionEvent {
  const events: InspectionEvent[] = [];
  createActor(createMachine({}), { inspect: (event) => events.push(event) });
  return events[0]!;
}

describe('The outbox of an inspector', () => {
  const event = someEvent();
  let delivered: Stamped[];
  let batches: number;
  let warnings: unknown[][];
  const { warn } = console;

  beforeEach(() => {
    delivered = [];
    batches = 0;
    warnings = [];
    console.warn = (...words: unknown[]) => warnings.push(words);
  });
  afterEach(() => {
    console.warn = warn;
  });
  const open = () =>
    createOutbox(
      (stamped) => delivered.push(stamped),
      () => (batches += 1),
    );

  it('delivers after the tick of the events, all at once, with the time at which each came', async () => {
    const outbox = open();
    const before = Date.now();
    outbox.inspect(event);
    outbox.inspect(event);
    expect(delivered).toEqual([]);
    await settle();

    expect(delivered.map((stamped) => stamped.event)).toEqual([event, event]);
    expect(delivered[0]!.at).toBeGreaterThanOrEqual(before);
    expect(delivered[0]!.at).toBeLessThanOrEqual(Date.now());
    expect(batches).toBe(1);
    outbox.inspect(event);
    await settle();
    expect([delivered.length, batches]).toEqual([3, 2]);
  });

  it('sets one timer for a tick', () => {
    const timer = jest.spyOn(globalThis, 'setTimeout');
    const outbox = open();
    outbox.inspect(event);
    outbox.inspect(event);
    expect(timer).toHaveBeenCalledTimes(1);
    outbox.flush();
    outbox.inspect(event);
    expect(timer).toHaveBeenCalledTimes(2);
    timer.mockRestore();
    outbox.close();
  });

  it('delivers at once when it is asked to, and nothing twice', async () => {
    const outbox = open();
    outbox.inspect(event);
    outbox.flush();
    expect([delivered.length, batches]).toEqual([1, 1]);
    outbox.flush();
    await settle();

    expect([delivered.length, batches]).toEqual([1, 1]);
  });

  it('keeps at least five thousand of a burst, the latest ones, and at most twice as many', () => {
    const outbox = open();
    const numbered = Array.from({ length: 10_001 }, (_, number) => ({ ...event, number }));
    for (const one of numbered.slice(0, 10_000)) outbox.inspect(one);
    outbox.flush();
    expect(delivered).toHaveLength(10_000);

    delivered = [];
    for (const one of numbered) outbox.inspect(one);
    outbox.flush();
    expect(delivered).toHaveLength(5_000);
    expect(delivered.at(-1)!.event).toBe(numbered.at(-1));
  });

  it('drops what waits when it is closed, and takes nothing more', async () => {
    const outbox = open();
    outbox.inspect(event);
    outbox.close();
    outbox.inspect(event);
    outbox.flush();
    await settle();

    expect([delivered, batches]).toEqual([[], 0]);
  });

  it('stops in the middle of a batch when the first of it closes it', () => {
    const outbox = createOutbox((stamped) => {
      delivered.push(stamped);
      outbox.close();
    });
    outbox.inspect(event);
    outbox.inspect(event);
    outbox.flush();

    expect(delivered).toHaveLength(1);
  });

  it('goes on after a crash, and says once that there was one', () => {
    let crashes = 0;
    const outbox = createOutbox(
      (stamped) => {
        delivered.push(stamped);
        crashes += 1;
        throw new Error('CANARY');
      },
      () => {
        crashes += 1;
        throw new Error('CANARY');
      },
    );
    outbox.inspect(event);
    outbox.inspect(event);
    outbox.flush();

    expect([delivered.length, crashes]).toEqual([2, 3]);
    expect(warnings).toEqual([['An inspector failed; the flow goes on.']]);
  });

  it('needs nothing to do after a batch', () => {
    const outbox = createOutbox((stamped) => delivered.push(stamped));
    outbox.inspect(event);
    outbox.flush();

    expect([delivered.length, warnings]).toEqual([1, []]);
  });
});
