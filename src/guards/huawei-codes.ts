import type { ResetFailureKind, SharedFailureKind } from './failure.js';

export type HuaweiOperation = 'sendSlider' | 'checkSlider' | 'sendCode' | 'checkCode' | 'reset';
export type HuaweiKind = ResetFailureKind | SharedFailureKind;

/**
 * `kind` is one kind wherever the code comes, or one for each operation where it can mean something; elsewhere the code
 * counts as unknown. `final`: neither waiting nor another try helps.
 */
export type HuaweiCodeRow = readonly [kind: HuaweiKind | Partial<Record<HuaweiOperation, HuaweiKind>>, final?: 'final'];

const badPassword = { reset: 'passwordNotAcceptable' } as const;

/**
 * One row a documented code, by its nine digits; where each comes from is in code-sources.ts, which no app has to load.
 * Facts: docs/protocols/huawei-password-reset.md, "Codes of the service". Codes of other operations and codes whose
 * text is lost stand here as `unknownCode`, so that nobody guesses at them again.
 */
export const huaweiCodes: Readonly<Record<string, HuaweiCodeRow>> = {
  '206010012': [{ checkCode: 'codeWrong' }],
  '206030014': [badPassword],
  '206030015': [badPassword],
  '206030018': [badPassword],
  '206030006': [badPassword],
  '206030005': ['blocked', 'final'],
  '206030000': ['userUnknown'],
  '206010007': ['blocked', 'final'],
  '201040014': ['blocked', 'final'],
  '211030050': ['accountLocked'],
  '211030052': ['accountLocked', 'final'],
  '000000001': ['serverFault'],
  '000000002': ['serverFault'],
  '000000010': ['serverFault'],
  '000000003': ['inputInvalid', 'final'],
  '000000004': [{ checkSlider: 'sliderExpired', sendCode: 'tokenExpired', reset: 'tokenExpired' }],
  '100000429': ['rateLimited'],
  '206010000': ['unknownCode'],
  '206010023': ['unknownCode'],
  '201040020': ['unknownCode'],
};
