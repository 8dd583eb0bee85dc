import { createTestClock, settle } from './clock.js';
import type { TestClock } from './clock.js';
import { createAnswerDesk } from './desk.js';
import type { AnswerDesk } from './desk.js';
import type { FlowDriver } from './driver.types.js';
import { holdToFlow, seenIn, startJoinUnderTest, startResetUnderTest } from './flow-under-test.js';
import type { FlowUnderTest, FlowUnderTestOptions } from './flow-under-test.js';
import type { FlowPath, JoinDeed, ResetDeed } from './path.types.js';

export interface MemoryDriverOptions {
  readonly timeouts?: { readonly attemptMs?: number; readonly totalMs?: number };
}

/** A back-off is waited out in such slices (ms), and no longer than this. */
const sliceMs = 250;
const longestBackOffMs = 10_000;

function createDriver<Deed>(
  flowOf: FlowPath<Deed>['flow'],
  start: (options: FlowUnderTestOptions) => FlowUnderTest<Deed>,
  { timeouts }: MemoryDriverOptions,
): FlowDriver<Deed> {
  let desk: AnswerDesk;
  let clock: TestClock;
  let flow: FlowUnderTest<Deed> | undefined;
  const running = (): FlowUnderTest<Deed> => {
    if (!flow) throw new Error('The driver has not begun a path.');
    return flow;
  };
  return {
    begin(path) {
      holdToFlow(flowOf, path);
      desk = createAnswerDesk();
      clock = createTestClock();
      flow = start({ transport: desk.transport, clock, ...(timeouts && { timeouts }) });
    },
    async does(deed) {
      running().does(deed);
      await settle();
    },
    async answers(answer) {
      for (let waited = 0; !desk.answer(answer); waited += sliceMs) {
        if (waited > longestBackOffMs) throw new Error(`the flow asked nothing that "${answer.operation}" answers`);
        await clock.advance(sliceMs);
      }
      await settle();
    },
    async waits(ms) {
      await clock.advance(ms);
      await settle();
    },
    sees: () => seenIn(running().view()),
    view: () => running().view(),
    async end() {
      flow?.stop();
      await settle();
      if (clock.waiting > 0) throw new Error(`${clock.waiting} timers are left after the flow was stopped`);
      if (desk.waiting.length > 0) throw new Error(`${desk.waiting.join(', ')} is still in flight after the end`);
    },
  };
}

/**
 * Walks paths through `createJoinFlow` in memory: real services over a transport that answers as the path says, on a
 * clock that the path moves.
 */
export const createMemoryJoinDriver = (options: MemoryDriverOptions = {}): FlowDriver<JoinDeed> =>
  createDriver('join', startJoinUnderTest, options);

/** Walks paths through `createPasswordReset` in memory. */
export const createMemoryResetDriver = (options: MemoryDriverOptions = {}): FlowDriver<ResetDeed> =>
  createDriver('reset', startResetUnderTest, options);
