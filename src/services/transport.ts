export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  /** Set when the address should come from a service catalogue (the Webex SDK's). `url` is then the fallback. */
  readonly service?: { readonly name: string; readonly resource: string };
  readonly headers: Readonly<Record<string, string>>;
  /** A JSON value, `undefined` or `null` for none. It may hold secrets in clear: this is the last moment before the wire. */
  readonly body: unknown;
  readonly signal: AbortSignal;
  /** Ms from sending to the last byte of the reply. */
  readonly timeoutMs: number;
}

/** `headers` in lower case; `body` is the parsed JSON, or the text when it is not JSON. */
export interface HttpReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Resolves for every HTTP status; never follows a redirect; rejects only with a TransportError. */
export type Transport = (request: HttpRequest) => Promise<HttpReply>;

/** Says only why there is no reply: it carries no request, so no secret can ride on it. */
export class TransportError extends Error {
  declare readonly reason: 'network' | 'timeout' | 'aborted';

  constructor(reason: 'network' | 'timeout' | 'aborted') {
    super(`No reply: ${reason}.`);
    this.name = 'TransportError';
    this.reason = reason;
  }
}
