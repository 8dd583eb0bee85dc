import { forwardRef, useEffect, useId, useImperativeHandle, useRef, useState } from 'react';
import type { ForwardRefExoticComponent, RefAttributes, SubmitEvent } from 'react';
import type { AnyView, FormNow, FormWords } from '../forms/form-words.js';
import { isBusy } from '../forms/is-busy.js';
import type { Failure, FailureAction, FailureField } from '../guards/failure.js';
import { clockOf } from '../machines/clock.js';
import type { Messages } from '../messages/messages.js';
import type { PartProps } from './element.js';
import { FlowContext } from './flow-context.js';
import type { AnyFlow, FlowContextValue } from './flow-context.js';
import { emptyFields, fieldIn } from './form-fields.js';
import { maxPointX } from './slider-geometry.js';
import type { Bound } from './use-controller.js';

/** What every Root takes, beside the flow itself. */
export interface RootOwnProps extends Omit<PartProps<'form'>, 'onSubmit' | 'asChild'> {
  /** The words: `createMessages({ locale })`. Required, so that no bundle holds a language that is not spoken. */
  readonly messages: Messages;
  /**
   * Called for the actions that only the app can take: `signIn`, `register`, `openWebcast`, `contactHost`, and `none`, a
   * button to close. Without it the `Action` part draws no button for them.
   */
  readonly onAction?: ((action: FailureAction, failure: Failure) => void) | undefined;
}

/** A Root, as an app sees it. */
type RootPart<Given> = ForwardRefExoticComponent<Given & RefAttributes<HTMLFormElement>>;

/**
 * The element that a new step or a failure puts the person at: the first that matches a selector, in their order. Who
 * asked for a new picture wants to read that one, whatever was refused before.
 */
function whereToGo(form: HTMLElement, state: string, isPictureAsked: boolean): HTMLElement | null {
  const first = (selector: string): HTMLElement | null => form.querySelector(`${selector}:not(:disabled)`);
  return (
    (isPictureAsked ? first('[data-field=captcha]') : null) ??
    first('[aria-invalid]') ??
    first(state === 'error' || state === 'success' ? '[data-landing]' : '[data-field]') ??
    // The other one of the two.
    first('[data-landing],[data-field]')
  );
}

interface Own<Answers> extends RootOwnProps {
  readonly command?: Partial<Answers> | undefined;
  readonly temporary?: boolean | undefined;
}

/**
 * Makes the form around a flow: it sends, moves the focus, empties spent secrets and says what is going on.
 *
 * @param first The field that the flow begins with, unless the `command` has a value for it.
 * @param fieldsOf The fields of a step, first to last.
 * @param wordsOf What the form says, given a view, a step and the fields that are drawn.
 * @param submit Sends what was typed, once for each press.
 */
export const defineRoot = <
  View extends AnyView,
  Flow extends AnyFlow,
  Field extends FailureField,
  Answers,
  Given extends Own<Answers>,
>(
  first: Field & keyof Answers,
  useFlowOf: (given: Given) => Bound<View, Flow>,
  fieldsOf: (step: View) => readonly Field[],
  wordsOf: (now: FormNow<View, Field>) => FormWords<Field>,
  submit: (flow: Flow, answers: Answers) => void,
): RootPart<Given> =>
  forwardRef<HTMLFormElement, Own<Answers>>(function Root(props, forwarded) {
    // What comes in is checked where the Root is used.
    const bound = useFlowOf(props as Given) as Bound<View, Flow> & Pick<FlowContextValue, 'view' | 'step' | 'flow'>;
    const { view, step, flow } = bound;
    // What the hooks and we take is not the form element's.
    /* eslint-disable @typescript-eslint/no-unused-vars -- a rest goes without what is named before it */
    const {
      messages,
      onAction,
      command,
      flow: _,
      services,
      snapshot,
      clock,
      inspect,
      timeouts,
      passwordMode,
      temporary,
      ...form
    } = props as Own<Answers> & Readonly<Record<string, unknown>>;
    /* eslint-enable @typescript-eslint/no-unused-vars */
    const { failure, state } = view;
    const fields = fieldsOf(step).filter((field) => field !== first || command?.[first] === undefined);
    const time = clockOf(flow.actor);
    const busy = isBusy(view);
    const id = useId();
    // The form is always drawn: it is there whenever a handler or an effect asks for it.
    const formRef = useRef(null as unknown as HTMLFormElement);
    useImperativeHandle(forwarded, () => formRef.current, []);
    const [isShown, setShown] = useState(false);
    const [pressedIn, setPressedIn] = useState('');

    const words = wordsOf({ ...bound, messages, fields });
    const { blamed } = words;
    const invalid = busy || (pressedIn !== state && failure?.kind.endsWith('Missing')) ? null : blamed;

    const picture = step.captcha?.imageUrl ?? step.slider?.backgroundUrl;
    const untouched = { picture, x: 0, startedAt: 0 };
    // The state is what is drawn, the ref what is sent: a press may end before its last move is drawn.
    const [drawn, setDrawn] = useState(untouched);
    const latest = useRef(untouched);
    // A new picture starts at the left: the old place is of another puzzle.
    const ofThis = (slid: typeof untouched): typeof untouched => (slid.picture === picture ? slid : untouched);

    const before = useRef({ ...bound, picture, isSent: false });
    useEffect(() => {
      const was = before.current;
      const element = formRef.current;
      // A new picture sends nothing that is typed.
      before.current = { ...bound, picture, isSent: busy && (was.isSent || state !== 'refreshing') };
      if (was.picture !== picture) emptyFields(element, '[data-field=captcha]');
      const isOld = busy || was.view === view;
      // What was typed for one flow is no answer to another.
      if ((was.isSent && !isOld) || was.flow !== flow) emptyFields(element, '[data-secret]');
      if (isOld || (was.view.state === state && was.view.failure === failure)) return;
      // The page that the form is in: a portal may lead into an iframe or a window of its own.
      const page = element.ownerDocument;
      // Never away from what the person does elsewhere on the page. A form that is on it has one of the two for a root.
      if (
        (page.activeElement === page.body ||
          element.contains((element.getRootNode() as Document | ShadowRoot).activeElement)) &&
        // An iframe keeps its active element when the person goes to the page around it. A page in none is its own parent.
        (page.defaultView === page.defaultView?.parent || page.hasFocus())
      )
        whereToGo(element, state, !was.isSent && was.view.state === 'refreshing')?.focus();
    });

    const value: FlowContextValue = {
      ...bound,
      ...words,
      messages,
      busy,
      id,
      fields,
      field: first,
      invalid,
      isShown,
      setShown,
      startOver: () => {
        emptyFields(formRef.current, '[data-field]');
        flow.reset();
      },
      onAction,
      x: ofThis(drawn).x,
      move: (to) => {
        const { startedAt } = ofThis(latest.current);
        const x = Math.max(0, Math.min(maxPointX, Math.round(to))) || 0;
        if (!busy) setDrawn((latest.current = { picture, x, startedAt: startedAt || time.now() }));
      },
      formRef,
    };

    const send = (event: SubmitEvent<HTMLFormElement>): void => {
      event.preventDefault();
      // From a dialog drawn elsewhere, the event would go on to the form that the component sits in.
      event.stopPropagation();
      if (busy || state === 'success') return;
      setPressedIn(state);
      const { x, startedAt } = ofThis(latest.current);
      submit(flow, {
        // What goes into the first step is no answer to a later one.
        ...(fieldsOf(view)[0] === first && command),
        ...Object.fromEntries(fields.map((field) => [field, fieldIn(formRef.current, field)?.value])),
        slider: { pointX: x, slideTime: startedAt && Math.max(1, Math.round(time.now() - startedAt)) },
        temporary,
        // What a form has to say is named after its fields.
      } as Answers);
      // The same refusal once more draws nothing anew, and would leave whoever presses again where they are.
      if (flow.getView() === view) formRef.current.querySelector<HTMLElement>('[aria-invalid]')?.focus();
    };

    return (
      <FlowContext.Provider value={value}>
        <form
          data-part="root"
          data-state={state}
          data-step={step.state}
          aria-busy={busy}
          dir={messages.dir}
          lang={messages.locale}
          noValidate
          // Should it be sent before the script is there, then never in an address.
          method="post"
          {...form}
          onSubmit={send}
          ref={formRef}
        />
      </FlowContext.Provider>
    );
  });
