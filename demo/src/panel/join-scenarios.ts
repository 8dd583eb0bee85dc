import type { JoinFailureKind, SharedFailureKind } from 'meeting-join-flow';
import type { DemoFault } from '../simulator';
import type { Scenario } from './scenario.types';

const lookUp = 'meetingInfo';
const open = '300400100';

const onLookUp = (fault: Omit<DemoFault, 'match'>): readonly DemoFault[] => [{ ...fault, match: lookUp }];

/** A way to each kind of failure that joining can end in. Every kind has one: the type says so. */
export const joinFailureScenarios: Readonly<Record<JoinFailureKind | SharedFailureKind, Scenario>> = {
  passwordMissing: { input: '300400101', how: 'The meeting asks for a password.' },
  passwordWrong: { input: '300400101', how: 'Enter any password but “open-sesame”.' },
  captchaMissing: { input: '300400103', how: 'The meeting asks for a captcha.' },
  captchaWrong: { input: '300400103', how: 'Enter other digits than those of the picture.' },
  refreshFailed: {
    input: '300400103',
    how: 'Ask for a new picture.',
    faults: [{ kind: 'reply', match: 'refresh', reply: { status: 404, body: {} } }],
  },
  registrationIdMissing: { input: '300400105', how: 'The webinar asks for a registration ID.' },
  registrationIdWrong: { input: '300400105', how: 'Enter any ID but “W-2024”.' },
  registrationMissing: { input: '300400120', how: 'People have to register first.' },
  registrationPending: { input: '300400122', how: 'The registration waits for approval.' },
  registrationRejected: { input: '300400124', how: 'The registration was declined.' },
  webcastOnly: { input: '300400126', how: 'The event is a webcast.' },
  notStarted: { input: '300400110', how: 'The host is not there yet. The panel can let the host in.' },
  policyDenied: { input: '300400149', how: 'A rule of the organization.' },
  signInRequired: { input: '300400111', how: 'Guests have to sign in. Signing in helps.' },
  emailRequired: { input: '300400130', how: 'Only for invited addresses.' },
  accessDenied: { input: '300400147', how: 'The caller is blocked.' },
  meetingNotFound: { input: '100200300', how: 'Nobody knows this number.' },
  unsupportedMeeting: { input: '300400140', how: 'A kind of meeting that cannot be joined here.' },
  destinationInvalid: { input: 'good morning', how: 'This cannot be read as a meeting; nothing is sent.' },
  adhocFailed: {
    input: 'https://conv-a.wbx2.com/conversation/api/v1/conversations/c0000000-0000-4000-8000-000000000999',
    how: 'Starts a meeting for a space that does not exist.',
    isSpace: true,
  },
  inputInvalid: {
    input: open,
    how: 'The app sends along a parameter whose name is reserved.',
    extraParams: { captchaID: '1' },
  },
  tokenExpired: {
    input: open,
    how: 'The service does not take the permission token that it is given.',
    faults: onLookUp({ kind: 'reply', times: 3, reply: { status: 403, body: { code: 403032 } } }),
  },
  rateLimited: { input: '300400129', how: 'Wait for two minutes.' },
  network: { input: open, how: 'Three replies break off half-way.', faults: onLookUp({ kind: 'truncate', times: 3 }) },
  timeout: { input: open, how: 'No reply ever.', faults: onLookUp({ kind: 'hang', times: 3 }), isHurried: true },
  serverFault: { input: '300400170', how: 'The service has a fault.' },
  unexpectedReply: {
    input: open,
    how: 'A web page in place of data, as in many hotels.',
    faults: onLookUp({ kind: 'html', times: 3 }),
  },
  untrustedHost: { input: '300400114', how: 'The service names a site that is not trusted.' },
  unknownCode: { input: '300400171', how: 'A code that nobody has documented.' },
};
