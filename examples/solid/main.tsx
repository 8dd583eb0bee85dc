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
      <h1 tabindex="-1">{words().title}</h1>
      <form
        method="post"
        aria-busy={isBusy(view())}
        onSubmit={(event) => {
          event.preventDefault();
          send(flow, event.currentTarget);
        }}
      >
        <For each={joinFields(step())}>
          {(field) => (
            <p>
              <Show when={field === 'captcha' && captcha()}>
                {(picture) => (
                  <>
                    <img
                      src={picture().imageUrl}
                      alt={messages.label(picture().spent ? 'captchaSpent' : 'captchaImage')}
                      width="150"
                      height="70"
                    />
                    <Show when={picture().audioUrl}>
                      {(url) => <audio src={url()} aria-label={messages.label('playAudio')} controls />}
                    </Show>
                    <button type="button" onClick={() => flow.refreshCaptcha()}>
                      {messages.label('refreshCaptcha')}
                    </button>
                    <br />
                  </>
                )}
              </Show>
              <label>
                {messages.label(field)} {/* What is typed for one picture is for no other. */}
                <Show when={field === 'captcha' ? captcha()?.id : field} keyed>
                  <input
                    name={field}
                    type={field === 'password' ? 'password' : 'text'}
                    autocomplete="off"
                    aria-describedby={`about-${field}`}
                  />
                </Show>
              </label>
              <span id={`about-${field}`}>
                {words().error(field)} {words().hint(field)}
              </span>
            </p>
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
        <Show when={words().submit}>{(text) => <button aria-disabled={captcha()?.spent}>{text()}</button>}</Show>
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
