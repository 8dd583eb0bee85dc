import { describe, expect, test } from '@jest/globals';
import { createJoinFlow, secret } from 'meeting-join-flow';
import type { Failure } from '../../src/guards/failure.js';
import { joinFailure } from '../../src/guards/join-failure.js';
import { readSavedJoin } from '../../src/machines/join-flow.saved.js';
import { snapshotVersion } from '../../src/machines/saved-values.js';
import { deferredServices, noNeeds } from '../support/join-services.js';
import { settle } from '../support/moved-clock.js';

const context = {
  destination: '123456789',
  destinationType: 'MEETING_ID',
  extraParams: { mtid: 'm1' },
  failure: joinFailure('notStarted', { code: 403003, status: 403, requestId: 'r', serverMessage: 'no', retryAt: 5 }),
  attempts: { password: 1, captcha: 2, registrationId: 3 },
};
const stored = (value: unknown, more: object = {}) => ({
  version: snapshotVersion,
  value,
  context: { ...context, ...more },
});
const kept = {
  destination: '123456789',
  destinationType: 'MEETING_ID',
  extraParams: { mtid: 'm1' },
  attempts: { password: 1, captcha: 2, registrationId: 3 },
};

describe('a stored join', () => {
  test.each(['fetching', 'passwordRequired', 'captchaRequired', 'registrationRequired', 'refreshing', 'success'])(
    'in %s asks the service anew',
    (value) => {
      expect(readSavedJoin(stored(value))).toEqual({ next: 'lookup', context: kept });
    },
  );

  test('in error keeps its failure, with all that the service said', () => {
    expect(readSavedJoin(stored('error'))).toEqual({ next: 'error', context: { ...kept, failure: context.failure } });
    const spelt = { ...context.failure, code: '403003' };
    expect(readSavedJoin(stored('error', { failure: spelt })).context.failure).toEqual(spelt);
    const damaged = {
      kind: 'notStarted',
      recoverable: 'yes',
      code: {},
      status: '403',
      retryAt: Infinity,
      requestId: 5,
    };
    expect(readSavedJoin(stored('error', { failure: damaged })).context.failure).toEqual(joinFailure('notStarted'));
    for (const failure of [null, {}, { kind: 'codeWrong' }, { kind: '__proto__' }, { kind: ['network'] }])
      expect(readSavedJoin(stored('error', { failure }))).toEqual({
        next: 'idle',
        context: { destination: '123456789' },
      });
  });

  test.each([
    ['idle', stored('idle')],
    ['a state that is none', stored('elsewhere')],
    ['no state', stored(undefined)],
    ['a state that is no text', stored(['fetching'])],
    ['another version', { ...stored('fetching'), version: 2 }],
    ['no version', { value: 'fetching', context }],
    ['a type that is none', stored('fetching', { destinationType: 'pigeon' })],
    ['parameters that are the flow’s', stored('fetching', { extraParams: { password: 'x' } })],
  ])('with %s is at idle, with its destination', (_, saved) => {
    expect(readSavedJoin(saved)).toEqual({ next: 'idle', context: { destination: '123456789' } });
  });

  test('by XState itself is read too', () => {
    expect(readSavedJoin({ status: 'active', value: 'fetching', context }).next).toBe('lookup');
    expect(readSavedJoin({ status: 5, value: 'fetching', context }).next).toBe('idle');
    expect(readSavedJoin({ status: 'active', version: 2, value: 'fetching', context }).next).toBe('idle');
  });

  test('leaves out what became nothing, and a token that is no secret any more', () => {
    const read = (extraParams: unknown) => readSavedJoin(stored('fetching', { extraParams })).context.extraParams;
    const permissionToken = secret('T');
    expect(read({ mtid: 'm1', gone: null, permissionToken: null })).toEqual({ mtid: 'm1' });
    expect(read({ permissionToken: {} })).toEqual({});
    expect(read({ permissionToken })).toEqual({});
    expect(read(null)).toEqual({});
    expect(read([1])).toEqual({});
  });

  test('with parameters that are no JSON is at idle, with its destination', () => {
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;
    for (const extraParams of [loop, { big: 1n }])
      expect(readSavedJoin(stored('fetching', { extraParams }))).toEqual({
        next: 'idle',
        context: { destination: '123456789' },
      });
  });

  test.each<[string, (snapshot: { persist: unknown; raw: unknown }) => unknown]>([
    ['what persist gave', ({ persist }) => persist],
    ['what persist gave, as text', ({ persist }) => JSON.parse(JSON.stringify(persist)) as unknown],
    ['a snapshot of the actor', ({ raw }) => raw],
    ['a snapshot of the actor, as text', ({ raw }) => JSON.parse(JSON.stringify(raw)) as unknown],
  ])('asks, out of %s, without the parameters that held a secret at any depth', async (_, snapshotOf) => {
    const { services, fetches } = deferredServices();
    const pin = secret('canary');
    const extraParams = {
      pin,
      mtid: 'm1',
      caller: { pin, name: 'Ann', more: { pin, age: 5 }, tags: ['a', 0, false, ''] },
      since: new Date(0),
    };
    const flow = createJoinFlow({ services });
    flow.join({ destination: '123456789', extraParams });
    const persist = flow.persist();
    const restored = createJoinFlow({
      services,
      snapshot: snapshotOf({ persist, raw: flow.actor.getPersistedSnapshot() }),
    });
    await settle();

    const sent = fetches.at(-1)!.request.extraParams;
    expect(JSON.parse(JSON.stringify(sent))).toEqual({
      mtid: 'm1',
      caller: { name: 'Ann', more: { age: 5 }, tags: ['a', 0, false, ''] },
      since: '1970-01-01T00:00:00.000Z',
    });
    expect(fetches).toHaveLength(2);
    flow.stop();
    restored.stop();
  });

  test('holds no member of a list that was a secret', () => {
    const { services } = deferredServices();
    const flow = createJoinFlow({ services });
    flow.join({ destination: '123456789', extraParams: { pins: [secret('canary'), null, [secret('canary'), 'x']] } });
    expect(flow.persist()).toMatchObject({ context: { extraParams: { pins: [null, ['x']] } } });
    flow.stop();
  });

  test('holds of a failure what a failure holds, whatever else a port said beside it', async () => {
    const { services, fetches } = deferredServices();
    const flow = createJoinFlow({ services });
    flow.join({ destination: '123456789' });
    const cause: Record<string, unknown> = { config: { data: '{"password":"canary"}' } };
    const failure = joinFailure('meetingNotFound', { code: 404001 });
    const said = { ...failure, cause } as Failure;
    fetches[0]!.resolve({ ok: false, failure: said, needs: noNeeds, captcha: null, meeting: null });
    await settle();
    expect(flow.persist()).toMatchObject({ value: 'error', context: { failure } });
    expect(JSON.stringify(flow.persist())).not.toContain('canary');
    cause['self'] = cause;
    expect(flow.persist()).toMatchObject({ value: 'error', context: { failure } });
    flow.stop();
  });

  test('is written without its parameters when they became no JSON, and asks the service anew', () => {
    const { services } = deferredServices();
    const flow = createJoinFlow({ services });
    const site: Record<string, unknown> = { name: 'acme' };
    flow.join({ destination: '123456789', extraParams: { site } });
    site['self'] = site;
    const saved = flow.persist();
    flow.stop();
    expect(readSavedJoin(saved)).toMatchObject({
      next: 'lookup',
      context: { destination: '123456789', extraParams: {} },
    });
  });

  test('with less in it has no type, and no answers refused', () => {
    expect(readSavedJoin({ version: snapshotVersion, value: 'fetching', context: { destination: '1' } })).toEqual({
      next: 'lookup',
      context: {
        destination: '1',
        destinationType: null,
        extraParams: {},
        attempts: { password: 0, captcha: 0, registrationId: 0 },
      },
    });
    const odd = { password: -1, captcha: 1.5, registrationId: '3' };
    expect(readSavedJoin(stored('fetching', { attempts: odd })).context.attempts).toEqual({
      password: 0,
      captcha: 0,
      registrationId: 0,
    });
  });

  test.each([undefined, null, 5, 'text', {}, { context: null }, stored('fetching', { destination: '' })])(
    'that names no meeting is empty: %j',
    (saved) => {
      expect(readSavedJoin(saved)).toEqual({ next: 'idle', context: {} });
    },
  );
});
