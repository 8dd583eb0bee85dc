import { describe, expect, test } from '@jest/globals';
import { secret } from 'meeting-join-flow';
import { resetFailure } from '../../src/guards/reset-failure.js';
import { settle } from '../support/moved-clock.js';
import { passed, refusal, sent, slider } from '../support/reset-services.js';
import { goodPassword, goTo, person, startReset, startResetIn } from '../support/start-reset.js';
import type { StartedReset } from '../support/start-reset.js';

const coolDown = 180_000;
const none = { slider: 0, code: 0, password: 0 };
const said = { code: 'USG.206010001', status: 400, serverMessage: 'no', requestId: 'r-1' };
const remembered = ({ flow }: StartedReset) => flow.actor.getSnapshot().context;

async function refuseSliders(started: StartedReset, times: number): Promise<void> {
  for (let count = 0; count < times; count++) {
    await goTo(started, 'checkingSlider');
    started.last('checkSlider').resolve(refusal('sliderWrong', said));
    await settle();
  }
}
async function refuseCodes(started: StartedReset, times: number): Promise<void> {
  for (let count = 0; count < times; count++) {
    started.flow.submitCode('000000');
    await settle();
    started.last('checkCode').resolve(refusal('codeWrong', said));
    await settle();
  }
}

describe('the count of sliders', () => {
  test.each([
    [1, 1],
    [4, 4],
    [5, 0],
  ])('after %p that were refused, a retry goes on with %p', async (tries, kept) => {
    const started = await startResetIn('codeRequired');
    await refuseCodes(started, 2);
    await started.clock.advance(coolDown - 1);
    await started.clock.advance(1);
    await refuseSliders(started, tries);
    if (tries < 5) {
      await goTo(started, 'checkingSlider');
      started.last('checkSlider').resolve(refusal('accountLocked'));
      await settle();
    }
    expect(started.flow.getView()).toMatchObject({ state: 'error', attempts: { ...none, slider: tries, code: 2 } });

    started.flow.retry();

    expect(started.flow.getView()).toMatchObject({ state: 'requestingSlider', failure: null });
    expect(started.flow.getView().attempts).toEqual({ slider: kept, code: 2, password: 0 });
    expect(remembered(started).unseen).toBe(0);
  });

  test('begins anew with the place that is right', async () => {
    const started = await startResetIn('sliderRequired');
    await refuseSliders(started, 3);
    await goTo(started, 'sendingCode');

    expect(started.flow.getView().attempts).toEqual(none);
  });
});

describe('a slider that nobody looks at', () => {
  test('is asked for again twice, and is the end the third time', async () => {
    const started = await startResetIn('sliderRequired');
    for (const unseen of [1, 2]) {
      await started.clock.advance(60_000);
      expect(started.flow.getView()).toMatchObject({
        state: 'requestingSlider',
        failure: resetFailure('sliderExpired'),
      });
      expect(remembered(started).unseen).toBe(unseen);
      await goTo(started, 'sliderRequired');
    }
    await started.clock.advance(60_000);

    expect(started.flow.getView()).toMatchObject({ state: 'error', failure: resetFailure('sliderExpired') });
    expect(started.of('sendSlider')).toHaveLength(3);
    started.flow.retry();
    expect(remembered(started).unseen).toBe(0);
  });

  test.each(['a place', 'a refresh'])('counts anew after %s', async (what) => {
    const started = await startResetIn('sliderRequired');
    await started.clock.advance(60_000);
    await goTo(started, 'sliderRequired');
    if (what === 'a refresh') started.flow.refreshSlider();
    else await refuseSliders(started, 1);
    await goTo(started, 'sliderRequired');
    for (const unseen of [1, 2]) {
      await started.clock.advance(60_000);
      expect(remembered(started).unseen).toBe(unseen);
      await goTo(started, 'sliderRequired');
    }
  });
});

describe('the count of codes', () => {
  test('ends with the fifth, and another code waits for the cool-down of the one before', async () => {
    const started = await startResetIn('codeRequired');
    const resendAt = started.clock.now() + coolDown;
    await refuseCodes(started, 4);
    expect(started.flow.getView()).toMatchObject({ failure: resetFailure('codeWrong', said), can: { submit: true } });
    await refuseCodes(started, 1);

    const over = resetFailure('codeExpired', { action: 'wait', retryAt: resendAt });
    expect(started.flow.getView()).toMatchObject({
      state: 'codeRequired',
      failure: over,
      attempts: { ...none, code: 5 },
      can: { submit: false, resendCode: false },
    });
    started.flow.submitCode('374104');
    started.flow.submitCode('');
    await settle();
    expect(started.flow.getView()).toMatchObject({ state: 'codeRequired', failure: over });
    expect(started.of('checkCode')).toHaveLength(5);

    await started.clock.advance(coolDown);
    expect(started.flow.getView()).toMatchObject({
      state: 'requestingSlider',
      failure: resetFailure('codeExpired', { action: 'solveSlider' }),
      attempts: { ...none, code: 5 },
    });
    await goTo(started, 'codeRequired');
    expect(started.flow.getView()).toMatchObject({ failure: null, attempts: none, can: { submit: true } });
  });

  test('is kept when the code lives longer than its cool-down', async () => {
    const started = await startResetIn('sendingCode');
    started.last('sendCode').resolve(sent(600));
    await settle();
    await started.clock.advance(coolDown);
    await refuseCodes(started, 1);

    expect(started.flow.getView()).toMatchObject({
      state: 'codeRequired',
      failure: resetFailure('codeWrong', said),
      can: { submit: true, resendCode: true },
    });
  });

  test('a code that expires before its cool-down is over waits for it', async () => {
    const started = await startResetIn('sendingCode');
    const resendAt = started.clock.now() + coolDown;
    started.last('sendCode').resolve(sent(60));
    await settle();
    await started.clock.advance(60_000);

    expect(started.flow.getView()).toMatchObject({
      state: 'codeRequired',
      failure: resetFailure('codeExpired', { action: 'wait', retryAt: resendAt }),
      expiresAt: resendAt - 120_000,
      resendAt,
      can: { submit: false, resendCode: false, cancel: true },
    });
  });
});

describe('the count of new passwords', () => {
  test('begins anew with the next code that is right', async () => {
    const started = await startResetIn('newPasswordRequired');
    for (let count = 0; count < 3; count++) {
      started.flow.submitPassword(goodPassword);
      started.last('reset').resolve(refusal('unknownCode', said));
      await settle();
    }
    expect(started.flow.getView()).toMatchObject({ state: 'requestingSlider', attempts: { ...none, password: 3 } });
    await goTo(started, 'newPasswordRequired');

    expect(started.flow.getView().attempts).toEqual(none);
  });
});

describe('the cool-down of codes', () => {
  /** The next request for a code, that long after the first was sent. */
  async function nextCode(after: number): Promise<StartedReset> {
    const started = await startResetIn('sendingCode');
    started.last('sendCode').resolve(sent(600));
    await settle();
    started.flow.cancel();
    await started.clock.advance(after);
    await goTo(started, 'sendingCode');
    return started;
  }

  test.each([
    ['codeTooSoon', 60_000, null, 'error', coolDown],
    ['unknownCode', 60_000, null, 'error', coolDown],
    ['unknownCode', coolDown - 1, null, 'error', coolDown],
    ['unknownCode', coolDown, null, 'requestingSlider', coolDown],
    ['codeTooSoon', coolDown, null, 'error', 2 * coolDown],
    ['codeTooSoon', 60_000, 240_000, 'error', 240_000],
    ['codeTooSoon', 240_000, 300_000, 'error', 300_000],
  ] as const)(
    'a refusal as %s %p ms after the last code, with a time of %p: %s, until %p',
    async (kind, after, retryAt, state, until) => {
      const started = await nextCode(after);
      const first = started.clock.now() - after;
      const its = { ...said, retryAt: retryAt === null ? null : first + retryAt };
      started.last('sendCode').resolve(refusal(kind, its));
      await settle();

      const view = started.flow.getView();
      expect([view.state, remembered(started).resendAt - first]).toEqual([state, until]);
      expect(view.failure).toEqual(
        state === 'error'
          ? resetFailure('codeTooSoon', { ...its, retryAt: first + until })
          : resetFailure('unknownCode', { ...its, action: 'solveSlider' }),
      );
    },
  );

  test.each([
    ['sooner than the known one, which stays', 60_000, 90_000, coolDown],
    ['that is over', 240_000, 30_000, 240_000 + coolDown],
  ])('a time of the service %s is shown as it is', async (_, after, retryAt, until) => {
    const started = await nextCode(after);
    const first = started.clock.now() - after;
    started.last('sendCode').resolve(refusal('codeTooSoon', { retryAt: first + retryAt }));
    await settle();

    expect(started.flow.getView().failure).toEqual(resetFailure('codeTooSoon', { retryAt: first + retryAt }));
    expect(remembered(started).resendAt - first).toBe(until);
  });

  test.each(['cancel', 'network', 'timeout', 'serverFault', 'unexpectedReply'] as const)(
    'begins with a request for a code whose reply was not seen: %s',
    async (how) => {
      const started = await startResetIn('sendingCode');
      const from = started.clock.now();
      await started.clock.advance(5000);
      if (how === 'cancel') started.flow.cancel();
      else started.last('sendCode').resolve(refusal(how, said));
      await settle();

      expect(remembered(started).resendAt).toBe(from + coolDown);
      expect(started.flow.getView().failure).toEqual(how === 'cancel' ? null : resetFailure(how, said));
    },
  );

  test('stays with a person who cancels, and goes with all else on a reset', async () => {
    const started = startReset();
    const { flow, clock } = started;
    flow.start({ ...person, sendMethod: 'email', clientType: 'mobile', accountName: 'annalise' });
    await settle();
    await goTo(started, 'codeRequired');
    const blank = startReset({ clock }).flow.actor.getSnapshot().context;
    flow.cancel();
    expect(remembered(started)).toEqual({
      ...blank,
      ...person,
      sendMethod: 'email',
      clientType: 'mobile',
      accountName: 'annalise',
      resendAt: clock.now() + coolDown,
      attempt: { repeats: 0, startAt: 0, attemptEndsAt: 0, totalEndsAt: 0 },
    });
    flow.reset();
    expect(remembered(started)).toEqual(blank);
  });
});

describe('a refusal that has another name at its step', () => {
  test.each([
    ['checkingSlider', 'checkSlider', 'unknownCode', 'requestingSlider', 'sliderWrong'],
    ['checkingSlider', 'checkSlider', 'sliderMissing', 'requestingSlider', 'sliderWrong'],
    ['checkingSlider', 'checkSlider', 'sliderExpired', 'requestingSlider', 'sliderExpired'],
    ['checkingSlider', 'checkSlider', 'tokenExpired', 'requestingSlider', 'sliderExpired'],
    ['sendingCode', 'sendCode', 'unknownCode', 'requestingSlider', 'unknownCode'],
    ['sendingCode', 'sendCode', 'tokenExpired', 'requestingSlider', 'tokenExpired'],
    ['checkingCode', 'checkCode', 'tokenExpired', 'requestingSlider', 'tokenExpired'],
    ['resetting', 'reset', 'tokenExpired', 'requestingSlider', 'tokenExpired'],
    ['resetting', 'reset', 'network', 'error', 'outcomeUnknown'],
    ['resetting', 'reset', 'timeout', 'error', 'outcomeUnknown'],
    ['resetting', 'reset', 'serverFault', 'error', 'outcomeUnknown'],
    ['resetting', 'reset', 'unexpectedReply', 'error', 'outcomeUnknown'],
  ] as const)('in %s, %s: %s leads to %s as %s, with what the service said', async (from, port, kind, to, shown) => {
    const started = await startResetIn(from);
    started.last(port).resolve(refusal(kind, { ...said, retryAt: 5 }));
    await settle();

    const { state, failure } = started.flow.getView();
    const action = to === 'requestingSlider' ? ({ action: 'solveSlider' } as const) : {};
    expect([state, failure]).toEqual([to, resetFailure(shown, { ...said, retryAt: 5, ...action })]);
  });

  test.each([
    ['checkingSlider', 'checkSlider', 'sliderWrong'],
    ['checkingSlider', 'checkSlider', 'sliderExpired'],
    ['resetting', 'reset', 'outcomeUnknown'],
  ] as const)('in %s, %s keeps what a service function makes of %s itself', async (from, port, kind) => {
    const started = await startResetIn(from);
    const its = { field: 'user', action: 'contactHost', recoverable: false } as const;
    started.last(port).resolve(refusal(kind, its));
    await settle();

    expect(started.flow.getView().failure).toEqual(resetFailure(kind, its));
  });

  test('the fifth slider is the last one, as blocked, with what the service said', async () => {
    const started = await startResetIn('sliderRequired');
    await refuseSliders(started, 5);

    expect(started.flow.getView()).toMatchObject({
      state: 'error',
      failure: resetFailure('blocked', said),
      attempts: { ...none, slider: 5 },
    });
  });

  test('the third password that cannot be read leads to a slider, with what the service said', async () => {
    const started = await startResetIn('newPasswordRequired');
    for (let tries = 0; tries < 3; tries++) {
      started.flow.submitPassword(goodPassword);
      await settle();
      started.last('reset').resolve(refusal('unknownCode', said));
      await settle();
    }

    expect(started.flow.getView()).toMatchObject({
      state: 'requestingSlider',
      failure: resetFailure('tokenExpired', { ...said, action: 'solveSlider' }),
    });
  });
});

describe('a yes of a service function', () => {
  test.each([
    ['a slider without its background', 'sendSlider', { ...slider(), backgroundUrl: 1 }],
    ['a slider without its piece', 'sendSlider', { ...slider(), pieceUrl: null }],
    ['a slider without the height of its piece', 'sendSlider', { ...slider(), pointY: '31' }],
    ['a slider whose piece is nowhere', 'sendSlider', { ...slider(), pointY: NaN }],
    ['a slider that lives for no time', 'sendSlider', slider('T1', 0)],
    ['a slider that lives for ever', 'sendSlider', slider('T1', Infinity)],
    ['a check that lives for no time', 'checkSlider', passed('T2', 0)],
    ['a check with an empty token', 'checkSlider', { ok: true, token: secret(''), expiresInS: 60 }],
    ['a code that lives for no time', 'sendCode', sent(0)],
  ] as const)('with %s is an unexpected reply', async (_, port, outcome) => {
    const states = { sendSlider: 'requestingSlider', checkSlider: 'checkingSlider', sendCode: 'sendingCode' } as const;
    const started = await startResetIn(states[port]);
    started.last(port).resolve(outcome);
    await settle();

    expect(started.flow.getView()).toMatchObject({ state: 'error', failure: resetFailure('unexpectedReply') });
  });

  test.each([
    [{ phone: '+86138****8000' }, { phone: '+86138****8000', email: null }],
    [{ email: 'a***@b.c' }, { phone: null, email: 'a***@b.c' }],
    [
      { phone: '1', email: '2' },
      { phone: '1', email: '2' },
    ],
    [{}, { phone: null, email: null }],
  ])('to the code’s sending, with %p, shows where it went', async (where, sentTo) => {
    const started = await startResetIn('sendingCode');
    started.last('sendCode').resolve({ ok: true, expiresInS: 0.5, ...where } as never);
    await settle();

    expect(started.flow.getView()).toMatchObject({
      state: 'codeRequired',
      sentTo,
      expiresAt: started.clock.now() + 500,
      resendAt: started.clock.now() + coolDown,
    });
  });
});
