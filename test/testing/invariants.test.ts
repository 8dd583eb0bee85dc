import { describe, expect, test } from '@jest/globals';
import { brokenInvariants, joinInvariants, resetInvariants } from 'meeting-join-flow/testing';

type View = Readonly<Record<string, unknown>>;

const failure = { kind: 'serverFault', recoverable: true };
const nothing = { submit: false, refreshCaptcha: false, retry: false, cancel: false };
const can = { ...nothing, cancel: true };
const needs = { password: false, captcha: false, registrationId: false };
const captcha = { id: 'Captcha_first', imageUrl: 'https://acme.webex.com/captcha.png', spent: false };
const base = { destination: { type: 'number' }, failure: null, can };
const asking = { ...base, failure, can: { ...can, submit: true } };

/** A view of each state of the join flow, with nothing wrong. */
const join: Readonly<Record<string, View>> = {
  idle: { ...base, state: 'idle', destination: null, can: nothing },
  fetching: { ...base, state: 'fetching' },
  passwordRequired: { ...asking, state: 'passwordRequired', needs: { ...needs, password: true } },
  captchaRequired: {
    ...asking,
    ...{ state: 'captchaRequired', needs: { ...needs, captcha: true }, captcha },
    can: { ...can, submit: true, refreshCaptcha: true },
  },
  spent: {
    ...asking,
    ...{ state: 'captchaRequired', needs: { ...needs, captcha: true }, captcha: { ...captcha, spent: true } },
    can: { ...can, refreshCaptcha: true },
  },
  registrationRequired: { ...asking, state: 'registrationRequired', needs: { ...needs, registrationId: true } },
  refreshing: { ...base, state: 'refreshing', captcha },
  success: { ...base, state: 'success', meetingInfo: {}, can: nothing },
  error: { ...base, state: 'error', failure, can: { ...can, retry: true } },
  fatal: { ...base, state: 'error', destination: null, failure: { ...failure, recoverable: false } },
};

const resetBase = { user: '+8613800138000', failure: null, can };
/** And of the password reset. */
const reset: Readonly<Record<string, View>> = {
  idle: { ...resetBase, state: 'idle', user: null, can: nothing },
  requestingSlider: { ...resetBase, state: 'requestingSlider' },
  sliderRequired: {
    ...resetBase,
    ...{ state: 'sliderRequired', slider: { backgroundUrl: 'data:a', pieceUrl: 'data:b', expiresAt: 1 } },
  },
  codeRequired: { ...resetBase, state: 'codeRequired', expiresAt: 1, resendAt: 1 },
  newPasswordRequired: { ...resetBase, state: 'newPasswordRequired', expiresAt: 1 },
  resetting: { ...resetBase, state: 'resetting' },
  success: { ...resetBase, state: 'success', can: nothing },
  error: { ...resetBase, state: 'error', user: null, failure, can: { ...can, retry: true } },
  unknown: { ...resetBase, state: 'error', failure: { kind: 'outcomeUnknown' } },
};

/** A view with one thing changed, which may lie deeper: `can.submit`. */
function changed(view: View, path: string, value: unknown): View {
  const [name = '', ...rest] = path.split('.');
  return { ...view, [name]: rest.length > 0 ? changed(view[name] as View, rest.join('.'), value) : value };
}

type Broken = readonly [state: string, path: string, value: unknown, says: string];

const joinBroken: readonly Broken[] = [
  ['passwordRequired', 'failure', null, 'an asking state and an error say why'],
  ['captchaRequired', 'failure', null, 'an asking state and an error say why'],
  ['registrationRequired', 'failure', null, 'an asking state and an error say why'],
  ['fatal', 'failure', null, 'an asking state and an error say why'],
  ['fetching', 'failure', failure, 'nothing failed while a request is on its way, or after success'],
  ['success', 'failure', failure, 'nothing failed while a request is on its way, or after success'],
  ['passwordRequired', 'needs.password', false, 'passwordRequired asks for a password and for nothing else'],
  ['passwordRequired', 'needs.captcha', true, 'passwordRequired asks for a password and for nothing else'],
  ['passwordRequired', 'needs.registrationId', true, 'passwordRequired asks for a password and for nothing else'],
  ['captchaRequired', 'needs.captcha', false, 'captchaRequired has a captcha to show'],
  ['captchaRequired', 'captcha.id', '', 'captchaRequired has a captcha to show'],
  ['captchaRequired', 'captcha.imageUrl', '', 'captchaRequired has a captcha to show'],
  ['registrationRequired', 'needs.registrationId', false, 'registrationRequired asks for a registration id'],
  ['refreshing', 'captcha.id', '', 'refreshing still shows the old captcha'],
  ['success', 'meetingInfo', undefined, 'success has a meeting'],
  ['success', 'meetingInfo', null, 'success has a meeting'],
  ['idle', 'can.cancel', true, 'every state but idle and success can be cancelled'],
  ['success', 'can.cancel', true, 'every state but idle and success can be cancelled'],
  ['fetching', 'can.cancel', false, 'every state but idle and success can be cancelled'],
  ['error', 'can.cancel', false, 'every state but idle and success can be cancelled'],
  ...(['fetching', 'error', 'spent'] as const).map(
    (state) =>
      [
        state,
        'can.submit',
        true,
        'only an asking state takes answers, and it does unless its captcha is spent',
      ] as const,
  ),
  ...(['passwordRequired', 'captchaRequired', 'registrationRequired'] as const).map(
    (state) =>
      [
        state,
        'can.submit',
        false,
        'only an asking state takes answers, and it does unless its captcha is spent',
      ] as const,
  ),
  ['spent', 'can.refreshCaptcha', false, 'a spent captcha can be replaced'],
  ['passwordRequired', 'can.refreshCaptcha', true, 'a spent captcha can be replaced'],
  ['fatal', 'can.retry', true, 'only a failure that can pass offers a retry'],
  ['passwordRequired', 'can.retry', true, 'only a failure that can pass offers a retry'],
  ['fetching', 'destination', null, 'past idle there is a destination'],
  ['success', 'destination', null, 'past idle there is a destination'],
];

const resetBroken: readonly Broken[] = [
  ['unknown', 'failure', null, 'an error says why'],
  ['success', 'failure', failure, 'nothing failed after success'],
  ['sliderRequired', 'slider.backgroundUrl', '', 'a slider has its pictures and its end'],
  ['sliderRequired', 'slider.pieceUrl', '', 'a slider has its pictures and its end'],
  ['sliderRequired', 'slider.expiresAt', 0, 'a slider has its pictures and its end'],
  ['codeRequired', 'expiresAt', 0, 'a code has its end and the time of the next one'],
  ['codeRequired', 'resendAt', 0, 'a code has its end and the time of the next one'],
  ['newPasswordRequired', 'expiresAt', 0, 'a new password has to be chosen in time'],
  ['idle', 'can.cancel', true, 'every state but idle and success can be cancelled'],
  ['success', 'can.cancel', true, 'every state but idle and success can be cancelled'],
  ['resetting', 'can.cancel', false, 'every state but idle and success can be cancelled'],
  ['unknown', 'can.retry', true, 'what may have been carried out is never tried again'],
  ['resetting', 'user', null, 'past idle there is a user'],
];

describe.each([
  ['join', join, joinBroken, joinInvariants],
  ['reset', reset, resetBroken, resetInvariants],
] as const)('of the %s flow', (flow, views, broken, invariants) => {
  test('every sentence is true of sound views', () => {
    for (const view of Object.values(views)) expect(brokenInvariants(flow, view)).toEqual([]);
  });

  test('every sentence can be broken, and is the only one that then is', () => {
    for (const [state, path, value, says] of broken)
      expect([state, path, ...brokenInvariants(flow, changed(views[state]!, path, value))]).toEqual([
        state,
        path,
        says,
      ]);
    expect(new Set(broken.map(([, , , says]) => says))).toEqual(new Set(invariants.map(({ says }) => says)));
  });
});
