import { describe, expect, test } from '@jest/globals';
import { createJoinFlow, submitJoin, wayOn } from 'meeting-join-flow';
import type { FailureAction, MeetingInfoOutcome } from 'meeting-join-flow';
import { resetFailure } from '../../src/guards/reset-failure.js';
import { picture, refused, scriptServices } from '../react/scripted-services.js';
import { createMovedClock, settle } from '../support/moved-clock.js';
import { refusal, slider } from '../support/reset-services.js';
import { goTo, startReset } from '../support/start-reset.js';

const destination = 'https://acme.webex.com/meet/ada';

/** A flow that was looked up and answered so, what its app was asked, and its way on. */
async function openAt(outcome: MeetingInfoOutcome) {
  const { services, asked, refreshes } = scriptServices();
  const flow = createJoinFlow({ services, clock: createMovedClock() });
  submitJoin(flow, { destination });
  asked[0]!.reply(outcome);
  await settle();
  const asks: FailureAction[] = [];
  return { flow, asked, refreshes, asks, way: () => wayOn(flow, flow.getView(), (action) => void asks.push(action)) };
}

describe('the way on', () => {
  test('is none before a failure, and none while the flow is busy', () => {
    const { services } = scriptServices();
    const flow = createJoinFlow({ services, clock: createMovedClock() });
    expect(wayOn(flow, flow.getView())).toBeUndefined();
    submitJoin(flow, { destination });
    expect(wayOn(flow, flow.getView())).toBeUndefined();
  });

  test.each(['unexpectedReply', 'notStarted'] as const)('of %s is another try', async (kind) => {
    const { flow, asked, asks, way } = await openAt(refused(kind));
    expect(['retry', 'wait']).toContain(flow.getView().failure?.action);
    way()?.();
    expect(asked).toHaveLength(2);
    expect(asks).toEqual([]);
  });

  test('of a used-up picture is another one', async () => {
    const { flow, refreshes, way } = await openAt(
      refused('refreshFailed', {
        needs: { password: false, captcha: true, registrationId: false },
        captcha: picture('1'),
      }),
    );
    expect(flow.getView()).toMatchObject({ state: 'captchaRequired', failure: { action: 'refreshCaptcha' } });
    way()?.();
    expect(refreshes).toHaveLength(1);
  });

  test('is the flow’s command for another code, where a failure names it', async () => {
    const started = startReset();
    await goTo(started, 'codeRequired');
    const { flow } = started;
    const view = flow.getView();
    const failure = resetFailure('codeExpired');
    expect(failure.action).toBe('resendCode');
    const may = (resendCode: boolean) => ({ ...view, failure, can: { ...view.can, resendCode } });
    expect(wayOn(flow, may(true))).toBe(flow.resendCode);
    expect(wayOn(flow, may(false))).toBeUndefined();
  });

  test('is none while the flow would not go it, and no matter of the app then', async () => {
    const started = startReset();
    await goTo(started, 'checkingCode');
    const { flow, last } = started;
    last('checkCode').resolve(refusal('codeExpired'));
    await settle();
    // The service allows another code later.
    expect(flow.getView()).toMatchObject({ failure: { action: 'wait' }, can: { retry: false, resendCode: false } });
    expect(wayOn(flow, flow.getView(), () => undefined)).toBeUndefined();
  });

  test('of what cannot be mended is to start over', async () => {
    const { flow, way } = await openAt(refused('inputInvalid'));
    expect(flow.getView()).toMatchObject({ state: 'error', failure: { action: 'startOver' } });
    way()?.();
    expect(flow.getView()).toMatchObject({ state: 'idle', destination: null });
  });

  test.each([
    ['signInRequired', 'signIn'],
    ['registrationMissing', 'register'],
    ['webcastOnly', 'openWebcast'],
    ['accessDenied', 'contactHost'],
  ] as const)('of %s is the app’s: %s', async (kind, action) => {
    const { flow, asks, way } = await openAt(refused(kind));
    expect(flow.getView().failure?.action).toBe(action);
    way()?.();
    expect(asks).toEqual([action]);
    expect(wayOn(flow, flow.getView())).toBeUndefined();
  });

  test('is no matter of the app where the flow waits for an answer, though no field is to blame', async () => {
    const started = startReset();
    await goTo(started, 'newPasswordRequired');
    const { flow, clock, last } = started;
    await clock.advance(180_000);
    last('sendSlider').resolve(slider());
    await settle();
    expect(flow.getView()).toMatchObject({
      state: 'sliderRequired',
      failure: { kind: 'tokenExpired', field: null, action: 'solveSlider' },
    });
    expect(wayOn(flow, flow.getView(), () => undefined)).toBeUndefined();
  });

  test('at a field is typing: no button is named', async () => {
    const { way } = await openAt(refused('passwordWrong'));
    expect(way()).toBeUndefined();
  });
});
