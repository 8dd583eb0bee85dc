import type { FailureField } from '../guards/failure.js';
import type { JoinView } from '../machines/join-flow.view.js';
import type { PasswordResetView } from '../machines/password-reset.view.js';
import type { LabelKey } from '../messages/catalogue.types.js';
import type { Messages } from '../messages/messages.js';
import { isBusy } from './is-busy.js';

export type AnyView = JoinView | PasswordResetView;

type Member<Union, Key extends PropertyKey> = Union extends Readonly<Record<Key, infer Value>> ? Value : never;
type Keys<Union> = Union extends unknown ? keyof Union : never;

/** Every field that some member of a union has: there in some states, and `undefined` in the others. */
type Merged<Union> = { readonly [Key in Keys<Union>]?: Member<Union, Key> };

/** A view of either flow: what both have in common, and what only some states have. */
export type FlowView = Omit<Merged<AnyView>, 'can' | 'held'> &
  Pick<AnyView, 'state' | 'failure'> & {
    readonly can: Merged<AnyView['can']>;
    /** Whether an answer from before rides along: its field may stay empty. */
    readonly held?: Readonly<Partial<Record<FailureField, boolean>>>;
  };

export interface FormNow<View, Field> {
  readonly view: View;
  /** The last view that was not busy: what the form draws its fields for. */
  readonly step: View;
  readonly messages: Messages;
  /** The fields that the form draws, if they are not all that the step asks for: an app may know the meeting, or the user. */
  readonly fields?: readonly Field[] | undefined;
}

/** What a form says at one moment. The words of its fields are labels by their names: `messages.label(field)`. */
export interface FormWords<Field> {
  /** The heading of the step. */
  readonly title: string;
  /** What a live region says: what is going on, or went wrong. Of a failure at a field it is the title, since the field says the rest. */
  readonly status: string;
  /** The text of the button that sends. None when there is nothing to send, and when the failure's own action is to try again. */
  readonly submit: string | undefined;
  /** The field that the failure blames, if it is drawn. */
  readonly blamed: Field | null;
  /** What is wrong with the field, and what to do, if it is the one that the failure blames. Show it beside the hint. */
  error(field: Field): string | undefined;
  /** The help that is true now: who may use the field, where the code went, what to do about a used-up picture. */
  hint(field: Field): string | undefined;
}

/** @param name Which flow's words: the first half of their keys. */
export function formWords<Field extends FailureField>(
  name: 'join' | 'reset',
  { view, step, messages, fields }: FormNow<FlowView, Field> & { readonly fields: readonly Field[] },
): FormWords<Field> {
  // An app in plain JavaScript may have forgotten them.
  if (!(messages as Messages | undefined)?.label) throw new TypeError('messages must be what createMessages() gives');
  // Literals of the states, which the catalogue's keys are made of.
  const nameOf = (what: string): string => messages.label(`${name}.${what}` as LabelKey);
  const { state, failure, doing } = view;
  const blamed = fields.find((field) => field === failure?.field) ?? null;
  // There is no new picture then: to ask for one is the advice, and the hint's.
  const isSpent = (field: Field): boolean | undefined => field === 'captcha' && step.captcha?.spent;
  const sends =
    fields[0] ?? (step.state === 'idle' || (step.can.retry && !/retry|wait/.test(String(step.failure?.action))));
  return {
    title: nameOf(step.state),
    status:
      state === 'success'
        ? // The title has the focus then, and says the rest.
          messages.label(name === 'join' ? 'joined' : 'resetDone')
        : isBusy(view)
          ? nameOf(doing === 'answer' ? 'answering' : state)
          : failure
            ? // Its advice is to mention the code. Of others a live region need not spell it.
              messages.failure(failure.kind === 'unknownCode' ? failure : failure.kind)[blamed ? 'title' : 'text']
            : '',
    submit: sends ? messages.label(fields[0] ? `submit.${fields[0]}` : 'continue') : undefined,
    blamed,
    error: (field) =>
      failure && field === blamed ? messages.failure(failure)[isSpent(field) ? 'title' : 'text'] : undefined,
    hint(field) {
      if (isSpent(field)) return messages.label('captchaSpent');
      if (step.held?.[field]) return messages.label('heldHint');
      const to = step.sentTo?.phone ?? step.sentTo?.email;
      const isTrue = field === 'password' ? step.accepts?.includes('hostKey') : field !== 'code' || to;
      // Isolated, so that a masked number keeps its order in a right-to-left sentence.
      return isTrue ? messages.label(`${field}Hint`, { to: `\u2068${to ?? ''}\u2069` }) : undefined;
    },
  };
}
