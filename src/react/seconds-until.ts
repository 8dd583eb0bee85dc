import { useEffect, useState } from 'react';
import { clockOf, countDown } from '../machines/clock.js';
import { useFlow } from './flow-context.js';

/**
 * Whole seconds until a time (epoch ms) on the flow's clock, counted down while the part is on the screen as the chart
 * counts its deadlines: a clock that is set back makes nothing longer.
 */
export function useSecondsUntil(at: number | null | undefined): number {
  const clock = clockOf(useFlow().flow.actor);
  const [seen, see] = useState<{ readonly at: number; readonly left: number }>();
  useEffect(
    () =>
      at
        ? countDown(
            clock,
            at,
            () => {},
            (left) => see({ at, left }),
          )
        : undefined,
    [clock, at],
  );
  if (!at) return 0;
  const left = seen?.at === at ? seen.left : at - clock.now();
  return Math.max(0, Math.ceil(left / 1000));
}
