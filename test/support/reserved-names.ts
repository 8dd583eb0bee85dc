/** The names on the wire that belong to the flow, by hand: an app may not send them along. */
export const reservedNames = [
  'password',
  'registrationId',
  'captchaID',
  'captchaVerifyCode',
  'disableWebRedirect',
  'sipUrl',
  'userId',
  'orgId',
  'meetingKey',
  'meetingUrl',
  'meetingUUID',
  'conversationUrl',
] as const;
