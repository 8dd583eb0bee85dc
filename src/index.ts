// The core entry. Every public name is listed; transports, services and bindings have entries of their own.
export type {
  Failure,
  FailureAction,
  FailureField,
  FailureKind,
  JoinFailureKind,
  ResetFailureKind,
  SharedFailureKind,
} from './guards/failure.js';
export { failureKinds } from './guards/failure-kinds.js';
export { classifyMeetingInfoReply } from './guards/meeting-info-reply.js';
export type { MeetingInfoReply, MeetingInfoVerdict, WebexCodes } from './guards/meeting-info-reply.js';
export { reveal, secret } from './guards/secret.js';
export type { Secret } from './guards/secret.js';
export type { PasswordUse } from './guards/webex-codes.js';
export type { Clock } from './machines/clock.js';
export { createJoinFlow } from './machines/join-flow.controller.js';
export type { JoinFlow, JoinFlowOptions } from './machines/join-flow.controller.js';
export { joinFlowMachine, provideJoinServices } from './machines/join-flow.machine.js';
export type * from './machines/join-flow.types.js';
export { getJoinView } from './machines/join-flow.view.js';
export type { JoinState, JoinView } from './machines/join-flow.view.js';
export { TransportError } from './services/transport.js';
export type { HttpReply, HttpRequest, Transport } from './services/transport.js';
