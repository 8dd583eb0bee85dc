import { reserved } from '../../guards/join-command.js';
import { isSecret, reveal } from '../../guards/secret.js';
import type { Secret } from '../../guards/secret.js';
import type { MeetingInfoRequest } from '../../machines/join-flow.types.js';

/** A JSON value with its secrets opened, at any depth. What they held is added to `opened`. */
function open(value: object, opened: string[]): unknown {
  const json = JSON.stringify(value, function (this: Readonly<Record<string, unknown>>, key, item: unknown) {
    // `item` is what the handle makes of itself: nothing.
    const handle = this[key];
    if (!isSecret(handle)) return item;
    const text = reveal(handle);
    opened.push(text);
    return text;
  });
  return JSON.parse(json);
}

/**
 * An empty answer is none. One that cannot be opened is not left out: the service would be asked as if nothing was typed.
 * @throws TypeError for a copy of a handle, or a handle of another copy of this package.
 */
const held = <T extends Secret | null | undefined>(value: T): T | undefined =>
  value && reveal(value) ? value : undefined;

/**
 * The body of a meeting-info request.
 * @param opened Takes every value in it that must not come back in a failure.
 * @throws TypeError for `extraParams` that are no JSON, those that contain themselves among them.
 */
export function buildMeetingInfoBody(
  { password, registrationId, captcha, extraParams }: MeetingInfoRequest,
  fields: Readonly<Record<string, string>>,
  opened: string[],
): unknown {
  const code = held(captcha?.code);
  return open(
    {
      supportHostKey: true,
      supportCountryList: true,
      ...Object.fromEntries(Object.entries(extraParams).filter(([name]) => !reserved.has(name))),
      ...fields,
      password: held(password),
      registrationId: held(registrationId),
      captchaID: code && captcha?.id,
      captchaVerifyCode: code,
      disableWebRedirect: true,
    },
    opened,
  );
}
