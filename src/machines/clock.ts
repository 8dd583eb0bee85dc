/** One source of time for a flow: timers, deadlines and views. Times are epoch ms. The default is the system's. */
export interface Clock {
  now(): number;
  setTimeout(fn: () => void, ms: number): unknown;
  clearTimeout(id: unknown): void;
}
