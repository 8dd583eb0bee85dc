import { webexCodeSources } from '../guards/code-sources.js';
import { webexCodes } from '../guards/webex-codes.js';
import type { AnswerSource, LostReply, Operation, ServiceReply } from './answers.types.js';

const site = 'https://acme.webex.com';
const json = { 'content-type': 'application/json' };

const reply = (
  name: string,
  source: AnswerSource,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = json,
  operation: Operation = 'meetingInfo',
): ServiceReply => ({ name, operation, source, status, headers, body });

/** docs/protocols/webex-meeting-info.md, "Captcha challenge": the wire fields. The id is `Captcha_<name>`. */
export function captchaFields(name: string): Readonly<Record<string, string>> {
  const id = `Captcha_${name}`;
  const base = `${site}/captchaservice/v1/captchas`;
  return {
    captchaID: id,
    verificationImageURL: `${base}/${id}/verificationCodeImage`,
    verificationAudioURL: `${base}/${id}/verificationCodeAudio`,
    refreshURL: `${base}/refresh?siteurl=acme&captchaID=${id}`,
  };
}

const meeting = {
  meetingNumber: '123456789',
  meetingJoinUrl: `${site}/meet/budget`,
  sipUrl: 'budget@acme.webex.com',
  sipMeetingUri: 'budget@acme.webex.com',
  locusUrl: 'https://locus-a.wbx2.com/locus/api/v1/loci/1',
  owner: 'owner',
  siteFullUrl: 'acme.webex.com',
  supportVoIP: true,
  video: { enabled: true },
};

const sources = { seed: 'documented', metrics: 'documented', read: 'observed' } as const;
const statusOf = (code: number): number => {
  const status = Math.floor(code / 1000);
  return status >= 400 && status < 500 ? status : 404;
};

/** The reply with a code of the meeting-info service; those of the 423 family bring a captcha along. */
export function webexRefusal(code: number, options: { readonly captcha?: string | null } = {}): ServiceReply {
  const row = webexCodes[code];
  const source = webexCodeSources[code];
  const status = statusOf(code);
  const { captcha = status === 423 ? 'first' : null } = options;
  const body = { code, message: `Refused with ${code}`, ...(captcha !== null && captchaFields(captcha)) };
  const told = captcha !== null ? ', with a captcha' : status === 423 ? ', without a captcha' : '';
  return reply(`${row?.[0] ?? 'unlisted'} (${code})${told}`, source ? sources[source] : 'inferred', status, body);
}

const lost = (operation: Operation): LostReply => ({
  name: 'no reply: the connection breaks',
  operation,
  source: 'transport',
  lost: true,
});

/** What every HTTP service can answer, whatever was asked. */
export const brokenAnswers = (operation: Operation) => ({
  lost: lost(operation),
  serverFault: reply('a fault of the server (503)', 'transport', 503, { message: 'Unavailable' }, json, operation),
  html: reply(
    'a web page, as a captive portal gives',
    'transport',
    200,
    '<!doctype html><title>Sign in to the network</title>',
    { 'content-type': 'text/html' },
    operation,
  ),
  empty: reply('nothing but a status (204)', 'transport', 204, undefined, {}, operation),
  redirect: reply('an HTTP redirect (302)', 'transport', 302, undefined, { location: '/elsewhere' }, operation),
});

/** Replies of the Webex meeting-info service, and of its captcha service, by what they say. */
export const webexAnswers = {
  meeting: reply('the meeting', 'observed', 200, { ...meeting, permissionToken: 'eyJhbGciOiJub25lIn0.e30.c2lt' }),
  meetingWithoutToken: reply('the meeting, without a permission token', 'observed', 200, meeting),
  passwordMissing: webexRefusal(403004),
  passwordOrHostKeyMissing: webexRefusal(403036),
  passwordWrong: webexRefusal(403028),
  captchaMissing: webexRefusal(423001),
  captchaAndPassword: webexRefusal(423005),
  captchaAndPasswordOrHostKey: webexRefusal(423006),
  captchaAndRegistrationId: webexRefusal(423007),
  passwordWrongBesideCaptcha: webexRefusal(423010),
  passwordWrongCaptchaSpent: webexRefusal(423010, { captcha: null }),
  registrationIdMissing: webexRefusal(403037),
  registrationIdWrong: webexRefusal(403137),
  notStarted: webexRefusal(403003),
  policyDenied: webexRefusal(403049),
  tokenRefused: webexRefusal(403032),
  meetingNotFound: webexRefusal(404006),
  unlistedRefusal: webexRefusal(403999),
  unknownCode: reply('a code that nobody has documented (480001)', 'inferred', 400, { code: 480001 }),
  untrustedSite: reply('the meeting is on a stranger’s site (404100)', 'observed', 404, {
    code: 404100,
    data: { siteFullUrl: 'webex.com.evil.example' },
  }),
  untrustedCaptcha: reply('a captcha on a stranger’s host (423001)', 'inferred', 423, {
    code: 423001,
    ...captchaFields('first'),
    verificationImageURL: 'https://webex.com.evil.example/captcha.png',
  }),
  captchaBroken: webexRefusal(423001, { captcha: null }),
  rateLimitedShortly: reply(
    'too many requests, wait for 2 s',
    'documented',
    429,
    { code: 429005 },
    { ...json, 'retry-after': '2' },
  ),
  rateLimited: reply(
    'too many requests, wait for two minutes',
    'documented',
    429,
    { code: 429005 },
    { ...json, 'retry-after': '120' },
  ),
  unauthorized: reply('not signed in (401), without a code', 'inferred', 401, {}),
  notFound: reply('not found (404), without a code', 'inferred', 404, {}),
  ...brokenAnswers('meetingInfo'),
} as const;

export const refreshAnswers = {
  captcha: reply('another captcha', 'observed', 200, captchaFields('second'), json, 'refreshCaptcha'),
  refused: reply('the refresh is refused (403)', 'inferred', 403, { code: 403101 }, json, 'refreshCaptcha'),
  ...brokenAnswers('refreshCaptcha'),
} as const;

const named: ReadonlySet<string> = new Set(Object.values(webexAnswers).map(({ name }) => name));

/** Every documented reply of both Webex services: the ones above, and one for each other code of the table. */
export const allWebexAnswers = [
  ...Object.values(webexAnswers),
  ...Object.keys(webexCodes)
    .map((code) => webexRefusal(Number(code)))
    .filter(({ name }) => !named.has(name)),
  ...Object.values(refreshAnswers),
];
