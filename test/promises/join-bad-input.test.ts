import { describe, expect, test } from '@jest/globals';
import { createJoinFlow, secret } from 'meeting-join-flow';
import type { JoinFlow } from 'meeting-join-flow';
import { axiosTransport } from 'meeting-join-flow/axios';
import { createWebexServices } from 'meeting-join-flow/webex';
import { asksBoth, asksId, asksPassword, joined } from '../support/join-services.js';
import { settle } from '../support/moved-clock.js';
import { reservedNames } from '../support/reserved-names.js';
import { startIn, startJoin, stateOf, waysInto } from '../support/start-join.js';
import type { Way } from '../support/start-join.js';

const siteless = () => createJoinFlow({ services: createWebexServices({ transport: axiosTransport() }) });

describe('a destination that cannot be read', () => {
  test.each([
    ['empty', ''],
    ['blank', ' \n\t '],
    ['nothing', undefined],
    ['null', null],
    ['a number', 123456789],
    ['a list', ['123456789']],
    ['a function', () => '123456789'],
    ['an object without ids', {}],
    ['half of the ids', { userId: 'u' }],
    ['ids that are no texts', { userId: 1, orgId: 2 }],
    [
      'an object that throws',
      {
        get userId() {
          throw new Error('no');
        },
      },
    ],
  ])('%s: refused, still idle, and nothing is sent', async (_, destination) => {
    const { flow, fetches } = startJoin();

    expect(() => flow.join({ destination } as never)).not.toThrow();
    await settle();

    expect(flow.getView()).toMatchObject({
      state: 'idle',
      failure: { kind: 'destinationInvalid', field: 'destination', action: 'checkDestination' },
    });
    expect(fetches).toHaveLength(0);
    flow.join({ destination: '123456789' });
    expect(stateOf({ flow })).toBe('fetching');
  });

  test.each([
    'nonsense',
    '12',
    'https://',
    'https://acme.webex.com',
    'a b@acme.webex.com',
    '@acme.webex.com',
    'x'.repeat(5000),
  ])('%s: refused by the services', (destination) => {
    const flow = siteless();
    flow.join({ destination });

    expect(flow.getView()).toMatchObject({ state: 'idle', failure: { kind: 'destinationInvalid' } });
    flow.stop();
  });

  test('a meeting number needs a site, from the destination or from the app', () => {
    const flow = siteless();
    flow.join({ destination: '123456789' });

    expect(flow.getView()).toMatchObject({ state: 'idle', failure: { kind: 'destinationInvalid' } });
    flow.stop();
  });

  test('nothing at all, in place of a command, is refused too', () => {
    const { flow } = startJoin();
    for (const command of [undefined, null, 5, 'x'] as never[]) {
      expect(() => flow.join(command)).not.toThrow();
      expect(flow.getView()).toMatchObject({ state: 'idle', failure: { kind: 'destinationInvalid' } });
    }
  });
});

describe('what is sent along', () => {
  test.each(reservedNames)('may not be called %s', async (name) => {
    const { flow, fetches } = startJoin();
    flow.join({ destination: '123456789', extraParams: { [name]: 'x' } });
    await settle();

    expect(flow.getView()).toMatchObject({ state: 'idle', failure: { kind: 'inputInvalid' } });
    expect(fetches).toHaveLength(0);
  });

  test('must be something that JSON can hold', () => {
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;
    for (const extraParams of [{ loop }, { big: 1n }, 'text', ['list'], 5] as never[]) {
      const { flow } = startJoin();
      flow.join({ destination: '123456789', extraParams });

      expect(flow.getView()).toMatchObject({ state: 'idle', failure: { kind: 'inputInvalid' } });
    }
  });

  test('is wrapped when it is a permission token, and rides on every request', async () => {
    const { flow, fetches } = startJoin();
    flow.join({ destination: '123456789', extraParams: { permissionToken: 'a.b.c', mtid: 'm1' } });
    await settle();
    fetches[0]!.resolve(asksPassword);
    await settle();
    flow.submitPassword('p');
    await settle();

    for (const { request } of fetches) expect(request.extraParams).toMatchObject({ mtid: 'm1' });
    expect(JSON.stringify(fetches[1]!.request.extraParams)).toBe('{"permissionToken":null,"mtid":"m1"}');
  });

  test('an unknown type of destination is refused', () => {
    const { flow } = startJoin();
    flow.join({ destination: '123456789', destinationType: 'FAX' as never });

    expect(flow.getView()).toMatchObject({ state: 'idle', failure: { kind: 'inputInvalid', field: 'destination' } });
  });
});

describe('an answer that is no answer', () => {
  const odd: readonly unknown[] = [undefined, null, '', {}, [], true, Symbol('s'), structuredClone(secret('copy'))];

  test('a password that is empty or none stays where it is, and names the field', async () => {
    const { flow, fetches } = await startIn('the question for a password');
    for (const value of odd) {
      expect(() => flow.submitPassword(value as never)).not.toThrow();
      expect(flow.getView()).toMatchObject({ state: 'passwordRequired', failure: { field: 'password' } });
    }
    await settle();

    expect(fetches).toHaveLength(1);
    flow.submitPassword('p');
    expect(stateOf({ flow })).toBe('fetching');
  });

  test('a captcha answer that is empty or none stays where it is, and names the first empty field', async () => {
    const { flow, fetches } = await startIn('a look-up');
    fetches[0]!.resolve(asksBoth('first'));
    await settle();
    for (const value of odd) {
      expect(() => flow.submitCaptcha({ code: value as never })).not.toThrow();
      expect(flow.getView()).toMatchObject({ state: 'captchaRequired', failure: { field: 'captcha' } });
    }
    for (const nothing of [undefined, null, {}]) {
      expect(() => flow.submitCaptcha(nothing as never)).not.toThrow();
      expect(flow.getView()).toMatchObject({ state: 'captchaRequired', failure: { kind: 'captchaMissing' } });
    }
    flow.submitCaptcha({ code: '1234' });
    expect(flow.getView()).toMatchObject({ failure: { kind: 'passwordMissing', field: 'password' } });
    await settle();
    expect(fetches).toHaveLength(1);
  });

  test('a registration id that is empty or none stays where it is', async () => {
    const { flow, fetches } = await startIn('a look-up');
    fetches[0]!.resolve(asksId);
    await settle();
    for (const value of odd) {
      expect(() => flow.submitRegistrationId(value as never)).not.toThrow();
      expect(flow.getView()).toMatchObject({ state: 'registrationRequired', failure: { field: 'registrationId' } });
    }
  });

  test('digits may come as a number', async () => {
    const { flow, fetches } = await startIn('the question for a password');
    flow.submitPassword(135790 as never);
    await settle();

    expect(fetches).toHaveLength(2);
  });
});

describe('a command in the wrong state is no exception', () => {
  const commands: Readonly<Record<string, (flow: JoinFlow) => void>> = {
    join: (flow) => flow.join({ destination: '987654321' }),
    submitPassword: (flow) => flow.submitPassword('p'),
    submitCaptcha: (flow) => flow.submitCaptcha({ code: 'c' }),
    submitRegistrationId: (flow) => flow.submitRegistrationId('r'),
    refreshCaptcha: (flow) => flow.refreshCaptcha(),
    cancel: (flow) => flow.cancel(),
    retry: (flow) => flow.retry(),
    reset: (flow) => flow.reset(),
  };

  test.each(Object.keys(waysInto) as Way[])('during %s', async (way) => {
    for (const command of Object.values(commands)) {
      const started = await startIn(way);

      expect(() => command(started.flow)).not.toThrow();
      expect(() => started.flow.stop()).not.toThrow();
      expect(() => command(started.flow)).not.toThrow();
    }
  });

  test('after success only join and reset do something', async () => {
    for (const [name, command] of Object.entries(commands)) {
      const { flow, fetches } = await startIn('a look-up');
      fetches[0]!.resolve(joined);
      await settle();

      expect(() => command(flow)).not.toThrow();

      expect(flow.getView().state).toBe(name === 'join' ? 'fetching' : name === 'reset' ? 'idle' : 'success');
    }
  });

  test('listeners of an app that throw do not stop the flow or each other', async () => {
    const { flow, fetches } = startJoin();
    const seen: string[] = [];
    const reported: unknown[] = [];
    const report = (error: unknown): void => void reported.push(error);
    const scope = globalThis as { reportError?: unknown };
    scope.reportError = report;
    flow.subscribe(() => {
      throw new Error('listener');
    });
    flow.subscribe(() => seen.push(flow.getView().state));
    flow.on('joined', () => {
      throw new Error('observer');
    });
    flow.join({ destination: '123456789' });
    await settle();
    fetches[0]!.resolve(joined);
    await settle();
    delete scope.reportError;

    expect(seen).toEqual(['fetching', 'success']);
    expect(reported).toHaveLength(3);
  });

  test('an inspection observer that throws does not stop the flow', async () => {
    const reported: unknown[] = [];
    const scope = globalThis as { reportError?: unknown };
    scope.reportError = (error: unknown) => void reported.push(error);
    const { flow, fetches } = startJoin({
      inspect: () => {
        throw new Error('inspector');
      },
    });
    flow.join({ destination: '123456789' });
    await settle();
    fetches[0]!.resolve(joined);
    await settle();
    delete scope.reportError;

    expect(flow.getView().state).toBe('success');
    expect(reported.length).toBeGreaterThan(0);
  });
});

describe('a snapshot that cannot be used', () => {
  const context = { destination: '123456789', attempts: { password: 2, captcha: 0, registrationId: 0 } };

  test.each([
    ['a text', 'snapshot'],
    ['a number', 7],
    ['a list', []],
    ['an empty object', {}],
    ['a context that is none', { version: 1, value: 'fetching', context: 'x' }],
    ['no destination', { version: 1, value: 'fetching', context: {} }],
    ['a destination of a wrong type', { version: 1, value: 'fetching', context: { destination: 5 } }],
    [
      'reserved parameters',
      { version: 1, value: 'fetching', context: { ...context, destination: '', extraParams: { password: 'x' } } },
    ],
  ])('%s: idle', async (_, snapshot) => {
    const { flow, fetches } = startJoin({ snapshot });
    await settle();

    expect(flow.getView()).toMatchObject({ state: 'idle', destination: null, failure: null });
    expect(fetches).toHaveLength(0);
  });

  test.each([
    ['another version', { version: 99, value: 'passwordRequired', context }],
    ['no version', { value: 'passwordRequired', context }],
    ['an unknown state', { version: 1, value: 'waiting', context }],
    ['a state that is no text', { version: 1, value: { fetching: 'now' }, context }],
    ['an error without its failure', { version: 1, value: 'error', context }],
    [
      'an error of an unknown kind',
      { version: 1, value: 'error', context: { ...context, failure: { kind: 'toString' } } },
    ],
    ['reserved parameters', { version: 1, value: 'fetching', context: { ...context, extraParams: { password: 'x' } } }],
  ])('%s: idle, with the destination', async (_, snapshot) => {
    const { flow, fetches } = startJoin({ snapshot });
    await settle();

    expect(flow.getView()).toMatchObject({ state: 'idle', destination: '123456789', failure: null });
    expect(fetches).toHaveLength(0);
  });

  test('damaged fields are left out, and the rest is used', async () => {
    const attempts = { password: -1, captcha: 'many', registrationId: 1.5 };
    const { flow, fetches } = startJoin({
      snapshot: { version: 1, value: 'captchaRequired', context: { ...context, attempts } },
    });
    await settle();

    expect(flow.getView()).toMatchObject({
      state: 'fetching',
      attempts: { password: 0, captcha: 0, registrationId: 0 },
    });
    expect(fetches).toHaveLength(1);
  });

  test('a stored failure cannot claim what its kind does not allow', () => {
    const failure = { kind: 'policyDenied', recoverable: true, action: 'retry', code: {}, status: '403', retryAt: NaN };
    const { flow } = startJoin({ snapshot: { version: 1, value: 'error', context: { ...context, failure } } });

    expect(flow.getView()).toMatchObject({
      state: 'error',
      failure: {
        kind: 'policyDenied',
        recoverable: false,
        action: 'contactHost',
        code: null,
        status: null,
        retryAt: null,
      },
      can: { retry: false },
    });
  });

  test.each(['fetching', 'passwordRequired', 'captchaRequired', 'registrationRequired', 'refreshing', 'success'])(
    'one of %s looks up anew without an answer, and may be cancelled',
    async (value) => {
      const { flow, fetches, clock } = startJoin({ snapshot: { version: 1, value, context } });
      await settle();

      expect(flow.getView()).toMatchObject({
        state: 'fetching',
        doing: 'lookup',
        attempts: { password: 2 },
        failure: null,
      });
      expect(fetches[0]!.request).toMatchObject({ password: null, registrationId: null, captcha: null });
      flow.cancel();
      await settle();
      expect(flow.getView()).toMatchObject({ state: 'idle', destination: '123456789' });
      expect(clock.waiting).toBe(0);
    },
  );
});
