import { isObject } from './json.js';
import type { Delivery, Fault, FaultKind, Faults } from './fault.types.js';
import type { SimulatorReply, SimulatorRequest } from './part.types.js';

const page = '<!doctype html><title>Sign in to the network</title><h1>Sign in to the network</h1>';

/** Each kind, and whether it needs the real reply, so that the service has done its work. */
const afterTheWork: Readonly<Record<FaultKind, boolean>> = {
  ...{ delay: true, hang: false, reset: false, truncate: true, html: false, notJson: false, emptyBody: false },
  ...{ wrongTypes: true, codeAsString: true, status: false, rateLimit: false, redirect: false, reply: false },
};

const isKind = (kind: unknown): kind is FaultKind => typeof kind === 'string' && Object.hasOwn(afterTheWork, kind);

/** The kind of what plain JavaScript, or a request, hands in as a fault. */
export function faultKindOf(fault: unknown): FaultKind {
  if (!isObject(fault))
    throw new TypeError("A fault is an object, such as { kind: 'hang' }; a list goes in as ...faults.");
  const { kind } = fault;
  if (isKind(kind)) return kind;
  throw new RangeError(`There is no fault "${String(kind)}": there are ${Object.keys(afterTheWork).join(', ')}.`);
}

function matches(fault: Fault, request: SimulatorRequest): boolean {
  const { match } = fault;
  if (match === undefined) return true;
  if (typeof match === 'function') return match(request);
  return typeof match === 'string' ? request.url.pathname.includes(match) : request.url.pathname.search(match) >= 0;
}

function twistTypes(value: unknown): unknown {
  if (value instanceof Uint8Array) return value;
  if (typeof value === 'string') return 42;
  if (typeof value === 'number') return ['not a number'];
  if (typeof value === 'boolean') return 'not a boolean';
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, twistTypes(one)]));
  return { not: 'this' };
}

function codeToText(body: unknown): unknown {
  if (!isObject(body) || !('code' in body)) return body;
  return { ...body, code: String(body['code']) };
}

const retryAfter = ({ retryAfterS }: Fault): Record<string, string> =>
  retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) };

/** What each service says when it has had enough. */
const busyBody = ({ url }: SimulatorRequest): object =>
  url.pathname.includes('/v1/usg/')
    ? { error_code: '100000429', error_msg: 'Too many requests' }
    : { code: 429005, message: 'Too many requests' };

function damage(fault: Fault, request: SimulatorRequest, real: SimulatorReply): SimulatorReply {
  const json = { 'content-type': 'application/json' };
  switch (fault.kind) {
    case 'delay':
    case 'hang':
    case 'reset':
    case 'truncate':
      return real;
    case 'html':
      return { status: fault.status ?? 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: page };
    case 'notJson':
      return { status: fault.status ?? 200, headers: json, body: '{"code": 4230' };
    case 'emptyBody':
      return { status: fault.status ?? 200, headers: json };
    case 'wrongTypes':
      return { ...real, body: twistTypes(real.body) };
    case 'codeAsString':
      return { ...real, body: codeToText(real.body) };
    case 'status':
      return {
        status: fault.status ?? 500,
        headers: retryAfter(fault),
        body: { message: 'The service has a problem' },
      };
    case 'rateLimit':
      return { status: 429, headers: retryAfter(fault), body: busyBody(request) };
    case 'redirect':
      return { status: fault.status ?? 302, headers: { location: fault.location ?? '/elsewhere' } };
    case 'reply':
      return fault.reply ?? real;
  }
}

export interface FaultQueue extends Faults {
  /** Answers a request through the service, or through the fault that waits for it. */
  deliver(request: SimulatorRequest, serve: () => SimulatorReply, delayMs: number): Delivery;
}

export function createFaultQueue(): FaultQueue {
  let queue: { readonly fault: Fault; left: number }[] = [];

  return {
    push: (...faults) => {
      faults.forEach(faultKindOf);
      queue.push(...faults.map((fault) => ({ fault, left: fault.times ?? 1 })));
    },
    clear: () => {
      queue = [];
    },
    get waiting() {
      return queue.map(({ fault }) => fault);
    },
    deliver(request, serve, delayMs) {
      const found = queue.find(({ fault }) => matches(fault, request));
      if (!found) return { reply: serve(), delayMs, ending: 'whole', fault: null };
      const { fault } = found;
      found.left--;
      if (!(found.left > 0)) queue = queue.filter((one) => one !== found);
      const served = fault.handled === true || afterTheWork[fault.kind];
      const reply = damage(fault, request, served ? serve() : { status: 500 });
      const ending =
        fault.kind === 'hang'
          ? 'never'
          : fault.kind === 'reset'
            ? 'reset'
            : fault.kind === 'truncate'
              ? 'truncated'
              : 'whole';
      return { reply, delayMs: delayMs + (fault.ms ?? 0), ending, fault: fault.kind };
    },
  };
}
