// The test kit: paths from the production charts, drivers that walk them, and the services' replies.
export { getJoinPaths, getResetPaths } from './paths.js';
export type {
  AllowedStep,
  Expectation,
  FlowPath,
  JoinDeed,
  JoinPath,
  PathOptions,
  PathStep,
  PathStrategy,
  ResetDeed,
  ResetPath,
  ServiceStep,
  TimeStep,
  UserStep,
} from './path.types.js';
export { PathError, tellPath, testPath } from './test-path.js';
export type { FlowDriver, Seen } from './driver.types.js';
export { createMemoryJoinDriver, createMemoryResetDriver } from './memory-driver.js';
export type { MemoryDriverOptions } from './memory-driver.js';
export { createPageDriver } from './page-driver.js';
export type { PageDriver, PageDriverOptions } from './page-driver.js';
export { createHttpJoinDriver, createHttpResetDriver } from './http-driver.js';
export type { HttpDriverOptions } from './http-driver.js';
export { scenarioOf } from './scenario.js';
export { createAnswerDesk, operationOf } from './desk.js';
export type { AnswerDesk } from './desk.js';
export type { Posted } from './wrong-post.js';
export { mswResolver, routeHandler } from './handlers.js';
export type { Answering, RouteLike } from './handlers.js';
export { coverageOf } from './coverage.js';
export type { CoverageReport, CoverageShare } from './coverage.js';
export { checkFlow } from './check-flow.js';
export type { CheckFlowOptions, FlowProblem, FlowRule } from './check-flow.js';
export { brokenInvariants, joinInvariants, resetInvariants } from './invariants.js';
export type { Invariant } from './invariants.js';
export { allWebexAnswers, captchaFields, refreshAnswers, webexAnswers, webexRefusal } from './webex-answers.js';
export { allHuaweiAnswers, huaweiAnswers, huaweiRefusal } from './huawei-answers.js';
export type { AnswerSource, LostReply, Operation, ServiceAnswer, ServiceReply } from './answers.types.js';
export { createTestClock, settle } from './clock.js';
export type { TestClock } from './clock.js';
