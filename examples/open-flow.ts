import { createJoinFlow, createMessages, isBusy, submitJoin } from 'meeting-join-flow';
import type { JoinFlow } from 'meeting-join-flow';
import { fetchTransport } from 'meeting-join-flow/fetch';
import { createWebexServices } from 'meeting-join-flow/webex';

/** The words of the package, for failures and labels. */
export const messages = createMessages({ locale: navigator.language });
document.documentElement.lang = messages.locale;
document.documentElement.dir = messages.dir;

/** What an app has once: services for its site. Here the site is the simulator that the page's server has started. */
export function openFlow(): JoinFlow {
  const siteUrl = document.querySelector<HTMLMetaElement>('meta[name="simulator"]')?.content;
  const services = createWebexServices({ transport: fetchTransport(), ...(siteUrl && { siteUrl }) });
  const flow = createJoinFlow({ services });
  followSteps(flow);
  return flow;
}

/**
 * Puts the person at the field to go on with: the blamed one, or the first. Without it, who works with keys or a screen
 * reader is nowhere once the field that they were in is gone.
 */
function followSteps(flow: JoinFlow): void {
  let last = flow.getView();
  flow.subscribe(() => {
    const view = flow.getView();
    if (isBusy(view) || (view.state === last.state && view.failure === last.failure)) return;
    last = view;
    // Once it is drawn.
    setTimeout(() => {
      const { activeElement, body } = document;
      // Never away from what they do elsewhere on the page.
      if (activeElement !== body && !activeElement?.closest('form')) return;
      const fields = [...document.querySelectorAll<HTMLInputElement>('form input:enabled')];
      const goal = fields.find(({ name }) => name === view.failure?.field) ?? fields[0];
      (goal ?? document.querySelector('h1'))?.focus();
    });
  });
}

/** Sends what stands in a form. Once it is sent, the flow has passwords and captchas, and the page need not. */
export function send(flow: JoinFlow, form: HTMLFormElement): void {
  // The form has fields of text only, named as the flow names them.
  const isSent = submitJoin(flow, new FormData(form));
  if (!isSent) return;
  for (const input of form.querySelectorAll<HTMLInputElement>('[name=password], [name=captcha]')) input.value = '';
}
