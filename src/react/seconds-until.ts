import { useEffect, useMemo, useReducer } from 'react';
import { clockOf } from '../machines/clock.js';
import type { Clock } from '../machines/clock.js';
import { useFlow } from './flow-context.js';

/** The clock that the flow runs on, so that what is shown agrees with what will happen. */
export function useClock(): Clock {
  const { actor } = useFlow().flow;
  return useMemo(() => clockOf(actor), [actor]);
}

/** Whole seconds until a time (epoch ms) on the flow's clock, counted down while the part is on the screen. */
export function useSecondsUntil(at: number | null): number {
  const clock = useClock();
  const [, tick] = useReducer((ticks: number) => ticks + 1, 0);
  const left = at === null ? 0 : Math.max(0, at - clock.now());
  const isOpen = left > 0;
  useEffect(() => {
    if (at === null || !isOpen) return;
    let timer: unknown;
    const wait = (): void => {
      // To the next whole second, and no longer than one, so that a clock that jumps is noticed.
      timer = clock.setTimeout(
        () => {
          tick();
          wait();
        },
        Math.max(1, Math.min(1000, (at - clock.now()) % 1000 || 1000)),
      );
    };
    wait();
    return () => clock.clearTimeout(timer);
  }, [at, clock, isOpen]);
  return Math.ceil(left / 1000);
}
