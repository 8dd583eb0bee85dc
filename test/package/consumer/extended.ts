// Compiled with declarations, as packages of a workspace are: whatever is made of the charts must have a name to be exported by.
import {
  createJoinFlow,
  joinFlowMachine,
  passwordResetMachine,
  provideJoinServices,
  provideResetServices,
  type CaptchaRefreshOutcome,
  type CaptchaRefreshRequest,
  type HuaweiReply,
  type Interrupted,
  type JoinFlowOptions,
  type JoinView,
  type PasswordResetView,
  type PortInput,
} from 'meeting-join-flow';
import { fetchTransport } from 'meeting-join-flow/fetch';
import { createHuaweiServices } from 'meeting-join-flow/huawei';
import type { CoverageReport } from 'meeting-join-flow/testing';
import { createWebexServices } from 'meeting-join-flow/webex';
import { createActor, fromPromise, setup } from 'xstate';

const transport = fetchTransport();
export const join = provideJoinServices(createWebexServices({ transport }));
export const reset = provideResetServices(createHuaweiServices({ transport }));
export const joinOnce = joinFlowMachine.provide({ guards: { mayRepeat: () => false } });
export const joinMocked = joinFlowMachine.provide({
  actors: {
    refreshCaptcha: fromPromise<CaptchaRefreshOutcome | Interrupted, PortInput<CaptchaRefreshRequest>>(
      async ({ input }) => ({ ok: true, captcha: input.request }),
    ),
  },
});
export const resetAgain = passwordResetMachine.provide({});
export const joining = createActor(join);
export const resetting = createActor(reset);
export const snapshots = () => [joining.getSnapshot(), resetting.getSnapshot()] as const;
export const call = setup({ actors: { join, reset } }).createMachine({ invoke: [{ src: 'join' }, { src: 'reset' }] });
export const flow = createJoinFlow({ services: createWebexServices({ transport }) });

// What apps make of views, of the flow's members and of options.
export const asked = (view: JoinView) => ('needs' in view ? view : null);
export const unread = (view: JoinView) => (view.state === 'idle' ? view : null);
export const coded = (view: PasswordResetView) => (view.state === 'codeRequired' ? view : null);
export const begun = (view: PasswordResetView) => (view.state === 'idle' ? view : null);
export const withTitle = () => ({ ...flow, title: 'Call' });
export const hears = flow.on;
export const limits = flow.actor.getSnapshot().context.timeouts;
export const attempt = flow.actor.getSnapshot().context.attempt;
export const optional = (options: JoinFlowOptions) => ({ inspect: options.inspect, timeouts: options.timeouts });
export const picture = () => resetting.getSnapshot().context.slider;
export const operation = (reply: HuaweiReply) => reply.operation;
export const covered = (report: CoverageReport) => report.states;
