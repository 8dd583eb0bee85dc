export { createSimulator } from './simulator.js';
export { demoMeetings } from './demo-meetings.js';
export type { Simulator, SimulatorOptions, RecordedRequest } from './simulator.types.js';
export type { Fault, FaultKind, Faults } from './fault.types.js';
export type { ListenOptions, Listening } from './node-server.js';
export type { SimulatedMeeting, WebexSimulatorOptions } from './webex-meetings.types.js';
export type { WebexPart } from './webex-part.js';
export type { DeliveredCode, HuaweiPart, HuaweiSimulatorOptions, HuaweiUser } from './huawei-part.js';
export type { SimulatorClock, SimulatorPart, SimulatorReply, SimulatorRequest } from './part.types.js';
