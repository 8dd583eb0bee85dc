import { useState, useSyncExternalStore } from 'react';
import { isBusy } from '../forms/is-busy.js';
import { clockOf } from '../machines/clock.js';
import type { Clock } from '../machines/clock.js';

interface AnyView {
  readonly state: string;
}

/** What both controllers have in common. */
export interface Controller<View extends AnyView> {
  readonly getView: () => View;
  readonly subscribe: (listener: () => void) => () => void;
  readonly persist: () => unknown;
  readonly stop: () => void;
}

type HeldOptions<Options, Flow> = Partial<Options> & {
  /** The app's own flow, which only the app stops. */
  readonly flow?: Flow | undefined;
  readonly snapshot?: unknown;
  readonly clock?: Clock | undefined;
};

export interface Bound<View, Flow> {
  /** The flow as it is now. */
  readonly view: View;
  /** The last view that was not busy: what to keep on the screen while the service thinks. */
  readonly step: View;
  /** The commands. Bound functions: they can be passed on one by one. */
  readonly flow: Flow;
}

/**
 * Nothing runs before the first subscription, which a server never makes. What is in flight when the last one ends is
 * aborted after a task: StrictMode and re-parenting come back before it. A flow that waits for the person (hidden by
 * `<Activity>`, say) keeps its place, and its deadlines wait with it: a chart goes on at them, and sends, while somebody
 * looks. The app's own flow is left alone.
 */
function holdController<View extends AnyView, Flow extends Controller<View>, Options>(
  create: (options: Options) => Flow,
  options: HeldOptions<Options, Flow>,
) {
  const time = clockOf(options);
  /** Timers that ran out while nobody looks, by their ids. */
  let due: Map<unknown, () => void> | undefined;
  const clock: Clock = {
    ...time,
    setTimeout(run, ms) {
      const id = time.setTimeout(() => {
        // What an app asks for meanwhile has its time limit all the same.
        if (due && !isBusy(getView())) due.set(id, run);
        else run();
      }, ms);
      return id;
    },
    clearTimeout(id) {
      due?.delete(id);
      time.clearTimeout(id);
    },
  };
  // The hooks' types ask for a flow or for all the options.
  const make = (snapshot?: unknown): Flow => create({ ...options, clock, snapshot } as Options);
  let flow = options.flow ?? make();
  let saved = options.flow ? undefined : options.snapshot;
  let step = flow.getView();
  let ending: ReturnType<typeof setTimeout> | undefined;
  const getView = (): View => flow.getView();
  const subscribe = (listener: () => void): (() => void) => {
    clearTimeout(ending);
    if (saved) {
      flow.stop();
      flow = make(saved);
      saved = undefined;
    }
    const leave = flow.subscribe(listener);
    const late = due;
    due = undefined;
    late?.forEach((run) => run());
    return () => {
      leave();
      due = new Map();
      ending = setTimeout(() => {
        if (options.flow || !isBusy(getView())) return;
        saved = flow.persist();
        flow.stop();
      });
    };
  };
  /** Derived from what the store says, so that rendering twice gives the same. */
  const bind = (view: View): Bound<View, Flow> => ({ view, step: isBusy(view) ? step : (step = view), flow });
  // A flow is the same in whatever object its members are: that one may be made at each render.
  return [subscribe, getView, bind, options.flow?.getView] as const;
}

/** The one binding under both hooks. The controller is made once, with the options of the first render, or is the app's. */
export function useController<View extends AnyView, Flow extends Controller<View>, Options>(
  create: (options: Options) => Flow,
  options: HeldOptions<Options, Flow>,
): Bound<View, Flow> {
  const hold = () => holdController<View, Flow, Options>(create, options);
  const [[subscribe, getView, bind, given], holdAnew] = useState(hold);
  if (given !== options.flow?.getView) holdAnew(hold);
  return bind(useSyncExternalStore(subscribe, getView, getView));
}
