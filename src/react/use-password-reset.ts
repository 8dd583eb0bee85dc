import { createPasswordReset } from '../machines/password-reset.controller.js';
import type { PasswordResetOptions, PasswordReset } from '../machines/password-reset.controller.js';
import type { PasswordResetView } from '../machines/password-reset.view.js';
import { useController } from './use-controller.js';
import type { Bound } from './use-controller.js';

/** The options of `createPasswordReset`, or a flow that the app made and stops itself. */
export type UsePasswordResetOptions =
  (PasswordResetOptions & { readonly flow?: undefined }) | { readonly flow: PasswordReset };

/**
 * The password reset as state. The flow is made once, with the first render's options: give the component another `key` for
 * another flow. A `snapshot` is taken up after mounting, so that a server sends nothing and hydration agrees.
 */
export const usePasswordReset = (options: UsePasswordResetOptions): Bound<PasswordResetView, PasswordReset> =>
  useController<PasswordResetView, PasswordReset, PasswordResetOptions>(createPasswordReset, options);
