import { cloneElement } from 'react';
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
  for (const key in ours) {
    const own = ours[key];
    const given = theirs[key];
    if (given === undefined) merged[key] = own;
    else if (key === 'style') merged[key] = { ...(own as object), ...given };
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

type Element = ReactElement<Props> & { readonly ref?: Ref<unknown> };

// Nothing else that React draws has props.
const isElement = (children: ReactNode): children is Element => !!(children as Partial<Element> | undefined)?.props;

/** One ref for two that want the same node. */
const bothRefs =
  <Node,>(...refs: readonly (Ref<Node> | undefined)[]) =>
  (node: Node | null): void => {
    for (const ref of refs) {
      if (typeof ref === 'function') ref(node);
      else if (ref) ref.current = node;
    }
  };

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
  // Any name of an element: `div` stands for what the compiler wants to know.
  const Tag = tag as 'div';
  if (!asChild || !isElement(children)) {
    return (
      <Tag {...props} ref={ref as Ref<HTMLDivElement>}>
        {children ?? fallback}
      </Tag>
    );
  }
  const merged = mergeProps(props, children.props);
  return cloneElement<Props & { ref?: Ref<unknown> }>(children, {
    ...merged,
    // An empty child takes the part's own words, as the part's element would.
    children: merged['children'] ?? fallback,
    // React 19 keeps an element's ref among its props and warns about the old place; React 18 the other way round.
    ref: bothRefs(ref, (merged['ref'] as Ref<unknown>) ?? children.ref),
  });
}
