import type { HttpReply, HttpRequest, Transport } from '../services/transport.js';
import type { ServiceAnswer } from './answers.types.js';
import { isLost } from './answers.types.js';

type Headers = Readonly<Record<string, string>>;
type Arrived = { readonly headers: Headers } | undefined;

/** A transport that is looked at while it works. */
export interface WatchedTransport {
  readonly transport: Transport;
  /** How many of its requests are not over. */
  readonly open: number;
  /** What of a request did not arrive, in words. */
  dropped(arrived: Arrived): string | null;
  /** What of the service's answer to a request is not in the reply, in words. */
  changed(arrived: Arrived, answer: ServiceAnswer): string | null;
}

/** The first header that another side has not, or not so. */
const missing = (headers: Headers, there: Headers): string | undefined =>
  Object.keys(headers).find((name) => there[name] !== headers[name]);

/** Holds a transport to its rules where a flow looks the same without them: docs/guides/recipes/own-transport.md. */
export function watchTransport(transport: Transport): WatchedTransport {
  let open = 0;
  const calls: { readonly request: HttpRequest; reply: HttpReply | null }[] = [];
  // Each has an id of its own among its headers. In order they do not match: one that is given up at once does not arrive.
  const callOf = (arrived: Arrived) =>
    calls.find(({ request }) => arrived && !missing(request.headers, arrived.headers));
  return {
    async transport(request) {
      const call: (typeof calls)[number] = { request, reply: null };
      calls.push(call);
      open++;
      try {
        return (call.reply = await transport(request));
      } finally {
        open--;
      }
    },
    get open() {
      return open;
    },
    dropped(arrived) {
      if (!arrived || callOf(arrived)) return null;
      const name = missing(calls.at(-1)?.request.headers ?? {}, arrived.headers) ?? '';
      // Without its value, which may be a token.
      return `the transport does not send the header "${name}" as it was given`;
    },
    changed(arrived, answer) {
      const { reply } = callOf(arrived) ?? {};
      if (isLost(answer) || !reply) return null;
      const { status } = reply;
      // A transport of an app may leave them out.
      const headers = { ...reply.headers };
      if (status !== answer.status) return `the transport tells the status as ${status}, not ${answer.status}`;
      // A redirect that is not followed need not say where it leads.
      const due = Object.fromEntries(Object.entries(answer.headers).filter(([name]) => name !== 'location'));
      const name = missing(due, headers);
      if (name === undefined) return null;
      return `the transport tells the header "${name}" as ${JSON.stringify(headers[name])}, not ${JSON.stringify(due[name])}`;
    },
  };
}
