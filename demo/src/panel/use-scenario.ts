import { useEffect, useRef } from 'react';
import { control } from '../simulator';
import type { Picked, Scenario } from './scenario.types';

/** Prepares the simulator for a scenario that was picked, then runs it: once, whatever React does with effects. */
export function useScenario(picked: Picked | null, run: (scenario: Scenario) => void): void {
  const done = useRef(0);
  useEffect(() => {
    if (!picked || done.current === picked.id) return;
    done.current = picked.id;
    void (async () => {
      try {
        await control.clearFaults();
        for (const fault of picked.scenario.faults ?? []) await control.pushFault(fault);
      } catch {
        // Without the simulator the flow meets nothing but that.
      }
      // The flow moves the focus into its form unless the person is busy elsewhere.
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      run(picked.scenario);
    })();
  }, [picked, run]);
}
