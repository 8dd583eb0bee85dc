import type { SnapshotFrom } from 'xstate';
import { joinCommandProblem } from '../guards/join-command.js';
import { allJoinTraits } from '../guards/join-failure.js';
import { asRecord } from '../guards/reply-body.js';
import { isSecret } from '../guards/secret.js';
import type { JoinFlowMachine } from './join-flow.machine.js';
import type { JoinFlowContext } from './join-flow.types.js';
import { count, isVersion, readFailure, snapshotVersion } from './saved-values.js';

type Snapshot = SnapshotFrom<JoinFlowMachine>;

/** What can be read of a stored flow. Nothing in it is trusted before it has been looked at. */
export interface SavedJoin {
  /** Where to go on: `lookup` asks the service again what it wants, without any answer. */
  readonly next: 'idle' | 'error' | 'lookup';
  readonly context: Partial<JoinFlowContext>;
}

/**
 * Parameters without the members that are secrets, at any depth: nothing of those can be stored, and JSON makes them `null`,
 * which would be sent. What is `null` is left out, since it may have been one. What is no JSON, the reader
 * refuses; what is none any more, since the app went on to change it, is stored as nothing.
 */
function survivors(extraParams: unknown): unknown {
  try {
    return JSON.parse(
      JSON.stringify(asRecord(extraParams), (name, item: unknown) =>
        // A copy of a token looks like an empty object.
        name === 'permissionToken'
          ? undefined
          : Array.isArray(item)
            ? item.filter((member) => !isSecret(member))
            : (item ?? undefined),
      ),
    );
  } catch {
    return false;
  }
}

export const toSavedJoin = ({ value, context }: Pick<Snapshot, 'value' | 'context'>): unknown => {
  const { destination, destinationType, extraParams, failure, attempts } = context;
  return {
    version: snapshotVersion,
    value,
    context: {
      destination,
      destinationType,
      attempts,
      extraParams: survivors(extraParams),
      // A port of an app may have said more of it than a failure holds.
      failure: readFailure(failure, allJoinTraits),
    },
  };
};

/**
 * Reads what `persist` wrote, or a persisted snapshot of the actor. Busy and asking states ask the service anew: their
 * answers are gone, their captcha may be, and a restored `success` has no permission token. Never throws.
 */
export function readSavedJoin(saved: unknown): SavedJoin {
  const { value, context } = asRecord(saved);
  const stored = asRecord(context);
  const command = {
    destination: stored['destination'],
    destinationType: stored['destinationType'] ?? null,
    extraParams: survivors(stored['extraParams']),
  };
  // What is read as a type here is used only where joinCommandProblem has looked at it.
  const known = command as Pick<JoinFlowContext, keyof typeof command>;
  const { destination } = known;
  const idle: SavedJoin = { next: 'idle', context: joinCommandProblem({ destination }) ? {} : { destination } };
  if (joinCommandProblem(command) || !isVersion(saved) || !begun.has(value)) return idle;
  const { password, captcha, registrationId } = asRecord(stored['attempts']);
  const kept: Partial<JoinFlowContext> = {
    ...known,
    attempts: { password: count(password), captcha: count(captcha), registrationId: count(registrationId) },
  };
  if (value !== 'error') return { next: 'lookup', context: kept };
  const failure = readFailure(stored['failure'], allJoinTraits);
  return failure ? { next: 'error', context: { ...kept, failure } } : idle;
}

/** Every state but `idle`. */
const begun: ReadonlySet<unknown> = /* @__PURE__ */ new Set(
  /* @__PURE__ */ 'fetching passwordRequired captchaRequired registrationRequired refreshing success error'.split(' '),
);
