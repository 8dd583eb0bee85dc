// Ratios of rounds: what loads the machine loads both sides of a round, and divides out.

const sorted = (values) => values.toSorted((a, b) => a - b);
export const median = (values) => sorted(values)[values.length >> 1];

/** @returns {{ min: number, median: number, max: number }} */
export const spread = (values) => ({ min: Math.min(...values), median: median(values), max: Math.max(...values) });

/** Three cells of a table. */
export const cells = (values, digits = 2) =>
  Object.values(spread(values))
    .map((value) => value.toFixed(digits))
    .join(' | ');

export const table = (heads, rows) =>
  [
    `| ${heads.join(' | ')} |`,
    `| ${heads.map((_, at) => (at ? '--:' : '---')).join(' | ')} |`,
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n');

/** The processor's time of this process, in ms: what else runs on the machine is not in it. */
export function cpu() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Lets deferred work run, sockets and finished promises included. */
export const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
