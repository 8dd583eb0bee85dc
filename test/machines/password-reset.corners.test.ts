import { describe, expect, jest, test } from '@jest/globals';
import { createActor } from 'xstate';
import { createPasswordReset, provideResetServices, reveal, secret } from 'meeting-join-flow';
import type { ResetServices, ResetState } from 'meeting-join-flow';
import { createMovedClock, settle } from '../support/moved-clock.js';
import { deferredReset, passed, refusal, sent, slider } from '../support/reset-services.js';
import { goodPassword, goTo, person, place, resetStateOf, startReset, startResetIn } from '../support/start-reset.js';
import type { StartedReset } from '../support/start-reset.js';

/** The flow goes on in another process: the same service and clock, from what was stored. */
function restored({ services, clock, flow }: StartedReset, snapshot: unknown = flow.persist()) {
  flow.stop();
  return createPasswordReset({ services, clock, snapshot });
}

const wrongCodes = async (started: StartedReset, times: number): Promise<void> => {
  for (let count = 0; count < times; count++) {
    started.flow.submitCode('000000');
    await settle();
    started.last('checkCode').resolve(refusal('codeWrong'));
    await settle();
  }
};

describe('a start that is refused', () => {
  test('after an unknown outcome it opens no way to try again', async () => {
    const started = await startResetIn('resetting');
    const { flow, calls } = started;
    flow.cancel();
    expect(flow.getView()).toMatchObject({
      state: 'error',
      failure: { kind: 'outcomeUnknown' },
      can: { retry: false },
    });
    const before = calls.length;

    for (const user of ['', '   ', 'x'.repeat(256)]) {
      flow.start({ user });
      expect(flow.getView()).toMatchObject({
        state: 'error',
        user: person.user,
        failure: { kind: 'inputInvalid', field: 'user' },
        can: { retry: false },
      });
      flow.retry();
      await settle();
    }

    expect(resetStateOf(started)).toBe('error');
    expect(calls).toHaveLength(before);
  });

  test('does not put another person in the place of the one whose code is cooling down', async () => {
    const started = await startResetIn('codeRequired');
    const { flow, last } = started;
    flow.cancel();
    flow.start({ user: '+8613900139000', sendMethod: 'pigeon' as never });
    expect(flow.getView()).toMatchObject({ state: 'idle', user: person.user, failure: { field: null } });

    await goTo(started, 'sendingCode');
    last('sendCode').resolve(refusal('unknownCode'));
    await settle();

    expect(flow.getView()).toMatchObject({ state: 'error', failure: { kind: 'codeTooSoon' } });
  });
});

describe('a try that was interrupted counts', () => {
  test('the fifth code that is interrupted is the last one, through the controller', async () => {
    const started = await startResetIn('codeRequired');
    await wrongCodes(started, 4);
    started.flow.submitCode('000000');
    await settle();

    const flow = restored(started);
    await settle();

    expect(flow.getView()).toMatchObject({
      state: 'codeRequired',
      attempts: { code: 5 },
      can: { submit: false },
      failure: { kind: 'codeExpired' },
    });
    await started.clock.advance(180_000);
    expect(flow.getView()).toMatchObject({ state: 'requestingSlider', failure: { kind: 'codeExpired' } });
    flow.stop();
  });

  test('the fifth code that is interrupted is the last one, in a raw snapshot', async () => {
    const started = await startResetIn('codeRequired');
    await wrongCodes(started, 4);
    started.flow.submitCode('000000');
    await settle();
    const snapshot = JSON.parse(JSON.stringify(started.flow.actor.getPersistedSnapshot())) as never;
    started.flow.stop();

    const actor = createActor(provideResetServices(started.services), { snapshot, clock: started.clock });
    actor.start();
    await settle();
    actor.send({ type: 'code.submit', code: secret('000000') });
    await settle();

    expect(actor.getSnapshot()).toMatchObject({ value: 'codeRequired', context: { codeIsOver: true } });
    expect(started.of('checkCode')).toHaveLength(5);
    actor.stop();
  });

  test.each(['controller', 'raw'])(
    'a code that is on its way can be entered, even if the last one was used up: %s',
    async (way) => {
      const started = await startResetIn('codeRequired');
      await wrongCodes(started, 5);
      await started.clock.advance(180_000);
      await goTo(started, 'sendingCode');
      expect(resetStateOf(started)).toBe('sendingCode');

      const flow = restored(
        started,
        way === 'raw' ? started.flow.actor.getPersistedSnapshot() : started.flow.persist(),
      );
      await settle();

      expect(flow.getView()).toMatchObject({
        state: 'codeRequired',
        attempts: { code: 1 },
        can: { submit: true },
        failure: null,
        expiresAt: started.clock.now() + 180_000,
        resendAt: started.clock.now() + 180_000,
      });
      flow.stop();
    },
  );
});

test('a code that is on its way counts one try in XState’s own restore, however many the last one had', async () => {
  const started = await startResetIn('codeRequired');
  await wrongCodes(started, 5);
  await started.clock.advance(180_000);
  await goTo(started, 'sendingCode');
  const snapshot = JSON.parse(JSON.stringify(started.flow.actor.getPersistedSnapshot())) as never;
  started.flow.stop();

  const actor = createActor(provideResetServices(started.services), { snapshot, clock: started.clock }).start();
  await settle();

  expect(actor.getSnapshot()).toMatchObject({
    value: 'codeRequired',
    context: { attempts: { code: 1 }, codeIsOver: false },
  });
  actor.stop();
});

describe('the cool-down', () => {
  test('a refusal as too soon, when the known cool-down is long over, is waited for anew', async () => {
    const started = await startResetIn('codeRequired');
    await started.clock.advance(180_000);
    await goTo(started, 'sendingCode');
    const before = started.clock.now();
    started.last('sendCode').resolve(refusal('codeTooSoon'));
    await settle();

    expect(started.flow.getView()).toMatchObject({
      state: 'error',
      failure: { kind: 'codeTooSoon', action: 'wait', retryAt: before + 180_000 },
      can: { retry: true },
    });
  });

  test('is not forgotten when a cancelled flow is stored', async () => {
    const started = await startResetIn('codeRequired');
    const resendAt = started.clock.now() + 180_000;
    started.flow.cancel();

    const flow = restored(started);
    expect(flow.getView()).toMatchObject({ state: 'idle', user: person.user });
    await goTo({ ...started, flow }, 'sendingCode');
    started.last('sendCode').resolve(refusal('unknownCode'));
    await settle();

    expect(flow.getView()).toMatchObject({ state: 'error', failure: { kind: 'codeTooSoon', retryAt: resendAt } });
    flow.stop();
  });

  test('belongs to one person: another one is not told to wait', async () => {
    const started = await startResetIn('codeRequired');
    started.flow.cancel();
    started.flow.start({ user: 'other@example.com' });
    await settle();
    started.last('sendSlider').resolve(slider());
    await settle();
    await goTo(started, 'sendingCode');
    started.last('sendCode').resolve(refusal('unknownCode'));
    await settle();

    expect(started.flow.getView()).toMatchObject({ state: 'requestingSlider', failure: { kind: 'unknownCode' } });
  });
});

describe('retry', () => {
  test('leads on from every error but an unknown outcome, a final one too', async () => {
    const started = await startResetIn('sendingCode');
    started.last('sendCode').resolve(refusal('blocked', { recoverable: false, action: 'none' }));
    await settle();
    expect(started.flow.getView()).toMatchObject({ state: 'error', can: { retry: true } });

    started.flow.retry();

    expect(resetStateOf(started)).toBe('requestingSlider');
  });
});

describe('a failure that was stored', () => {
  test('is shown at the same field with the same action', async () => {
    const started = await startResetIn('codeRequired');
    started.flow.submitCode('');
    const before = started.flow.getView().failure;
    expect(before).toMatchObject({ kind: 'inputInvalid', field: 'code', action: 'enterCode' });

    const flow = restored(started);

    expect(flow.getView().failure).toEqual(before);
    flow.stop();
  });

  test('that nothing helps against stays so', async () => {
    const started = await startResetIn('sendingCode');
    started.last('sendCode').resolve(refusal('blocked', { recoverable: false, action: 'none' }));
    await settle();
    const before = started.flow.getView().failure;

    const flow = restored(started);

    expect(flow.getView().failure).toEqual(before);
    flow.stop();
  });
});

describe('what is refused or left behind is dropped while the next slider is on its way', () => {
  test.each<[string, ResetState, (started: StartedReset) => unknown]>([
    ['a refused place', 'checkingSlider', ({ last }) => last('checkSlider').resolve(refusal('sliderWrong'))],
    ['a place that came late', 'checkingSlider', ({ last }) => last('checkSlider').resolve(refusal('sliderExpired'))],
    ['a slider that was not looked at', 'sliderRequired', ({ clock }) => clock.advance(60_000)],
    ['a slider that was not liked', 'sliderRequired', ({ flow }) => flow.refreshSlider()],
    ['a refused token of a slider', 'sendingCode', ({ last }) => last('sendCode').resolve(refusal('tokenExpired'))],
    ['a sending that nobody can read', 'sendingCode', ({ last }) => last('sendCode').resolve(refusal('unknownCode'))],
    ['a code without its slider', 'checkingCode', ({ last }) => last('checkCode').resolve(refusal('tokenExpired'))],
    ['a token that was not used', 'newPasswordRequired', ({ clock }) => clock.advance(180_000)],
    ['a refused token', 'resetting', ({ last }) => last('reset').resolve(refusal('tokenExpired'))],
  ])('%s', async (_, state, leave) => {
    const started = await startResetIn(state);
    await leave(started);
    await settle();

    const { value, context } = started.flow.actor.getSnapshot();
    expect(value).toBe('requestingSlider');
    expect(context).toMatchObject({ token: null, slider: null, answer: null, code: null, newPassword: null });
    started.flow.stop();
  });
});

test('another code that a person asks for is no word on the one before', async () => {
  const started = await startResetIn('sendingCode');
  started.last('sendCode').resolve(sent(600));
  await settle();
  await started.clock.advance(180_000);
  await wrongCodes(started, 1);
  expect(started.flow.getView().failure).toMatchObject({ kind: 'codeWrong' });

  started.flow.resendCode();

  expect(started.flow.getView()).toMatchObject({ state: 'requestingSlider', failure: null });
  started.flow.stop();
});

test('a slider that a person asks for is no word on the one before', async () => {
  const started = await startResetIn('checkingSlider');
  started.last('checkSlider').resolve(refusal('sliderWrong'));
  await settle();
  await goTo(started, 'sliderRequired');
  expect(started.flow.getView().failure).toMatchObject({ kind: 'sliderWrong' });

  started.flow.refreshSlider();

  expect(started.flow.getView()).toMatchObject({ state: 'requestingSlider', failure: null });
  started.flow.stop();
});

describe('a service function that says yes without what it promised', () => {
  const broken: readonly (readonly [string, keyof ResetServices, unknown])[] = [
    [
      'a slider without a token',
      'sendSlider',
      { ok: true, backgroundUrl: '', pieceUrl: '', pointY: 1, expiresInS: 60 },
    ],
    ['a slider with a token in clear', 'sendSlider', { ...slider(), token: 'T1-in-clear' }],
    ['a slider without a life', 'sendSlider', { ...slider(), expiresInS: undefined }],
    ['a slider without a picture', 'sendSlider', { ...slider(), backgroundUrl: undefined }],
    ['a check without a token', 'checkSlider', { ok: true }],
    ['a check with a token in clear', 'checkSlider', { ok: true, token: 'T2-in-clear', expiresInS: 60 }],
    ['a code without a life', 'sendCode', { ok: true, phone: null, email: null }],
    ['a code that is not a number of seconds', 'sendCode', { ...sent(), expiresInS: NaN }],
    ['a code check with a token in clear', 'checkCode', { ok: true, token: 'T4-in-clear', expiresInS: 60 }],
    ['a code check with a life that is over', 'checkCode', { ok: true, token: secret('T4'), expiresInS: -1 }],
  ];
  const askedIn = {
    sendSlider: 'requestingSlider',
    checkSlider: 'checkingSlider',
    sendCode: 'sendingCode',
    checkCode: 'checkingCode',
    reset: 'resetting',
  } as const;

  test.each(broken)('%s is an unexpected reply', async (_, port, outcome) => {
    const started = await startResetIn(askedIn[port]);
    started.last(port).resolve(outcome as never);
    await settle();

    expect(started.flow.getView()).toMatchObject({ state: 'error', failure: { kind: 'unexpectedReply' } });
    expect(JSON.stringify(started.flow.actor.getPersistedSnapshot())).not.toContain('in-clear');
  });
});

describe('a service function that says no in words that nobody knows', () => {
  const says = async (state: 'sendingCode' | 'resetting', failure: object) => {
    const started = await startResetIn(state);
    started.last(state === 'resetting' ? 'reset' : 'sendCode').resolve({ ok: false, failure } as never);
    await settle();
    return started.flow.getView();
  };

  test.each(['strange', '__proto__', 'passwordWrong'])('%s is an unexpected reply', async (kind) => {
    expect(await says('sendingCode', { kind })).toMatchObject({
      state: 'error',
      failure: { kind: 'unexpectedReply', action: 'retry' },
    });
  });

  test.each(['strange', '__proto__', 'passwordWrong'])('%s, to the reset, leaves the outcome unknown', async (kind) => {
    expect(await says('resetting', { kind })).toMatchObject({
      state: 'error',
      failure: { kind: 'outcomeUnknown', action: 'signIn' },
      can: { retry: false },
    });
  });

  test('and a failure that is only a kind gets what the kind says', async () => {
    expect(await says('sendingCode', { kind: 'accountLocked' })).toMatchObject({
      state: 'error',
      failure: { kind: 'accountLocked', field: null, action: 'wait', recoverable: true, code: null },
    });
  });
});

describe('a raw snapshot that is started on a clock which is an hour behind', () => {
  test.each(['requestingSlider', 'checkingSlider', 'sendingCode', 'checkingCode', 'resetting'] as const)(
    '%s ends within the time that a request has',
    async (state) => {
      const started = await startResetIn(state);
      const snapshot = started.flow.actor.getPersistedSnapshot() as never;
      started.flow.stop();
      const clock = createMovedClock(started.clock.now() - 3_600_000);
      const deferred = deferredReset();

      const actor = createActor(provideResetServices(deferred.services), { snapshot, clock });
      actor.start();
      await clock.advance(60_000);

      expect(actor.getSnapshot().value).not.toBe(state);
      actor.stop();
    },
  );
});

test('a token that comes late is over no later than it is for the service', async () => {
  const started = startReset();
  started.flow.start(person);
  await settle();
  const asked = started.clock.now();
  await started.clock.advance(2_000);
  started.last('sendSlider').resolve(slider());
  await settle();

  expect(started.flow.getView()).toMatchObject({ state: 'sliderRequired', slider: { expiresAt: asked + 60_000 } });
  started.flow.submitSlider(place);
  await settle();
  const checked = started.clock.now();
  await started.clock.advance(3_000);
  started.last('checkSlider').resolve(passed());
  await settle();

  expect(started.flow.actor.getSnapshot().context.tokenEndsAt).toBe(checked + 60_000);
  started.flow.stop();
});

test('a code is sent without the blanks around it, and blanks alone are none', async () => {
  const started = await startResetIn('codeRequired');
  started.flow.submitCode('  ');
  await settle();
  expect(started.flow.getView().failure).toMatchObject({ kind: 'inputInvalid', field: 'code' });
  expect(started.of('checkCode')).toHaveLength(0);

  started.flow.submitCode(' 374104\n');
  await settle();

  expect(reveal(started.last('checkCode').request.code)).toBe('374104');
  started.flow.stop();
});

test('the place of a slider is sent in whole pixels and ms, cut and not rounded', async () => {
  const started = await startResetIn('sliderRequired');
  started.flow.submitSlider({ pointX: 120.9, slideTime: 900.9 });

  expect(started.last('checkSlider').request).toMatchObject({ pointX: 120, slideTime: 900 });
});

test('commands may be handed on by themselves', async () => {
  const { flow, last } = startReset();
  const { getView, start, submitSlider, refreshSlider, cancel, reset, stop } = flow;
  start(person);
  last('sendSlider').resolve(slider());
  await settle();
  refreshSlider();
  last('sendSlider').resolve(slider());
  await settle();
  submitSlider(place);
  expect(getView().state).toBe('checkingSlider');
  cancel();
  reset();
  stop();

  expect(getView()).toMatchObject({ state: 'idle', user: null });
});

test('the user is sent to the byte as it was given, and shown so', async () => {
  const started = startReset();
  started.flow.start({ user: ' Ada\u0301 ' });

  expect(started.last('sendSlider').request.user).toBe(' Ada\u0301 ');
  expect(started.flow.getView().user).toBe(' Ada\u0301 ');
});

test('a new password is sent with its blanks, and is temporary only where that was said of it', async () => {
  const started = await startResetIn('newPasswordRequired', { passwordMode: 'lenient' });
  started.flow.submitPassword(' Brand-new-77 ', { temporary: true });
  started.last('reset').resolve(refusal('passwordNotAcceptable'));
  await settle();
  started.flow.submitPassword(' Brand-new-78 ');

  const asks = started.of('reset').map(({ request }) => [reveal(request.newPassword), request.temporary]);
  expect(asks).toEqual([
    [' Brand-new-77 ', true],
    [' Brand-new-78 ', false],
  ]);
});

test('an empty account name leaves the name that stands in `user` to the policy', async () => {
  const started = startReset();
  started.flow.start({ user: 'alexandra', accountName: '' });
  await settle();
  started.last('sendSlider').resolve(slider());
  await settle();
  started.flow.submitSlider(place);
  await settle();
  await goTo(started, 'newPasswordRequired');

  started.flow.submitPassword('Alexandra-99');

  expect(started.flow.getView()).toMatchObject({
    state: 'newPasswordRequired',
    failure: { kind: 'passwordNotAcceptable', field: 'newPassword' },
  });
});

test('the ports that are asked are those that the services have at that time, as their methods', async () => {
  const started = startReset();
  const { services } = started;
  const ports = [
    jest.spyOn(services, 'sendSlider').mockResolvedValue(slider()),
    jest.spyOn(services, 'checkSlider').mockResolvedValue(passed()),
    jest.spyOn(services, 'sendCode').mockResolvedValue(sent(600)),
    jest.spyOn(services, 'checkCode').mockResolvedValue(passed()),
    jest.spyOn(services, 'reset').mockResolvedValue({ ok: true }),
  ];
  started.flow.start(person);
  await settle();
  started.flow.submitSlider(place);
  await settle();
  started.flow.submitCode('123456');
  await settle();
  started.flow.submitPassword(goodPassword);
  await settle();

  expect(resetStateOf(started)).toBe('success');
  for (const port of ports) expect(port.mock.contexts).toEqual([services]);
});
