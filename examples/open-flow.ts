import { createJoinFlow, createMessages } from 'meeting-join-flow';
import type { JoinAnswers, JoinFlow } from 'meeting-join-flow';
import { fetchTransport } from 'meeting-join-flow/fetch';
import { createWebexServices } from 'meeting-join-flow/webex';

/** The words of the package, for failures and labels. */
export const words = createMessages({ locale: 'en' });

/** What an app has once: services for its site. Here the site is the simulator that the page's server has started. */
export function openFlow(): JoinFlow {
  const siteUrl = document.querySelector<HTMLMetaElement>('meta[name="simulator"]')?.content;
  const services = createWebexServices({ transport: fetchTransport(), ...(siteUrl && { siteUrl }) });
  return createJoinFlow({ services });
}

/** What stands in a submitted form. Passwords and captchas are emptied: the flow has them now, the page should not. */
export function takeAnswers(form: HTMLFormElement): JoinAnswers {
  // The form has fields of text only, named as the flow names them.
  const answers = Object.fromEntries(new FormData(form)) as JoinAnswers;
  for (const input of form.querySelectorAll<HTMLInputElement>('[name=password], [name=captcha]')) input.value = '';
  return answers;
}
