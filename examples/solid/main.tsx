import { For, Show, createMemo, from, onCleanup } from 'solid-js';
import type { JSX } from 'solid-js';
import { render } from 'solid-js/web';
import { isBusy, joinFields, joinWords, wayOn } from 'meeting-join-flow';
import { messages, openFlow, send } from '../open-flow.js';

function App(): JSX.Element {
  const flow = openFlow();
  onCleanup(flow.stop);
  const view = from((set) => flow.subscribe(() => set(() => flow.getView())), flow.getView());
  /** The last view that was not busy. */
  const step = createMemo<ReturnType<typeof view>>((last) => (isBusy(view()) ? last : view()), view());
  const words = createMemo(() => joinWords({ view: view(), step: step(), messages }));
  const captcha = () => {
    const now = step();
    return now.state === 'captchaRequired' ? now.captcha : undefined;
  };
  const meeting = () => {
    const now = view();
    return now.state === 'success' ? now.meetingInfo : undefined;
  };
  /** The button that the failure names. */
  const wayOut = () => {
    const { failure } = view();
    const onClick = wayOn(flow, view());
    return failure && onClick && { onClick, text: messages.action(failure.action) };
  };

  return (
    <>
      <h1>{words().title}</h1>
      <form
        aria-busy={isBusy(view())}
        onSubmit={(event) => {
          event.preventDefault();
          send(flow, event.currentTarget);
        }}
      >
        <Show when={captcha()}>
          {(picture) => (
            <p>
              <img src={picture().imageUrl} alt={messages.label('captchaImage')} width="150" height="70" />
              <Show when={picture().audioUrl}>{(url) => <audio src={url()} controls />}</Show>
              <button type="button" onClick={() => flow.refreshCaptcha()}>
                {messages.label('refreshCaptcha')}
              </button>
            </p>
          )}
        </Show>
        <For each={joinFields(step())}>
          {(field) => (
            // A field of the captcha is of one picture.
            <Show when={field === 'captcha' ? captcha()?.id : field} keyed>
              <p>
                <label>
                  {messages.label(field)}{' '}
                  <input
                    name={field}
                    type={field === 'password' ? 'password' : 'text'}
                    autocomplete="off"
                    aria-describedby={`about-${field}`}
                  />
                </label>
                <span id={`about-${field}`}>{words().error(field) ?? words().hint(field)}</span>
              </p>
            </Show>
          )}
        </For>
        <p role="status">{words().status}</p>
        <Show when={meeting()}>
          {(info) => (
            <p>
              {messages.label('meetingNumber')}: {info().meetingNumber}
            </p>
          )}
        </Show>
        <Show when={words().submit}>{(text) => <button>{text()}</button>}</Show>
        <Show when={wayOut()}>
          {(way) => (
            <button type="button" onClick={() => way().onClick()}>
              {way().text}
            </button>
          )}
        </Show>
        <Show when={view().can.cancel}>
          <button type="button" onClick={() => flow.cancel()}>
            {messages.label('cancel')}
          </button>
        </Show>
      </form>
    </>
  );
}

const app = document.querySelector('#app');
if (app) render(() => <App />, app);
