import type { Failure, JoinFailureKind } from './failure.js';
import { joinFailure } from './join-failure.js';
import { asRecord, isRecord, isText } from './reply-body.js';
import { isHeld, isSecret } from './secret.js';

/** The wire names that belong to the flow: an app that could set them would answer twice, or for somebody else. */
export const reserved = /* @__PURE__ */ new Set(
  /* @__PURE__ */ 'password registrationId captchaID captchaVerifyCode disableWebRedirect sipUrl userId orgId meetingKey meetingUrl meetingUUID conversationUrl'.split(
    ' ',
  ),
);

const destinationTypes: ReadonlySet<unknown> = /* @__PURE__ */ new Set(
  /* @__PURE__ */ 'MEETING_LINK SIP_URI MEETING_ID MEETING_UUID PERSONAL_ROOM CONVERSATION_URL LOCUS_ID'.split(' '),
);

/** A value that is none, shown at the field that the kind is about. */
function invalid(kind: JoinFailureKind): Failure {
  const { field, action } = joinFailure(kind);
  return joinFailure('inputInvalid', { field, action });
}

/** A secret that may be left out: anything else than a handle or nothing is refused, a plain string most of all. */
export const isOptionalSecret = (value: unknown): boolean => value === undefined || value === null || isSecret(value);

function isReadable(destination: unknown): boolean {
  if (typeof destination === 'string') return destination.trim() !== '';
  const parts = asRecord(destination);
  const idsOnly = Object.values(parts).every((part) => part === undefined || typeof part === 'string');
  return (
    idsOnly &&
    ((isText(parts['userId']) && isText(parts['orgId'])) || isText(parts['webExMeetingId']) || isText(parts['sipUri']))
  );
}

/** Whether parameters can be sent along: JSON and secrets, and no reserved name. */
function isSendable(extraParams: unknown): boolean {
  if (extraParams === undefined || extraParams === null) return true;
  if (!isRecord(extraParams) || !isOptionalSecret(extraParams['permissionToken'])) return false;
  if (Object.keys(extraParams).some((name) => reserved.has(name))) return false;
  try {
    JSON.stringify(extraParams);
    return true;
  } catch {
    return false;
  }
}

/** Why a `join` cannot be taken, or `null`. Values come from an app, so that every field is looked at. */
export function joinCommandProblem(command: {
  readonly destination?: unknown;
  readonly destinationType?: unknown;
  readonly password?: unknown;
  readonly registrationId?: unknown;
  readonly extraParams?: unknown;
}): Failure | null {
  const { destination, destinationType, password, registrationId, extraParams } = command;
  if (!isReadable(destination)) return joinFailure('destinationInvalid');
  if (destinationType !== undefined && destinationType !== null && !destinationTypes.has(destinationType))
    return invalid('destinationInvalid');
  if (!isOptionalSecret(password)) return invalid('passwordMissing');
  if (!isOptionalSecret(registrationId)) return invalid('registrationIdMissing');
  return isSendable(extraParams) ? null : joinFailure('inputInvalid');
}

/** A submit, as anything may have sent it to the chart: a code is one in a captcha's submit only. */
interface Submit {
  readonly type: 'captcha.submit' | 'password.submit' | 'registration.submit';
  readonly code?: unknown;
  readonly password?: unknown;
  readonly registrationId?: unknown;
}
interface Held {
  readonly password?: unknown;
  readonly registrationId?: unknown;
}
interface Wanted {
  readonly password: boolean;
  readonly registrationId: boolean;
}

/**
 * Why a submit cannot be posted, or `null`: the first answer that is no secret, else the first that is wanted and
 * neither given nor held from before. The one that a submit exists for is wanted in any case.
 */
export function answerProblem(
  { type, code, password, registrationId }: Submit,
  held: Held,
  needs: Wanted,
): Failure | null {
  // Field by field, and not by their names, which would be slower: each submit asks this twice.
  const isCaptcha = type === 'captcha.submit';
  if (isCaptcha && !isOptionalSecret(code)) return invalid('captchaMissing');
  if (!isOptionalSecret(password)) return invalid('passwordMissing');
  if (!isOptionalSecret(registrationId)) return invalid('registrationIdMissing');
  if (isCaptcha && !isHeld(code)) return joinFailure('captchaMissing');
  if (!isHeld(password) && (type === 'password.submit' || (needs.password && !isHeld(held.password))))
    return joinFailure('passwordMissing');
  if (
    !isHeld(registrationId) &&
    (type === 'registration.submit' || (needs.registrationId && !isHeld(held.registrationId)))
  )
    return joinFailure('registrationIdMissing');
  return null;
}
