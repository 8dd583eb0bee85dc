import type { Failure, FailureAction } from '../guards/failure.js';
import type { FlowView } from './form-words.js';
import { isBusy } from './is-busy.js';

/** The commands that a failure may name: of the last two, each flow has one. */
export interface WaysOn {
  readonly reset: () => void;
  readonly retry: () => void;
  readonly refreshCaptcha?: () => void;
  readonly resendCode?: () => void;
}

/**
 * What the press of the button does that a failure names: `messages.action(failure.action)` is its text.
 *
 * @param ask What only the app can do: `signIn`, `register`, `openWebcast`, `contactHost`, and `none`, a button to close.
 * Not called for a failure at a field, where typing is the way on.
 * @returns Nothing while there is no such way: draw no button then.
 */
export function wayOn(
  flow: WaysOn,
  view: FlowView,
  ask?: (action: FailureAction, failure: Failure) => void,
): (() => void) | undefined {
  const { failure, can } = view;
  if (!failure || isBusy(view)) return undefined;
  const { action } = failure;
  if (action === 'startOver') return flow.reset;
  const command = action === 'wait' ? 'retry' : action;
  // What the flow does itself, by a name that is its own and of `can`, is not offered while it would do nothing, and is
  // none of the app's.
  if (command in flow) return can[command as 'retry'] ? flow[command as 'retry'] : undefined;
  // Nor is an answer that the flow waits for, though the failure that led to it may be of no field.
  return ask && !failure.field && !/^(enter|solve|check)/.test(action) ? () => ask(action, failure) : undefined;
}
