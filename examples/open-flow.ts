import { createJoinFlow, createMessages, submitJoin } from 'meeting-join-flow';
import type { JoinFlow } from 'meeting-join-flow';
import { fetchTransport } from 'meeting-join-flow/fetch';
import { createWebexServices } from 'meeting-join-flow/webex';

/** The words of the package, for failures and labels. */
export const messages = createMessages({ locale: navigator.language });
document.documentElement.lang = messages.locale;

/** What an app has once: services for its site. Here the site is the simulator that the page's server has started. */
export function openFlow(): JoinFlow {
  const siteUrl = document.querySelector<HTMLMetaElement>('meta[name="simulator"]')?.content;
  const services = createWebexServices({ transport: fetchTransport(), ...(siteUrl && { siteUrl }) });
  return createJoinFlow({ services });
}

/** Sends what stands in a form. Once it is sent, the flow has passwords and captchas, and the page need not. */
export function send(flow: JoinFlow, form: HTMLFormElement): void {
  // The form has fields of text only, named as the flow names them.
  const isSent = submitJoin(flow, Object.fromEntries(new FormData(form)));
  if (!isSent) return;
  for (const input of form.querySelectorAll<HTMLInputElement>('[name=password], [name=captcha]')) input.value = '';
}
