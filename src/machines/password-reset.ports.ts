import type { Failure, SharedFailureKind } from '../guards/failure.js';
import { asRecord } from '../guards/reply-body.js';
import { isResetKind, resetFailure } from '../guards/reset-failure.js';
import { isHeld } from '../guards/secret.js';
import type { ResetOutcome, ResetServices, Token } from './password-reset.types.js';
import { portActor, unprovidedPort } from './port.js';
import type { Interrupted } from './port.js';

export interface Refused {
  readonly ok: false;
  readonly failure: Failure;
}

/** What a port's actor may say. */
export type Answered<Outcome> = Outcome | Interrupted;
export type AnyOutcome = Answered<ResetOutcome>;
export type TokenOutcome = Answered<({ readonly ok: true } & Token) | Refused>;

const ask = /* @__PURE__ */ unprovidedPort('provideResetServices');
export const unprovided: ResetServices = {
  sendSlider: ask,
  checkSlider: ask,
  sendCode: ask,
  checkCode: ask,
  reset: ask,
};

/** Whether a yes holds what the chart goes on with: services of an app may lack it, and a token in clear would show. */
const isKept = (port: keyof ResetServices, outcome: unknown): boolean => {
  const { token, expiresInS, backgroundUrl, pieceUrl, pointY } = asRecord(outcome);
  if (port === 'reset') return true;
  const isShown = typeof backgroundUrl === 'string' && typeof pieceUrl === 'string' && Number.isFinite(pointY);
  return (
    Number.isFinite(expiresInS) &&
    Number(expiresInS) > 0 &&
    (port === 'sendCode' || isHeld(token)) &&
    (port !== 'sendSlider' || isShown)
  );
};

/** What services plug into the chart: an actor for each port. */
export const plug = (services: ResetServices) => {
  const actor = <Port extends keyof ResetServices>(port: Port) => {
    type Request = Parameters<ResetServices[Port]>[0];
    type Outcome = Awaited<ReturnType<ResetServices[Port]>> | Refused;
    // A port by its name takes and gives what that port takes and gives; TypeScript reads the union of all five.
    const ports = services as unknown as Record<Port, (request: Request, signal: AbortSignal) => Promise<Outcome>>;
    const crash = (kind: SharedFailureKind): Refused => ({ ok: false, failure: resetFailure(kind) });
    return portActor<Request, Outcome>(async (request, signal): Promise<Outcome | null> => {
      const outcome = await ports[port](request, signal);
      if (outcome.ok) return isKept(port, outcome) ? outcome : null;
      const { failure } = outcome;
      // The set of kinds is closed; what else a failure leaves out, its kind says.
      if (!isResetKind(failure.kind)) return null;
      return { ...outcome, failure: { ...resetFailure(failure.kind), ...failure } };
    }, crash);
  };
  return {
    sendSlider: actor('sendSlider'),
    checkSlider: actor('checkSlider'),
    sendCode: actor('sendCode'),
    checkCode: actor('checkCode'),
    resetPassword: actor('reset'),
  };
};
