import type { Failure, FailureAction, FailureField } from './failure.js';
import { checkNewPassword } from './new-password.js';
import type { PasswordMode, PasswordRule } from './new-password.js';
import { resetFailure } from './reset-failure.js';
import { isHeld, lengthOf } from './secret.js';
import type { Secret } from './secret.js';

const invalid = (field: FailureField, action: FailureAction): Failure =>
  resetFailure('inputInvalid', { field, action });

const isOneOf = (value: unknown, names: readonly string[]): boolean =>
  value === undefined || value === null || names.some((name) => name === value);

/** The documented lengths of `user` and of a one-time code, in characters: docs/protocols/huawei-password-reset.md. */
const longestUser = 255;
const longestCode = 32;
/** The slider's background is 300 px wide, unscaled: docs/protocols/huawei-password-reset.md, "Slider geometry". */
const backgroundWidth = 300;

/** Why a `start` cannot be taken, or `null`. Values come from an app, so that every field is looked at. */
export function startProblem(command: {
  readonly user?: unknown;
  readonly sendMethod?: unknown;
  readonly clientType?: unknown;
  readonly accountName?: unknown;
}): Failure | null {
  const { user, sendMethod, clientType, accountName } = command;
  const isReadable = typeof user === 'string' && user.trim() !== '' && user.length <= longestUser;
  const isKnown = isOneOf(sendMethod, ['sms', 'email']) && isOneOf(clientType, ['web', 'pc', 'mobile']);
  const isNamed = accountName === undefined || accountName === null || typeof accountName === 'string';
  if (!isReadable) return invalid('user', 'enterUser');
  // The rest is the app's choice: no field of a person's is to blame, and nothing that a person does mends it.
  return isKnown && isNamed ? null : resetFailure('inputInvalid', { action: 'none' });
}

/**
 * Why the place of a slider cannot be sent, or `null`.
 * @param pointX image pixels of the unscaled background from its left edge; 0 is a click that moved nothing
 * @param slideTime ms from press to release
 */
export function sliderProblem({
  pointX,
  slideTime,
}: {
  readonly pointX?: unknown;
  readonly slideTime?: unknown;
}): Failure | null {
  const isPlace = typeof pointX === 'number' && pointX >= 1 && pointX < backgroundWidth;
  const isTime = typeof slideTime === 'number' && slideTime >= 1 && slideTime < Infinity;
  return isPlace && isTime ? null : invalid('slider', 'solveSlider');
}

/** Why a one-time code cannot be sent, or `null`: it is empty, too long, or no secret. */
export const codeProblem = (code: unknown): Failure | null =>
  isHeld(code) && lengthOf(code) <= longestCode ? null : invalid('code', 'enterCode');

/** An account name is neither an address nor a telephone number; the password must not hold it. */
const accountNameIn = (user: string): string | undefined => (/@|^\+?[\d\s()-]+$/.test(user) ? undefined : user);

/** What a reset knows of whose password it is, and how it reads the rules. */
interface Account {
  readonly user: string | null;
  readonly accountName: string | null;
  readonly passwordMode: PasswordMode;
}

/** The rules that a new password breaks: what the chart goes by, and what is shown while it is typed. */
export function brokenRules(password: string | Secret, account: Account): readonly PasswordRule[] {
  // An empty name is none.
  const user = account.accountName || accountNameIn(account.user ?? '');
  return checkNewPassword(password, { mode: account.passwordMode, user }).broken;
}

/** Why a new password cannot be sent, or `null`. */
export function newPasswordProblem(password: Secret, account: Account): Failure | null {
  if (!isHeld(password)) return invalid('newPassword', 'enterNewPassword');
  return brokenRules(password, account).length === 0 ? null : resetFailure('passwordNotAcceptable');
}
