import { describeFailure } from '../guards/failure.js';
import type { Failure, FailureKind, FailureTraits } from '../guards/failure.js';
import { asRecord } from '../guards/reply-body.js';

/** The version of what `persist` writes. A snapshot of another version starts at `idle`. */
export const snapshotVersion = 1;

/** Whether `persist` of this version wrote it, or XState itself, whose snapshots carry a status and no version. */
export function isVersion(saved: unknown): boolean {
  const { version, status } = asRecord(saved);
  return version === snapshotVersion || (version === undefined && typeof status === 'string');
}

export const count = (value: unknown): number => (Number.isSafeInteger(value) ? Math.max(0, value as number) : 0);
export const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
// Number.isFinite is true of numbers only, which its type does not say.
export const numeric = (value: unknown): number | null => (Number.isFinite(value) ? (value as number) : null);

/** A stored failure, rebuilt from its kind, so that a damaged one cannot claim what its kind does not allow. */
export function readFailure(
  saved: unknown,
  traits: Readonly<Partial<Record<FailureKind, FailureTraits>>>,
): Failure | null {
  const { kind, code, status, serverMessage, retryAt, requestId } = asRecord(saved);
  // Looked up among own keys only, so that the name is one of the table's.
  const trait = typeof kind === 'string' && Object.hasOwn(traits, kind) && traits[kind as FailureKind];
  if (!trait) return null;
  return describeFailure(kind as FailureKind, trait, {
    code: numeric(code) ?? text(code),
    status: numeric(status),
    serverMessage: text(serverMessage),
    retryAt: numeric(retryAt),
    requestId: text(requestId),
  });
}
