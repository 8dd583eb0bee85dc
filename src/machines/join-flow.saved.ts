import type { SnapshotFrom } from 'xstate';
import type { Failure } from '../guards/failure.js';
import { sharedTraits } from '../guards/failure.js';
import { joinCommandProblem } from '../guards/join-command.js';
import { joinFailure, joinTraits } from '../guards/join-failure.js';
import { asRecord } from '../guards/reply-body.js';
import { snapshotVersion } from './flow-controller.js';
import type { joinFlowMachine } from './join-flow.machine.js';
import type { Destination, DestinationType, JoinFlowContext } from './join-flow.types.js';

type Snapshot = SnapshotFrom<typeof joinFlowMachine>;

/** What can be read of a stored flow. Nothing in it is trusted before it has been looked at. */
export interface SavedJoin {
  /** Where to go on: `lookup` asks the service again what it wants, without any answer. */
  readonly next: 'idle' | 'error' | 'lookup';
  readonly context: Partial<JoinFlowContext>;
}

export const toSavedJoin = ({ value, context }: Pick<Snapshot, 'value' | 'context'>): unknown => {
  const { destination, destinationType, extraParams, failure, attempts } = context;
  return { version: snapshotVersion, value, context: { destination, destinationType, extraParams, failure, attempts } };
};

const count = (value: unknown): number => (Number.isSafeInteger(value) && Number(value) > 0 ? Number(value) : 0);
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const numeric = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);

/** A stored failure, rebuilt from its kind, so that a damaged one cannot claim what its kind does not allow. */
function readFailure(saved: unknown): Failure | null {
  const { kind, code, status, serverMessage, retryAt, requestId } = asRecord(saved);
  const known = { ...joinTraits, ...sharedTraits };
  const isKind = (name: unknown): name is keyof typeof known => typeof name === 'string' && Object.hasOwn(known, name);
  if (!isKind(kind)) return null;
  return joinFailure(kind, {
    code: numeric(code) ?? text(code),
    status: numeric(status),
    serverMessage: text(serverMessage),
    retryAt: numeric(retryAt),
    requestId: text(requestId),
  });
}

/** Parameters that survived: secrets became `null` on the way and are left out. */
const withoutNulls = (extraParams: unknown): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(asRecord(extraParams)).filter(([, value]) => value !== null));

/**
 * Reads what `persist` wrote, or a persisted snapshot of the actor. Busy and asking states ask the service anew: their
 * answers are gone, their captcha may be, and a restored `success` has no permission token. Never throws.
 */
export function readSavedJoin(saved: unknown): SavedJoin {
  const { version, status, value, context } = asRecord(saved);
  const stored = asRecord(context);
  const command = {
    destination: stored['destination'],
    destinationType: stored['destinationType'] ?? null,
    extraParams: withoutNulls(stored['extraParams']),
  };
  if (joinCommandProblem(command)) {
    const { destination } = command;
    return {
      next: 'idle',
      context: joinCommandProblem({ destination }) ? {} : { destination: destination as Destination },
    };
  }
  // joinCommandProblem has looked at each of the three.
  const destination = command.destination as Destination;
  const isOurs = version === snapshotVersion || (version === undefined && typeof status === 'string');
  if (!isOurs || typeof value !== 'string' || value === 'idle' || !states.has(value))
    return { next: 'idle', context: { destination } };
  const { password, captcha, registrationId } = asRecord(stored['attempts']);
  const kept: Partial<JoinFlowContext> = {
    destination,
    destinationType: command.destinationType as DestinationType | null,
    extraParams: command.extraParams,
    attempts: { password: count(password), captcha: count(captcha), registrationId: count(registrationId) },
  };
  if (value !== 'error') return { next: 'lookup', context: kept };
  const failure = readFailure(stored['failure']);
  return failure ? { next: 'error', context: { ...kept, failure } } : { next: 'idle', context: { destination } };
}

const states: ReadonlySet<string> = /* @__PURE__ */ new Set(
  'fetching passwordRequired captchaRequired registrationRequired refreshing success error'.split(' '),
);
