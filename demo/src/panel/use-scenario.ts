import { useEffect, useRef } from 'react';
import { control } from '../simulator';
import type { Picked, Scenario } from './scenario.types';

/** Prepares the simulator for a scenario that was picked, then runs it: once, whatever React does with effects. */
export function useScenario(picked: Picked | null, run: (scenario: Scenario) => void): void {
  const done = useRef(0);
  const isHere = useRef(false);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  useEffect(() => {
    if (!picked || done.current === picked.id) return;
    done.current = picked.id;
    // Whoever has picked another one meanwhile, or has left, is answered by no flow of before.
    const isWanted = (): boolean => isHere.current && done.current === picked.id;
    void (async () => {
      try {
        await control.clearFaults();
        for (const fault of picked.scenario.faults ?? []) if (isWanted()) await control.pushFault(fault);
      } catch {
        // Without the simulator the flow meets nothing but that.
      }
      if (!isWanted()) return;
      // The flow moves the focus into its form unless the person is busy elsewhere.
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      run(picked.scenario);
    })();
  }, [picked, run]);
}
