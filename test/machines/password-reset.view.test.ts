import { describe, expect, test } from '@jest/globals';
import { getPasswordResetView } from 'meeting-join-flow';
import type { PasswordResetView } from 'meeting-join-flow';
import { resetFailure } from '../../src/guards/reset-failure.js';
import { createMovedClock, settle } from '../support/moved-clock.js';
import { refusal, sent } from '../support/reset-services.js';
import { goTo, person, place, startResetIn, wayStates } from '../support/start-reset.js';

const none = { slider: 0, code: 0, password: 0 };
const cannot = { submit: false, refreshSlider: false, resendCode: false, retry: false, cancel: false };
const from = createMovedClock().now();
const picture = { backgroundUrl: 'data:image/png;base64,AAAA', pieceUrl: 'data:image/png;base64,BBBB', pointY: 31 };
const sentTo = { phone: '+86138****8000', email: null };

describe('the view of the password reset', () => {
  const views: Readonly<Record<PasswordResetView['state'], object>> = {
    idle: { user: null, can: cannot },
    requestingSlider: { can: { ...cannot, cancel: true } },
    sliderRequired: {
      can: { ...cannot, submit: true, refreshSlider: true, cancel: true },
      slider: { ...picture, expiresAt: from + 60_000 },
    },
    checkingSlider: { can: { ...cannot, cancel: true } },
    sendingCode: { can: { ...cannot, cancel: true } },
    codeRequired: {
      can: { ...cannot, submit: true, cancel: true },
      sentTo,
      expiresAt: from + 180_000,
      resendAt: from + 180_000,
    },
    checkingCode: { can: { ...cannot, cancel: true } },
    newPasswordRequired: { can: { ...cannot, submit: true, cancel: true }, expiresAt: from + 180_000 },
    resetting: { can: { ...cannot, cancel: true } },
    success: { can: cannot },
    error: { can: { ...cannot, retry: true, cancel: true }, failure: resetFailure('network') },
  };

  test.each(wayStates)('in %s is this, and no more', async (state) => {
    const { flow } = await startResetIn(state);

    expect(flow.getView()).toStrictEqual({
      state,
      user: person.user,
      failure: null,
      attempts: none,
      ...views[state],
    });
  });

  test('after a refusal offers another answer, and no retry', async () => {
    const started = await startResetIn('checkingSlider');
    started.last('checkSlider').resolve(refusal('sliderWrong'));
    await settle();
    expect(started.flow.getView().can).toEqual({ ...cannot, cancel: true });
    await goTo(started, 'sliderRequired');
    const attempts = { ...none, slider: 1 };
    expect(started.flow.getView()).toEqual({
      state: 'sliderRequired',
      user: person.user,
      failure: resetFailure('sliderWrong'),
      attempts,
      ...views.sliderRequired,
    });
    started.flow.submitSlider(place);
    expect(started.flow.getView()).toMatchObject({ state: 'checkingSlider', failure: null, attempts });
  });

  test('never has a retry but in an error, nor another code but where one is required', async () => {
    const started = await startResetIn('sendingCode');
    started.last('sendCode').resolve(sent(600));
    await settle();
    await started.clock.advance(180_000);
    started.flow.submitCode('');
    const failure = resetFailure('inputInvalid', { field: 'code', action: 'enterCode' });
    expect(started.flow.getView()).toMatchObject({
      state: 'codeRequired',
      failure,
      can: { ...cannot, submit: true, resendCode: true, cancel: true },
    });
    started.flow.submitCode('374104');
    expect(started.flow.getView()).toMatchObject({ state: 'checkingCode', can: { ...cannot, cancel: true } });
    started.last('checkCode').resolve(refusal('network'));
    await settle();
    expect(started.flow.getView()).toMatchObject({ state: 'error', can: { ...cannot, retry: true, cancel: true } });
    started.flow.start({ user: '' });
    expect(started.flow.getView()).toMatchObject({ state: 'error', can: { ...cannot, cancel: true } });
    started.flow.cancel();
    started.flow.start({ user: '' });
    expect(started.flow.getView()).toMatchObject({ state: 'idle', can: cannot, failure: { kind: 'inputInvalid' } });
  });

  test('of a damaged slider is one without a picture', async () => {
    const { value, context } = (await startResetIn('sliderRequired')).flow.actor.getSnapshot();

    expect(getPasswordResetView({ value, context: { ...context, slider: null } })).toMatchObject({
      state: 'sliderRequired',
      slider: { backgroundUrl: '', pieceUrl: '', pointY: 0, expiresAt: from + 60_000 },
    });
  });
});
