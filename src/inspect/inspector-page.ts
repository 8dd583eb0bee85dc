import type { Dom } from './dom.types.js';
import { createEventRedactor, type InspectionRecord } from './inspection-record.js';
import { latestRecords } from './latest.js';
import { createOutbox } from './outbox.js';
import type { RedactOptions } from './redact-value.js';
import type { InspectorConnection } from './redux-devtools.js';

/** The channel's name unless the app and the page agree on another. */
export const INSPECTOR_CHANNEL = 'meeting-join-flow/inspector';

/** What the app tells the page. `session` is new for each connection: the page starts a new list for it. */
export interface InspectorMessage {
  readonly type: 'meeting-join-flow/records';
  readonly session: string;
  /** Number of the first record, counted from the start of the session: the page drops what it has already. */
  readonly first: number;
  readonly records: readonly InspectionRecord[];
}
/** What the page tells the apps: it is there and wants what happened so far. */
export interface InspectorHello {
  readonly type: 'meeting-join-flow/hello';
}

export interface InspectorPageOptions extends RedactOptions {
  /** The `BroadcastChannel` that page and app share when they are of one origin: `INSPECTOR_CHANNEL` unless given. */
  readonly channel?: string;
  /** Another origin's page: a window that the app has opened, or an iframe's, and the exact origin that it is of. */
  readonly target?: { readonly window: Dom<'Window'>; readonly origin: string };
  /** Records kept for a page that is opened later. 1000 unless said otherwise. */
  readonly limit?: number;
}

/**
 * Shows the flow in the offline inspector page: a page of this origin is reached over a `BroadcastChannel`, whenever it is
 * opened; a page of another origin through `target`. Redacted records go out, nothing comes in but the page's greeting.
 * Does nothing where there is no `BroadcastChannel` and no target.
 * @throws TypeError when `keys` are no array of names, or the options no object.
 */
export function connectInspectorPage(options: InspectorPageOptions = {}): InspectorConnection {
  const redactor = createEventRedactor(options);
  const { limit = 1_000, target } = options;
  const channel = openChannel(options.channel ?? INSPECTOR_CHANNEL);
  const session = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  let kept: InspectionRecord[] = [];
  let sent = 0;
  let count = 0;

  const post = (from: number): void => {
    const records = kept.slice(Math.max(0, kept.length - (count - from)));
    const message: InspectorMessage = {
      type: 'meeting-join-flow/records',
      session,
      first: count - records.length,
      records,
    };
    channel?.postMessage(message);
    target?.window.postMessage(message, target.origin);
    sent = count;
  };
  const outbox = createOutbox(
    ({ event, at }) => {
      kept.push(redactor.record(event, at));
      count += 1;
    },
    () => {
      post(sent);
      if (kept.length > limit) kept = latestRecords(kept, limit);
    },
  );
  const greet = (data: unknown): void => {
    if (!isHello(data)) return;
    outbox.flush();
    post(0);
  };
  const hearWindow = (event: MessageEvent): void => {
    if (event.source === target?.window && event.origin === target.origin) greet(event.data);
  };
  channel?.addEventListener('message', (event: MessageEvent) => greet(event.data));
  if (target !== undefined) globalThis.addEventListener('message', hearWindow);

  return {
    inspect: outbox.inspect,
    disconnect: () => {
      outbox.close();
      channel?.close();
      if (target !== undefined) globalThis.removeEventListener('message', hearWindow);
    },
  };
}

function openChannel(name: string): BroadcastChannel | null {
  if (typeof BroadcastChannel === 'undefined') return null;
  const channel = new BroadcastChannel(name);
  // In Node a channel would keep the process alive; browsers have no such switch.
  (channel as BroadcastChannel & { unref?: () => void }).unref?.();
  return channel;
}

function isHello(data: unknown): data is InspectorHello {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === 'meeting-join-flow/hello';
}
