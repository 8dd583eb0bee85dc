import type { Fault } from './fault.types.js';
import { faultKindOf } from './faults.js';
import { isObject, textOf } from './json.js';
import type { SimulatorReply, SimulatorRequest } from './part.types.js';
import type { Simulator } from './simulator.types.js';

const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** A reply to give in place of the service's own, as JSON describes it. */
function replyOf(value: unknown): SimulatorReply | undefined {
  if (!isObject(value) || typeof value['status'] !== 'number') return undefined;
  const headers = isObject(value['headers']) ? Object.entries(value['headers']) : [];
  return {
    status: value['status'],
    body: value['body'],
    headers: Object.fromEntries(headers.map(([name, one]) => [name, String(one)])),
  };
}

/** A fault, as JSON describes it. */
function faultOf(body: unknown): Fault {
  const kind = faultKindOf(body);
  const given = isObject(body) ? body : {};
  const match = textOf(body, 'match');
  const location = textOf(body, 'location');
  const [times, ms, status, retryAfterS] = [given['times'], given['ms'], given['status'], given['retryAfterS']].map(
    numberOf,
  );
  const reply = replyOf(given['reply']);
  return {
    kind,
    handled: given['handled'] === true,
    ...(match !== null && { match }),
    ...(location !== null && { location }),
    ...(times !== undefined && { times }),
    ...(ms !== undefined && { ms }),
    ...(status !== undefined && { status }),
    ...(retryAfterS !== undefined && { retryAfterS }),
    ...(reply !== undefined && { reply }),
  };
}

function pushFault(simulator: Simulator, body: unknown): SimulatorReply {
  try {
    simulator.faults.push(faultOf(body));
    return { status: 204 };
  } catch (error) {
    return { status: 400, body: { message: error instanceof Error ? error.message : String(error) } };
  }
}

/**
 * What a page on another origin can ask of the simulator itself, below its control path:
 * - `GET /meetings`: the meetings with their scenarios
 * - `GET /captchas?of=<id or address>`: `{ answer }`
 * - `GET /outbox`: the one-time codes that were sent
 * - `GET /slider?token=<token>`: `{ pointX }`
 * - `GET /requests`: what was received
 * - `POST /faults` with a fault whose `match` is a part of a path, and whose `reply` is `{ status, headers, body }`: 400 with a
 *   `message` for what is none; `DELETE /faults`
 * - `POST /meetings/open` with `{ number }`: the host arrives
 * - `POST /reset`
 */
export function answerControl(simulator: Simulator, path: string, request: SimulatorRequest): SimulatorReply {
  const query = (name: string): string => request.url.searchParams.get(name) ?? '';
  switch (`${request.method} ${path}`) {
    case 'GET /meetings':
      return { status: 200, body: simulator.webex.meetings };
    case 'GET /captchas':
      return { status: 200, body: { answer: simulator.captchaAnswer(query('of')) } };
    case 'GET /outbox':
      return { status: 200, body: simulator.huawei.outbox };
    case 'GET /slider':
      return { status: 200, body: { pointX: simulator.huawei.sliderAnswer(query('token')) ?? null } };
    case 'GET /requests':
      return { status: 200, body: simulator.requests };
    case 'POST /faults':
      return pushFault(simulator, request.body);
    case 'DELETE /faults':
      simulator.faults.clear();
      return { status: 204 };
    case 'POST /meetings/open':
      simulator.webex.openMeeting(textOf(request.body, 'number') ?? '');
      return { status: 204 };
    case 'POST /reset':
      simulator.reset();
      return { status: 204 };
    default:
      return { status: 404, body: { message: 'Nothing to control here' } };
  }
}
