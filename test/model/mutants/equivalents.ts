const itself = 'a state that is its own target, and is not entered anew, is not left: the same as staying';
const neverSpent = 'only captchaRequired can have a spent captcha: the guard is always true here';

/** Mutants that change nothing anyone could see, and why. */
export const equivalents: Readonly<Record<string, string>> = {
  'joinFlow: idle, join [2] → idle: retarget': itself,
  'joinFlow: idle, reset → idle: retarget': itself,
  'joinFlow: passwordRequired, password.submit [1] → passwordRequired: retarget': itself,
  'joinFlow: captchaRequired, captcha.submit [1] → captchaRequired: retarget': itself,
  'joinFlow: registrationRequired, registration.submit [1] → registrationRequired: retarget': itself,
  'joinFlow: error, join [2] → error: retarget': itself,
  'passwordReset: idle, start [2] → idle: retarget': itself,
  'passwordReset: idle, reset → idle: retarget': itself,
  'passwordReset: sliderRequired, slider.submit [3] → sliderRequired: retarget': itself,
  'passwordReset: codeRequired, code.submit [2] → codeRequired: retarget': itself,
  'passwordReset: codeRequired, code.submit [3] → codeRequired: retarget': itself,
  'passwordReset: codeRequired, codeDeadline done → codeRequired: retarget': itself,
  'passwordReset: codeRequired, resendDeadline done → codeRequired: retarget': itself,
  'passwordReset: newPasswordRequired, password.submit [3] → newPasswordRequired: retarget': itself,
  'passwordReset: error, start [2] → error: retarget': itself,
  'passwordReset: success, entry without forgetFailure: action':
    'a failure was forgotten when the new password was submitted',
  'joinFlow: passwordRequired, password.submit [2]: guard': neverSpent,
  'joinFlow: registrationRequired, registration.submit [2]: guard': neverSpent,
};
