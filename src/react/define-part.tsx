import { forwardRef } from 'react';
import type { ForwardRefExoticComponent, ReactNode, RefAttributes } from 'react';
import type { FailureAction, FailureField } from '../guards/failure.js';
import type { LabelKey } from '../messages/catalogue.types.js';
import { renderPart } from './element.js';
import type { PartProps, Props } from './element.js';
import { FlowContext, useFlow } from './flow-context.js';
import type { FlowContextValue } from './flow-context.js';

type Tags = HTMLElementTagNameMap;
export type Part<Tag extends keyof Tags, More = unknown> = ForwardRefExoticComponent<
  Omit<PartProps<Tag>, keyof More> & More & RefAttributes<Tags[Tag]>
>;

type Nothing = null | undefined | false;

/**
 * A part that is one element: its attributes now, what is in it when the app says nothing, and what a function as its
 * child gets.
 */
type Drawing = readonly [ours: Props, fallback?: ReactNode, argument?: unknown] | Nothing;

/**
 * A part that is drawn from the flow.
 *
 * @param name Its `data-part`. A function as its child makes what is in it.
 * @param field The field that the parts inside it are of.
 */
export const definePart = <Tag extends keyof Tags, More = unknown>(
  tag: Tag,
  name: string,
  useDrawing: (flow: FlowContextValue, given: Props) => Drawing,
  field?: FailureField,
): Part<Tag, More> =>
  forwardRef<unknown, Props>(function FlowPart(given, ref) {
    const flow = useFlow();
    const drawing = useDrawing(flow, given);
    if (!drawing) return null;
    const [ours, ...inside] = drawing;
    const drawn = renderPart(tag as 'div', { 'data-part': name, ...ours }, given, ref, ...inside);
    return field ? <FlowContext.Provider value={{ ...flow, field }}>{drawn}</FlowContext.Provider> : drawn;
    // What comes in is checked where the part is used: the element's own props, and the part's.
  });

/** What a button does: by this name the flow has a command, if it has one, and the catalogue a label, if no text is given. */
type Press = readonly [name: LabelKey | FailureAction, isOff?: boolean | undefined, ours?: Props, text?: string];

/** A button that is there when the flow takes what it does. One that is off stays in the tab order: no focus is lost. */
export const defineButton = <More = unknown,>(
  part: string,
  usePress: (flow: FlowContextValue, given: Props) => Press | Nothing,
): Part<'button', More> =>
  definePart<'button', More>('button', part, (flow, given) => {
    const drawn = usePress(flow, given);
    if (!drawn) return null;
    // A name that is no label's comes with its text, and one that is no command's with its own click.
    const [name, isOff, ours, text = flow.messages.label(name as LabelKey)] = drawn;
    return [
      {
        type: 'button',
        onClick: flow.flow[name as keyof typeof flow.flow],
        ...ours,
        ...(isOff && { 'aria-disabled': true, onClick: undefined }),
      },
      text,
    ];
  });
