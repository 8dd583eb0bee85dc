import { JoinFlow, useJoinFlow, usePasswordReset } from 'meeting-join-flow/react';

type JoinOptions = Parameters<typeof useJoinFlow>[0];
type ResetOptions = Parameters<typeof usePasswordReset>[0];

export const useCall = (options: JoinOptions) => ({ ...useJoinFlow(options), title: 'Call' });
export function useCaptcha(options: JoinOptions) {
  const { view } = useJoinFlow(options);
  return view.state === 'captchaRequired' ? view : null;
}
export function useReset(options: ResetOptions) {
  const { flow, view } = usePasswordReset(options);
  return { on: flow.on, coded: view.state === 'codeRequired' ? view : null };
}
export const Success = JoinFlow.Success;
