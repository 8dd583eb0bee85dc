import { forwardRef, useEffect, useId, useImperativeHandle, useRef, useState } from 'react';
import type { ForwardRefExoticComponent, RefAttributes, SubmitEvent } from 'react';
import type { Failure, FailureAction, FailureField } from '../guards/failure.js';
import type { PasswordMode } from '../guards/new-password.js';
import { clockOf } from '../machines/clock.js';
import type { LabelKey } from '../messages/catalogue.types.js';
import type { Messages } from '../messages/messages.js';
import type { PartProps } from './element.js';
import { FlowContext } from './flow-context.js';
import type { AnyFlow, AnyView, FlowContextValue } from './flow-context.js';
import { emptyFields, readField } from './form-fields.js';
import { clampPoint } from './slider-geometry.js';
import { isBusy } from './use-controller.js';
import type { Bound } from './use-controller.js';

/** What every Root takes, beside the flow itself. */
export interface RootOwnProps extends Omit<PartProps<'form'>, 'onSubmit' | 'asChild'> {
  /** The words: `createMessages({ locale })`. Required, so that no bundle holds a language that is not spoken. */
  readonly messages: Messages;
  /**
   * Called for the actions that only the app can take: `signIn`, `register`, `openWebcast`, `contactHost`. Without it the
   * `Action` part draws no button for them.
   */
  readonly onAction?: (action: FailureAction, failure: Failure) => void;
}

/** What is the hooks' and ours, and not the form element's. */
const ownProps = /^(flow|services|snapshot|clock|inspect|timeouts|passwordMode|messages|onAction|command|temporary)$/;

const formProps = (given: object): object =>
  Object.fromEntries(Object.entries(given).filter(([name]) => !ownProps.test(name)));

/** A Root, as an app sees it. */
type RootPart<Given> = ForwardRefExoticComponent<Given & RefAttributes<HTMLFormElement>>;

/**
 * The element that a new step or a failure puts the person at: the first that matches a selector, in their order. Who
 * asked for a new picture wants to read that one, whatever was refused before.
 */
const whereToGo = (form: HTMLFormElement, { state }: AnyView, isPictureAsked: boolean): HTMLElement | undefined =>
  [
    isPictureAsked && '[data-field=captcha]',
    '[aria-invalid]',
    (state === 'error' || state === 'success') && '[data-landing]',
    '[data-field]',
    '[data-landing]',
  ]
    .flatMap((selector) => (selector ? [...form.querySelectorAll<HTMLElement>(`${selector}:not(:disabled)`)] : []))
    .at(0);

/** Reads what is typed into a field; empty where the field is not there. */
export type ReadField = (field: FailureField) => string;

/** The slider's answer: where the piece stands, in image pixels, and ms since it was first touched. */
export interface SliderAnswer {
  readonly pointX: number;
  readonly slideTime: number;
}

type Own = RootOwnProps & { readonly command?: unknown; readonly passwordMode?: PasswordMode };

/**
 * Makes the form around a flow: it sends, moves the focus, empties spent secrets and says what is going on.
 *
 * @param name Which flow's words: the first half of their keys.
 * @param fieldsOf The fields that a step asks for, first to last.
 * @param submit Sends what was typed, once for each press.
 */
export const defineRoot = <View extends AnyView, Flow extends AnyFlow, Given extends Own>(
  name: 'join' | 'reset',
  useFlowOf: (given: Given) => Bound<View, Flow>,
  fieldsOf: (step: View, given: Given) => readonly FailureField[],
  submit: (bound: Bound<View, Flow>, given: Given, read: ReadField, slider: SliderAnswer) => void,
): RootPart<Given> =>
  forwardRef<HTMLFormElement, Own>(function Root(props, forwarded) {
    // What comes in is checked where the Root is used.
    const given = props as Given;
    const bound = useFlowOf(given);
    const { view, step, flow } = bound;
    const { messages, onAction, passwordMode } = given;
    const { failure, state } = view;
    const fields = fieldsOf(step, given);
    const now = (): number => clockOf(flow.actor).now();
    const busy = isBusy(view);
    const id = useId();
    const formRef = useRef<HTMLFormElement>(null);
    // The form is always drawn, so it is there when handles are set.
    useImperativeHandle(forwarded, () => formRef.current as HTMLFormElement);
    const isSent = useRef(false);
    const last = useRef<AnyView>(view);
    const [isShown, setShown] = useState(false);
    const [pressedIn, setPressedIn] = useState('');

    const field = failure?.field && fields.includes(failure.field) ? failure.field : null;
    const invalid = !busy && (pressedIn === state || !failure?.kind.endsWith('Missing')) ? field : null;

    function say(): string {
      // Literals of the states, which the catalogue's keys are made of.
      if (busy || state === 'success') {
        return messages.label(
          `${name}.${'doing' in view && view.doing === 'answer' ? 'answering' : state}` as LabelKey,
        );
      }
      const said = failure && messages.failure(failure.kind);
      // At a field, its description carries the advice, and the focus reads it out.
      return (field ? said?.title : said?.text) ?? '';
    }

    const picture = 'captcha' in step ? step.captcha.imageUrl : 'slider' in step ? step.slider.backgroundUrl : null;
    const untouched = { picture, pointX: 0, startedAt: 0 };
    // The state is what is drawn, the ref what is sent: a press may end before the last move is drawn.
    const [drawn, setDrawn] = useState(untouched);
    const pointRef = useRef(untouched);
    // A new picture starts at the left: the old place is of another puzzle.
    const ofThis = (point: typeof untouched): typeof untouched => (point.picture === picture ? point : untouched);
    useEffect(() => emptyFields(formRef.current, '[data-field=captcha]'), [picture]);

    useEffect(() => {
      const was = last.current;
      last.current = view;
      if (was === view) return;
      if (isBusy(view)) {
        // A new picture sends nothing that is typed.
        if (view.state !== 'refreshing') isSent.current = true;
        return;
      }
      const wasSent = isSent.current;
      if (wasSent) emptyFields(formRef.current, '[data-secret]');
      isSent.current = false;
      if (was.state === view.state && was.failure === view.failure) return;
      const { activeElement, body } = document;
      // Never away from what the person does elsewhere on the page.
      const form = formRef.current;
      if (form && (!activeElement || activeElement === body || form.contains(activeElement))) {
        whereToGo(form, view, was.state === 'refreshing' && !wasSent)?.focus();
      }
    }, [view]);

    const value: FlowContextValue = {
      ...(bound as Pick<FlowContextValue, 'view' | 'step' | 'flow'>),
      messages,
      busy,
      id,
      fields,
      invalid,
      title: messages.label(`${name}.${step.state}` as LabelKey),
      status: say(),
      isShown,
      setShown,
      startOver: () => {
        emptyFields(formRef.current, '[data-field]');
        flow.reset();
      },
      onAction,
      x: ofThis(drawn).pointX,
      move: (x) => {
        const { pointX, startedAt } = ofThis(pointRef.current);
        if (busy) return pointX;
        const point = { picture, pointX: clampPoint(x), startedAt: startedAt || now() };
        setDrawn((pointRef.current = point));
        return point.pointX;
      },
      formRef,
      passwordMode,
    };

    const send = (event: SubmitEvent<HTMLFormElement>): void => {
      event.preventDefault();
      // From a dialog drawn elsewhere, the event would go on to the form that the component sits in.
      event.stopPropagation();
      if (busy || state === 'success') return;
      setPressedIn(state);
      const { pointX, startedAt } = ofThis(pointRef.current);
      submit(bound, given, (one) => readField(formRef.current, one), {
        pointX,
        slideTime: startedAt && Math.max(1, Math.round(now() - startedAt)),
      });
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
          {...formProps(given)}
          onSubmit={send}
          ref={formRef}
        />
      </FlowContext.Provider>
    );
  }) as RootPart<Given>;
