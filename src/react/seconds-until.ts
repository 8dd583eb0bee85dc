import { useEffect, useReducer } from 'react';
import { clockOf } from '../machines/clock.js';
import { useFlow } from './flow-context.js';

/** Whole seconds until a time (epoch ms) on the flow's clock, counted down while the part is on the screen. */
export function useSecondsUntil(at: number | null | undefined): number {
  const { actor } = useFlow().flow;
  const [ticks, tick] = useReducer((count: number) => count + 1, 0);
  const left = at ? Math.max(0, at - clockOf(actor).now()) : 0;
  useEffect(() => {
    if (!left) return;
    const clock = clockOf(actor);
    // To the next whole second, and no longer than one, so that a clock that jumps is noticed.
    const timer = clock.setTimeout(tick, left % 1000 || 1000);
    return () => clock.clearTimeout(timer);
  }, [actor, left, ticks]);
  return Math.ceil(left / 1000);
}
