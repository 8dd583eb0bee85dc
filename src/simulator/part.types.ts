/** A request as a part of the simulator sees it: already read, header names in lower case. */
export interface SimulatorRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed JSON, the text when it is not JSON, or `undefined` when there was none. */
  readonly body: unknown;
}

/** `body`: bytes and text go out as they are, `undefined` as nothing, everything else as JSON. */
export interface SimulatorReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Time as a part sees it, epoch ms: tests move it. */
export interface SimulatorClock {
  now(): number;
}

/** The rules of one service. `null`: not an address of mine. */
export interface SimulatorPart {
  handle(request: SimulatorRequest): SimulatorReply | null;
}
