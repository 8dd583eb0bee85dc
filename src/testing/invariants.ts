import type { JoinView } from '../machines/join-flow.view.js';
import type { PasswordResetView } from '../machines/password-reset.view.js';

/** A sentence that is true of every view of a flow, whatever led there. */
export interface Invariant<View> {
  readonly says: string;
  holds(view: View): boolean;
}

const isThere = (value: unknown): boolean => typeof value === 'object' && value !== null;
const asks = (state: string): boolean => state.endsWith('Required');

export const joinInvariants: readonly Invariant<JoinView>[] = [
  {
    says: 'an asking state and an error say why',
    holds: (view) => !(asks(view.state) || view.state === 'error') || view.failure !== null,
  },
  {
    says: 'nothing failed while a request is on its way, or after success',
    holds: ({ state, failure }) => (state !== 'fetching' && state !== 'success') || failure === null,
  },
  {
    says: 'passwordRequired asks for a password and for nothing else',
    holds: (view) =>
      view.state !== 'passwordRequired' || (view.needs.password && !view.needs.captcha && !view.needs.registrationId),
  },
  {
    says: 'captchaRequired has a captcha to show',
    holds: (view) =>
      view.state !== 'captchaRequired' ||
      (view.needs.captcha && view.captcha.id !== '' && view.captcha.imageUrl !== ''),
  },
  {
    says: 'registrationRequired asks for a registration id',
    holds: (view) => view.state !== 'registrationRequired' || view.needs.registrationId,
  },
  {
    says: 'refreshing still shows the old captcha',
    holds: (view) => view.state !== 'refreshing' || view.captcha.id !== '',
  },
  { says: 'success has a meeting', holds: (view) => view.state !== 'success' || isThere(view.meetingInfo) },
  {
    says: 'every state but idle and success can be cancelled',
    holds: ({ state, can }) => can.cancel === (state !== 'idle' && state !== 'success'),
  },
  {
    says: 'only an asking state takes answers, and it does unless its captcha is spent',
    holds: (view) =>
      view.can.submit === (asks(view.state) && !(view.state === 'captchaRequired' && view.captcha.spent)),
  },
  {
    says: 'a spent captcha can be replaced',
    holds: ({ state, can }) => can.refreshCaptcha === (state === 'captchaRequired'),
  },
  {
    says: 'only a failure that can pass offers a retry',
    holds: ({ state, can, failure }) => !can.retry || (state === 'error' && failure.recoverable),
  },
  {
    says: 'past idle there is a destination',
    holds: ({ state, destination }) => state === 'idle' || state === 'error' || destination !== null,
  },
];

export const resetInvariants: readonly Invariant<PasswordResetView>[] = [
  { says: 'an error says why', holds: ({ state, failure }) => state !== 'error' || failure !== null },
  { says: 'nothing failed after success', holds: ({ state, failure }) => state !== 'success' || failure === null },
  {
    says: 'a slider has its pictures and its end',
    holds: (view) =>
      view.state !== 'sliderRequired' ||
      (view.slider.backgroundUrl !== '' && view.slider.pieceUrl !== '' && view.slider.expiresAt > 0),
  },
  {
    says: 'a code has its end and the time of the next one',
    holds: (view) => view.state !== 'codeRequired' || (view.expiresAt > 0 && view.resendAt > 0),
  },
  {
    says: 'a new password has to be chosen in time',
    holds: (view) => view.state !== 'newPasswordRequired' || view.expiresAt > 0,
  },
  {
    says: 'every state but idle and success can be cancelled',
    holds: ({ state, can }) => can.cancel === (state !== 'idle' && state !== 'success'),
  },
  {
    says: 'what may have been carried out is never tried again',
    holds: ({ failure, can }) => failure?.kind !== 'outcomeUnknown' || !can.retry,
  },
  {
    says: 'past idle there is a user',
    holds: ({ state, user }) => state === 'idle' || state === 'error' || user !== null,
  },
];

/** The sentences that are not true of this view. */
export function brokenInvariants(flow: 'join' | 'reset', view: unknown): readonly string[] {
  const all = (flow === 'join' ? joinInvariants : resetInvariants) as readonly Invariant<never>[];
  return all.filter((one) => !one.holds(view as never)).map(({ says }) => says);
}
