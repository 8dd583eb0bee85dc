import { isBusy, joinFields } from 'meeting-join-flow';
import type { JoinField } from 'meeting-join-flow';
import { openFlow, send, words } from '../open-flow.js';

const flow = openFlow();
const app = document.querySelector('#app');
if (!app) throw new Error('The page has no #app.');

app.innerHTML = `
  <h1>Join a meeting</h1>
  <form>
    <fieldset data-for="destination"><label>Meeting <input name="destination" /></label></fieldset>
    <fieldset data-for="password"><label>Password <input name="password" type="password" autocomplete="off" /></label></fieldset>
    <fieldset data-for="registrationId"><label>Registration id <input name="registrationId" autocomplete="off" /></label></fieldset>
    <fieldset data-for="captcha">
      <img alt="Characters to type" width="150" height="70" />
      <audio controls></audio>
      <button type="button" name="refresh">Another picture</button>
      <label>Characters <input name="captcha" autocomplete="off" /></label>
    </fieldset>
    <p role="alert"></p>
    <p role="status"></p>
    <button>Join</button> <button type="button" name="cancel">Cancel</button>
  </form>`;

/** An element of the markup above, of the kind that it was written as. */
function find<E extends Element>(kind: new () => E, selector: string): E {
  const element = app?.querySelector(selector);
  if (!(element instanceof kind)) throw new Error(`The form has no ${selector}.`);
  return element;
}
const form = find(HTMLFormElement, 'form');

let step = flow.getView();

function draw(): void {
  const view = flow.getView();
  if (!isBusy(view)) step = view;
  const fields = joinFields(step);
  // Named in the markup above, where the compiler does not look.
  for (const row of form.querySelectorAll('fieldset'))
    // What is disabled is not sent: nothing that was typed for one meeting goes to another.
    row.hidden = row.disabled = !fields.includes(row.dataset['for'] as JoinField);
  if (step.state === 'captchaRequired') {
    const image = find(HTMLImageElement, 'img');
    const audio = find(HTMLAudioElement, 'audio');
    const { imageUrl, audioUrl } = step.captcha;
    if (image.src !== imageUrl) find(HTMLInputElement, '[name=captcha]').value = '';
    image.src = imageUrl;
    audio.hidden = audioUrl === null;
    // Setting the same address again would start the recording anew.
    if (audioUrl !== null && audio.getAttribute('src') !== audioUrl) audio.src = audioUrl;
  }
  find(HTMLElement, '[role=alert]').textContent = view.failure && words.failure(view.failure).title;
  find(HTMLElement, '[role=status]').textContent =
    view.state === 'success'
      ? `You are in: ${view.meetingInfo.meetingNumber ?? ''}`
      : isBusy(view)
        ? 'One moment…'
        : '';
  find(HTMLButtonElement, '[name=cancel]').hidden = !view.can.cancel;
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  send(flow, form);
});
find(HTMLElement, '[name=refresh]').addEventListener('click', flow.refreshCaptcha);
find(HTMLElement, '[name=cancel]').addEventListener('click', flow.cancel);
flow.subscribe(draw);
draw();
