import type { Failure, FailureKind } from '../guards/failure.js';
import type { ServiceAnswer } from './answers.types.js';

/** What a person does in the join flow; each is a command of the controller. */
export type JoinDeed =
  | {
      readonly type: 'join';
      readonly destination: string;
      readonly password?: string;
      readonly permissionToken?: string;
    }
  | { readonly type: 'submitPassword'; readonly password: string; readonly registrationId?: string }
  | {
      readonly type: 'submitCaptcha';
      readonly code: string;
      readonly password?: string;
      readonly registrationId?: string;
    }
  | { readonly type: 'submitRegistrationId'; readonly registrationId: string; readonly password?: string }
  | { readonly type: 'refreshCaptcha' | 'cancel' | 'retry' | 'reset' };

/** What a person does in the password reset. */
export type ResetDeed =
  | { readonly type: 'start'; readonly user: string }
  | { readonly type: 'submitSlider'; readonly pointX: number; readonly slideTime: number }
  | { readonly type: 'submitCode'; readonly code: string }
  | { readonly type: 'submitPassword'; readonly password: string }
  | { readonly type: 'refreshSlider' | 'resendCode' | 'cancel' | 'retry' | 'reset' };

/** What must be true after a step. A driver is held to as much of it as it can observe. */
export interface Expectation {
  readonly state: string;
  /** The kind of the failure that is shown, or `null`. */
  readonly failure: FailureKind | null;
  /** What the view offers. */
  readonly can: Readonly<Record<string, boolean>>;
  /** What is asked for, in the asking states of the join flow. */
  readonly needs: Readonly<Record<string, boolean>> | null;
  /** The addresses of the captcha that is shown: the last one that the service gave. */
  readonly captcha: { readonly imageUrl: string; readonly audioUrl: string | null } | null;
}

interface Step {
  /** In words, for the story. */
  readonly text: string;
  readonly expect: Expectation;
  /** The transitions of the chart that it takes. */
  readonly takes: readonly string[];
}
export type UserStep<Deed> = Step & { readonly by: 'user'; readonly does: Deed; readonly answer?: never };
export type ServiceStep = Step & { readonly by: 'service'; readonly answer: ServiceAnswer; readonly does?: never };
/** Nothing happens for so long that the next deadline is over. */
export type TimeStep = Step & {
  readonly by: 'time';
  readonly ms: number;
  readonly does?: never;
  readonly answer?: never;
};
export type PathStep<Deed> = UserStep<Deed> | ServiceStep | TimeStep;

export interface FlowPath<Deed> {
  readonly flow: 'join' | 'reset';
  /** What it is for: the state it reaches, or the transition that it takes. */
  readonly name: string;
  /** Of a random walk: `getJoinPaths({ strategy: 'random', seed, count: 1 })` gives the same steps. */
  readonly seed: number | null;
  readonly steps: readonly PathStep<Deed>[];
}
export type JoinPath = FlowPath<JoinDeed>;
export type ResetPath = FlowPath<ResetDeed>;

export type PathStrategy = 'shortest' | 'simple' | 'transitions' | 'answers' | 'random';

/** A step that may go into a path, and what the view says then: a page may lack a button in some states and failures. */
export interface AllowedStep<Deed> extends Pick<PathStep<Deed>, 'by' | 'text'> {
  readonly state: string;
  readonly failure: Failure | null;
  readonly does?: Deed;
}

export interface PathOptions<Deed> {
  /**
   * - `transitions` (the default): few paths that take every transition of the chart that a person, the service or time
   *   can bring about
   * - `shortest`: the shortest path to each situation (a state and what is remembered in it)
   * - `simple`: paths without a situation that comes twice, of at most `maxLength` steps
   * - `answers`: every documented reply of the service, once
   * - `random`: random walks, from a seed
   */
  readonly strategy?: PathStrategy;
  /** Only paths that end in this state. */
  readonly to?: string;
  /** For `simple` and `random`: the most steps. 6 and 25 unless given. */
  readonly maxLength?: number;
  /** For `simple` and `random`: how many paths. 100 unless given. */
  readonly count?: number;
  /** For `random`: the first walk's; each next walk has the next one. 1 unless given. */
  readonly seed?: number;
  /** What the page cannot do is left out of every path: return `false` for it. It answers at once, with no promise. */
  readonly allows?: (step: AllowedStep<Deed>) => boolean;
  /** The limits that the flow under test was given. */
  readonly timeouts?: { readonly attemptMs?: number; readonly totalMs?: number };
}
