import type { JoinFailureKind, SharedFailureKind } from './failure.js';

/** Where a row comes from: the user's source document, the vendor's telemetry table, the SDK's source, or our reading. */
export type CodeSource = 'seed' | 'metrics' | 'read' | 'inferred';

/** What the one password field is good for. */
export type PasswordUse = 'password' | 'hostKey' | 'panelistPassword';

/**
 * `kind` is what the code means when nothing else is known; what was sent refines it (meeting-info-reply.ts).
 * `accepts` is there on the rows that ask for a password, `registrationId` on the one that asks for an id with a captcha.
 */
export type WebexCodeRow = readonly [
  kind: JoinFailureKind | SharedFailureKind,
  source: CodeSource,
  accepts?: readonly PasswordUse[] | 'registrationId',
];

const password: readonly PasswordUse[] = ['password'];
const passwordOrHostKey: readonly PasswordUse[] = ['password', 'hostKey'];
const panelist: readonly PasswordUse[] = ['panelistPassword'];

/** One row a code. Facts: section 3.4 of the protocol notes; adding a row for an unknown code is the apps' `codes`. */
export const webexCodes: Readonly<Record<number, WebexCodeRow>> = {
  403036: ['passwordMissing', 'seed', passwordOrHostKey],
  403004: ['passwordMissing', 'seed', password],
  403025: ['passwordMissing', 'metrics', panelist],
  403041: ['passwordMissing', 'metrics', passwordOrHostKey],
  403028: ['passwordWrong', 'seed', password],
  403038: ['passwordWrong', 'metrics', passwordOrHostKey],
  403125: ['passwordWrong', 'metrics', panelist],
  403043: ['passwordWrong', 'metrics', panelist],
  423001: ['captchaMissing', 'seed'],
  423013: ['captchaMissing', 'metrics'],
  423005: ['captchaMissing', 'seed', password],
  423006: ['captchaMissing', 'seed', passwordOrHostKey],
  423007: ['captchaMissing', 'read', 'registrationId'],
  423010: ['captchaMissing', 'metrics', password],
  423012: ['captchaMissing', 'metrics', passwordOrHostKey],
  403037: ['registrationIdMissing', 'read'],
  403137: ['registrationIdWrong', 'read'],
  403034: ['signInRequired', 'metrics'],
  403100: ['signInRequired', 'metrics'],
  403101: ['signInRequired', 'metrics'],
  403102: ['signInRequired', 'metrics'],
  403103: ['signInRequired', 'metrics'],
  403048: ['policyDenied', 'metrics'],
  403049: ['policyDenied', 'metrics'],
  403104: ['policyDenied', 'metrics'],
  403047: ['accessDenied', 'metrics'],
  403408: ['accessDenied', 'metrics'],
  403030: ['emailRequired', 'metrics'],
  403040: ['unsupportedMeeting', 'metrics'],
  403003: ['notStarted', 'read'],
  403021: ['registrationMissing', 'read'],
  403022: ['registrationPending', 'read'],
  403024: ['registrationRejected', 'read'],
  403026: ['webcastOnly', 'read'],
  403032: ['tokenExpired', 'metrics'],
  404001: ['meetingNotFound', 'metrics'],
  404006: ['meetingNotFound', 'metrics'],
  404100: ['meetingNotFound', 'read'],
  58400: ['meetingNotFound', 'metrics'],
  58500: ['meetingNotFound', 'metrics'],
  99002: ['meetingNotFound', 'metrics'],
  99009: ['meetingNotFound', 'metrics'],
  400001: ['meetingNotFound', 'metrics'],
  429005: ['rateLimited', 'metrics'],
};

/** What the password field takes after this code; a code that we do not know may mean either. */
export function acceptedPasswords(code: number | string | null): readonly PasswordUse[] {
  const accepts = webexCodes[Number(code)]?.[2];
  return typeof accepts === 'object' ? accepts : passwordOrHostKey;
}
