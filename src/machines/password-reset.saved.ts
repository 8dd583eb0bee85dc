import type { SnapshotFrom } from 'xstate';
import type { Failure, FailureAction, FailureField } from '../guards/failure.js';
import { asRecord } from '../guards/reply-body.js';
import { startProblem } from '../guards/reset-command.js';
import { resetFailure, allResetTraits } from '../guards/reset-failure.js';
import type { PasswordResetMachine } from './password-reset.machine.js';
import { codeExpired, mostCodes, resendCoolDownMs } from './password-reset.memory.js';
import type { ClientType, PasswordResetContext, SendMethod } from './password-reset.types.js';
import { count, isVersion, numeric, readFailure, snapshotVersion, text } from './saved-values.js';

type Snapshot = SnapshotFrom<PasswordResetMachine>;

/** What can be read of a stored flow. Nothing in it is trusted before it has been looked at. */
export interface SavedReset {
  /** Where to go on: `slider` asks for a slider anew, since the tokens are gone. */
  readonly next: 'idle' | 'slider' | 'codeRequired' | 'error' | 'success';
  readonly context: Partial<PasswordResetContext>;
}

export const toSavedReset = ({ value, context }: Pick<Snapshot, 'value' | 'context'>): unknown => {
  const { user, sendMethod, clientType, accountName, sentTo, codeEndsAt, resendAt, mayResend, codeIsOver } = context;
  const { attempts, attempt } = context;
  const kept = { user, sendMethod, clientType, accountName, sentTo, codeEndsAt, resendAt, mayResend, codeIsOver };
  return {
    version: snapshotVersion,
    value,
    context: { ...kept, attempts, attempt, failure: readResetFailure(context.failure) },
  };
};

type Next = SavedReset['next'];
const nextOf: Readonly<Record<string, Next>> = {
  idle: 'idle',
  requestingSlider: 'slider',
  sliderRequired: 'slider',
  checkingSlider: 'slider',
  sendingCode: 'codeRequired',
  codeRequired: 'codeRequired',
  checkingCode: 'codeRequired',
  newPasswordRequired: 'slider',
  resetting: 'error',
  error: 'error',
  success: 'success',
};

const fields: readonly FailureField[] = ['user', 'slider', 'code', 'newPassword'];
const actions: readonly FailureAction[] = ['enterUser', 'solveSlider', 'enterCode', 'enterNewPassword', 'wait', 'none'];

/** The place of a failure and what to do about it can be told more closely than by its kind; a hope cannot be added. */
function readResetFailure(saved: unknown): Failure | null {
  const failure = readFailure(saved, allResetTraits);
  if (!failure || failure.kind === 'outcomeUnknown') return failure;
  const { field, action, recoverable } = asRecord(saved);
  return {
    ...failure,
    field: fields.find((name) => name === field) ?? failure.field,
    action: actions.find((name) => name === action) ?? failure.action,
    recoverable: failure.recoverable && recoverable !== false,
  };
}

/**
 * Reads what `persist` wrote, or a persisted snapshot of the actor: tokens are not persisted, so that most steps begin
 * with a slider again; a code that was sent can still be entered; a reset whose reply was never seen is
 * `outcomeUnknown`. Never throws.
 */
export function readSavedReset(saved: unknown): SavedReset {
  const { value, context } = asRecord(saved);
  const stored = asRecord(context);
  const { user, sendMethod, clientType, accountName, sentTo, attempts, attempt } = stored;
  if (startProblem({ user })) return { next: 'idle', context: {} };
  const isWhole = startProblem({ user, sendMethod, clientType, accountName }) === null;
  const next =
    isVersion(saved) && isWhole && typeof value === 'string' && Object.hasOwn(nextOf, value)
      ? nextOf[value]
      : undefined;
  // startProblem has looked at each of the four.
  const person = user as string;
  if (next === undefined) return { next: 'idle', context: { user: person } };

  const tries = asRecord(attempts);
  const startAt = numeric(asRecord(attempt)['startAt']) ?? 0;
  const sent = asRecord(sentTo);
  // A code that was on its way may have been looked at already; of one that was being checked nobody knows.
  const tried = value === 'sendingCode' ? 1 : count(tries['code']) + Number(value === 'checkingCode');
  const coolDownEndsAt = numeric(stored['resendAt']) ?? 0;
  const kept: Partial<PasswordResetContext> = {
    user: person,
    sendMethod: (sendMethod ?? null) as SendMethod | null,
    clientType: (clientType ?? 'web') as ClientType,
    accountName: text(accountName),
    resendAt: coolDownEndsAt,
    attempts: { slider: count(tries['slider']), code: tried, password: count(tries['password']) },
  };
  if (next === 'idle' || next === 'slider' || next === 'success') return { next, context: kept };
  if (next === 'error') {
    const failure = value === 'resetting' ? resetFailure('outcomeUnknown') : readResetFailure(stored['failure']);
    return failure ? { next, context: { ...kept, failure } } : { next: 'idle', context: { user: person } };
  }
  const codeAt = value === 'sendingCode' ? startAt + resendCoolDownMs : null;
  const resendAt = codeAt ?? coolDownEndsAt;
  const codeIsOver = codeAt === null && (stored['codeIsOver'] === true || tried >= mostCodes);
  return {
    next,
    context: {
      ...kept,
      sentTo: { phone: text(sent['phone']), email: text(sent['email']) },
      codeEndsAt: codeAt ?? numeric(stored['codeEndsAt']) ?? 0,
      resendAt,
      // Once it was allowed, a clock that is set back takes nothing away.
      mayResend: codeAt === null && stored['mayResend'] === true,
      codeIsOver,
      failure: codeIsOver ? codeExpired(resendAt) : readResetFailure(stored['failure']),
    },
  };
}
