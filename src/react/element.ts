import { cloneElement, createElement, isValidElement, version } from 'react';
import type { ComponentPropsWithoutRef, ForwardedRef, ReactElement, ReactNode, Ref } from 'react';

/** The props of an element of ours: those of the HTML element, and `asChild`. */
export type PartProps<Tag extends keyof HTMLElementTagNameMap> = ComponentPropsWithoutRef<Tag> & {
  /** Draws the one child instead, with the part's attributes, handlers and ref merged into it. */
  readonly asChild?: boolean;
  readonly [data: `data-${string}`]: unknown;
};

type Props = Readonly<Record<string, unknown>>;

/** Their props over ours. Handlers both run, theirs first: `preventDefault()` in it switches ours off. */
function mergeProps(ours: Props, theirs: Props): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...ours };
  for (const [key, value] of Object.entries(theirs)) {
    const own = ours[key];
    if (value === undefined) continue;
    if (typeof own === 'function' && typeof value === 'function') {
      merged[key] = (event: { readonly defaultPrevented?: boolean }) => {
        Reflect.apply(value, undefined, [event]);
        if (event.defaultPrevented !== true) Reflect.apply(own, undefined, [event]);
      };
    } else if (typeof own === 'object' && own !== null && key === 'style') merged[key] = { ...own, ...Object(value) };
    else merged[key] = value;
  }
  return merged;
}

const joinRefs =
  <Node>(...refs: readonly (Ref<Node> | undefined)[]) =>
  (node: Node | null): void => {
    for (const ref of refs) {
      if (typeof ref === 'function') ref(node);
      else if (ref) ref.current = node;
    }
  };

// React 19 keeps an element's ref among its props and warns about the old place; React 18 the other way round.
const refOf = (child: ReactElement<Props>): Ref<unknown> | undefined => {
  const holder: unknown = Number.parseInt(version) > 18 ? child.props : child;
  return (holder as { readonly ref?: Ref<unknown> }).ref;
};

/** Draws a part: our attributes, the app's over them, on our element or on the app's own. */
export function renderPart(
  tag: string,
  ours: Props,
  given: Props & { readonly children?: ReactNode },
  ref: ForwardedRef<never>,
  fallback?: ReactNode,
): ReactElement {
  const { asChild, children, ...theirs } = given;
  const props = mergeProps(ours, theirs);
  if (asChild === true && isValidElement<Props>(children)) {
    return cloneElement(children, {
      ...mergeProps(props, children.props),
      ref: joinRefs(ref, refOf(children)),
    } as Props);
  }
  return createElement(tag, { ...props, ref }, children ?? fallback);
}
