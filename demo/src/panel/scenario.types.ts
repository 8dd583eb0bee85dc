import type { DemoFault } from '../simulator';

/** One thing that can happen, and what to do on the page to see it. */
export interface Scenario {
  /** What is typed into the first field: a destination, or an account. */
  readonly input: string;
  readonly how: string;
  /** Waits in the simulator for the flow to come by. */
  readonly faults?: readonly DemoFault[];
  /** Time limits of seconds, so that nobody has to wait for a minute. */
  readonly isHurried?: boolean;
  /** The app was set up with an address that it does not trust. */
  readonly isAstray?: boolean;
  /** The destination is a space: a meeting is started for it. */
  readonly isSpace?: boolean;
  readonly extraParams?: Readonly<Record<string, unknown>>;
}

/** A scenario that was picked. The number tells two picks of the same one apart. */
export interface Picked {
  readonly id: number;
  readonly scenario: Scenario;
}

/** Ms of the hurried flow. */
export const hurriedTimeouts = { attemptMs: 1500, totalMs: 5000 } as const;
