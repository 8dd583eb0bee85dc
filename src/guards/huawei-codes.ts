import type { ResetFailureKind, SharedFailureKind } from './failure.js';

export type HuaweiOperation = 'sendSlider' | 'checkSlider' | 'sendCode' | 'checkCode' | 'reset';
export type HuaweiKind = ResetFailureKind | SharedFailureKind;

/**
 * Where a row comes from. `page`: a page of Huawei's client SDKs prints it. `fragment`: a row of Huawei's error centre
 * whose start or end is cut off. `inferred`: the number is documented, what it means here is our reading.
 */
export type HuaweiCodeSource = 'page' | 'fragment' | 'inferred';

/**
 * `kind` is one kind wherever the code comes, or one for each operation where it can mean something; elsewhere the code
 * counts as unknown. `final`: neither waiting nor another try helps.
 */
export type HuaweiCodeRow = readonly [
  kind: HuaweiKind | Partial<Record<HuaweiOperation, HuaweiKind>>,
  source: HuaweiCodeSource,
  final?: 'final',
];

const badPassword = { reset: 'passwordNotAcceptable' } as const;

/**
 * One row a documented code, by its nine digits; facts: section 5.2 of the protocol notes. Codes of other operations and
 * codes whose text is lost stand here as `unknownCode`, so that nobody guesses at them again.
 */
export const huaweiCodes: Readonly<Record<string, HuaweiCodeRow>> = {
  '206010012': [{ checkCode: 'codeWrong' }, 'fragment'],
  '206030014': [badPassword, 'fragment'],
  '206030015': [badPassword, 'inferred'],
  '206030018': [badPassword, 'inferred'],
  '206030006': [badPassword, 'inferred'],
  '206030005': ['blocked', 'fragment', 'final'],
  '206030000': ['userUnknown', 'page'],
  '206010007': ['blocked', 'page', 'final'],
  '201040014': ['blocked', 'inferred', 'final'],
  '211030050': ['accountLocked', 'fragment'],
  '211030052': ['accountLocked', 'fragment', 'final'],
  '000000001': ['serverFault', 'fragment'],
  '000000002': ['serverFault', 'fragment'],
  '000000010': ['serverFault', 'fragment'],
  '000000003': ['inputInvalid', 'fragment'],
  '000000004': [{ checkSlider: 'sliderExpired', sendCode: 'tokenExpired', reset: 'tokenExpired' }, 'inferred'],
  '100000429': ['rateLimited', 'page'],
  '206010000': ['unknownCode', 'page'],
  '206010023': ['unknownCode', 'fragment'],
  '201040020': ['unknownCode', 'fragment'],
};
