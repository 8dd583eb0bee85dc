import { withDeadline } from './deadline.js';
import { maxReplyBytes, readBody } from './read-body.js';
import type { Transport } from './transport.js';
import { TransportError } from './transport.js';

export { TransportError };
export type { HttpReply, HttpRequest, Transport } from './transport.js';

/** The text of a body, read piece by piece, so that an endless one ends at the limit and not in a full memory. */
async function readText(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return response.text();
  // Not a Blob: that of jsdom, where pages are tested, cannot be read as text.
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    // The deadline closes the connection.
    if (size > maxReplyBytes) throw new TransportError('network');
    text += decoder.decode(value, { stream: true });
  }
}

/**
 * A transport over `fetch`. Cookies are neither sent nor kept, replies are not cached, and redirects are not followed:
 * a browser hides which one it was, so that there it is told as a bare 302.
 * @param fetcher Takes the place of the global `fetch`.
 */
export function fetchTransport(fetcher?: typeof fetch): Transport {
  return ({ method, url, headers, body, signal, timeoutMs }) =>
    withDeadline(signal, timeoutMs, async (inner) => {
      // Not as a method of anything: browsers refuse that.
      const run = fetcher ?? fetch;
      // No text for no body.
      const json = JSON.stringify(body ?? undefined) as string | undefined;
      const response = await run(url, {
        method,
        headers: { accept: 'application/json', ...(json && { 'content-type': 'application/json' }), ...headers },
        body: json ?? null,
        redirect: 'manual',
        credentials: 'omit',
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
        signal: inner,
      });
      const { status } = response;
      return {
        status: status || 302,
        headers: Object.fromEntries(response.headers),
        body: status ? readBody(await readText(response)) : '',
      };
    });
}
