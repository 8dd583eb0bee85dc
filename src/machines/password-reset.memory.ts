import { detailsOf } from '../guards/failure.js';
import type { Failure } from '../guards/failure.js';
import { newPasswordProblem } from '../guards/reset-command.js';
import { resetFailure } from '../guards/reset-failure.js';
import { isHeld, secret } from '../guards/secret.js';
import type { Secret } from '../guards/secret.js';
import type {
  CodeOutcome,
  NewPasswordEvent,
  PasswordResetContext,
  ResetRequest,
  ResetServices,
  SliderOutcome,
  StartEvent,
  Token,
} from './password-reset.types.js';
import { issueRequest } from './port.js';
import type { PortInput } from './port.js';
import { noAttempt, timeOf } from './repeat.js';
import type { Attempt } from './repeat.js';

/** Ms between two codes, which replies do not tell: docs/protocols/huawei-password-reset.md, "Cool-down and tries". */
export const resendCoolDownMs = 180_000;
export const mostSliders = 5;
export const mostUnseen = 3;
export const mostCodes = 5;
/** Refusals of a new password that cannot be read, until a fresh start is likelier to help. Our choice. */
export const mostPasswords = 3;

export const nothingHeld = {
  slider: null,
  answer: null,
  token: null,
  tokenEndsAt: 0,
  code: null,
  newPassword: null,
} as const;
const noCode = {
  sentTo: { phone: null, email: null },
  codeEndsAt: 0,
  mayResend: false,
  codeIsOver: false,
} as const;
const noAttempts = { slider: 0, code: 0, password: 0 } as const;
// A call that bundlers may drop, where a spread would stay in every unused import.
export const nothingYet = /* @__PURE__ */ Object.assign({}, nothingHeld, noCode, {
  resendAt: 0,
  user: null,
  sendMethod: null,
  clientType: 'web',
  accountName: null,
  temporary: false,
  failure: null,
  attempts: noAttempts,
  unseen: 0,
  attempt: noAttempt,
} as const) satisfies Partial<PasswordResetContext>;

/** The same person may be within the cool-down of a code that an earlier start sent. */
export const afterStart = (context: PasswordResetContext, event: StartEvent): Partial<PasswordResetContext> => ({
  ...nothingYet,
  user: event.user,
  sendMethod: event.sendMethod ?? null,
  clientType: event.clientType ?? 'web',
  accountName: event.accountName ?? null,
  resendAt: event.user === context.user ? context.resendAt : 0,
});

type Input<Port extends keyof ResetServices> = PortInput<Parameters<ResetServices[Port]>[0]>;

/** A handle that holds nothing: services refuse it. The chart asks for a held one before it gets here. */
const held = (value: Secret | null): Secret => (isHeld(value) ? value : secret(''));

const toRequest = ({ user, clientType, attempt }: PasswordResetContext): ResetRequest => ({
  user: user ?? '',
  clientType,
  sentAt: attempt.startAt,
  timeoutMs: attempt.attemptEndsAt - attempt.startAt,
});

/** Asking for a slider is the one request that costs nothing and may be repeated; the others are sent once. */
export const toSliderRequest = (context: PasswordResetContext): Input<'sendSlider'> =>
  issueRequest({ request: toRequest(context), ...timeOf(context.attempt, context.timeouts), carriesAnswer: false });

const once = <Request>(context: PasswordResetContext, request: Request): PortInput<Request> =>
  issueRequest({ request, ...timeOf(context.attempt, context.timeouts), carriesAnswer: true });

export const toSliderCheck = (context: PasswordResetContext): Input<'checkSlider'> =>
  once(context, {
    ...toRequest(context),
    token: held(context.token),
    pointX: context.answer?.pointX ?? 0,
    slideTime: context.answer?.slideTime ?? 0,
  });

export const toCodeRequest = (context: PasswordResetContext): Input<'sendCode'> =>
  once(context, { ...toRequest(context), token: held(context.token), sendMethod: context.sendMethod });

export const toCodeCheck = (context: PasswordResetContext): Input<'checkCode'> =>
  once(context, { ...toRequest(context), code: held(context.code) });

export const toPasswordReset = (context: PasswordResetContext): Input<'reset'> =>
  once(context, {
    ...toRequest(context),
    token: held(context.token),
    newPassword: held(context.newPassword),
    temporary: context.temporary,
  });

/**
 * A token counts from the request, since the service counts from some moment before its reply came: nothing is sent that is
 * over by then. docs/protocols/huawei-password-reset.md, "Tokens and their lives".
 */
export const withToken = ({ token, expiresInS }: Token, { startAt }: Attempt): Partial<PasswordResetContext> => ({
  token,
  tokenEndsAt: startAt + expiresInS * 1000,
});

export const withSlider = (
  { backgroundUrl, pieceUrl, pointY, ...token }: Extract<SliderOutcome, { ok: true }>,
  attempt: Attempt,
): Partial<PasswordResetContext> => ({ ...withToken(token, attempt), slider: { backgroundUrl, pieceUrl, pointY } });

export const withCode = (
  { expiresInS, phone, email }: Extract<CodeOutcome, { ok: true }>,
  { attempts }: PasswordResetContext,
  now: number,
): Partial<PasswordResetContext> => ({
  ...nothingHeld,
  ...noCode,
  sentTo: { phone: phone ?? null, email: email ?? null },
  codeEndsAt: now + expiresInS * 1000,
  resendAt: now + resendCoolDownMs,
  failure: null,
  attempts: { ...attempts, code: 0 },
});

/** A code was on its way when the flow was interrupted: one may be entered, until the service would send another. */
export const withCodeUnderWay = ({ attempt, attempts }: PasswordResetContext): Partial<PasswordResetContext> => ({
  ...nothingHeld,
  ...noCode,
  codeEndsAt: attempt.startAt + resendCoolDownMs,
  resendAt: attempt.startAt + resendCoolDownMs,
  attempts: { ...attempts, code: 1 },
});

/** A code was being checked when the flow was interrupted: it counts as a try, and may have been the last one. */
export const withCodeTried = ({
  attempts,
  resendAt,
  codeIsOver,
}: PasswordResetContext): Partial<PasswordResetContext> => {
  const tried = { ...attempts, code: attempts.code + 1 };
  return {
    attempts: tried,
    ...((codeIsOver || tried.code >= mostCodes) && { codeIsOver: true, failure: codeExpired(resendAt) }),
  };
};

/**
 * Every error can be tried again but an unknown outcome, whose request must not be sent twice. A start that was refused
 * stands before whatever was wrong until then: it is mended by another start, and its action is not to start over.
 */
export const mayRetry = ({ failure, user }: Pick<PasswordResetContext, 'failure' | 'user'>): boolean =>
  user !== null &&
  failure !== null &&
  failure.kind !== 'outcomeUnknown' &&
  !(failure.kind === 'inputInvalid' && failure.action !== 'startOver');

export type ResetKind = Parameters<typeof resetFailure>[0];

/** The same refusal under the name that it has at this step. A refusal without words of its own is an unexpected reply. */
export const renamedTo =
  (kind: ResetKind) =>
  (_: unknown, failure: Failure | null): { readonly failure: Failure } => ({
    failure:
      failure?.kind === kind ? failure : resetFailure(kind, detailsOf(failure ?? resetFailure('unexpectedReply'))),
  });

/** A code that is over waits for the cool-down before the next one can be asked for. */
export const codeExpired = (resendAt: number): Failure =>
  resetFailure('codeExpired', { action: 'wait', retryAt: resendAt });

export const problemOfPassword = (context: PasswordResetContext, { password }: NewPasswordEvent): Failure | null =>
  newPasswordProblem(password, context);
