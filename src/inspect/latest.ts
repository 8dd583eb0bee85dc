import type { InspectionRecord } from './inspection-record.js';

/** The latest within the limit. Of the older ones those stay that are needed, in the place of some that came after. */
export function latest<T>(list: readonly T[], limit: number, isNeeded: (one: T) => boolean): T[] {
  const kept = limit > 0 ? list.slice(-limit) : [];
  const needed = list.slice(0, -limit).filter(isNeeded);
  return [...needed, ...kept.slice(needed.length)].slice(-limit);
}

/** What a flow is stays as long as anything that it did: without it nothing can be drawn or replayed. */
export function latestRecords(records: readonly InspectionRecord[], limit: number): InspectionRecord[] {
  const told = new Set(records.slice(-limit).map(({ sessionId }) => sessionId));
  return latest(records, limit, (one) => one.type === '@xstate.actor' && one.chart !== null && told.has(one.sessionId));
}
