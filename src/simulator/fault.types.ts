import type { SimulatorReply, SimulatorRequest } from './part.types.js';

/**
 * What goes wrong:
 * - `delay`: the reply comes `ms` late
 * - `hang`: no reply ever
 * - `reset`: the connection is torn down
 * - `truncate`: half of the body, then the connection is torn down
 * - `html`: a web page in place of JSON (a captive portal's, with status 200)
 * - `notJson`: cut off JSON that says it is whole
 * - `emptyBody`: a status and nothing else
 * - `wrongTypes`: the real reply, its texts turned into numbers and its numbers into lists
 * - `codeAsString`: the real reply, its `code` as the same digits in a text
 * - `status`: the given status (500) without a readable code
 * - `rateLimit`: 429, with `Retry-After` when `retryAfterS` is given
 * - `redirect`: an HTTP redirect (302) to `location`
 * - `reply`: what `reply` says
 */
export type FaultKind =
  | 'delay'
  | 'hang'
  | 'reset'
  | 'truncate'
  | 'html'
  | 'notJson'
  | 'emptyBody'
  | 'wrongTypes'
  | 'codeAsString'
  | 'status'
  | 'rateLimit'
  | 'redirect'
  | 'reply';

export interface Fault {
  readonly kind: FaultKind;
  /** Which requests: a test of the request, or a part of the path. Left out: every request. */
  readonly match?: string | RegExp | ((request: SimulatorRequest) => boolean);
  /** How many requests. 1 unless told; `Infinity` until the faults are cleared. */
  readonly times?: number;
  /**
   * Whether the service does its work before the reply is lost or replaced. The kinds that change the real reply, and
   * `delay`, always let it; the others only when this is true.
   */
  readonly handled?: boolean;
  /** For `delay`; any other fault comes this much later too. */
  readonly ms?: number;
  /** For `html`, `notJson`, `emptyBody`, `status` and `redirect`. */
  readonly status?: number;
  /** For `rateLimit`, and for `status`. Seconds. */
  readonly retryAfterS?: number;
  /** For `redirect`. */
  readonly location?: string;
  /** For `reply`. */
  readonly reply?: SimulatorReply;
}

/** How a reply leaves the simulator. */
export interface Delivery {
  readonly reply: SimulatorReply;
  readonly delayMs: number;
  readonly ending: 'whole' | 'truncated' | 'reset' | 'never';
  readonly fault: FaultKind | null;
}

export interface Faults {
  /**
   * Queued: of the faults that match a request, the oldest is used.
   * @throws TypeError for what is no object, and RangeError for a kind that there is not: then none is queued.
   */
  push(...faults: readonly Fault[]): void;
  clear(): void;
  /** Not used up yet. */
  readonly waiting: readonly Fault[];
}
