import { reserved } from '../../guards/join-command.js';
import { isHeld, isSecret, reveal } from '../../guards/secret.js';
import type { MeetingInfoRequest } from '../../machines/join-flow.types.js';
import type { Target } from './destination.js';

/** Opens the secrets in a JSON value, at any depth, and tells what they held. */
function open(value: unknown, typed: string[]): unknown {
  if (isSecret(value)) {
    const text = reveal(value);
    typed.push(text);
    return text;
  }
  if (Array.isArray(value)) return value.map((item) => open(item, typed));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, open(item, typed)]));
}

/**
 * The body of a meeting-info request, and every value in it that must not come back in a failure.
 * @throws TypeError for a secret that holds nothing, RangeError for `extraParams` that contain themselves.
 */
export function buildMeetingInfoBody(
  request: MeetingInfoRequest,
  target: Target,
): { readonly body: Readonly<Record<string, unknown>>; readonly typed: readonly string[] } {
  const { password, registrationId, captcha, extraParams } = request;
  const typed: string[] = [];
  const extra = Object.entries(extraParams).filter(([name]) => !reserved.has(name));
  const body = {
    supportHostKey: true,
    supportCountryList: true,
    ...Object.fromEntries(extra.map(([name, value]) => [name, open(value, typed)])),
    ...target.fields,
    ...(isHeld(password) && { password: open(password, typed) }),
    ...(isHeld(registrationId) && { registrationId: open(registrationId, typed) }),
    ...(captcha && isHeld(captcha.code) && { captchaID: captcha.id, captchaVerifyCode: open(captcha.code, typed) }),
    disableWebRedirect: true,
  };
  return { body, typed };
}
