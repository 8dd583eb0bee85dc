import type { SimulatorReply } from './part.types.js';

export interface EncodedReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}

/** The bytes of a reply, with the content type that its body has when the reply names none. */
export function encodeReply({ status, headers = {}, body }: SimulatorReply): EncodedReply {
  if (body === undefined) return { status, headers, bytes: new Uint8Array(0) };
  if (body instanceof Uint8Array) {
    return { status, headers: { 'content-type': 'application/octet-stream', ...headers }, bytes: body };
  }
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type = typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json';
  return { status, headers: { 'content-type': type, ...headers }, bytes: new TextEncoder().encode(text) };
}
