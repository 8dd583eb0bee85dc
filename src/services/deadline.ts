import { TransportError } from './transport.js';

/**
 * Runs one piece of work until it is done, the caller gives up, or the time is over, whichever comes first. The work's
 * own signal is aborted in both latter cases, and whatever it says afterwards is dropped.
 * @param timeoutMs Ms from now.
 * @throws TransportError only: an error of the work says why in its own words, and those may hold the request.
 */
export function withDeadline<T>(
  signal: AbortSignal,
  timeoutMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const inner = new AbortController();
    const settle = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    };
    const stop = (reason: 'timeout' | 'aborted'): void => {
      settle();
      reject(new TransportError(reason));
      inner.abort();
    };
    const abort = (): void => stop('aborted');
    const timer = setTimeout(() => stop('timeout'), timeoutMs);
    if (signal.aborted) {
      abort();
      return;
    }
    signal.addEventListener('abort', abort);
    // A transport may throw before it returns its promise.
    void (async () => work(inner.signal))().then(
      (value) => {
        settle();
        resolve(value);
      },
      (error: unknown) => {
        settle();
        reject(error instanceof TransportError ? error : new TransportError('network'));
      },
    );
  });
}
