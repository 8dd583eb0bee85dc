import { cloneElement, createElement, isValidElement, version } from 'react';
import type { ComponentPropsWithoutRef, ForwardedRef, ReactElement, ReactNode, Ref } from 'react';

/** The props of an element of ours: those of the HTML element, and `asChild`. */
export type PartProps<Tag extends keyof HTMLElementTagNameMap> = ComponentPropsWithoutRef<Tag> & {
  /** Draws the one child instead, with the part's attributes, handlers and ref merged into it. */
  readonly asChild?: boolean;
  readonly [data: `data-${string}`]: unknown;
};

export type Props = Readonly<Record<string, unknown>>;
type Handler = (event: { readonly defaultPrevented?: boolean }) => void;

/** Their props over ours. Handlers both run, theirs first: `preventDefault()` in it switches ours off. */
function mergeProps(ours: Props, theirs: Props): Props {
  const merged: Record<string, unknown> = { ...ours, ...theirs };
  for (const [key, own] of Object.entries(ours)) {
    const given = theirs[key];
    if (given === undefined) merged[key] = own;
    else if (key === 'style') merged[key] = Object.assign({}, own, given);
    else if (typeof own === 'function') {
      merged[key] = ((event) => {
        // A prop that is a function in our place is a handler of the same event.
        (given as Handler)(event);
        if (!event.defaultPrevented) (own as Handler)(event);
      }) satisfies Handler;
    }
  }
  return merged;
}

/** Draws a part: our attributes, the app's over them, on our element or on the app's own. */
export function renderPart(
  tag: string,
  ours: Props,
  { asChild, children, ...theirs }: Props & { readonly children?: ReactNode },
  ref: ForwardedRef<unknown>,
  fallback?: ReactNode,
): ReactElement {
  // `by` is a part's own: no element has it.
  const props = { ...mergeProps(ours, theirs), by: undefined };
  if (!asChild || !isValidElement<Props>(children)) {
    return createElement(tag, { ...props, ref }, children ?? fallback);
  }
  // React 19 keeps an element's ref among its props and warns about the old place; React 18 the other way round.
  const holder = (parseInt(version) > 18 ? children.props : children) as { readonly ref?: Ref<unknown> };
  return cloneElement<Props & { ref?: Ref<unknown> }>(children, {
    ...mergeProps(props, children.props),
    // An empty child takes the part's own words, as the part's element would.
    children: children.props['children'] ?? fallback,
    ref: (node: unknown) => {
      for (const one of [ref, holder.ref]) {
        if (typeof one === 'function') one(node);
        else if (one) one.current = node;
      }
    },
  });
}
