import { Show, createMemo, from, onCleanup } from 'solid-js';
import type { JSX } from 'solid-js';
import { render } from 'solid-js/web';
import { isBusy, joinFields } from 'meeting-join-flow';
import type { JoinField } from 'meeting-join-flow';
import { openFlow, send, words } from '../open-flow.js';

function App(): JSX.Element {
  const flow = openFlow();
  onCleanup(flow.stop);
  const view = from((set) => flow.subscribe(() => set(() => flow.getView())), flow.getView());
  /** The last view that was not busy. */
  const step = createMemo<ReturnType<typeof view>>((last) => (isBusy(view()) ? last : view()), view());
  const asks = (field: JoinField): boolean => joinFields(step()).includes(field);
  const captcha = () => {
    const now = step();
    return now.state === 'captchaRequired' ? now.captcha : null;
  };
  const success = () => {
    const now = view();
    return now.state === 'success' ? now : null;
  };

  return (
    <>
      <h1>Join a meeting</h1>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send(flow, event.currentTarget);
        }}
      >
        <Show when={asks('destination')}>
          <label>
            Meeting <input name="destination" />
          </label>
        </Show>
        <Show when={asks('password')}>
          <label>
            Password <input name="password" type="password" autocomplete="off" />
          </label>
        </Show>
        <Show when={asks('registrationId')}>
          <label>
            Registration id <input name="registrationId" autocomplete="off" />
          </label>
        </Show>
        <Show when={captcha()} keyed>
          {(picture) => (
            <p>
              <img src={picture.imageUrl} alt="Characters to type" width="150" height="70" />
              <Show when={picture.audioUrl}>{(url) => <audio src={url()} controls />}</Show>
              <button type="button" onClick={() => flow.refreshCaptcha()}>
                Another picture
              </button>
              <label>
                Characters <input name="captcha" autocomplete="off" />
              </label>
            </p>
          )}
        </Show>
        <Show when={view().failure}>{(failure) => <p role="alert">{words.failure(failure()).title}</p>}</Show>
        <p role="status">{success() ? `You are in: ${success()?.meetingInfo.meetingNumber ?? ''}` : ''}</p>
        <button disabled={isBusy(view()) || view().state === 'success'}>Join</button>
        <Show when={view().can.cancel}>
          <button type="button" onClick={() => flow.cancel()}>
            Cancel
          </button>
        </Show>
      </form>
    </>
  );
}

const app = document.querySelector('#app');
if (app) render(() => <App />, app);
