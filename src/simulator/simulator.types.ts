import type { FaultKind, Faults } from './fault.types.js';
import type { HuaweiPart, HuaweiSimulatorOptions } from './huawei-part.js';
import type { ListenOptions, Listening } from './node-server.js';
import type { SimulatorClock } from './part.types.js';
import type { WebexSimulatorOptions } from './webex-meetings.types.js';
import type { WebexPart } from './webex-part.js';

export interface SimulatorOptions {
  readonly webex?: WebexSimulatorOptions;
  readonly huawei?: HuaweiSimulatorOptions;
  /** Time as both services see it. The system's unless given. Delays of replies always run on real time. */
  readonly clock?: SimulatorClock;
  /** 0 up to 1, for ids and captchas. `Math.random` unless given. */
  readonly random?: () => number;
  /** Ms that every reply takes. 0 unless given. */
  readonly delayMs?: number;
  /**
   * A path such as `/__simulator` under which pages may look behind the services and push faults. Off unless given:
   * whoever reaches the address can read every captcha's answer.
   */
  readonly controlPath?: string;
}

/** A request as it came in. Questions of browsers (`OPTIONS`) and of the control path are not recorded. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** With everything that was typed, in clear: this is a test double. */
  readonly body: unknown;
  /** The simulator's clock, epoch ms. */
  readonly at: number;
  /** What goes back; `null` when nothing does. `code` is the body's own, `error_code` and `returnCode` included. */
  readonly reply: { readonly status: number; readonly code: number | string | null } | null;
  readonly fault: FaultKind | null;
}

export interface Simulator {
  /** As the global `fetch`, without a socket. A redirect is handed back, not followed. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /**
   * Serves on a socket. Node only.
   * @throws TypeError for anything but options, and for a host that is none.
   * @throws RangeError for a port that is none.
   */
  listen(options?: ListenOptions): Promise<Listening>;
  /** Everything received since the start or the last `reset`, oldest first. */
  readonly requests: readonly RecordedRequest[];
  readonly faults: Faults;
  readonly webex: WebexPart;
  readonly huawei: HuaweiPart;
  /** The right answer to a captcha, by its id or any of its addresses; `null` for one never handed out. */
  readonly captchaAnswer: (idOrUrl: string) => string | null;
  /** Ms that every reply takes from now on. */
  delayMs: number;
  /** Back to the start: records, faults, wrong answers, captchas, tokens and codes are forgotten. Servers go on. */
  reset(): void;
}
