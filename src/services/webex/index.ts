export { createAdhocMeeting } from './adhoc-meeting.js';
export type { AdhocMeetingOutcome, AdhocMeetingRequest } from './adhoc-meeting.js';
export type { AccessToken, WebexOptions } from './options.js';
export { createWebexServices } from './services.js';
