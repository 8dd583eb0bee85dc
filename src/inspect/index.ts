export { redact } from './inspection-record.js';
export type {
  ActionRecord,
  ActorRecord,
  EventRecord,
  InspectionRecord,
  MicrostepRecord,
  SnapshotChangeRecord,
  SnapshotRecord,
} from './inspection-record.js';
export type { Plain, RedactOptions } from './redact-value.js';
export { REDACTED, REDACTED_EMPTY, REDACTED_PLAIN } from './secret-keys.js';

export { createRecorder } from './recorder.js';
export type { Recorder, RecorderOptions } from './recorder.js';
export { formatTrace, loadTrace, saveTrace } from './trace.js';
export type { Trace } from './trace.js';
export { replay } from './replay.js';
export type { ReplayOptions, ReplayStep } from './replay.js';
export { describeChart, eventLabel } from './chart.js';
export type { Chart, ChartEdge, ChartState } from './chart.js';

export { combineInspectors } from './combine.js';
export { createStatelyInspector } from './stately-inspector.js';
export type {
  CreateStatelyInspector,
  StatelyInspector,
  StatelyInspectorConnection,
  StatelyInspectorOptions,
} from './stately-inspector.js';
export { connectXStateInspect } from './xstate-inspect.js';
export type { ClassicInspect, XStateInspectOptions } from './xstate-inspect.js';
export type { SocketServer } from './shield-server.js';
export { connectReduxDevTools } from './redux-devtools.js';
export type {
  InspectorConnection,
  ReduxDevToolsConnection,
  ReduxDevToolsExtension,
  ReduxDevToolsOptions,
} from './redux-devtools.js';
export { connectInspectorPage, INSPECTOR_CHANNEL } from './inspector-page.js';
export type { InspectorHello, InspectorMessage, InspectorPageOptions } from './inspector-page.js';
