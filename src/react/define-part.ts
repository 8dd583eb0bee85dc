import { forwardRef } from 'react';
import type { ForwardRefExoticComponent, ReactNode, RefAttributes } from 'react';
import { renderPart } from './element.js';
import type { PartProps, Props } from './element.js';
import { useFlow } from './flow-context.js';
import type { FlowContextValue } from './flow-context.js';

type Tags = HTMLElementTagNameMap;
export type Part<Tag extends keyof Tags, More = unknown> = ForwardRefExoticComponent<
  Omit<PartProps<Tag>, keyof More> & More & RefAttributes<Tags[Tag]>
>;

/** A part that is one element: its attributes now, and what is in it when the app says nothing. `null` draws nothing. */
type Drawing = readonly [ours: Props, fallback?: ReactNode] | null;

type Maker = (argument: unknown) => ReactNode;
// A part's type says what its function gets.
const isMaker = (children: unknown): children is Maker => typeof children === 'function';

/** A part that is drawn from the flow. `name` is its `data-part`. A function as its child makes what is in it. */
export const definePart = <Tag extends keyof Tags, More = unknown>(
  tag: Tag,
  name: string,
  useDrawing: (flow: FlowContextValue, given: Props) => Drawing,
  argumentOf?: (flow: FlowContextValue) => unknown,
): Part<Tag, More> =>
  forwardRef<unknown, Props>(function FlowPart(given, ref) {
    const flow = useFlow();
    const drawing = useDrawing(flow, given);
    const { children } = given;
    return (
      drawing &&
      renderPart(
        tag,
        { 'data-part': name, ...drawing[0] },
        isMaker(children) ? { ...given, children: children(argumentOf?.(flow)) } : given,
        ref,
        drawing[1],
      )
    );
    // What comes in is checked where the part is used: the element's own props, and the part's.
  });

/** What a button says and does. One that is off stays in the tab order, so that the focus is never lost. */
type Press = readonly [label: string, press?: (() => void) | undefined, isOff?: boolean | undefined, ours?: Props];

/** A button that is there when the flow takes what it does. */
export const defineButton = <More = unknown>(
  name: string,
  usePress: (flow: FlowContextValue, given: Props) => Press | null | undefined | false,
): Part<'button', More> =>
  definePart<'button', More>('button', name, (flow, given) => {
    const drawn = usePress(flow, given);
    if (!drawn) return null;
    const [label, press, isOff, ours] = drawn;
    return [
      { type: 'button', 'aria-disabled': isOff || undefined, onClick: isOff ? undefined : press, ...ours },
      label,
    ];
  });
