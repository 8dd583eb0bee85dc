import { useSyncExternalStore } from 'react';
import type { ComponentProps, MouseEvent, ReactElement } from 'react';

const listeners = new Set<() => void>();
const notify = (): void => listeners.forEach((listener) => listener());

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  globalThis.addEventListener('popstate', notify);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) globalThis.removeEventListener('popstate', notify);
  };
}

/** The path of the page, without a slash at the end. */
export const usePath = (): string => useSyncExternalStore(subscribe, () => location.pathname.replace(/(.)\/$/, '$1'));

function goTo(path: string): void {
  history.pushState(null, '', path);
  notify();
}

/** A link within the page. With a modifier key, or the middle button, the browser does what it always does. */
export function Link({ href, ...rest }: ComponentProps<'a'> & { readonly href: string }): ReactElement {
  const follow = (event: MouseEvent): void => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    goTo(href);
    scrollTo(0, 0);
  };
  return <a href={href} onClick={follow} {...rest} />;
}
