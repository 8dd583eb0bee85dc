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
  const merged: Record<string, unknown> = { ...theirs };
  for (const key in ours) {
    const own = ours[key];
    const given = theirs[key];
    if (typeof own === 'function') {
      merged[key] = ((event) => {
        // A prop in the place of our handler is a handler of the same event.
        (given as Handler | undefined | null)?.(event);
        if (!event.defaultPrevented) (own as Handler)(event);
      }) satisfies Handler;
    } else if (key === 'style') merged[key] = { ...(own as object), ...(given as object | undefined) };
    else if (given === undefined) merged[key] = own;
  }
  return merged;
}

type Element = ReactElement<Props> & { readonly ref?: Ref<unknown> };

// Nothing else that React draws has props.
const isElement = (children: ReactNode): children is Element => !!(children as Partial<Element> | undefined)?.props;

const giveTo = (ref: Exclude<Ref<unknown>, null>, node: unknown): unknown =>
  typeof ref === 'function' ? ref(node) : (ref.current = node);

/** One ref for two that want the same node. One that is alone stays itself, so that React calls it once. */
const bothRefs = (one: Ref<unknown> | undefined, two: Ref<unknown> | undefined): Ref<unknown> | undefined =>
  one && two
    ? (node) => {
        giveTo(one, node);
        giveTo(two, node);
      }
    : (one ?? two);

type Maker = (argument: unknown) => ReactNode;

/**
 * Draws a part: our attributes, the app's over them, on our element or on the app's own.
 *
 * @param fallback What is in it when the app says nothing.
 * @param argument What a function as its child gets.
 */
export function renderPart(
  tag: string,
  ours: Props,
  { asChild, children: given, ...theirs }: Props,
  ref: ForwardedRef<unknown>,
  fallback?: ReactNode,
  argument?: unknown,
): ReactElement {
  // A part's type says what its function gets. Whatever is no function is what an element takes.
  const children = typeof given === 'function' ? (given as Maker)(argument) : (given as ReactNode);
  // Any name of an element: `div` stands for what the compiler wants to know.
  const Tag = tag as 'div';
  const element: Element = asChild && isElement(children) ? children : <Tag>{children}</Tag>;
  // `by` is a part's own: no element has it.
  const props = mergeProps({ ...mergeProps(ours, theirs), by: undefined }, element.props);
  return cloneElement<Props & { ref?: Ref<unknown> | undefined }>(element, {
    ...props,
    // An empty child takes the part's own words, as the part's element would.
    children: props['children'] ?? fallback,
    // React 19 keeps an element's ref among its props and warns about the old place; React 18 the other way round.
    ref: bothRefs(ref, (props['ref'] as Ref<unknown>) ?? element.ref),
  });
}
