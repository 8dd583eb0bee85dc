import { createJoinFlow, createMessages } from 'meeting-join-flow';
import type { JoinFlow, JoinView } from 'meeting-join-flow';
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

/** While the service thinks, a page keeps the fields that it drew before: what is typed into them must not go. */
export const isBusy = ({ state }: JoinView): boolean => state === 'fetching' || state === 'refreshing';

/** The fields of a submitted form, as text. Passwords and captchas are emptied: the flow has them now, the page should not. */
export function takeFields(form: HTMLFormElement): Readonly<Record<string, string>> {
  const fields = [...new FormData(form)].map(([name, value]) => [name, typeof value === 'string' ? value : '']);
  for (const input of form.querySelectorAll<HTMLInputElement>('[name=password], [name=code]')) input.value = '';
  return Object.fromEntries(fields) as Record<string, string>;
}

/** Answers whatever the flow asks for with what stands in the form. */
export function submit(
  flow: JoinFlow,
  { destination = '', password = '', code = '', registrationId = '' }: Readonly<Record<string, string>>,
): void {
  const { state } = flow.getView();
  if (state === 'idle' || state === 'error') flow.join({ destination });
  else if (state === 'passwordRequired') flow.submitPassword(password);
  else if (state === 'captchaRequired') flow.submitCaptcha({ code, password, registrationId });
  else if (state === 'registrationRequired') flow.submitRegistrationId(registrationId);
}
