import type { InspectionEvent } from 'xstate';

/** Several inspectors as one. One that throws disturbs neither the flow nor the others. */
export function combineInspectors(
  ...inspectors: readonly ((event: InspectionEvent) => void)[]
): (event: InspectionEvent) => void {
  return (event) => {
    for (const inspect of inspectors) {
      try {
        inspect(event);
      } catch {
        // XState would pass it on to whoever sent the event.
      }
    }
  };
}
