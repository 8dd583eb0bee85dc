import { createContext, useContext } from 'react';
import type { RefObject } from 'react';
import type { FormWords, FlowView } from '../forms/form-words.js';
import type { Failure, FailureAction, FailureField } from '../guards/failure.js';
import type { JoinFlow } from '../machines/join-flow.controller.js';
import type { PasswordReset } from '../machines/password-reset.controller.js';
import type { Messages } from '../messages/messages.js';

export type AnyFlow = JoinFlow | PasswordReset;

/** What every part inside a Root can see. */
export interface FlowContextValue extends FormWords<FailureField> {
  readonly view: FlowView;
  /** The last view that was not busy: fields stay on the screen while the service thinks. */
  readonly step: FlowView;
  /** The commands of the Root's own flow. */
  readonly flow: Partial<Omit<JoinFlow & PasswordReset, 'actor' | 'reset' | 'retry'>> &
    Pick<AnyFlow, 'actor' | 'reset' | 'retry'>;
  readonly messages: Messages;
  readonly busy: boolean;
  /** The prefix of the ids that tie labels, hints and errors to fields. */
  readonly id: string;
  /** The fields of this step, first to last. */
  readonly fields: readonly FailureField[];
  /** The field around the part; outside of all, the first of the flow. */
  readonly field: FailureField;
  /** The field that the failure blames. An empty field counts once the person has pressed the button. */
  readonly invalid: FailureField | null;
  readonly isShown: boolean;
  readonly setShown: (isShown: boolean) => void;
  /** Starts over with empty fields. */
  readonly startOver: () => void;
  /** The app's part of an action: signing in, registering, opening a webcast. */
  readonly onAction: ((action: FailureAction, failure: Failure) => void) | undefined;
  /** Where the slider's piece is, in image pixels from the left. */
  readonly x: number;
  /** Moves the piece to the nearest whole image pixel from 0 to 258. The first move starts the time of the answer. */
  readonly move: (x: number) => void;
  readonly formRef: RefObject<HTMLFormElement>;
}

export const FlowContext = /* @__PURE__ */ createContext<FlowContextValue | null>(null);

/** What the parts are drawn from, for parts of your own. */
export function useFlow(): FlowContextValue {
  const value = useContext(FlowContext);
  if (!value) throw new Error('Draw this part in a Root.');
  return value;
}
