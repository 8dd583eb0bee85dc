import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { JoinFlow } from 'meeting-join-flow';
import type { Fault } from 'meeting-join-flow/simulator';
import { answered, openJoinSite, transportNames } from '../support/join-site.js';
import type { JoinSite } from '../support/join-site.js';

/** Each fault of the simulator, and the truth about it for an answer, which is never repeated. */
const truths: readonly (readonly [Fault, kind: string, status: number | null])[] = [
  [{ kind: 'hang' }, 'timeout', null],
  [{ kind: 'delay', ms: 10_000 }, 'timeout', null],
  [{ kind: 'reset' }, 'network', null],
  [{ kind: 'truncate' }, 'network', null],
  [{ kind: 'html' }, 'unexpectedReply', 200],
  [{ kind: 'html', status: 403 }, 'unexpectedReply', 403],
  [{ kind: 'html', status: 423 }, 'unexpectedReply', 423],
  [{ kind: 'notJson' }, 'unexpectedReply', 200],
  [{ kind: 'emptyBody' }, 'unexpectedReply', 200],
  [{ kind: 'emptyBody', status: 403 }, 'unexpectedReply', 403],
  [{ kind: 'wrongTypes' }, 'unexpectedReply', 200],
  [{ kind: 'redirect' }, 'unexpectedReply', 302],
  [{ kind: 'status', status: 400 }, 'unexpectedReply', 400],
  [{ kind: 'status', status: 401 }, 'signInRequired', 401],
  [{ kind: 'status', status: 403 }, 'unexpectedReply', 403],
  [{ kind: 'status', status: 404 }, 'meetingNotFound', 404],
  [{ kind: 'status', status: 423 }, 'unexpectedReply', 423],
  [{ kind: 'status', status: 429 }, 'rateLimited', 429],
  [{ kind: 'status', status: 500 }, 'serverFault', 500],
  [{ kind: 'status', status: 503 }, 'serverFault', 503],
  [{ kind: 'rateLimit', retryAfterS: 120 }, 'rateLimited', 429],
];

/** Only what never comes is waited for with a short limit: a busy machine may be late with all else. */
const limitsFor = ({ kind }: Fault) =>
  kind === 'hang' || kind === 'delay' ? { timeouts: { attemptMs: 400, totalMs: 1200 } } : {};

describe.each(transportNames)('the truth about a failure, with %s', (transport) => {
  let site: JoinSite;
  let flow: JoinFlow;
  beforeEach(async () => {
    site = await openJoinSite(transport);
    flow = site.start();
  });
  afterEach(() => site.close());

  test.each(truths)('%j during an answer is %s', async (fault, kind, status) => {
    flow = site.start(limitsFor(fault));
    site.simulator.faults.push({ ...fault, match: '/meetingInfo' });
    flow.join({ destination: '300400101', password: 'open-sesame' });

    expect(await answered(flow)).toMatchObject({ state: 'error', failure: { kind, status } });
    expect(site.posts()).toHaveLength(1);
  });

  test.each(truths)('%j during a refresh keeps the captcha', async (fault) => {
    flow = site.start(limitsFor(fault));
    flow.join({ destination: '300400103' });
    const before = await answered(flow);
    site.simulator.faults.push({ ...fault, match: '/refresh', times: 3 });
    flow.refreshCaptcha();

    expect(await answered(flow)).toMatchObject({
      state: 'captchaRequired',
      failure: { kind: 'refreshFailed', field: 'captcha' },
      captcha: 'captcha' in before ? before.captcha : null,
      can: { submit: true, refreshCaptcha: true },
    });
  });

  test.each(['reset', 'status', 'truncate'] as const)('%s once during a look-up is not noticed', async (kind) => {
    site.simulator.faults.push({ kind, match: '/meetingInfo' });
    flow.join({ destination: '300400100' });

    expect(await answered(flow)).toMatchObject({ state: 'success' });
    expect(site.posts()).toHaveLength(2);
  });

  test('a service that is down is told after three requests', async () => {
    flow = site.start();
    flow.join({ destination: '300400170' });

    expect(await answered(flow)).toMatchObject({ state: 'error', failure: { kind: 'serverFault', status: 503 } });
    expect(site.posts()).toHaveLength(3);
  });

  test('the request id of a failure is the one that the service was sent', async () => {
    flow.join({ destination: '300400149' });
    const { failure } = await answered(flow);

    expect(failure?.requestId).toBe(site.posts()[0]!.headers['trackingid']);
    expect(failure?.requestId).toMatch(/^[\da-f-]{36}$/);
  });

  test('a long wait is told with its time', async () => {
    const before = Date.now();
    flow.join({ destination: '300400129' });
    const { failure } = await answered(flow);

    expect(failure).toMatchObject({ kind: 'rateLimited', code: 429005, action: 'wait' });
    expect(failure!.retryAt!).toBeGreaterThanOrEqual(before + 120_000);
    expect(site.posts()).toHaveLength(1);
  });
});
