import { cloneElement } from 'react';
import type { ComponentPropsWithoutRef, ForwardedRef, ReactElement, ReactNode, Ref } from 'react';

/** The props of an element of ours: those of the HTML element, and `asChild`. */
export type PartProps<Tag extends keyof HTMLElementTagNameMap> = ComponentPropsWithoutRef<Tag> & {
  /** Draws the one child instead, with the part's attributes, handlers and ref merged into it. */
  readonly asChild?: boolean | undefined;
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

/** One ref for two that want the same node. One that is alone stays itself, so that React calls it once. */
const bothRefs = (one: Ref<unknown> | undefined, two: Ref<unknown> | undefined): Ref<unknown> | undefined =>
  one && two
    ? (node) => {
        for (const ref of [one, two])
          if (typeof ref === 'function') ref(node);
          else ref.current = node;
      }
    : (one ?? two);

type Maker = (argument: unknown) => ReactNode;

/**
 * Draws a part: our attributes, the app's over them, on our element or on the app's own.
 *
 * @param Tag Any name of an element: `div` stands for what the compiler wants to know.
 * @param fallback What is in it when the app says nothing.
 * @param argument What a function as its child gets.
 */
export function renderPart(
  Tag: 'div',
  ours: Props,
  // `by` is a part's own: no element has it.
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- a rest goes without what is named before it
  { asChild, children: given, by, ...theirs }: Props,
  ref: ForwardedRef<unknown>,
  fallback?: ReactNode,
  argument?: unknown,
): ReactElement {
  // A part's type says what its function gets. Whatever is no function is what an element takes; nothing of that but
  // an element has props.
  const children = (typeof given === 'function' ? (given as Maker)(argument) : given) as Element | null | undefined;
  const element: Element = asChild && children?.props ? children : <Tag>{children}</Tag>;
  const props = mergeProps(mergeProps(ours, theirs), element.props);
  return cloneElement<Props & { ref?: Ref<unknown> | undefined }>(element, {
    ...props,
    // An empty child takes the part's own words, as the part's element would.
    children: props['children'] ?? fallback,
    // React 19 keeps an element's ref among its props and warns about the old place; React 18 the other way round.
    ref: bothRefs(ref, (props['ref'] as Ref<unknown>) ?? element.ref),
  });
}
