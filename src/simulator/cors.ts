import type { SimulatorReply, SimulatorRequest } from './part.types.js';

/** What a page on another origin may read of a reply. */
const exposed = 'Retry-After, trackingid, X-Request-Id, Location';

/** Lets the page that asks read the reply, whatever origin it is on: this is a simulator on loopback. */
export function corsHeaders(request: SimulatorRequest): Readonly<Record<string, string>> {
  const origin = request.headers['origin'];
  if (origin === undefined) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': exposed,
    vary: 'Origin',
  };
}

/** The reply to a browser's question before the real request, or `null` when this is no such question. */
export function preflightReply(request: SimulatorRequest): SimulatorReply | null {
  if (request.method !== 'OPTIONS') return null;
  return {
    status: 204,
    headers: {
      'access-control-allow-methods': 'GET, POST, PUT, DELETE',
      'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '*',
      'access-control-allow-private-network': 'true',
      'access-control-max-age': '600',
    },
  };
}
