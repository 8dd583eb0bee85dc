import type { JoinFailureKind, SharedFailureKind } from './failure.js';

/** What the one password field is good for. */
export type PasswordUse = 'password' | 'hostKey' | 'panelistPassword';

/**
 * `kind` is what the code means when nothing else is known; what was sent refines it (meeting-info-reply.ts).
 * `accepts` is there on the rows that ask for a password, `registrationId` on the one that asks for an id with a captcha.
 */
export type WebexCodeRow = readonly [
  kind: JoinFailureKind | SharedFailureKind,
  accepts?: readonly PasswordUse[] | 'registrationId',
];

const password: readonly PasswordUse[] = ['password'];
const passwordOrHostKey: readonly PasswordUse[] = ['password', 'hostKey'];
const panelist: readonly PasswordUse[] = ['panelistPassword'];

/**
 * One row a code; where each comes from is in code-sources.ts, which no app has to load, and in
 * docs/protocols/webex-meeting-info.md, "Codes". Adding a row for an unknown code is the apps' `codes`.
 */
export const webexCodes: Readonly<Record<number, WebexCodeRow>> = {
  403036: ['passwordMissing', passwordOrHostKey],
  403004: ['passwordMissing', password],
  403025: ['passwordMissing', panelist],
  403041: ['passwordMissing', passwordOrHostKey],
  403028: ['passwordWrong', password],
  403038: ['passwordWrong', passwordOrHostKey],
  403125: ['passwordWrong', panelist],
  403043: ['passwordWrong', panelist],
  423001: ['captchaMissing'],
  423013: ['captchaMissing'],
  423005: ['captchaMissing', password],
  423006: ['captchaMissing', passwordOrHostKey],
  423007: ['captchaMissing', 'registrationId'],
  423010: ['captchaMissing', password],
  423012: ['captchaMissing', passwordOrHostKey],
  403037: ['registrationIdMissing'],
  403137: ['registrationIdWrong'],
  403034: ['signInRequired'],
  403100: ['signInRequired'],
  403101: ['signInRequired'],
  403102: ['signInRequired'],
  403103: ['signInRequired'],
  403048: ['policyDenied'],
  403049: ['policyDenied'],
  403104: ['policyDenied'],
  403047: ['accessDenied'],
  403408: ['accessDenied'],
  403030: ['emailRequired'],
  403040: ['unsupportedMeeting'],
  403003: ['notStarted'],
  403021: ['registrationMissing'],
  403022: ['registrationPending'],
  403024: ['registrationRejected'],
  403026: ['webcastOnly'],
  403032: ['tokenExpired'],
  404001: ['meetingNotFound'],
  404006: ['meetingNotFound'],
  404100: ['meetingNotFound'],
  58400: ['meetingNotFound'],
  58500: ['meetingNotFound'],
  99002: ['meetingNotFound'],
  99009: ['meetingNotFound'],
  400001: ['meetingNotFound'],
  429005: ['rateLimited'],
};

/** What the password field takes after this code; a code that we do not know may mean either. */
export function acceptedPasswords(code: number | string | null): readonly PasswordUse[] {
  const accepts = webexCodes[Number(code)]?.[1];
  return typeof accepts === 'object' ? accepts : passwordOrHostKey;
}
