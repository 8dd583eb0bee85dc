import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createPasswordReset, reveal } from 'meeting-join-flow';
import type { PasswordReset, Transport } from 'meeting-join-flow';
import { createHuaweiServices } from 'meeting-join-flow/huawei';
import { watchCanaries } from '../support/canaries.js';
import type { CanaryWatch } from '../support/canaries.js';
import { transportNames, transports } from '../support/join-site.js';
import { arrived, newPassword, openResetSite, operations, paths } from '../support/reset-site.js';
import type { ResetSite } from '../support/reset-site.js';

const wrongCode = '918273645546372819';

// Every slider is a picture that is drawn anew: on a busy machine that takes its time.
jest.setTimeout(60_000);

describe.each(transportNames)('no secret of a password reset shows, with %s', (transport) => {
  let site: ResetSite;
  let watch: CanaryWatch;
  let flow: PasswordReset;
  const urls: string[] = [];

  beforeEach(async () => {
    site = await openResetSite(transport);
    urls.length = 0;
    watch = watchCanaries({ 'the new password': newPassword, 'a wrong code': wrongCode });
    const spied: Transport = (request) => {
      urls.push(request.url);
      return transports[transport]()(request);
    };
    const services = createHuaweiServices({ transport: spied, baseUrl: site.url });
    flow = createPasswordReset({
      services,
      clock: site.clock,
      inspect: (event: never) => {
        learn();
        watch.look('an inspection event', event);
      },
    });
    flow.subscribe(lookAround);
    flow.on('*', (event) => watch.look('an emitted event', event));
  });
  afterEach(async () => {
    flow.stop();
    watch.stop();
    await site.close();
  });

  /** The first inspection events come before there is a flow. */
  const actorNow = (): PasswordReset['actor'] | undefined => (flow as PasswordReset | undefined)?.actor;
  /** Tokens and codes are canaries from the moment on when they exist: the simulator knows the codes, the flow the tokens. */
  function learn(): void {
    for (const { code } of site.simulator.huawei.outbox) watch.add('the code', code);
    const { token } = actorNow()?.getSnapshot().context ?? {};
    if (token) watch.add(`token ${reveal(token)}`, reveal(token));
  }
  function lookAround(): void {
    learn();
    const { actor } = flow;
    watch.look('the snapshot', actor.getSnapshot());
    watch.look('the raw persisted snapshot', actor.getPersistedSnapshot());
    watch.look('persist()', flow.persist());
    watch.look('the view', flow.getView());
  }
  function nothingShowed(): void {
    for (const { body, headers } of site.simulator.requests) {
      const { token } = (body ?? {}) as { readonly token?: string };
      for (const value of [token, headers['x-access-token']]) if (value) watch.add(`token ${value}`, value);
    }
    lookAround();
    watch.look('the addresses', [...urls, ...site.simulator.requests.map(({ url }) => url)]);
    expect(watch.hits).toEqual([]);
  }

  test('on the way to success, in every state, in whatever a developer can look at', async () => {
    await site.walk(flow, 'codeRequired');
    flow.submitCode(wrongCode);
    await arrived(flow);
    await site.walk(flow, 'success');

    nothingShowed();
    expect(watch.looks).toBeGreaterThan(100);
    expect([...watch.places]).toEqual(
      expect.arrayContaining([
        'an inspection event',
        'an emitted event',
        'the snapshot',
        'the raw persisted snapshot',
        'persist()',
      ]),
    );
    // The watch itself is awake.
    const tokens = site.sent('reset').map(({ headers }) => headers['x-access-token'] ?? '');
    watch.look('a planted one', { tokens });
    expect(watch.hits.length).toBeGreaterThan(0);
  });

  test.each(operations)(
    'when %s hangs and is given up, or fails in any way',
    async (operation) => {
      const leave = [flow.cancel, flow.reset];
      for (const give of leave) {
        site.simulator.faults.push({ kind: 'hang', match: paths[operation] });
        await site.ask(flow, operation);
        lookAround();
        give();
        lookAround();
        flow.reset();
        site.simulator.faults.clear();
        await site.clock.advance(180_000);
      }
      for (const kind of ['reset', 'html', 'wrongTypes', 'status'] as const) {
        site.simulator.faults.push({ kind, match: paths[operation], times: 3 });
        await site.ask(flow, operation);
        // The first request is repeated, after a pause.
        while (flow.getView().state === 'requestingSlider') {
          await new Promise((done) => setTimeout(done, 5));
          await site.clock.advance(200);
        }
        if (flow.getView().state !== 'error') await arrived(flow);
        lookAround();
        flow.reset();
        site.simulator.faults.clear();
        await site.clock.advance(180_000);
      }

      nothingShowed();
    },
    60_000,
  );

  test.each(operations.slice(1))('when %s is answered with what was sent', async (operation) => {
    const reply = { status: 400, headers: { 'content-type': 'application/json' }, body: {} as unknown };
    site.simulator.faults.push({
      kind: 'reply',
      match: ({ url, body, headers }) => {
        reply.body = { error_code: JSON.stringify(body), error_msg: JSON.stringify([body, headers]) };
        return url.pathname.endsWith(paths[operation]);
      },
      reply,
    });
    await site.ask(flow, operation);
    await arrived(flow);

    expect(flow.getView().failure).not.toBeNull();
    nothingShowed();
  });
});
