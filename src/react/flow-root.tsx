import { useEffect, useId, useImperativeHandle, useRef, useState } from 'react';
import type { ForwardedRef, ReactElement, SubmitEvent } from 'react';
import type { Failure, FailureAction, FailureField } from '../guards/failure.js';
import { clockOf } from '../machines/clock.js';
import type { LabelKey } from '../messages/catalogue.types.js';
import type { Messages } from '../messages/messages.js';
import type { PartProps } from './element.js';
import { FlowContext } from './flow-context.js';
import type { AnyFlow, AnyView } from './flow-context.js';
import { emptyFields, findIn, readField } from './form-fields.js';
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

/** What is particular to one flow. Keys are looked up by state; `idle` and `error` take the first step's. */
export interface FlowWords {
  readonly titles: Readonly<Record<string, LabelKey>>;
  readonly submits: Readonly<Record<string, LabelKey>>;
  readonly doing: Readonly<Record<string, LabelKey>>;
}

/** What is the hooks' and ours, and not the form element's. */
const flowOptions = ['flow', 'services', 'snapshot', 'clock', 'inspect', 'timeouts', 'passwordMode'] as const;
type FlowOption = (typeof flowOptions)[number];

const formProps = (given: object): Readonly<Record<string, unknown>> => {
  const ours: readonly string[] = [...flowOptions, 'messages', 'onAction'];
  return Object.fromEntries(Object.entries(given).filter(([name]) => !ours.includes(name)));
};

interface FlowRootProps {
  readonly bound: Bound<AnyView, AnyFlow>;
  readonly words: FlowWords;
  readonly fields: readonly FailureField[];
  /** Sends what was typed, once for each press. */
  readonly submit: (read: (field: FailureField) => string, slider: { pointX: number; slideTime: number }) => void;
  /** The Root's props: the flow's options among them are not the form's. */
  readonly given: RootOwnProps & { readonly [option in FlowOption]?: unknown };
  readonly forwarded: ForwardedRef<HTMLFormElement>;
}

/** The element that a new step or a failure puts the person at. */
const whereToGo = (form: Element | null, view: AnyView, was: AnyView): HTMLElement | null =>
  findIn(
    form,
    '[data-field][aria-invalid="true"]:enabled,[data-field][aria-invalid="true"][role]',
    was.state === 'refreshing' ? '[data-field="captcha"]:enabled' : '_',
    view.state === 'error' || view.state === 'success' ? '[data-landing]' : '_',
    '[data-field]:enabled,[data-field][role]',
    '[data-part="captcha-refresh"]',
    '[data-landing]',
  );

/** The form around both flows: it sends, moves the focus, empties spent secrets and says what is going on. */
export function FlowRoot(props: FlowRootProps): ReactElement {
  const { bound, words, fields, submit, given, forwarded } = props;
  const { view, step, flow } = bound;
  const { messages, onAction } = given;
  const { failure, state } = view;
  const busy = isBusy(view);
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  // The form is always drawn, so it is there when handles are set.
  useImperativeHandle(forwarded, () => form.current as HTMLFormElement);
  const sliderRef = useRef<{ pointX: number; startedAt: number } | null>(null);
  const isSent = useRef(false);
  const last = useRef<AnyView>(view);
  const [isShown, setShown] = useState(false);
  const [pressedIn, setPressedIn] = useState('');

  const isBlamed =
    !busy &&
    failure?.field != null &&
    (pressedIn === state || !failure.kind.endsWith('Missing')) &&
    fields.includes(failure.field);
  const invalid = isBlamed ? failure.field : null;

  function say(): string {
    const key = words.doing[state === 'fetching' && 'doing' in view && view.doing === 'answer' ? 'answering' : state];
    if (key) return messages.label(key);
    if (!failure) return '';
    const said = messages.failure(failure.kind);
    // At a field, the field's description carries the advice, and the focus reads it out.
    return failure.field && fields.includes(failure.field) ? said.title : said.text;
  }

  const picture = 'captcha' in step ? step.captcha.imageUrl : null;
  useEffect(() => emptyFields(form.current, '[data-field="captcha"]'), [picture]);

  useEffect(() => {
    const was = last.current;
    last.current = view;
    if (was === view) return;
    if (isBusy(view)) {
      // A new picture sends nothing that is typed.
      if (view.state !== 'refreshing') isSent.current = true;
      return;
    }
    if (isSent.current) emptyFields(form.current, '[data-secret]');
    isSent.current = false;
    if (was.state === view.state && was.failure === view.failure) return;
    const active = document.activeElement;
    if (active === null || active === document.body || form.current?.contains(active)) {
      whereToGo(form.current, view, was)?.focus();
    }
  }, [view]);

  const value = {
    ...bound,
    messages,
    busy,
    id,
    fields,
    invalid,
    title: words.titles[step.state] ?? 'errorTitle',
    submitLabel: words.submits[step.state] ?? 'continue',
    status: say(),
    isShown,
    setShown,
    startOver: () => {
      emptyFields(form.current, '[data-field]');
      flow.reset();
    },
    onAction,
    sliderRef,
  } as const;

  const send = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    // From a dialog drawn elsewhere, the event would go on to the form that the component sits in.
    event.stopPropagation();
    if (busy || state === 'success') return;
    setPressedIn(state);
    const point = sliderRef.current;
    submit((field) => readField(form.current, field), {
      pointX: point?.pointX ?? 0,
      slideTime: point ? Math.max(1, Math.round(clockOf(flow.actor).now() - point.startedAt)) : 0,
    });
  };

  return (
    <FlowContext.Provider value={value}>
      <form
        data-part="root"
        data-state={state}
        data-step={step.state}
        data-busy={busy ? '' : undefined}
        data-invalid={invalid ?? undefined}
        aria-busy={busy}
        dir={messages.dir}
        lang={messages.locale}
        noValidate
        // Should it be sent before the script is there, then never in an address.
        method="post"
        {...formProps(given)}
        onSubmit={send}
        ref={form}
      />
    </FlowContext.Provider>
  );
}
