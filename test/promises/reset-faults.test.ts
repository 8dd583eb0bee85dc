import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { FailureKind, PasswordReset } from 'meeting-join-flow';
import type { Fault } from 'meeting-join-flow/simulator';
import { transportNames } from '../support/join-site.js';
import { arrived, demoPhone, newPassword, openResetSite, operations, paths } from '../support/reset-site.js';
import type { Operation, ResetSite } from '../support/reset-site.js';

type Ending = readonly [name: string, fault: Omit<Fault, 'match'>, kind: FailureKind, onReset: FailureKind];

/** What a fault comes to at the first four steps, and at the reset. */
const endings: readonly Ending[] = [
  ['a connection that is torn down', { kind: 'reset' }, 'network', 'outcomeUnknown'],
  ['a connection that is torn down after the work', { kind: 'reset', handled: true }, 'network', 'outcomeUnknown'],
  ['a web page', { kind: 'html' }, 'unexpectedReply', 'outcomeUnknown'],
  ['cut off JSON', { kind: 'notJson' }, 'unexpectedReply', 'outcomeUnknown'],
  ['wrong types', { kind: 'wrongTypes' }, 'unexpectedReply', 'outcomeUnknown'],
  ['a fault of the server', { kind: 'status', status: 503 }, 'serverFault', 'outcomeUnknown'],
  ['a redirect', { kind: 'redirect', location: 'https://evil.example/' }, 'unexpectedReply', 'outcomeUnknown'],
  ['401', { kind: 'status', status: 401 }, 'blocked', 'tokenExpired'],
  ['403', { kind: 'status', status: 403 }, 'blocked', 'tokenExpired'],
];
const repeated: readonly FailureKind[] = ['network', 'serverFault', 'rateLimited'];

// Every slider is a picture that is drawn anew: on a busy machine that takes its time.
jest.setTimeout(60_000);

describe.each(transportNames)('every fault of the network and the service, with %s', (transport) => {
  let site: ResetSite;
  let flow: PasswordReset;
  beforeEach(async () => {
    site = await openResetSite(transport);
    flow = site.start();
  });
  afterEach(() => site.close());

  /** Lets time pass for the pauses of the first request, and for nothing else. */
  const settled = async () => {
    while (flow.getView().state === 'requestingSlider' && site.simulator.faults.waiting.length > 0) {
      await new Promise((done) => setTimeout(done, 5));
      await site.clock.advance(100);
    }
    return arrived(flow);
  };
  const cases = endings.flatMap((ending) => operations.map((operation) => [ending[0], operation, ending] as const));

  test.each(cases)('%s at %s', async (_, operation: Operation, [, fault, kind, onReset]) => {
    // What changes the real reply leaves the reset's empty one as it is.
    const isEmpty = operation === 'reset' && fault.kind === 'wrongTypes';
    const expected = operation === 'reset' ? onReset : kind;
    const times = operation === 'sendSlider' && repeated.includes(kind) ? 3 : 1;
    site.simulator.faults.push({ ...fault, match: paths[operation], times });
    await site.ask(flow, operation);
    const view = await settled();

    expect(site.sent(operation)).toHaveLength(times);
    if (expected === 'tokenExpired') {
      expect(view).toMatchObject({ state: 'sliderRequired', failure: { kind: 'tokenExpired' } });
    } else if (!isEmpty) {
      expect(view).toMatchObject({ state: 'error', failure: { kind: expected } });
      expect(view.can.retry).toBe(expected !== 'outcomeUnknown');
    }

    // And the way on, for one fault of each ending: the pictures take their time.
    if (fault.kind !== 'html' && fault.status !== 403) return;
    if (view.state === 'error') (view.can.retry ? flow.retry : () => flow.start({ user: demoPhone }))();
    await arrived(flow);
    await site.clock.advance(180_000);
    await arrived(flow);
    if (flow.getView().state === 'error') flow.retry();
    await arrived(flow);
    expect(await site.walk(flow, 'success')).toMatchObject({ state: 'success' });
  });

  test.each(['reset', 'truncate'] as const)(
    'a reset whose reply is lost (%s) is an unknown outcome, advises to sign in, and is never sent again',
    async (kind) => {
      site.simulator.faults.push({ kind, handled: true, match: paths.reset });
      await site.ask(flow, 'reset');
      // Without a body there is nothing to cut off.
      const view = await arrived(flow);
      if (kind === 'reset')
        expect(view).toMatchObject({
          state: 'error',
          failure: { kind: 'outcomeUnknown', action: 'signIn', recoverable: false },
          can: { retry: false },
        });
      expect(site.simulator.huawei.passwordOf(demoPhone)).toBe(newPassword);

      flow.retry();
      flow.submitPassword(newPassword);
      const again = site.start({ snapshot: flow.persist() });
      again.retry();
      await site.clock.advance(600_000);

      expect(site.sent('reset')).toHaveLength(1);
    },
  );

  test('a cancel while the password is on its way is an unknown outcome at once', async () => {
    site.simulator.faults.push({ kind: 'hang', handled: true, match: paths.reset });
    await site.ask(flow, 'reset');
    flow.cancel();

    expect(flow.getView()).toMatchObject({
      state: 'error',
      failure: { kind: 'outcomeUnknown', action: 'signIn' },
      can: { retry: false },
    });
  });

  test('each answer is posted once, however often the button is pressed', async () => {
    await site.walk(flow, 'sliderRequired');
    const pointX = site.solution(flow);
    for (let press = 0; press < 3; press++) flow.submitSlider({ pointX, slideTime: 900 });
    await arrived(flow);
    for (let press = 0; press < 3; press++) flow.submitCode(site.code());
    await arrived(flow);
    for (let press = 0; press < 3; press++) flow.submitPassword(newPassword);
    await arrived(flow);

    expect(flow.getView().state).toBe('success');
    for (const operation of operations) expect(site.sent(operation)).toHaveLength(1);
  });

  test('a reply that comes after a cancel changes nothing', async () => {
    site.simulator.faults.push({ kind: 'delay', ms: 60, match: paths.checkCode });
    await site.ask(flow, 'checkCode');
    flow.cancel();
    const before = flow.getView();
    await new Promise((done) => setTimeout(done, 120));

    expect(flow.getView()).toBe(before);
    expect(before.state).toBe('idle');
  });
});
