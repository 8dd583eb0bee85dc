/** Epoch ms of an HTTP date. The oldest form ends in its year and is GMT as well, where engines would take local time. */
const parse = (date: string): number => Date.parse(date.replace(/ \d{4}$/, '$& GMT'));

/**
 * When a reply's `Retry-After` allows a new try, epoch ms on the caller's clock; `null` without a readable header.
 * The date form is read against the reply's own `Date`, so that a wrong local clock cancels out (RFC 9110, 10.2.3).
 */
export function retryAt(headers: Readonly<Record<string, unknown>> | undefined, now: number): number | null {
  const value = String(headers?.['retry-after']).trim();
  // Engines read years into numbers: every form of an HTTP date begins with a weekday.
  const date = /^[a-z]/i.test(value) ? parse(value) : NaN;
  const waitMs = /^\d{1,9}$/.test(value) ? Number(value) * 1000 : date - (parse(String(headers?.['date'])) || now);
  return Number.isNaN(waitMs) ? null : now + Math.max(0, waitMs);
}
