import { describe, expect, test } from '@jest/globals';
import { TransportError, createJoinFlow } from 'meeting-join-flow';
import { joinFailure } from '../../src/guards/join-failure.js';
import { asksCaptcha, asksPassword, noNeeds, refused } from '../support/join-services.js';
import { settle } from '../support/moved-clock.js';
import { meeting, startIn, startJoin } from '../support/start-join.js';

describe('a service function that breaks its word never stops the flow', () => {
  const crashes: readonly (readonly [string, () => unknown])[] = [
    ['nothing', () => undefined],
    ['null', () => null],
    ['a text', () => 'ok'],
    ['an empty object', () => ({})],
    ['a success without a meeting', () => ({ ok: true })],
    ['a success with a meeting that is none', () => ({ ok: true, meetingInfo: 'yes', captcha: 'yes' })],
    ['a success with a token in clear', () => ({ ok: true, meetingInfo: { permissionToken: 'in-clear' } })],
    ['a success with a captcha without a picture', () => ({ ok: true, captcha: { id: 'second' } })],
    ['a refusal without a failure', () => ({ ok: false })],
    [
      'a refusal with a captcha without a picture',
      () => ({ ok: false, failure: { kind: 'captchaMissing' }, needs: { captcha: true }, captcha: { id: 'second' } }),
    ],
    [
      'a refusal with a captcha without an id',
      () => ({
        ok: false,
        failure: { kind: 'captchaMissing' },
        needs: { captcha: true },
        captcha: { imageUrl: 'https://acme.webex.com/c' },
      }),
    ],
    ['a kind of failure that there is not', () => ({ ok: false, failure: { kind: 'strange' } })],
    ['a kind of failure of another flow', () => ({ ok: false, failure: { kind: 'outcomeUnknown' } })],
    ['a name that every object has for a kind', () => ({ ok: false, failure: { kind: '__proto__' } })],
    [
      'a refusal with a token in clear',
      () => ({ ok: false, failure: { kind: 'notStarted' }, meeting: { permissionToken: 'in-clear' } }),
    ],
    ['a forged interruption', () => ({ ok: false, interrupted: true })],
    ['an exception', () => Promise.reject(new Error('canary'))],
    [
      'an exception at once',
      () => {
        throw new TypeError('canary');
      },
    ],
    ['an abort that nobody asked for', () => Promise.reject(new TransportError('aborted'))],
  ];

  test.each(crashes)('%s, to a look-up', async (_, give) => {
    let calls = 0;
    const broken = (): never => {
      calls++;
      return give() as never;
    };
    const flow = createJoinFlow({ services: { fetchMeetingInfo: broken, refreshCaptcha: broken } });
    flow.join(meeting);
    await settle();

    expect(flow.getView()).toMatchObject({
      state: 'error',
      failure: { kind: 'unexpectedReply' },
      can: { retry: true },
    });
    expect(calls).toBe(1);
    expect(JSON.stringify(flow.actor.getPersistedSnapshot())).not.toContain('in-clear');
    flow.stop();
  });

  test.each(crashes)('%s, to a refresh', async (_, give) => {
    const fetchMeetingInfo = async () => asksCaptcha('first');
    const flow = createJoinFlow({ services: { fetchMeetingInfo, refreshCaptcha: () => give() as never } });
    flow.join(meeting);
    await settle();
    flow.refreshCaptcha();
    await settle();

    expect(flow.getView()).toMatchObject({
      state: 'captchaRequired',
      failure: { kind: 'refreshFailed' },
      captcha: { id: 'first', spent: false },
    });
    flow.stop();
  });

  test('a failure that is only a kind gets what the kind says', async () => {
    const fetchMeetingInfo = async () => ({ ok: false, failure: { kind: 'notStarted' } }) as never;
    const flow = createJoinFlow({ services: { fetchMeetingInfo, refreshCaptcha: fetchMeetingInfo } });
    flow.join(meeting);
    await settle();

    expect(flow.getView()).toMatchObject({
      state: 'error',
      failure: { kind: 'notStarted', field: null, action: 'wait', recoverable: true, code: null },
      can: { retry: true },
    });
    flow.stop();
  });

  test('a refused refresh that says only a kind leaves nothing out', async () => {
    const refreshCaptcha = async () => ({ ok: false, failure: { kind: 'meetingNotFound' } }) as never;
    const flow = createJoinFlow({ services: { fetchMeetingInfo: async () => asksCaptcha('first'), refreshCaptcha } });
    flow.join(meeting);
    await settle();
    flow.refreshCaptcha();
    await settle();

    expect(flow.getView().failure).toStrictEqual(joinFailure('refreshFailed'));
    flow.stop();
  });

  test('a refusal that leaves fields out is read as asking for nothing', async () => {
    const failure = { ...(asksPassword as { failure: object }).failure };
    const fetchMeetingInfo = async () => ({ ok: false, failure }) as never;
    const flow = createJoinFlow({ services: { fetchMeetingInfo, refreshCaptcha: fetchMeetingInfo } });
    flow.join(meeting);
    await settle();

    expect(flow.getView()).toMatchObject({ state: 'error', failure: { kind: 'passwordMissing' } });
    flow.stop();
  });

  test('a refusal that names one need asks for no other', async () => {
    const fetchMeetingInfo = async () =>
      ({ ok: false, failure: { kind: 'passwordMissing' }, needs: { password: true } }) as never;
    const flow = createJoinFlow({ services: { fetchMeetingInfo, refreshCaptcha: fetchMeetingInfo } });
    flow.join(meeting);
    await settle();

    expect(flow.getView()).toMatchObject({ state: 'passwordRequired', needs: { ...noNeeds, password: true } });
    flow.stop();
  });

  test('a captcha that is asked for without a picture does not lock the password field', async () => {
    const { flow, fetches } = await startIn('a look-up');
    fetches[0]!.resolve(refused('passwordWrong', { password: true, captcha: true }));
    await settle();
    expect(flow.getView()).toMatchObject({ state: 'passwordRequired', needs: { password: true, captcha: false } });

    flow.submitPassword('opensesame');
    await settle();

    expect(fetches).toHaveLength(2);
  });

  test.each(['network', 'timeout'] as const)('a transport’s own error is told as what it is: %s', async (reason) => {
    const { flow, fetches } = await startIn('an answer');
    fetches[1]!.reject(new TransportError(reason));
    await settle();

    expect(flow.getView()).toMatchObject({ state: 'error', failure: { kind: reason } });
  });

  test.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('canary');
      },
    ],
    ['promises an answer', async () => null],
    ['names no failure', () => ({})],
    ['names a failure that does not exist', () => ({ kind: '__proto__' })],
    ['says yes or no', () => true],
  ])('a check of the destination that %s refuses the destination', (_, check) => {
    const { services, fetches } = startJoin();
    const flow = createJoinFlow({ services: { ...services, checkDestination: check as () => null } });
    flow.join(meeting);

    expect(flow.getView()).toMatchObject({
      state: 'idle',
      failure: { kind: 'destinationInvalid', field: 'destination' },
    });
    expect(fetches).toHaveLength(0);
  });

  test('a check of the destination that names a kind alone gets what the kind says', () => {
    const { services } = startJoin();
    const check = (): unknown => ({ kind: 'untrustedHost' });
    const flow = createJoinFlow({ services: { ...services, checkDestination: check as () => null } });
    flow.join(meeting);

    expect(flow.getView().failure).toEqual(joinFailure('untrustedHost'));
  });
});
