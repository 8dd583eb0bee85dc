export { useJoinFlow } from './use-join-flow.js';
export type { UseJoinFlowOptions } from './use-join-flow.js';
export { usePasswordReset } from './use-password-reset.js';
export type { UsePasswordResetOptions } from './use-password-reset.js';
export type { Bound } from './use-controller.js';

export * as JoinFlow from './join-flow-parts.js';
export type { JoinFlowRootProps } from './join-flow-parts.js';
export * as PasswordReset from './password-reset-parts.js';
export type { PasswordResetRootProps } from './password-reset-parts.js';

export { useFlow } from './flow-context.js';
export type { FlowContextValue } from './flow-context.js';
export type { PartProps } from './element.js';
export type { RootOwnProps } from './flow-root.js';
