import { useState, useSyncExternalStore } from 'react';

interface AnyView {
  readonly state: string;
}

/** What both controllers have in common. */
export interface Controller<View extends AnyView> {
  getView(): View;
  subscribe(listener: () => void): () => void;
  persist(): unknown;
  stop(): void;
}

export interface Bound<View, Flow> {
  /** The flow as it is now. */
  readonly view: View;
  /** The last view that was not busy: what to keep on the screen while the service thinks. */
  readonly step: View;
  /** The commands. Bound functions: they can be passed on one by one. */
  readonly flow: Flow;
}

/** The charts name every busy state by what it is doing: fetching, checkingSlider, resetting. */
export const isBusy = ({ state }: AnyView): boolean => state.includes('ing');

/** Whether something would still happen if nobody looked: a request, or a deadline that leads to one. */
const isRunning = (view: AnyView): boolean => isBusy(view) || 'expiresAt' in view || 'slider' in view;

/**
 * Nothing runs before the first subscription, which a server never makes. The stop waits for a task: StrictMode and
 * re-parenting come back before it, and a flow that only waits for the person (hidden by `<Activity>`, say) keeps its place.
 *
 * @param own The app's flow, which only the app stops.
 */
function holdController<View extends AnyView, Flow extends Controller<View>>(
  make: (snapshot?: unknown) => Flow,
  own: Flow | undefined,
  saved: unknown,
) {
  let flow = own ?? make();
  let step = flow.getView();
  let ending: ReturnType<typeof setTimeout> | undefined;
  return {
    getFlow: () => flow,
    getView: () => flow.getView(),
    /** Derived from what the store says, so that rendering twice gives the same. */
    getStep: (view: View) => (isBusy(view) ? step : (step = view)),
    subscribe: (listener: () => void): (() => void) => {
      clearTimeout(ending);
      if (!own && saved !== undefined) {
        flow.stop();
        flow = make(saved);
        saved = undefined;
      }
      const leave = flow.subscribe(listener);
      return () => {
        leave();
        ending = setTimeout(() => {
          if (own || !isRunning(flow.getView())) return;
          saved = flow.persist();
          flow.stop();
        });
      };
    },
  };
}

/** The one binding under both hooks. The controller is made once, with the options of the first render. */
export function useController<View extends AnyView, Flow extends Controller<View>, Options>(
  create: (options: Options) => Flow,
  options: Partial<Options> & { readonly snapshot?: unknown; readonly flow?: Flow | undefined },
): Bound<View, Flow> {
  const [held] = useState(() =>
    holdController<View, Flow>(
      // The hooks' types ask for a flow or for all the options.
      (snapshot) => create({ ...options, snapshot } as Options),
      options.flow,
      options.snapshot,
    ),
  );
  const view = useSyncExternalStore(held.subscribe, held.getView, held.getView);
  return { view, step: held.getStep(view), flow: held.getFlow() };
}
