import { isBusy, joinFields, joinWords, wayOn } from 'meeting-join-flow';
import type { JoinField } from 'meeting-join-flow';
import { messages, openFlow, send } from '../open-flow.js';

const flow = openFlow();
const app = document.querySelector('#app');
if (!app) throw new Error('The page has no #app.');

const row = (field: JoinField, before = ''): string => `
  <fieldset data-for="${field}">
    ${before}
    <label>
      ${messages.label(field)}
      <input name="${field}" type="${field === 'password' ? 'password' : 'text'}" autocomplete="off"
        aria-describedby="about-${field}" />
    </label>
    <span id="about-${field}"></span>
  </fieldset>`;
app.innerHTML = `
  <h1 tabindex="-1"></h1>
  <form method="post">
    ${row('destination')} ${row('password')} ${row('registrationId')}
    ${row(
      'captcha',
      `<img alt="" width="150" height="70" /> <audio controls aria-label="${messages.label('playAudio')}"></audio>
      <button type="button" name="refresh">${messages.label('refreshCaptcha')}</button><br />`,
    )}
    <p role="status"></p>
    <p id="meeting"></p>
    <button name="send"></button>
    <button type="button" name="go-on"></button>
    <button type="button" name="cancel">${messages.label('cancel')}</button>
  </form>`;

/** An element of the markup above, of the kind that it was written as. */
function find<E extends Element>(kind: new () => E, selector: string): E {
  const element = app?.querySelector(selector);
  if (!(element instanceof kind)) throw new Error(`The form has no ${selector}.`);
  return element;
}
const form = find(HTMLFormElement, 'form');
const button = (name: string): HTMLButtonElement => find(HTMLButtonElement, `[name=${name}]`);

/** An element with nothing to say is not there. */
function say(element: HTMLElement, text: string | undefined): void {
  element.textContent = text ?? '';
  element.hidden = text === undefined;
}

let step = flow.getView();

function draw(): void {
  const view = flow.getView();
  if (!isBusy(view)) step = view;
  const words = joinWords({ view, step, messages });
  const fields = joinFields(step);
  form.ariaBusy = String(isBusy(view));
  say(find(HTMLElement, 'h1'), words.title);
  for (const fieldset of form.querySelectorAll('fieldset')) {
    // Named in the markup above, where the compiler does not look.
    const field = fieldset.dataset['for'] as JoinField;
    // What is disabled is not sent: nothing that was typed for one meeting goes to another.
    fieldset.hidden = fieldset.disabled = !fields.includes(field);
    find(HTMLElement, `#about-${field}`).textContent = [words.error(field), words.hint(field)]
      .filter(Boolean)
      .join(' ');
  }
  if (step.state === 'captchaRequired') {
    const image = find(HTMLImageElement, 'img');
    const audio = find(HTMLAudioElement, 'audio');
    const { imageUrl, audioUrl, spent } = step.captcha;
    if (image.src !== imageUrl) find(HTMLInputElement, '[name=captcha]').value = '';
    image.src = imageUrl;
    image.alt = messages.label(spent ? 'captchaSpent' : 'captchaImage');
    audio.hidden = audioUrl === null;
    // Setting the same address again would start the recording anew.
    if (audioUrl !== null && audio.getAttribute('src') !== audioUrl) audio.src = audioUrl;
  }
  // A live region is there from the beginning, and speaks of what changes in it.
  find(HTMLElement, '[role=status]').textContent = words.status;
  say(find(HTMLElement, '#meeting'), view.state === 'success' ? (view.meetingInfo.meetingNumber ?? '') : undefined);
  say(button('send'), words.submit);
  button('send').ariaDisabled = String(step.state === 'captchaRequired' && step.captcha.spent);
  say(button('go-on'), wayOn(flow, view) && view.failure ? messages.action(view.failure.action) : undefined);
  button('cancel').hidden = !view.can.cancel;
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  send(flow, form);
});
button('refresh').addEventListener('click', flow.refreshCaptcha);
button('go-on').addEventListener('click', () => wayOn(flow, flow.getView())?.());
button('cancel').addEventListener('click', flow.cancel);
flow.subscribe(draw);
draw();
