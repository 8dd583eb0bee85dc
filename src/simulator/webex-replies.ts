import type { CaptchaFields } from './captcha-service.js';
import type { SimulatorReply } from './part.types.js';
import type { SimulatedMeeting } from './webex-meetings.types.js';

/** The service's sentences for the codes; those of the first six are documented, the others are ours. */
const sentences: Readonly<Record<number, string>> = {
  403036: 'Meeting is not allow to access since require password or hostKey',
  403004: 'Meeting is not allow to access since require password',
  403028: 'Meeting is not allow to access since password error',
  423006: 'PasswordOrHostKeyError too many time,please input captcha code',
  423001: 'Too many requests access,please input captcha code',
  423005: 'PasswordError too many time,please input captcha code',
  403003: 'The meeting has not been opened',
  403025: 'A panelist password is required',
  403032: 'The permission token is not accepted',
  403037: 'A registration id is required',
  403038: 'The password or host key is wrong',
  403041: 'A PIN is required',
  403043: 'The PIN is wrong',
  403101: 'This meeting asks people to sign in',
  403125: 'The panelist password is wrong',
  403137: 'The registration id is wrong',
  404006: 'There is no such meeting',
  404100: 'The meeting is on another site',
  423007: 'Too many wrong registration ids, a captcha is required',
  423010: 'The captcha is right, the password is wrong',
  423012: 'The captcha is right, the password or host key is wrong',
  423013: 'The captcha is not accepted',
};

/** The codes that name no status of their own, such as 58400, all mean that there is no such meeting. */
function statusOf(code: number): number {
  const status = Math.floor(code / 1000);
  return status >= 400 && status < 500 ? status : 404;
}

export interface RefusalDetails {
  readonly captcha?: CaptchaFields;
  readonly data?: Readonly<Record<string, unknown>>;
}

export function refusal(code: number, { captcha, data }: RefusalDetails = {}): SimulatorReply {
  const message = sentences[code] ?? 'Meeting is not allow to access';
  return { status: statusOf(code), body: { code, message, ...captcha, ...(data && { data }) } };
}

const base64Url = (value: unknown): string =>
  btoa(JSON.stringify(value)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

/** Looks like the service's token: a JWT. Signed by nobody. */
export function permissionToken(meeting: SimulatedMeeting, nowMs: number, lifeS: number, id: string): string {
  const iat = Math.floor(nowMs / 1000);
  const permission = { userPolicies: { supportVoIP: true }, enforceVBGImagesURL: '' };
  const claims = { iss: 'simulator', jti: id, meetingNumber: meeting.number, iat, exp: iat + lifeS, permission };
  return `${base64Url({ alg: 'none', typ: 'JWT' })}.${base64Url(claims)}.c2ltdWxhdGVk`;
}

/** What the service tells of a meeting before it lets anyone in. */
export function partialInfo(meeting: SimulatedMeeting, asked: URL): Readonly<Record<string, unknown>> {
  return {
    meetingNumber: meeting.number,
    meetingTitle: meeting.title ?? `Meeting ${meeting.number}`,
    meetingJoinUrl: `${asked.origin}${meeting.links?.[0] ?? `/meet/${meeting.number}`}`,
    siteFullUrl: asked.host,
  };
}

/** The fields of docs/protocols/webex-meeting-info.md, "Reply fields". */
export function fullInfo(meeting: SimulatedMeeting, asked: URL): Readonly<Record<string, unknown>> {
  const id = meeting.uuid ?? `00000000-0000-4000-8000-${meeting.number.padStart(12, '0')}`;
  const address = meeting.sipUri ?? `${meeting.number}@${asked.hostname}`;
  const conversation = meeting.conversationId;
  return {
    ...partialInfo(meeting, asked),
    sipUrl: address,
    sipMeetingUri: address,
    ...(conversation !== undefined && {
      conversationUrl: `https://conv-a.wbx2.com/conversation/api/v1/conversations/${conversation}`,
    }),
    locusUrl: `https://locus-a.wbx2.com/locus/api/v1/loci/${id}`,
    locusClusterUrl: 'https://locus-a.wbx2.com/locus/api/v1',
    owner: meeting.personalRoom?.userId ?? `owner-of-${meeting.number}`,
    hostId: meeting.personalRoom?.userId ?? `host-of-${meeting.number}`,
    channel: 'simulated',
    meetingId: id,
    confIdStr: meeting.number,
    confID: meeting.number,
    supportVoIP: true,
    video: { enabled: true },
  };
}
