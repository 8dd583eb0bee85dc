import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createJoinFlow, provideJoinServices, secret } from 'meeting-join-flow';
import type { JoinFlow } from 'meeting-join-flow';
import { createActor, waitFor } from 'xstate';
import { answered, fieldsOf, openJoinSite, reached, transportNames } from '../support/join-site.js';
import type { JoinSite } from '../support/join-site.js';
import { asksBoth, asksPassword, captcha, joined, refused } from '../support/join-services.js';
import { settle } from '../support/moved-clock.js';
import { startIn, startJoin, stateOf } from '../support/start-join.js';

/** What a snapshot can be when an app gets it back. */
const storages: Readonly<Record<string, (snapshot: unknown) => unknown>> = {
  'the same object': (snapshot) => snapshot,
  'a structured clone': (snapshot) => structuredClone(snapshot),
  JSON: (snapshot) => JSON.parse(JSON.stringify(snapshot)) as unknown,
};

describe.each(transportNames)('one press, one post, counted by the simulator, with %s', (transport) => {
  let site: JoinSite;
  let flow: JoinFlow;
  beforeEach(async () => {
    site = await openJoinSite(transport);
    flow = site.start();
    flow.join({ destination: '300400101' });
    await answered(flow);
  });
  afterEach(() => site.close());

  const posted = (): unknown[] => site.answers().map((post) => fieldsOf(post)['password']);
  const arrived = async (count: number): Promise<void> => {
    while (site.answers().length < count) await settle();
  };

  test('pressing twice posts once', async () => {
    flow.submitPassword('open-sesame');
    flow.submitPassword('open-sesame');
    flow.submitPassword('another');
    await reached(flow, 'success');

    expect(posted()).toEqual(['open-sesame']);
  });

  test('a second captcha answer while one is in flight is not posted', async () => {
    for (let wrong = 0; wrong < 4; wrong++) {
      flow.submitPassword('wrong');
      await answered(flow);
    }
    const before = site.answers().length;
    const answer = { code: site.solve(flow), password: 'open-sesame' };

    flow.submitCaptcha(answer);
    flow.submitCaptcha(answer);
    flow.submitCaptcha({ code: 'other' });
    await reached(flow, 'success');

    expect(site.answers()).toHaveLength(before + 1);
  });

  test('a reply that comes after cancel changes nothing, and the answer is not posted again', async () => {
    site.simulator.faults.push({ kind: 'delay', ms: 40, match: '/meetingInfo', handled: true });
    flow.submitPassword('open-sesame');
    await arrived(1);
    flow.cancel();
    const view = flow.getView();
    await new Promise((done) => setTimeout(done, 60));

    expect(flow.getView()).toBe(view);
    expect(view.state).toBe('idle');
    expect(posted()).toEqual(['open-sesame']);
  });

  test('joining again after a cancel looks up without the answer that was dropped', async () => {
    site.simulator.faults.push({ kind: 'hang', match: '/meetingInfo' });
    flow.submitPassword('open-sesame');
    await arrived(1);
    flow.cancel();

    flow.join({ destination: '300400101' });

    expect(await answered(flow)).toMatchObject({ state: 'passwordRequired' });
    expect(posted()).toEqual(['open-sesame']);
  });

  test.each([
    'hang',
    'reset',
    'truncate',
    'html',
    'notJson',
    'emptyBody',
    'status',
    'rateLimit',
    'wrongTypes',
  ] as const)('an answer whose reply is lost or damaged (%s) is not posted again, nor on retry', async (kind) => {
    site.simulator.faults.push({
      kind,
      match: '/meetingInfo',
      handled: true,
      ...(kind === 'rateLimit' && { retryAfterS: 0 }),
    });
    const short = site.start({ timeouts: { attemptMs: 300, totalMs: 600 } });
    site.simulator.faults.clear();
    short.join({ destination: '300400102' });
    await answered(short);
    site.simulator.faults.push({ kind, match: '/meetingInfo', handled: true });

    short.submitPassword('wrong');
    expect(await answered(short)).toMatchObject({ state: 'error', can: { retry: true } });
    short.retry();
    await answered(short);

    expect(posted()).toEqual(['wrong']);
  });

  test.each(Object.keys(storages))(
    'restored in the middle of a check, from what persist gave as %s',
    async (storage) => {
      site.simulator.faults.push({ kind: 'hang', match: '/meetingInfo' });
      flow.submitPassword('open-sesame');
      await arrived(1);
      const stored = storages[storage]!(flow.persist());
      flow.stop();
      const before = site.posts().length;

      const restored = site.start({ snapshot: stored });

      expect(await answered(restored)).toMatchObject({
        state: 'passwordRequired',
        failure: { kind: 'passwordMissing' },
      });
      expect(posted()).toEqual(['open-sesame']);
      expect(site.posts()).toHaveLength(before + 1);
    },
  );

  test.each(Object.keys(storages))('a raw persisted snapshot through the controller, as %s', async (storage) => {
    site.simulator.faults.push({ kind: 'hang', match: '/meetingInfo' });
    flow.submitPassword('open-sesame');
    await arrived(1);
    const stored = storages[storage]!(flow.actor.getPersistedSnapshot());
    flow.stop();

    const restored = site.start({ snapshot: stored });

    expect(await answered(restored)).toMatchObject({ state: 'passwordRequired' });
    expect(posted()).toEqual(['open-sesame']);
  });

  test.each(Object.keys(storages))(
    'a raw persisted snapshot through plain XState, as %s, started twice',
    async (storage) => {
      site.simulator.faults.push({ kind: 'hang', match: '/meetingInfo' });
      flow.submitPassword('open-sesame');
      await arrived(1);
      const stored = storages[storage]!(flow.actor.getPersistedSnapshot());
      flow.stop();
      const before = site.posts().length;

      for (let times = 0; times < 2; times++) {
        const actor = createActor(provideJoinServices(site.services), { snapshot: stored as never }).start();
        const snapshot = await waitFor(actor, ({ value }) => value !== 'fetching');
        expect(snapshot.value).toBe('passwordRequired');
        expect(snapshot.context.failure).toMatchObject({ kind: 'passwordMissing' });
        actor.stop();
      }

      expect(posted()).toEqual(['open-sesame']);
      expect(site.posts()).toHaveLength(before + 2);
    },
  );

  test('a permission token that was sent along is not needed to restore', async () => {
    flow.reset();
    flow.join({ destination: '300400101', extraParams: { permissionToken: 'a.b.c', mtid: 'm1' } });
    await answered(flow);
    for (const store of Object.values(storages)) {
      const restored = site.start({ snapshot: store(flow.actor.getPersistedSnapshot()) });

      expect(await answered(restored)).toMatchObject({ state: 'passwordRequired' });
      expect(fieldsOf(site.posts().at(-1)!)).toMatchObject({ mtid: 'm1' });
      expect([undefined, 'a.b.c']).toContain(fieldsOf(site.posts().at(-1)!)['permissionToken']);

      const actor = createActor(provideJoinServices(site.services), {
        snapshot: store(flow.actor.getPersistedSnapshot()) as never,
      }).start();
      actor.send({ type: 'password.submit', password: secret('wrong') });
      await waitFor(actor, ({ value }) => value !== 'fetching');
      expect([undefined, 'a.b.c']).toContain(fieldsOf(site.posts().at(-1)!)['permissionToken']);
      actor.stop();
    }
  });

  test('two flows on the same services do not share answers', async () => {
    const other = site.start();
    other.join({ destination: '300400101' });
    flow.submitPassword('open-sesame');
    await reached(flow, 'success');

    expect(await answered(other)).toMatchObject({ state: 'passwordRequired' });
    expect(posted()).toEqual(['open-sesame']);
  });
});

describe('answers in memory', () => {
  test('an unjudged answer is carried, a refused one is dropped', async () => {
    const { flow, fetches } = await startIn('an answer with a captcha');
    const password = fetches[1]!.request.password;
    fetches[1]!.resolve(
      refused(
        'captchaWrong',
        { captcha: true, password: true },
        { captcha: captcha('second'), details: { code: 423005 } },
      ),
    );
    await settle();
    expect(flow.getView()).toMatchObject({ state: 'captchaRequired', held: { password: true } });

    flow.submitCaptcha({ code: '5678' });
    await settle();
    expect(fetches[2]!.request.password).toBe(password);
    fetches[2]!.resolve(refused('passwordWrong', { captcha: true, password: true }, { captcha: captcha('third') }));
    await settle();
    expect(flow.getView()).toMatchObject({ held: { password: false }, captcha: { id: 'third' } });

    flow.submitCaptcha({ code: '9' });
    await settle();
    expect(flow.getView()).toMatchObject({ state: 'captchaRequired', failure: { kind: 'passwordMissing' } });
    expect(fetches).toHaveLength(3);
  });

  test('an answer goes with the id of the captcha that was on the screen', async () => {
    const { flow, fetches, refreshes } = await startIn('a refresh that was asked for');
    refreshes[0]!.resolve({ ok: true, captcha: captcha('second') });
    await settle();

    flow.submitCaptcha({ code: '1234' });
    await settle();

    expect(fetches[1]!.request.captcha).toMatchObject({ id: 'second' });
  });

  test('a captcha answer does not ride on a later press', async () => {
    const { flow, fetches } = await startIn('an answer with a captcha');
    fetches[1]!.resolve(asksPassword);
    await settle();

    flow.submitPassword('another');
    await settle();

    expect(fetches[2]!.request.captcha).toBeNull();
  });

  test.each(['cancel', 'reset'] as const)('%s drops what was held', async (command) => {
    const { flow, fetches } = await startIn('an answer with a captcha');
    fetches[1]!.resolve(refused('captchaWrong', { captcha: true, password: true }, { captcha: captcha('second') }));
    await settle();

    flow[command]();
    flow.join({ destination: '123456789' });
    await settle();

    expect(fetches[2]!.request).toMatchObject({ password: null, registrationId: null, captcha: null });
  });

  test('a reply to the first request that comes during the second one is not heard', async () => {
    const { flow, fetches } = await startIn('a look-up');
    flow.cancel();
    flow.join({ destination: '987654321' });
    await settle();

    fetches[0]!.resolve(joined);
    await settle();

    expect(flow.getView()).toMatchObject({ state: 'fetching', destination: '987654321' });
  });

  test('nothing is posted for events that do not belong in the state', async () => {
    const { flow, fetches, refreshes } = startJoin();
    flow.submitPassword('p');
    flow.submitCaptcha({ code: 'c' });
    flow.submitRegistrationId('r');
    flow.refreshCaptcha();
    flow.retry();
    flow.cancel();
    await settle();
    expect([fetches.length, refreshes.length, stateOf({ flow })]).toEqual([0, 0, 'idle']);

    flow.join({ destination: '123456789' });
    flow.join({ destination: '987654321' });
    flow.submitPassword('p');
    await settle();

    expect(fetches).toHaveLength(1);
    expect(flow.getView().destination).toBe('123456789');
  });

  test('a snapshot that is started twice posts its answer not even once', async () => {
    const started = await startIn('an answer');
    const snapshot = started.flow.actor.getPersistedSnapshot();
    started.flow.stop();
    const before = started.fetches.length;
    for (const flow of [1, 2].map(() => createJoinFlow({ services: started.services, snapshot }))) {
      await settle();
      expect(flow.getView()).toMatchObject({ state: 'fetching', doing: 'lookup' });
      flow.stop();
    }

    expect(started.fetches.slice(before).map(({ request }) => request.password)).toEqual([null, null]);
  });

  test('a spent captcha takes no answer, and a double refresh asks once', async () => {
    const { flow, fetches, refreshes } = await startIn('a refresh by itself');
    refreshes[0]!.resolve({ ok: false, failure: flow.getView().failure! });
    await settle();
    expect(flow.getView()).toMatchObject({
      state: 'captchaRequired',
      captcha: { spent: true },
      can: { submit: false, refreshCaptcha: true },
    });

    flow.submitCaptcha({ code: '1234', password: 'p' });
    flow.refreshCaptcha();
    flow.refreshCaptcha();
    await settle();

    expect(fetches).toHaveLength(2);
    expect(refreshes).toHaveLength(2);
    refreshes[1]!.resolve({ ok: true, captcha: captcha('second') });
    await settle();
    expect(flow.getView()).toMatchObject({
      failure: { kind: 'passwordWrong' },
      captcha: { id: 'second', spent: false },
    });
  });

  test('telemetry tells of each answer once, and never what it was', async () => {
    const { flow, fetches, clock } = startJoin();
    const events: unknown[] = [];
    const stop = flow.on('*', (event) => events.push(event));
    flow.join({ destination: '123456789' });
    await settle();
    fetches[0]!.resolve(asksBoth('first'));
    await settle();
    flow.submitCaptcha({ code: '1234', password: 'p' });
    await settle();
    fetches[1]!.resolve(joined);
    await settle();
    stop();
    flow.reset();
    await clock.advance(1000);

    expect(events).toEqual([
      { type: 'challenge', kind: 'captchaMissing', needs: { password: true, captcha: true, registrationId: false } },
      { type: 'answer.sent', carries: { password: true, captcha: true, registrationId: false } },
      { type: 'joined' },
    ]);
  });
});
