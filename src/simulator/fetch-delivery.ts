import { encodeReply } from './encode-reply.js';
import { parseBody } from './json.js';
import type { Delivery } from './fault.types.js';
import type { SimulatorRequest } from './part.types.js';

export async function readFetchRequest(request: Request): Promise<SimulatorRequest> {
  return {
    method: request.method,
    url: new URL(request.url),
    headers: Object.fromEntries(request.headers.entries()),
    body: parseBody(await request.text()),
  };
}

/** Rejects with the signal's reason, as `fetch` does. `null`: waits for nothing else. */
async function wait(signal: AbortSignal, ms: number | null): Promise<void> {
  signal.throwIfAborted();
  await new Promise<void>((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = ms === null ? undefined : setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
  signal.throwIfAborted();
}

const broken = (): TypeError => new TypeError('fetch failed');

function brokenOff(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let begun = false;
  return new ReadableStream({
    pull(controller) {
      if (begun) controller.error(broken());
      else controller.enqueue(bytes.subarray(0, Math.ceil(bytes.length / 2)));
      begun = true;
    },
  });
}

/** Hands a reply over as `fetch` would: a torn connection is a TypeError, an abort is the signal's reason. */
export async function deliverToFetch(delivery: Delivery, signal: AbortSignal): Promise<Response> {
  signal.throwIfAborted();
  if (delivery.ending === 'never') await wait(signal, null);
  if (delivery.delayMs > 0) await wait(signal, delivery.delayMs);
  if (delivery.ending === 'reset') throw broken();
  const { status, headers, bytes } = encodeReply(delivery.reply);
  const truncated = delivery.ending === 'truncated';
  // A Uint8Array of ours never lies on shared memory, which is all that BodyInit's type rules out.
  const body = truncated ? brokenOff(bytes) : bytes.length > 0 ? (bytes as Uint8Array<ArrayBuffer>) : null;
  return new Response(body, { status, headers });
}
