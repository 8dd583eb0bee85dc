import { createJoinFlow } from '../machines/join-flow.controller.js';
import type { JoinFlowOptions, JoinFlow } from '../machines/join-flow.controller.js';
import type { JoinView } from '../machines/join-flow.view.js';
import { useController } from './use-controller.js';
import type { Bound } from './use-controller.js';

/** The options of `createJoinFlow`, or a flow that the app made and stops itself. */
export type UseJoinFlowOptions = (JoinFlowOptions & { readonly flow?: undefined }) | { readonly flow: JoinFlow };

/**
 * The join flow as state. The flow is made once, with the first render's options: give the component another `key` for
 * another flow. A `snapshot` is taken up after mounting, so that a server sends nothing and hydration agrees.
 */
export const useJoinFlow = (options: UseJoinFlowOptions): Bound<JoinView, JoinFlow> =>
  useController<JoinView, JoinFlow, JoinFlowOptions>(createJoinFlow, options);
