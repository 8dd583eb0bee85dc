import { asRecord, isLink } from '../guards/reply-body.js';
import type { Transport } from '../services/transport.js';
import type { Simulator } from '../simulator/index.js';
import { createTestClock } from './clock.js';
import type { TestClock } from './clock.js';
import type { FlowDriver, Seen } from './driver.types.js';
import { holdToFlow, seenIn, startJoinUnderTest, startResetUnderTest } from './flow-under-test.js';
import type { FlowUnderTest, FlowUnderTestOptions } from './flow-under-test.js';
import type { Expectation, FlowPath, JoinDeed, PathStep, ResetDeed } from './path.types.js';
import { operationOf } from './desk.js';
import { requestOf, scenarioOf } from './scenario.js';
import { watchTransport } from './watched-transport.js';
import type { WatchedTransport } from './watched-transport.js';
import { captchaIn, wrongPost } from './wrong-post.js';

export interface HttpDriverOptions {
  readonly simulator: Pick<Simulator, 'faults' | 'requests' | 'reset'>;
  /** Where it listens. */
  readonly url: string;
  readonly transport: Transport;
  readonly timeouts?: { readonly attemptMs?: number; readonly totalMs?: number };
  /** Ms of real time for a request to get there and a reply to come back. 5,000 unless given. */
  readonly patienceMs?: number;
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2));

function createDriver<Deed extends { readonly type: string }>(
  flowOf: FlowPath<Deed>['flow'],
  start: (options: FlowUnderTestOptions) => FlowUnderTest<Deed>,
  { simulator, url, transport, timeouts, patienceMs = 5000 }: HttpDriverOptions,
): FlowDriver<Deed> {
  // Without them a path ends in a `network` that tells of no mistake, and without `url` it goes to the service itself.
  if (typeof transport !== 'function') throw new TypeError('transport must be a function');
  if (!isLink(url))
    throw new TypeError('url must be the address that the simulator listens at, such as http://127.0.0.1:8787');
  if (typeof asRecord(simulator)['reset'] !== 'function')
    throw new TypeError('simulator must be what createSimulator() gives');
  let clock: TestClock;
  let flow: FlowUnderTest<Deed>;
  let watched: WatchedTransport;
  let requests = 0;
  let done: readonly Deed[] = [];
  /** The id of the captcha that the service gave last. */
  let captcha: unknown;
  /** Replies may be faster than the next look: whatever was to be seen is kept, and looked through in order. */
  let log: Seen[] = [];
  let cursor = 0;
  const find = ({ state, failure, can }: Expectation): number =>
    log.findIndex(
      (seen, index) =>
        index >= cursor &&
        seen.state === state &&
        seen.failure === failure &&
        Object.entries(can).every(([name, may]) => seen.can?.[name] === may),
    );
  const until = async (holds: () => boolean, move = false): Promise<void> => {
    const end = performance.now() + patienceMs;
    while (!holds() && performance.now() < end) {
      // A back-off runs on the flow's clock, and requests on the real one, also before they arrive.
      if (move && watched.open === 0) await clock.advance(100);
      else await pause();
    }
  };
  /** Until the request of a step, if it sends one, has arrived. */
  const sent = async (step: PathStep<Deed>): Promise<void> => {
    if (requestOf(step) === null) return;
    requests++;
    await until(() => simulator.requests.length >= requests, true);
    const wrong = watched.dropped(simulator.requests[requests - 1]);
    if (wrong !== null) throw new Error(wrong);
  };
  const posted = (from: number) =>
    simulator.requests.slice(from).flatMap(({ method, url: to, body }) => {
      const operation = operationOf(method, to);
      return operation === null ? [] : [{ operation, url: to, body }];
    });
  return {
    begin(path) {
      holdToFlow(flowOf, path);
      simulator.reset();
      [requests, captcha, done] = [0, undefined, []];
      simulator.faults.push(...scenarioOf(path, url));
      clock = createTestClock(undefined, 1);
      watched = watchTransport(transport);
      flow = start({ transport: watched.transport, clock, url, ...(timeouts && { timeouts }) });
      log = [seenIn(flow.view())];
      cursor = 0;
      flow.subscribe(() => log.push(seenIn(flow.view())));
    },
    async does(deed, step) {
      const from = simulator.requests.length;
      flow.does(deed);
      await sent(step);
      const wrong = requestOf(step) === null ? null : wrongPost(deed, posted(from), captcha, done);
      done = [...done, deed];
      if (wrong !== null) throw new Error(wrong ?? 'nothing was sent of what was typed');
    },
    async answers(answer, step) {
      captcha = captchaIn(answer) ?? captcha;
      await until(() => find(step.expect) >= 0);
      const wrong = watched.changed(simulator.requests[requests - 1], answer);
      if (wrong !== null) throw new Error(wrong);
      await sent(step);
    },
    async waits(ms, step) {
      await clock.advance(ms);
      await sent(step);
    },
    sees(expected) {
      const found = find(expected);
      const index = found < 0 ? log.length - 1 : found;
      cursor = index;
      return log[index] ?? seenIn(flow.view());
    },
    async end() {
      flow.stop();
      await until(() => watched.open === 0);
      if (watched.open > 0) throw new Error('the transport goes on with a request whose signal was aborted');
      const sum = simulator.requests.length;
      if (sum > requests) throw new Error(`the transport sent too many requests, ${sum} and not ${requests}`);
      if (clock.waiting > 0) throw new Error(`${clock.waiting} timers are left after the flow was stopped`);
    },
  };
}

/**
 * Walks paths through `createJoinFlow` over real HTTP: the simulator answers as the path says.
 * @throws TypeError for a transport, an address or a simulator that is none.
 */
export const createHttpJoinDriver = (options: HttpDriverOptions): FlowDriver<JoinDeed> =>
  createDriver('join', startJoinUnderTest, options);

/**
 * Walks paths through `createPasswordReset` over real HTTP.
 * @throws TypeError for a transport, an address or a simulator that is none.
 */
export const createHttpResetDriver = (options: HttpDriverOptions): FlowDriver<ResetDeed> =>
  createDriver('reset', startResetUnderTest, options);
