import { secret } from 'meeting-join-flow';
import type { ResetServices } from 'meeting-join-flow';
import type { FailureDetails, ResetFailureKind, SharedFailureKind } from '../../src/guards/failure.js';
import { resetFailure } from '../../src/guards/reset-failure.js';

export type Port = keyof ResetServices;
type Request<Name extends Port> = Parameters<ResetServices[Name]>[0];
type Outcome<Name extends Port> = Awaited<ReturnType<ResetServices[Name]>>;

export interface PendingReset<Name extends Port = Port> {
  readonly port: Name;
  readonly request: Request<Name>;
  readonly signal: AbortSignal;
  readonly resolve: (outcome: Outcome<Name>) => void;
  readonly reject: (reason: unknown) => void;
}

export interface DeferredReset {
  readonly services: ResetServices;
  /** Every request so far, oldest first. */
  readonly calls: PendingReset[];
  of<Name extends Port>(port: Name): readonly PendingReset<Name>[];
  last<Name extends Port>(port: Name): PendingReset<Name>;
}

/** Ports that answer when the test says so. */
export function deferredReset(): DeferredReset {
  const calls: PendingReset[] = [];
  const defer =
    <Name extends Port>(port: Name) =>
    (request: Request<Name>, signal: AbortSignal): Promise<Outcome<Name>> =>
      new Promise((resolve, reject) => {
        calls.push({ port, request, signal, resolve, reject } as unknown as PendingReset);
      });
  const of = <Name extends Port>(port: Name) =>
    calls.filter((call) => call.port === port) as unknown as readonly PendingReset<Name>[];
  return {
    calls,
    of,
    last: (port) => of(port).at(-1)!,
    services: {
      sendSlider: defer('sendSlider'),
      checkSlider: defer('checkSlider'),
      sendCode: defer('sendCode'),
      checkCode: defer('checkCode'),
      reset: defer('reset'),
    },
  };
}

/** What the service grants at each step. */
export const slider = (token = 'T1-canary', expiresInS = 60): Outcome<'sendSlider'> => ({
  ok: true,
  backgroundUrl: 'data:image/png;base64,AAAA',
  pieceUrl: 'data:image/png;base64,BBBB',
  pointY: 31,
  token: secret(token),
  expiresInS,
});
export const passed = (token = 'T2-canary', expiresInS = 60): Outcome<'checkSlider'> => ({
  ok: true,
  token: secret(token),
  expiresInS,
});
export const sent = (expiresInS = 180): Outcome<'sendCode'> => ({
  ok: true,
  expiresInS,
  phone: '+86138****8000',
  email: null,
});
export const known = (token = 'T4-canary', expiresInS = 180): Outcome<'checkCode'> => ({
  ok: true,
  token: secret(token),
  expiresInS,
});
export const changed: Outcome<'reset'> = { ok: true };

/** A refusal, as the services hand it to the chart. */
export const refusal = (kind: ResetFailureKind | SharedFailureKind, details?: FailureDetails) =>
  ({ ok: false, failure: resetFailure(kind, details) }) as const;
