import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createPasswordReset, reveal } from 'meeting-join-flow';
import type { HttpRequest, PasswordReset, Secret, Transport } from 'meeting-join-flow';
import { createHuaweiServices } from 'meeting-join-flow/huawei';
import type { FaultKind } from 'meeting-join-flow/simulator';
import { watchCanaries } from '../support/canaries.js';
import type { CanaryWatch } from '../support/canaries.js';
import { transportNames, transports } from '../support/join-site.js';
import { settle } from '../support/moved-clock.js';
import { arrived, demoPhone, openResetSite, operations, paths } from '../support/reset-site.js';
import type { ResetSite } from '../support/reset-site.js';

const canaries = {
  'the new password': 'Canary-Passw0rd-77',
  'a code that is wrong': '918273645546372819',
};

const secretsOf = ({ token, code, newPassword }: { token: unknown; code: unknown; newPassword: unknown }): string[] =>
  [token, code, newPassword].flatMap((handle) => {
    try {
      return [reveal(handle as Secret)];
    } catch {
      return [];
    }
  });

describe.each(transportNames)('no secret of a password reset shows, with %s', (transport) => {
  let site: ResetSite;
  let watch: CanaryWatch;
  let flow: PasswordReset;
  const urls: string[] = [];

  /** Everything that an app, a log or a devtool gets to see, at every change. */
  function observe(): PasswordReset {
    const spied: Transport = (request: HttpRequest) => {
      urls.push(request.url);
      return transports[transport]()(request);
    };
    const { url } = new URL('/', siteUrl()) as unknown as { url: string };
    void url;
    const services = createHuaweiServices({ transport: spied, baseUrl: siteUrl() });
    const events: unknown[] = [];
    const watched = createPasswordReset({
      services,
      clock: site.clock,
      inspect: (event: never) => {
        // Tokens are known to the watch before anybody else can show them.
        learn();
        events.push(event);
        watch.look('an inspection event', event);
      },
    });
    const learn = (): void => {
      for (const value of secretsOf(current().getSnapshot().context)) watch.add(`secret ${value.slice(0, 3)}`, value);
    };
    const current = () => watched?.actor ?? { getSnapshot: () => ({ context: {} as never }) };
    const lookAll = (): void => {
      learn();
      const { actor } = watched;
      watch.look('the snapshot', actor.getSnapshot());
      watch.look('the raw persisted snapshot', actor.getPersistedSnapshot());
      watch.look('persist()', watched.persist());
      watch.look('the view', watched.getView());
      watch.look('the failure', watched.getView().failure);
    };
    watched.subscribe(lookAll);
    watched.on('*', (event) => watch.look('an emitted event', event));
    return watched;
  }
  const siteUrl = (): string => site.url;

  beforeEach(async () => {
    site = await openResetSite(transport);
    urls.length = 0;
    watch = watchCanaries(canaries);
  });
  afterEach(async () => {
    flow.stop();
    watch.stop();
    await site.close();
  });

  const answerAll = async (): Promise<void> => {
    const view = flow.getView();
    if (view.state === 'idle') flow.start({ user: demoPhone });
    if (view.state === 'error') flow.start({ user: demoPhone });
    if (view.state === 'sliderRequired') flow.submitSlider({ pointX: site.solution(flow), slideTime: 900 });
    if (view.state === 'codeRequired') {
      watch.add('the code', site.code());
      flow.submitCode(view.attempts.code === 0 ? canaries['a code that is wrong'] : site.code());
    }
    if (view.state === 'newPasswordRequired') flow.submitPassword(canaries['the new password']);
    await arrived(flow);
  };
  const finish = async (): Promise<void> => {
    for (let turn = 0; turn < 20 && flow.getView().state !== 'success'; turn++) {
      const view = flow.getView();
      if (view.state === 'codeRequired' && !view.can.submit) await site.clock.advance(180_000);
      if (view.state === 'error' && view.failure?.kind === 'codeTooSoon') await site.clock.advance(180_000);
      await answerAll();
    }
    expect(flow.getView().state).toBe('success');
  };
  const nothingShowed = (): void => {
    // The tokens of every step, as the simulator got them back.
    for (const { body, headers } of site.simulator.requests) {
      const { token } = (body ?? {}) as { token?: unknown };
      if (typeof token === 'string') watch.add('a token', token);
      if (headers['x-access-token']) watch.add('the access token', headers['x-access-token']);
    }
    watch.look('the snapshot at the end', flow.actor.getSnapshot());
    watch.look('the addresses', [...urls, ...site.simulator.requests.map(({ url }) => url)]);
    expect(watch.hits).toEqual([]);
    expect(watch.looks).toBeGreaterThan(50);
  };

  test('on the way to success', async () => {
    flow = observe();
    await finish();

    nothingShowed();
    expect([...watch.places]).toEqual(
      expect.arrayContaining(['an inspection event', 'the raw persisted snapshot', 'persist()', 'an emitted event']),
    );
  });

  test('when it is cancelled, stopped or reset while a request is on its way, in every step', async () => {
    for (const leave of ['cancel', 'reset'] as const) {
      for (const operation of operations) {
        flow = observe();
        site.simulator.faults.push({ kind: 'hang', match: paths[operation] });
        flow.start({ user: demoPhone });
        for (let turn = 0; turn < 12; turn++) {
          await settle(2);
          if (site.simulator.faults.waiting.length === 0) break;
          const { state } = flow.getView();
          if (state.endsWith('Required') || state === 'idle' || state === 'error') {
            const answer = answerAll();
            await Promise.race([answer, new Promise((done) => setTimeout(done, 150))]);
            answer.catch(() => undefined);
          } else await new Promise((done) => setTimeout(done, 20));
        }
        flow[leave]();
        await settle();
        flow.stop();
        await site.clock.advance(180_000);
        site.simulator.faults.clear();
      }
    }

    nothingShowed();
  });

  const faults: readonly FaultKind[] = ['reset', 'truncate', 'html', 'notJson', 'wrongTypes', 'status', 'rateLimit'];
  test.each(operations)('when %s fails in every way', async (operation) => {
    for (const kind of faults) {
      flow = observe();
      const times = operation === 'sendSlider' ? 3 : 1;
      site.simulator.faults.push({ kind, match: paths[operation], times });
      flow.start({ user: demoPhone });
      // Repeats of the first request wait for the clock.
      for (let turn = 0; turn < 10 && site.simulator.faults.waiting.length > 0; turn++) {
        const { state } = flow.getView();
        if (state === 'requestingSlider') {
          await settle(4);
          await site.clock.advance(2000);
        } else if (state === 'error' || state === 'success') break;
        else await answerAll();
      }
      flow.stop();
      site.simulator.faults.clear();
      await site.clock.advance(180_000);
    }

    nothingShowed();
  });

  test('when the service says back what it was sent', async () => {
    flow = observe();
    const echo = (request: { body: unknown; headers: Readonly<Record<string, string>> }) =>
      JSON.stringify([request.body, request.headers]);
    await answerAll();
    for (const operation of operations.slice(1)) {
      site.simulator.faults.push({
        kind: 'reply',
        match: (request) => {
          if (!request.url.pathname.endsWith(paths[operation])) return false;
          const fault = site.simulator.faults.waiting[0];
          Object.assign(fault?.reply ?? {}, {
            body: { error_code: canaries['the new password'], error_msg: echo(request) },
          });
          return true;
        },
        reply: { status: 400, headers: { 'content-type': 'application/json' }, body: {} },
      });
      for (let turn = 0; turn < 8 && site.simulator.faults.waiting.length > 0; turn++) await answerAll();
      await site.clock.advance(180_000);
      await arrived(flow);
    }

    nothingShowed();
  });
});
