import type { DemoFault } from '../simulator';

/** The requests that a fault can wait for: what is in the address of each. */
export const requests = {
  any: '',
  lookup: 'meetingInfo',
  captcha: 'captcha',
  sendSlider: 'slideverifycode/send',
  checkSlider: 'slideverifycode/check',
  sendCode: 'usg/acs/verifycode/send',
  checkCode: 'usg/acs/verifycode/check',
  reset: 'password/reset',
} as const;

export const faults = {
  late: { kind: 'delay', ms: 3000 },
  never: { kind: 'hang' },
  torn: { kind: 'reset' },
  halfway: { kind: 'truncate' },
  page: { kind: 'html' },
  brokenJson: { kind: 'notJson' },
  empty: { kind: 'emptyBody' },
  wrongTypes: { kind: 'wrongTypes' },
  codeAsText: { kind: 'codeAsString' },
  serviceFault: { kind: 'status', status: 503 },
  tooMany: { kind: 'rateLimit', retryAfterS: 90 },
  redirect: { kind: 'redirect' },
} as const satisfies Readonly<Record<string, DemoFault>>;
