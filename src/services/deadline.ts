import { TransportError } from './transport.js';

/**
 * Runs one piece of work until it is done, the caller gives up, or the time is over, whichever comes first. The work's
 * own signal is aborted unless it was done, and whatever it says afterwards is dropped.
 * @param timeoutMs Ms from now.
 * @throws TransportError only: an error of the work says why in its own words, and those may hold the request.
 */
export async function withDeadline<T>(
  signal: AbortSignal,
  timeoutMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const inner = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let abort = (): void => undefined;
  try {
    return await new Promise<T>((resolve, reject) => {
      const stop = (reason: 'timeout' | 'aborted'): void => reject(new TransportError(reason));
      abort = () => stop('aborted');
      signal.addEventListener('abort', abort);
      timer = setTimeout(stop, timeoutMs, 'timeout');
      if (signal.aborted) abort();
      // A transport may throw before it returns its promise: that rejects this one.
      else work(inner.signal).then(resolve, reject);
    });
  } catch (error) {
    inner.abort();
    throw error instanceof TransportError ? error : new TransportError('network');
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}
