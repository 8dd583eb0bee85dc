import { useState } from 'react';
import type { Picked, Scenario } from './scenario.types';

/** What the panel has been told: the scenario that was picked last, and whether time limits are of seconds. */
export function usePicked() {
  const [picked, setPicked] = useState<Picked | null>(null);
  const [isHurried, setIsHurried] = useState(false);
  return {
    picked,
    isHurried,
    onPick: (scenario: Scenario): void => {
      setPicked((before) => ({ id: (before?.id ?? 0) + 1, scenario }));
      if (scenario.isHurried) setIsHurried(true);
    },
    /** Other time limits are for another flow, which begins without a scenario. */
    setHurried: (next: boolean): void => {
      setPicked(null);
      setIsHurried(next);
    },
  };
}
