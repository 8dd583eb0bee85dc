import { INSPECTOR_CHANNEL, loadTrace, type InspectorMessage } from 'meeting-join-flow/inspect';

const hello = { type: 'meeting-join-flow/hello' };

/** Listens to apps of this origin over the channel, and to the window that has opened this page, whatever its origin. */
export function listenToApps(receive: (message: InspectorMessage) => void): void {
  const channel = new BroadcastChannel(INSPECTOR_CHANNEL);
  channel.addEventListener('message', (event: MessageEvent<unknown>) => {
    const message = readMessage(event.data);
    if (message !== null) receive(message);
  });
  channel.postMessage(hello);

  // Of a window of another origin nothing can be asked but whether it is there.
  const opener = window.opener as Window | null;
  const app = opener ?? (window.parent === window ? null : window.parent);
  if (app === null) return;
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const message = event.source === app ? readMessage(event.data) : null;
    if (message !== null) receive(message);
  });
  // A greeting tells nothing, so any origin may hear it.
  app.postMessage(hello, '*');
}

/** Another window's words: the same checks as for a trace file. */
function readMessage(data: unknown): InspectorMessage | null {
  if (typeof data !== 'object' || data === null || !('type' in data)) return null;
  if (data.type !== 'meeting-join-flow/records' || !('session' in data) || !('first' in data)) return null;
  if (typeof data.session !== 'string' || typeof data.first !== 'number' || !('records' in data)) return null;
  try {
    const { records } = loadTrace({ format: 'meeting-join-flow/trace', version: 1, records: data.records });
    return { type: data.type, session: data.session, first: data.first, records };
  } catch {
    return null;
  }
}
