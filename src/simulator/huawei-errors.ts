/**
 * Status, code and sentence of each refusal. `USG.` codes are the documented ones; for a case that no page documents
 * the code is of the invented `SIM.` space, so that no client comes to rely on a guessed number.
 */
const errors = {
  parameter: [400, 'USG.000000003', 'The request parameter is incorrect.', '请求参数错误'],
  wrongCode: [400, 'USG.206010012', 'The verification code is incorrect.', '验证码错误'],
  badPassword: [400, 'USG.206030014', 'The password format is not acceptable.', '密码格式不符合要求'],
  unknownUser: [400, 'USG.206030000', 'The user does not exist.', '用户不存在'],
  mayNotChange: [400, 'USG.206030005', 'The password may not be changed.', '系统不允许修改密码'],
  wrongMethod: [400, 'SIM.001', 'The method is not that of this operation.', '请求方法错误'],
  sliderTokenUnknown: [400, 'SIM.201', 'The slider token is unknown or used up.', '滑块令牌无效'],
  sliderExpired: [400, 'SIM.202', 'The slider has expired.', '滑块已过期'],
  sliderOtherUser: [400, 'SIM.203', 'The slider was sent to another user.', '滑块与用户不匹配'],
  sliderOtherPurpose: [400, 'SIM.204', 'The slider was sent for another purpose.', '滑块用途不匹配'],
  sliderMismatch: [400, 'SIM.205', 'The piece does not fit.', '滑块位置错误'],
  sliderTime: [400, 'SIM.206', 'The drag took no believable time.', '滑动时间异常'],
  solvedTokenMissing: [400, 'SIM.301', 'The token of the slider check is missing.', '缺少滑块校验令牌'],
  solvedTokenUnknown: [400, 'SIM.302', 'The token of the slider check is unknown or used up.', '滑块校验令牌无效'],
  solvedTokenExpired: [400, 'SIM.303', 'The token of the slider check has expired.', '滑块校验令牌已过期'],
  solvedTokenOtherUser: [400, 'SIM.304', 'The token belongs to another user.', '令牌与用户不匹配'],
  solvedTokenOtherPurpose: [400, 'SIM.305', 'The slider was not solved for a forgotten password.', '令牌用途不匹配'],
  codeTooSoon: [400, 'SIM.306', 'A code was sent a moment ago. Try again later.', '验证码发送过于频繁'],
  noAddress: [400, 'SIM.307', 'There is no address to send the code to.', '未绑定手机或邮箱'],
  noCode: [400, 'SIM.402', 'No code was sent to this user, or it is used up.', '未发送验证码'],
  codeExpired: [400, 'SIM.403', 'The verification code has expired.', '验证码已过期'],
  codeTries: [400, 'SIM.404', 'Too many wrong codes.', '验证码错误次数过多'],
  resetTokenMissing: [401, 'SIM.501', 'The X-Access-Token header is missing.', '缺少访问令牌'],
  resetTokenUnknown: [401, 'SIM.502', 'The access token is unknown or used up.', '访问令牌无效'],
  resetTokenExpired: [401, 'SIM.503', 'The access token has expired.', '访问令牌已过期'],
  resetTokenOtherUser: [401, 'SIM.504', 'The access token belongs to another user.', '访问令牌与用户不匹配'],
  oldPassword: [400, 'SIM.505', 'The new password equals the old one.', '新密码与旧密码相同'],
} as const satisfies Record<string, readonly [status: number, code: string, english: string, chinese: string]>;

export type HuaweiError = keyof typeof errors;

export interface HuaweiErrorRow {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** The service speaks Chinese unless it is asked for English. */
export function describeError(name: HuaweiError, acceptLanguage: string | undefined): HuaweiErrorRow {
  const [status, code, english, chinese] = errors[name];
  return { status, code, message: acceptLanguage?.toLowerCase().startsWith('en') === true ? english : chinese };
}
