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

/** `fetch` rejects with the signal's reason. */
function abortReason(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new DOMException('The request was aborted.', 'AbortError');
}

function untilAborted(signal: AbortSignal, ms: number | null): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(abortReason(signal));
    };
    const timer =
      ms === null
        ? undefined
        : setTimeout(() => {
            signal.removeEventListener('abort', stop);
            resolve();
          }, ms);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
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
  if (signal.aborted) throw abortReason(signal);
  if (delivery.ending === 'never') await untilAborted(signal, null);
  if (delivery.delayMs > 0) await untilAborted(signal, delivery.delayMs);
  if (delivery.ending === 'reset') throw broken();
  const { status, headers, bytes } = encodeReply(delivery.reply);
  const truncated = delivery.ending === 'truncated';
  // A Uint8Array of ours never lies on shared memory, which is all that BodyInit's type rules out.
  const body = truncated ? brokenOff(bytes) : bytes.length > 0 ? (bytes as Uint8Array<ArrayBuffer>) : null;
  return new Response(body, { status, headers });
}
