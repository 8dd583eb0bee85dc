import type { Expectation, FlowPath, ServiceStep, TimeStep, UserStep } from './path.types.js';
import type { ServiceAnswer } from './answers.types.js';

/**
 * What a driver can see of the flow: as much as it knows, `can` and `needs` as a whole; the state at least, or `null` where
 * nothing says it.
 */
export type Seen = Partial<Omit<Expectation, 'state' | 'captcha'>> & {
  readonly state: string | null;
  readonly captcha?: Partial<NonNullable<Expectation['captcha']>> | null;
};

/** Takes a path through something that runs: a controller in memory, a page, a flow over HTTP. */
export interface FlowDriver<Deed> {
  /** A fresh flow, in `idle`. */
  begin?(path: FlowPath<Deed>): void | Promise<void>;
  /** A person does this. */
  does(deed: Deed, step: UserStep<Deed>): void | Promise<void>;
  /** The service answers the request that is on its way. */
  answers(answer: ServiceAnswer, step: ServiceStep): void | Promise<void>;
  /** So much time passes (ms). */
  waits(ms: number, step: TimeStep): void | Promise<void>;
  /** What is to be seen now. A page may need a moment: `expected` tells what to wait for. */
  sees(expected: Expectation): Seen | Promise<Seen>;
  /** The whole view, when there is one: the promises of every state are checked with it. */
  view?(): unknown;
  /** After the last step, also of a path that failed. Throws when something is left running. */
  end?(): void | Promise<void>;
}
