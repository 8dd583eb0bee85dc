import { answerControl } from './control.js';
import { corsHeaders, preflightReply } from './cors.js';
import type { Delivery } from './fault.types.js';
import { createFaultQueue } from './faults.js';
import { deliverToFetch, readFetchRequest } from './fetch-delivery.js';
import { createHuaweiPart } from './huawei-part.js';
import { isObject } from './json.js';
import { listenOnSocket } from './node-server.js';
import type { SimulatorReply, SimulatorRequest } from './part.types.js';
import type { RecordedRequest, Simulator, SimulatorOptions } from './simulator.types.js';
import { createWebexPart } from './webex-part.js';

/** The ids by which clients name their requests: they come back as they were sent. */
const echoed = 'trackingid';

function codeOf(body: unknown): number | string | null {
  if (!isObject(body)) return null;
  const code = body['code'] ?? body['error_code'] ?? body['returnCode'];
  return typeof code === 'number' || typeof code === 'string' ? code : null;
}

/** Both services over real HTTP, or without a socket: rules, counters, captchas, one-time codes, and faults on demand. */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const clock = options.clock ?? { now: () => Date.now() };
  const random = options.random ?? Math.random;
  const webex = createWebexPart(options.webex ?? {}, clock, random);
  const huawei = createHuaweiPart({ random, ...options.huawei }, clock);
  const faults = createFaultQueue();
  const requests: RecordedRequest[] = [];
  const controlPath = options.controlPath?.replace(/\/+$/, '');

  const serve = (request: SimulatorRequest): SimulatorReply =>
    webex.handle(request) ??
    huawei.handle(request) ?? { status: 404, body: { message: 'Nothing is served at this address' } };

  function record(request: SimulatorRequest, { reply, ending, fault }: Delivery): void {
    const { method, url, headers, body } = request;
    const answered = ending === 'whole' || ending === 'truncated';
    requests.push({
      method,
      path: url.pathname,
      url: url.href,
      headers,
      body,
      at: clock.now(),
      reply: answered ? { status: reply.status, code: codeOf(reply.body) } : null,
      fault,
    });
  }

  function answer(request: SimulatorRequest): Delivery {
    const about = corsHeaders(request);
    const id = request.headers[echoed];
    const dress = (reply: SimulatorReply): SimulatorReply => ({
      ...reply,
      headers: { ...reply.headers, ...about, ...(id !== undefined && { [echoed]: id }) },
    });
    const aside =
      preflightReply(request) ??
      (controlPath !== undefined && request.url.pathname.startsWith(`${controlPath}/`)
        ? answerControl(simulator, request.url.pathname.slice(controlPath.length), request)
        : null);
    if (aside) return { reply: dress(aside), delayMs: 0, ending: 'whole', fault: null };
    const delivery = faults.deliver(request, () => serve(request), simulator.delayMs);
    record(request, delivery);
    return { ...delivery, reply: dress(delivery.reply) };
  }

  const simulator: Simulator = {
    async fetch(input, init) {
      const request = new Request(input, init);
      return deliverToFetch(answer(await readFetchRequest(request)), request.signal);
    },
    listen: (where = {}) => listenOnSocket(answer, where),
    requests,
    faults,
    webex,
    huawei,
    captchaAnswer: webex.captchaAnswer,
    delayMs: options.delayMs ?? 0,
    reset() {
      requests.length = 0;
      faults.clear();
      webex.reset();
      huawei.reset();
    },
  };
  return simulator;
}
