import { forwardRef } from 'react';
import type { ForwardedRef, ForwardRefExoticComponent, ReactElement, ReactNode, RefAttributes } from 'react';
import { renderPart } from './element.js';
import type { PartProps } from './element.js';
import { useFlow } from './flow-context.js';
import type { FlowContextValue } from './flow-context.js';

type Tags = HTMLElementTagNameMap;
export type Part<Tag extends keyof Tags, More = unknown> = ForwardRefExoticComponent<
  PartProps<Tag> & More & RefAttributes<Tags[Tag]>
>;

/** What a part draws now: its attributes, and what is in it when the app says nothing. `null` draws nothing. */
interface Drawing {
  readonly ours: Readonly<Record<string, unknown>>;
  readonly fallback?: ReactNode;
}

/** A part that is one element, drawn from the flow. `name` is its `data-part`. */
export const definePart = <Tag extends keyof Tags>(
  tag: Tag,
  name: string,
  useDrawing: (flow: FlowContextValue, given: Readonly<Record<string, unknown>>) => Drawing | null,
): Part<Tag> =>
  forwardRef(function FlowPart(
    given: Readonly<Record<string, unknown>>,
    ref: ForwardedRef<never>,
  ): ReactElement | null {
    const drawing = useDrawing(useFlow(), given);
    return drawing && renderPart(tag, { 'data-part': name, ...drawing.ours }, given, ref, drawing.fallback);
  }) as Part<Tag>;

interface Press {
  readonly label: string;
  readonly press: () => void;
  /** It stays in the tab order and says that it cannot be pressed now, so that the focus is never lost. */
  readonly off?: boolean;
  readonly ours?: Readonly<Record<string, unknown>>;
}

/** A button that is there when the flow takes what it does. */
export const defineButton = (
  name: string,
  usePress: (flow: FlowContextValue) => Press | null | false,
): Part<'button'> =>
  definePart('button', name, (flow) => {
    const press = usePress(flow);
    if (!press) return null;
    const { label, off = false, ours } = press;
    return {
      ours: {
        type: 'button',
        'aria-disabled': off || undefined,
        'data-disabled': off ? '' : undefined,
        onClick: () => {
          if (!off) press.press();
        },
        ...ours,
      },
      fallback: label,
    };
  });
