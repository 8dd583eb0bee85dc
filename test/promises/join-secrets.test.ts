import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { TransportError, createJoinFlow, getJoinView, provideJoinServices, reveal, secret } from 'meeting-join-flow';
import type { Failure, JoinFlow, JoinFlowOptions, Transport } from 'meeting-join-flow';
import { fetchTransport } from 'meeting-join-flow/fetch';
import type { FaultKind } from 'meeting-join-flow/simulator';
import { createWebexServices } from 'meeting-join-flow/webex';
import { createActor } from 'xstate';
import { watchCanaries } from '../support/canaries.js';
import type { CanaryWatch } from '../support/canaries.js';
import { answered, openJoinSite, reached, transportNames } from '../support/join-site.js';
import type { JoinSite } from '../support/join-site.js';
import { settle } from '../support/moved-clock.js';

const canaries = {
  password: 'canary "p\u00e4ss" \\word&+%/',
  wrongPassword: 'canary-wrong-password-5c1d',
  hostKey: '9753108642',
  captcha: 'canary-captcha-91b2',
  registrationId: 'canary-registration-44e0',
  accessToken: 'canary-access-token-0f6b',
  permissionToken: 'canary-permission-token-c7aa',
};

const faults: readonly FaultKind[] = [
  'hang',
  'reset',
  'truncate',
  'html',
  'notJson',
  'emptyBody',
  'wrongTypes',
  'codeAsString',
  'status',
  'rateLimit',
  'redirect',
];

describe.each(transportNames)('nothing secret shows during a whole run, with %s', (transport) => {
  let site: JoinSite;
  let watch: CanaryWatch;
  let watched: JoinFlow[];
  const states = new Set<string>();

  beforeEach(async () => {
    watched = [];
    watch = watchCanaries(canaries);
    site = await openJoinSite(transport, {
      simulator: {
        webex: {
          captchaLength: 14,
          meetings: [
            { number: '300400100', password: canaries.password, hostKey: canaries.hostKey },
            { number: '300400200', registrationIds: [canaries.registrationId], password: canaries.password },
            { number: '300400300', permissionToken: 'refuse' },
            { number: '300400400', refuseWith: 403049 },
          ],
        },
      },
      webex: () => ({ accessToken: async () => secret(canaries.accessToken) }),
    });
  });
  afterEach(async () => {
    await site.close();
    watch.stop();
  });

  /** A flow of which everything that can be seen is looked at, all the time. */
  function observe(options: Partial<JoinFlowOptions> = {}): JoinFlow {
    const flow = site.start({
      ...options,
      inspect: (event: { readonly type: string }) => watch.look(`an inspection event ${event.type}`, event),
    });
    const look = (): void => {
      const view = flow.getView();
      states.add(view.state);
      const snapshot = flow.actor.getSnapshot();
      watch.look('the snapshot', snapshot);
      watch.look('the raw persisted snapshot', flow.actor.getPersistedSnapshot());
      watch.look('what persist gives', flow.persist());
      watch.look('the view', view);
      watch.look('the view of the snapshot', getJoinView(snapshot));
    };
    flow.subscribe(look);
    watched.push(flow);
    flow.on('*', (event) => watch.look(`an emitted event ${event.type}`, event));
    look();
    return flow;
  }

  const hits = (): readonly string[] => {
    for (const flow of watched) watch.look('the flow and its actor', { flow, actor: flow.actor });
    for (const { url } of site.simulator.requests) watch.look('an address', url);
    return watch.hits;
  };

  /** Adds the captcha's answer to what must not show, and gives it. */
  function solve(flow: JoinFlow): string {
    const code = site.solve(flow);
    watch.add(`captcha answer ${code}`, code);
    return code;
  }

  async function toCaptcha(flow: JoinFlow): Promise<void> {
    flow.join({ destination: '300400100', extraParams: { permissionToken: canaries.permissionToken, mtid: 'm1' } });
    await answered(flow);
    for (let wrong = 0; wrong < 4; wrong++) {
      flow.submitPassword(canaries.wrongPassword);
      await answered(flow);
    }
  }

  test('through password, captcha, refresh, and success', async () => {
    const flow = observe();
    await toCaptcha(flow);
    flow.refreshCaptcha();
    await answered(flow);
    flow.submitCaptcha({ code: canaries.captcha, password: canaries.password });
    await answered(flow);
    flow.submitCaptcha({ code: '', password: '' });
    flow.submitCaptcha({ code: solve(flow), password: canaries.wrongPassword });
    await answered(flow);
    flow.submitCaptcha({ code: solve(flow), password: canaries.hostKey });
    const { meetingInfo } = await reached(flow, 'success');

    const token = reveal(meetingInfo.permissionToken!);
    watch.add('the permission token', token);
    watch.look('the view after success', flow.getView());
    watch.look('the snapshot after success', flow.actor.getSnapshot());
    watch.look('the persisted success', flow.actor.getPersistedSnapshot());
    watch.look('the output', flow.actor.getSnapshot().output);
    expect(hits()).toEqual([]);
    expect(site.simulator.requests.at(-1)!.body).toMatchObject({ password: canaries.hostKey });
    expect(site.simulator.requests.at(-1)!.headers['authorization']).toBe(`Bearer ${canaries.accessToken}`);
    expect(watch.looks).toBeGreaterThan(150);
  });

  test('through a registration id with a password, an expired token, and a refusal', async () => {
    const webinar = observe();
    webinar.join({ destination: '300400200', password: canaries.password });
    await answered(webinar);
    webinar.submitRegistrationId(canaries.registrationId, { password: canaries.password });
    await reached(webinar, 'success');

    const expired = observe();
    expired.join({ destination: '300400300', extraParams: { permissionToken: canaries.permissionToken } });
    await reached(expired, 'success');

    const denied = observe();
    denied.join({ destination: '300400400', password: canaries.password, registrationId: canaries.registrationId });
    await reached(denied, 'error');

    expect(hits()).toEqual([]);
  });

  test.each(faults)('when an answer fails by %s, and on the way back', async (kind) => {
    const flow = observe({ timeouts: { attemptMs: 1000, totalMs: 3000 } });
    flow.join({ destination: '300400100' });
    await reached(flow, 'passwordRequired');
    site.simulator.faults.push({ kind, match: '/meetingInfo', location: `${site.url}/elsewhere` });

    flow.submitPassword(canaries.password);
    await answered(flow);
    flow.retry();
    await answered(flow);

    expect(hits()).toEqual([]);
  });

  test('when an answer is aborted, and when a flow is restored in the middle of it', async () => {
    const flow = observe();
    await toCaptcha(flow);
    site.simulator.faults.push({ kind: 'hang', match: '/meetingInfo' });
    const before = site.posts().length;
    flow.submitCaptcha({ code: solve(flow), password: canaries.password });
    while (site.posts().length === before) await settle();
    const stored = flow.actor.getPersistedSnapshot();
    watch.look('a snapshot of an answer in flight', stored);
    flow.cancel();

    await answered(observe({ snapshot: stored }));
    await answered(observe({ snapshot: JSON.parse(JSON.stringify(stored)) }));

    expect(hits()).toEqual([]);
  });

  test('when the service says again what it was sent', async () => {
    const { password, captcha, accessToken, permissionToken } = canaries;
    const echo = [
      password,
      captcha,
      accessToken,
      permissionToken,
      encodeURIComponent(password),
      JSON.stringify(password),
    ];
    const flow = observe();
    await toCaptcha(flow);
    site.simulator.faults.push({
      kind: 'reply',
      match: '/meetingInfo',
      reply: {
        status: 403,
        headers: { 'x-request-id': password.replace(/[^\x20-\x7e]/g, '') },
        body: { code: 403028, message: `No: ${echo.join(' / ')}`, trackingId: password },
      },
    });

    flow.submitCaptcha({ code: captcha, password });
    const view = await answered(flow);

    expect(view.failure?.serverMessage).toMatch(/^No: (\[redacted\] \/ )+/);
    expect(hits()).toEqual([]);
  });

  test('every state was seen', () => {
    expect([...states].sort()).toEqual([
      'captchaRequired',
      'error',
      'fetching',
      'idle',
      'passwordRequired',
      'refreshing',
      'registrationRequired',
      'success',
    ]);
  });
});

/** Joins in vain, and looks wherever a secret could show afterwards. */
async function failsWatched(flow: JoinFlow, watch: CanaryWatch): Promise<Failure> {
  flow.join({ destination: '300400100', password: canaries.password });
  const view = await reached(flow, 'error');
  watch.look('the view', view);
  watch.look('the snapshot', flow.actor.getPersistedSnapshot());
  watch.stop();
  flow.stop();
  return view.failure;
}

describe('what could leak besides', () => {
  test('the watch sees a canary wherever one is planted', () => {
    const watch = watchCanaries(canaries);
    const { password, accessToken } = canaries;
    class Container {
      get value() {
        return password;
      }
    }
    const hidden = Object.defineProperty({}, 'value', { value: password, enumerable: false });
    const error = new Error('failed', { cause: { config: { headers: { authorization: accessToken } } } });
    for (const planted of [
      { a: [{ b: password }] },
      new Container(),
      hidden,
      error,
      `?p=${encodeURIComponent(password)}`,
    ]) {
      watch.look('a trap', planted);
    }
    console.warn('typed', { password });
    watch.stop();

    expect(watch.hits).toHaveLength(6);
  });

  test('a handle shows nothing, however it is looked at', () => {
    const watch = watchCanaries(canaries);
    const handle = secret(canaries.password);
    watch.look('a handle', handle);
    watch.look('a handle in a map', new Map([[handle, { handle }]]));
    watch.look('its properties', [Object.getOwnPropertyDescriptors(handle), Object.getPrototypeOf(handle)]);
    watch.look('its text', handle);
    watch.stop();

    expect(watch.hits).toEqual([]);
    expect(String(handle)).toBe('[redacted]');
    expect(JSON.stringify({ handle })).toBe('{"handle":null}');
  });

  test('an empty copy of a handle is not opened, and the error says nothing', () => {
    const copy = structuredClone(secret(canaries.password));

    expect(() => reveal(copy)).toThrow(TypeError);
    expect(() => reveal(null as never)).toThrow(TypeError);
  });

  test('a plain text in an event is refused, and goes into no snapshot', () => {
    const watch = watchCanaries(canaries);
    const services = createWebexServices({ transport: fetchTransport(), siteUrl: 'https://acme.webex.com' });
    const actor = createActor(provideJoinServices(services)).start();
    const { password, permissionToken } = canaries;
    for (const event of [
      { type: 'join', destination: '300400100', password },
      { type: 'join', destination: '300400100', registrationId: password },
      { type: 'join', destination: '300400100', extraParams: { permissionToken } },
      { type: 'join', destination: '300400100', extraParams: { password } },
    ]) {
      actor.send(event as never);
      watch.look('the snapshot', actor.getSnapshot());
      watch.look('the persisted snapshot', actor.getPersistedSnapshot());
      expect(actor.getSnapshot()).toMatchObject({ value: 'idle', context: { failure: { kind: 'inputInvalid' } } });
    }
    actor.stop();
    watch.stop();

    expect(watch.hits).toEqual([]);
  });

  test('what is no text is refused by the controller, and shows nowhere', () => {
    const watch = watchCanaries(canaries);
    const services = createWebexServices({ transport: fetchTransport(), siteUrl: 'https://acme.webex.com' });
    const inspect = (event: unknown) => watch.look('an inspection event', event);
    const flow = createJoinFlow({ services, inspect });
    flow.join({ destination: '300400100', password: { value: canaries.password } as never });
    watch.look('the snapshot', flow.actor.getSnapshot());
    watch.stop();

    expect(flow.getView()).toMatchObject({ state: 'idle', failure: { kind: 'inputInvalid', field: 'password' } });
    expect(watch.hits).toEqual([]);
    flow.stop();
  });

  test.each([
    [
      'rejects with the whole request',
      async (request: unknown) => Promise.reject(Object.assign(new Error('x'), { config: request })),
    ],
    [
      'throws it at once',
      (request: unknown) => {
        throw Object.assign(new Error(JSON.stringify(request)), { config: request });
      },
    ],
    ['resolves with nothing', async () => undefined],
    ['rejects as it should', async () => Promise.reject(new TransportError('network'))],
  ] as const)('a transport that %s does not make the flow tell', async (_, transport) => {
    const watch = watchCanaries(canaries);
    const services = createWebexServices({
      transport: transport as unknown as Transport,
      siteUrl: 'https://acme.webex.com',
      accessToken: canaries.accessToken,
    });
    const flow = createJoinFlow({ services, inspect: (event: unknown) => watch.look('an inspection event', event) });
    const failure = await failsWatched(flow, watch);

    expect(failure.kind).toBe('network');
    expect(watch.hits).toEqual([]);
  });

  test('an access-token function that fails with the token in its words does not make the flow tell', async () => {
    const watch = watchCanaries(canaries);
    const services = createWebexServices({
      transport: fetchTransport(),
      siteUrl: 'https://acme.webex.com',
      accessToken: () => Promise.reject(new Error(canaries.accessToken)),
    });
    const flow = createJoinFlow({ services });
    const failure = await failsWatched(flow, watch);

    expect(watch.hits).toEqual([]);
    expect(failure.kind).toBe('signInRequired');
  });
});
