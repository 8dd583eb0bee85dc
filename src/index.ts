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
export { classifyHuaweiReply } from './guards/huawei-reply.js';
export type { HuaweiCodes, HuaweiReply, HuaweiVerdict } from './guards/huawei-reply.js';
export type { HuaweiOperation } from './guards/huawei-codes.js';
export { checkNewPassword } from './guards/new-password.js';
export type { NewPasswordVerdict, PasswordMode, PasswordRule } from './guards/new-password.js';
export { reveal, secret } from './guards/secret.js';
export type { Secret } from './guards/secret.js';
export type { PasswordUse } from './guards/webex-codes.js';
export { isBusy } from './forms/is-busy.js';
export type { FlowView, FormNow, FormWords } from './forms/form-words.js';
export { joinFields, joinWords, submitJoin } from './forms/join-form.js';
export type { JoinAnswers, JoinField } from './forms/join-form.js';
export { newPasswordRules } from './forms/new-password-rules.js';
export type { RuleNow } from './forms/new-password-rules.js';
export { resetFields, resetWords, submitReset } from './forms/reset-form.js';
export type { ResetAnswers, ResetField } from './forms/reset-form.js';
export { wayOn } from './forms/way-on.js';
export type { WaysOn } from './forms/way-on.js';
export type { Clock } from './machines/clock.js';
export type { Listen, Observe } from './machines/flow-controller.js';
export { createJoinFlow } from './machines/join-flow.controller.js';
export type { JoinFlow, JoinFlowOptions } from './machines/join-flow.controller.js';
export { joinFlowMachine, provideJoinServices } from './machines/join-flow.machine.js';
export type { JoinFlowMachine } from './machines/join-flow.machine.js';
export type {
  AnswerEvent,
  Attempts,
  Captcha,
  CaptchaChallenge,
  CaptchaRefreshOutcome,
  CaptchaRefreshRequest,
  Destination,
  DestinationType,
  JoinCommand,
  JoinEvent,
  JoinFlowContext,
  JoinFlowEmitted,
  JoinFlowEvent,
  JoinFlowInput,
  JoinServices,
  MeetingInfo,
  MeetingInfoOutcome,
  MeetingInfoRequest,
  Needs,
} from './machines/join-flow.types.js';
export { getJoinView } from './machines/join-flow.view.js';
export type { AskingView, JoinState, JoinView, JoinViewBase } from './machines/join-flow.view.js';
// What the charts' own types name: an app that exports an extended chart with declarations, or puts in actors, must reach them.
export type { Interrupted, PortInput } from './machines/port.js';
export type { Attempt, TimeoutOptions, Timeouts } from './machines/repeat.js';
export { createPasswordReset } from './machines/password-reset.controller.js';
export type { PasswordReset, PasswordResetOptions } from './machines/password-reset.controller.js';
export { passwordResetMachine, provideResetServices } from './machines/password-reset.machine.js';
export type { PasswordResetMachine } from './machines/password-reset.machine.js';
export type { Refused as ResetRefused } from './machines/password-reset.ports.js';
export type {
  ClientType,
  CodeCheckOutcome,
  CodeEvent,
  CodeOutcome,
  NewPasswordEvent,
  PasswordResetContext,
  PasswordResetEmitted,
  PasswordResetEvent,
  PasswordResetInput,
  ResetAttempts,
  ResetOutcome,
  ResetRequest,
  ResetServices,
  SendMethod,
  SliderAnswer,
  SliderCheckOutcome,
  SliderOutcome,
  SliderPicture,
  StartCommand,
  StartEvent,
  Token as ResetToken,
} from './machines/password-reset.types.js';
export { getPasswordResetView } from './machines/password-reset.view.js';
export type { PasswordResetView, ResetState, ResetViewBase } from './machines/password-reset.view.js';
export { createMessages, messages, messagesFrom } from './messages/index.js';
export type {
  Catalogue,
  CatalogueOverrides,
  CreateMessagesOptions,
  FailureValues,
  FailureWords,
  LabelKey,
  Messages,
  Plural,
  Values,
  Words,
} from './messages/index.js';
export { TransportError } from './services/transport.js';
export type { HttpReply, HttpRequest, Transport } from './services/transport.js';
