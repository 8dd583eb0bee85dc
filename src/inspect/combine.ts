import type { InspectionEvent } from 'xstate';

import type { Observe } from '../machines/flow-controller.js';

/**
 * Several inspectors as one. One that throws disturbs neither the flow nor the others.
 * @param inspectors One that is not there, as of a condition, is left out: `isDevelopment && recorder.inspect`.
 * @throws TypeError when one of them is no inspector: neither a function nor an observer.
 */
export function combineInspectors(
  ...inspectors: readonly (Observe | false | null | undefined)[]
): (event: InspectionEvent) => void {
  const heard = inspectors.filter((inspector) => !!inspector).map(toFunction);
  return (event) => {
    for (const inspect of heard) {
      try {
        inspect(event);
      } catch {
        // XState would pass it on to whoever sent the event.
      }
    }
  };
}

function toFunction(inspector: Observe): (event: InspectionEvent) => void {
  if (typeof inspector === 'function') return inspector;
  // An app in plain JavaScript may hand in the recorder itself, or a list: nobody would see that it hears nothing.
  if (typeof inspector.next !== 'function')
    throw new TypeError('combineInspectors takes inspectors: recorder.inspect, connection.inspect');
  return (event) => inspector.next?.(event);
}
