/** An account that the simulated service knows. */
export interface HuaweiUser {
  readonly account: string;
  /** With the country code, such as `+8613800138000`. */
  readonly phone?: string;
  readonly email?: string;
  readonly password: string;
  /** `false`: the system does not let this user change the password. */
  readonly mayChangePassword?: boolean;
}

/**
 * How the simulated Huawei service behaves. The service documents paths, fields, tokens and few of its errors;
 * **every option here is a choice of the simulator, not a fact about the service**, so that each can be turned.
 */
export interface HuaweiSimulatorOptions {
  /** Choice: the accounts. */
  readonly users?: readonly HuaweiUser[];
  /** Choice: px that the piece may lie off. Default 5. */
  readonly sliderTolerancePx?: number;
  /** Choice: seconds that the slider's token lives. Default 60, as one sample shows. */
  readonly sliderTokenLifeS?: number;
  /** Choice: seconds that the token of a solved slider lives. Default 60. */
  readonly solvedTokenLifeS?: number;
  /** Choice: seconds that a one-time code lives. Default 180, as the sample shows. */
  readonly codeLifeS?: number;
  /** Choice: seconds that the token of the code check lives. Default 180, as the sample shows. */
  readonly resetTokenLifeS?: number;
  /** Choice: seconds between two codes to one account. Default 180, as an error row advises. */
  readonly resendCooldownS?: number;
  /** Choice: digits of a code. Default 6, as in the samples. */
  readonly codeDigits?: number;
  /** Choice: wrong codes until the code is void. Default 5, as at a sibling operation. */
  readonly codeTries?: number;
  /** Choice: where an unknown user is told of. `never` also hides the masked addresses of known ones. Default `sendCode`. */
  readonly unknownUser?: 'sendSlider' | 'sendCode' | 'never';
  /** Choice: the body of an error. `legacy` is the 2019 envelope, at HTTP 200, which the legacy paths always use. Default `modern`. */
  readonly envelope?: 'modern' | 'legacy';
  /** Choice: hides undocumented errors, or all, behind `USG.` codes that nobody knows. Default `none`. */
  readonly unknownCodes?: 'none' | 'undocumented' | 'all';
  /** Choice: whether a new password may equal the old one. Default `true`. */
  readonly oldPasswordAllowed?: boolean;
  /** 0 up to 1, for pictures, tokens and codes. Default `Math.random`. */
  readonly random?: () => number;
}

export type HuaweiChoices = Required<HuaweiSimulatorOptions>;

export const huaweiDefaults: HuaweiChoices = {
  users: [
    { account: 'demo', phone: '+8613800138000', email: 'demo@example.com', password: 'Forgotten-1' },
    { account: 'mail-only', email: 'mail-only@example.com', password: 'Forgotten-2' },
    { account: 'unreachable', password: 'Forgotten-3' },
    { account: 'fixed', phone: '+8613900139000', password: 'Forgotten-4', mayChangePassword: false },
  ],
  sliderTolerancePx: 5,
  sliderTokenLifeS: 60,
  solvedTokenLifeS: 60,
  codeLifeS: 180,
  resetTokenLifeS: 180,
  resendCooldownS: 180,
  codeDigits: 6,
  codeTries: 5,
  unknownUser: 'sendCode',
  envelope: 'modern',
  unknownCodes: 'none',
  oldPasswordAllowed: true,
  random: Math.random,
};
