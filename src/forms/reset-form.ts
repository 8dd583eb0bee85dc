import type { PasswordReset } from '../machines/password-reset.controller.js';
import type { SliderAnswer, StartCommand } from '../machines/password-reset.types.js';
import type { PasswordResetView } from '../machines/password-reset.view.js';
import type { Typed } from '../machines/typed-secret.js';
import { formWords } from './form-words.js';
import type { FormNow, FormWords } from './form-words.js';
import { filled, trimmed } from './given.js';
import type { Answers } from './given.js';
import { isBusy } from './is-busy.js';

/** A field of a reset form, by the name that failures and messages have for it too. */
export type ResetField = 'user' | 'slider' | 'code' | 'newPassword';

interface ResetForm extends StartCommand {
  /** Where the piece was brought, in image pixels, and how long that took, in ms. */
  readonly slider?: SliderAnswer | undefined;
  /** The one-time code, as it was typed: spaces around it are none of it. */
  readonly code?: Typed | undefined;
  /** As it was typed, spaces included. */
  readonly newPassword?: Typed | undefined;
  /**
   * The service may ask to change the new password after the next login to the web portal. `true` alone says so, and not the
   * `on` that `FormData` has of a checkbox.
   */
  readonly temporary?: boolean | undefined;
}

/** What a reset form has to say: what stands in its fields, and what the app adds to a `start`. */
export type ResetAnswers = Answers<ResetForm>;

/** The field to draw, if there is one: none after success. While the flow is busy, ask for that of the last view that was not. */
export function resetFields({ state }: PasswordResetView): readonly ResetField[] {
  // The chart names a state that asks, and no other, after the field that it asks for.
  const asked = state.replace('Required', '');
  return asked !== state ? [asked as ResetField] : state === 'success' ? [] : ['user'];
}

/**
 * Sends what the flow asks for now, by the command for it. A flow that is busy, or through, takes nothing.
 * @param given By the names of the fields: an object, or what has them as entries, such as `new FormData(form)`.
 * @returns Whether it is on its way: the flow has the secrets then, and a form may empty its fields of them.
 */
export function submitReset(flow: PasswordReset, given: ResetAnswers | Iterable<readonly [string, unknown]>): boolean {
  const { state } = flow.getView();
  const { slider, code = '', newPassword = '', temporary = false, user = '', ...more } = filled<ResetForm>(given);
  // One that is missing is refused by the chart.
  if (state === 'sliderRequired') flow.submitSlider(slider as SliderAnswer);
  else if (state === 'codeRequired') flow.submitCode(code);
  else if (state === 'newPasswordRequired') flow.submitPassword(newPassword, { temporary });
  else if (state === 'idle' || state === 'error') flow.start({ ...more, user: trimmed(user) });
  else return false;
  return isBusy(flow.getView());
}

/**
 * What the form says now, in the language of `messages`.
 * @throws TypeError when `messages` are none.
 */
export const resetWords = (now: FormNow<PasswordResetView, ResetField>): FormWords<ResetField> =>
  formWords('reset', { ...now, fields: now.fields ?? resetFields(now.step) });
