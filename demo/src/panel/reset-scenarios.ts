import type { ResetFailureKind, SharedFailureKind } from 'meeting-join-flow';
import type { DemoFault } from '../simulator';
import type { Scenario } from './scenario.types';

const phone = '+8613800138000';
const [sendSlider, checkSlider, sendCode, checkCode, reset] = [
  'slideverifycode/send',
  'slideverifycode/check',
  'usg/acs/verifycode/send',
  'usg/acs/verifycode/check',
  'password/reset',
];

const refusedAt = (match: string, code: string, status = 400): readonly DemoFault[] => [
  { kind: 'reply', match, reply: { status, body: { error_code: code, error_msg: 'Refused on demand' } } },
];

/** Rows as an app adds them for codes that it has learnt. These two are invented. */
export const demoCodes = { '209000001': 'sliderMissing', '209000002': 'codeMissing' } as const;

/** Accounts that the simulator knows, to begin with. */
export const resetAccounts: readonly (Scenario & { readonly title: string })[] = [
  { title: 'Phone', input: phone, how: 'The code goes to the phone.' },
  { title: 'Mailbox', input: 'mail-only@example.com', how: 'The code goes to the mailbox.' },
  { title: 'Account name', input: 'demo', how: 'The service wants to know where the code should go.' },
];

/** A way to each kind of failure that a reset can end in. Every kind has one: the type says so. */
export const resetFailureScenarios: Readonly<Record<ResetFailureKind | SharedFailureKind, Scenario>> = {
  userUnknown: { input: '+8613700000000', how: 'Solve the puzzle: there is no such account.' },
  sliderMissing: {
    input: phone,
    how: 'The service wants a puzzle solved before anything else.',
    faults: refusedAt(sendSlider, 'USG.209000001'),
  },
  sliderWrong: { input: phone, how: 'Leave the piece far from the gap.' },
  sliderExpired: {
    input: phone,
    how: 'Solve the puzzle: the service says that it is too old.',
    faults: refusedAt(checkSlider, 'USG.000000004'),
  },
  codeMissing: {
    input: phone,
    how: 'Enter the code: the service says that it got none.',
    faults: refusedAt(checkCode, 'USG.209000002'),
  },
  codeWrong: { input: phone, how: 'Enter another code than the one that was sent.' },
  codeExpired: {
    input: phone,
    how: 'The code lives for five seconds.',
    faults: [
      {
        kind: 'reply',
        match: sendCode,
        reply: { status: 200, body: { expire: 5, bindPhone: '+86138****8000', bindEmail: null } },
      },
    ],
  },
  codeTooSoon: { input: phone, how: 'Get a code, start over, and ask for another at once.' },
  passwordNotAcceptable: {
    input: phone,
    how: 'The service refuses the new password, whatever it is.',
    faults: refusedAt(reset, 'USG.206030014'),
  },
  outcomeUnknown: {
    input: phone,
    how: 'The reply to the new password is lost.',
    // Not a torn connection: browsers send such a request again on a fresh one, out of our sight.
    faults: [{ kind: 'status', match: reset, status: 500, handled: true }],
  },
  accountLocked: { input: phone, how: 'The account is locked.', faults: refusedAt(sendSlider, 'USG.211030050') },
  blocked: { input: phone, how: 'The service does not let anyone begin.', faults: refusedAt(sendSlider, '', 403) },
  inputInvalid: { input: phone, how: 'The service misses a parameter.', faults: refusedAt(sendCode, 'USG.000000003') },
  tokenExpired: { input: phone, how: 'The new password comes too late.', faults: refusedAt(reset, '', 401) },
  rateLimited: {
    input: phone,
    how: 'Too many requests.',
    faults: [{ kind: 'rateLimit', match: sendSlider, retryAfterS: 90 }],
  },
  network: {
    input: phone,
    how: 'Three replies break off half-way.',
    faults: [{ kind: 'truncate', match: sendSlider, times: 3 }],
  },
  timeout: {
    input: phone,
    how: 'No reply ever.',
    faults: [{ kind: 'hang', match: sendSlider, times: 3 }],
    isHurried: true,
  },
  serverFault: {
    input: phone,
    how: 'The service has a fault.',
    faults: [{ kind: 'status', match: sendSlider, status: 503, times: 3 }],
  },
  unexpectedReply: { input: phone, how: 'A web page in place of data.', faults: [{ kind: 'html', match: sendSlider }] },
  untrustedHost: {
    input: phone,
    how: 'The app’s own services do not trust the address of the server.',
    isAstray: true,
  },
  unknownCode: {
    input: phone,
    how: 'A code that nobody has documented.',
    faults: refusedAt(sendSlider, 'USG.209999999'),
  },
};
