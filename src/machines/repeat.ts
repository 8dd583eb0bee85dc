import type { Failure, FailureKind } from '../guards/failure.js';

/** What a time-limited piece of work has been given. Times are epoch ms. */
export interface Attempt {
  /** Repeats so far. */
  readonly repeats: number;
  /** Nothing is sent before it. */
  readonly startAt: number;
  /** This attempt is over then. */
  readonly attemptEndsAt: number;
  /** The whole work is over then, repeats included. */
  readonly totalEndsAt: number;
}

export const noAttempt: Attempt = { repeats: 0, startAt: 0, attemptEndsAt: 0, totalEndsAt: 0 };

export interface Timeouts {
  readonly attemptMs: number;
  readonly totalMs: number;
}

/** Limits as an app gives them. */
export interface TimeoutOptions {
  /** Ms for each attempt: 15,000 unless given. */
  readonly attemptMs?: number | undefined;
  /** Ms for an attempt with its repeats: 60,000 unless given. */
  readonly totalMs?: number | undefined;
}

const mostRepeats = 2;
const firstBackOffMs = 500;
const passing: ReadonlySet<FailureKind> = /* @__PURE__ */ new Set<FailureKind>([
  'network',
  'timeout',
  'serverFault',
  'rateLimited',
]);

const positive = (ms = 0, otherwise: number): number => (Number.isFinite(ms) && ms > 0 ? ms : otherwise);

/** The app's limits, or 15 s an attempt and 60 s in all. A limit that is no positive number is no limit: it is left out. */
export const readTimeouts = (timeouts?: TimeoutOptions): Timeouts => ({
  attemptMs: positive(timeouts?.attemptMs, 15_000),
  totalMs: positive(timeouts?.totalMs, 60_000),
});

export const firstAttempt = (now: number, { attemptMs, totalMs }: Timeouts): Attempt => ({
  repeats: 0,
  startAt: now,
  attemptEndsAt: now + Math.min(attemptMs, totalMs),
  totalEndsAt: now + totalMs,
});

/** When a request is over. */
export interface TimeLimit {
  /** Epoch ms. */
  readonly endsAt: number;
  /** Ms from its start, for a flow that is restored on a clock which was set back meanwhile: it would be busy that long. */
  readonly mostMs: number;
}

/** What the input of a port's actor says of time. */
export const timeOf = (
  { repeats, startAt, attemptEndsAt }: Attempt,
  { attemptMs, totalMs }: Timeouts,
): TimeLimit & { readonly startAt: number } => ({
  startAt,
  endsAt: attemptEndsAt,
  mostMs: repeats ? totalMs : attemptMs,
});

/** A new beginning within the time that the whole work has left. */
export function restartedAttempt({ totalEndsAt }: Attempt, now: number, timeouts: Timeouts): Attempt {
  const first = firstAttempt(now, timeouts);
  return { ...first, totalEndsAt, attemptEndsAt: Math.min(first.attemptEndsAt, totalEndsAt) };
}

/** From when on the service allows another try. Written so that what a port of an app made of it cannot throw here. */
const allowedAt = ({ retryAt }: Failure): number => (typeof retryAt === 'number' ? retryAt : 0);

/** The time of the next try: doubled back-off with half of it left to chance, and never before the service allows one. */
function nextStart(attempt: Attempt, failure: Failure, now: number): number {
  const backOff = firstBackOffMs * 2 ** attempt.repeats * (0.5 + Math.random() / 2);
  return Math.max(now + backOff, allowedAt(failure));
}

/**
 * Whether work without an answer is tried again. A wait that outlasts the whole time is left to the person. Guards have
 * no clock: a time-out is over when its attempt is, and anything else at the earliest when it began.
 */
export function mayRepeat(attempt: Attempt, failure: Failure): boolean {
  const { kind } = failure;
  const over = kind === 'timeout' ? attempt.attemptEndsAt : attempt.startAt;
  const earliest = Math.max(over + firstBackOffMs * 2 ** attempt.repeats, allowedAt(failure));
  return passing.has(kind) && attempt.repeats < mostRepeats && earliest < attempt.totalEndsAt;
}

export function nextAttempt(attempt: Attempt, failure: Failure, now: number, { attemptMs }: Timeouts): Attempt {
  const startAt = nextStart(attempt, failure, now);
  return {
    repeats: attempt.repeats + 1,
    startAt,
    attemptEndsAt: Math.min(startAt + attemptMs, attempt.totalEndsAt),
    totalEndsAt: attempt.totalEndsAt,
  };
}
