import { custom, object } from 'zod/mini';
import type { ZodMiniObject } from 'zod/mini';
import { asRecord, isLink, isRecord } from '../../guards/reply-body.js';
import { secret } from '../../guards/secret.js';
import type { MeetingInfo } from '../../machines/join-flow.types.js';
import { lazily } from '../lazily.js';

/** A field with something of one type in it, or nothing. Of zod, these two functions cost a page least. */
const orNull = <T>(fits: (value: unknown) => value is T) => custom<T | null>((value) => value === null || fits(value));

export const text = () => orNull((value) => typeof value === 'string');

/** The shape of fields that are all alike. */
export const shapeOf = <Name extends string, Field>(field: Field, ...names: readonly Name[]) =>
  // The record's keys are the names, which fromEntries cannot know.
  Object.fromEntries(names.map((name) => [name, field])) as Record<Name, Field>;

/** docs/protocols/webex-meeting-info.md, "Reply fields". */
const meetingTexts = [
  'meetingNumber',
  'meetingJoinUrl',
  'sipUrl',
  'sipMeetingUri',
  'conversationUrl',
  'locusUrl',
  'locusClusterUrl',
  'owner',
  'hostId',
  'channel',
  'meetingId',
  'confIdStr',
  'confID',
  'siteFullUrl',
  'permissionToken',
] as const;

export const meetingInfoSchema = /* @__PURE__ */ lazily(() =>
  object({
    ...shapeOf(text(), ...meetingTexts),
    supportVoIP: orNull((value) => typeof value === 'boolean'),
    video: orNull(isRecord),
  }),
);

/**
 * A challenge, and the reply to a refresh: docs/protocols/webex-meeting-info.md, "Captcha challenge". Which fields have
 * to be there is for the reader to say.
 */
const captchaSchema = /* @__PURE__ */ lazily(() =>
  object(shapeOf(text(), 'captchaID', 'verificationImageURL', 'verificationAudioURL', 'refreshURL')),
);

/**
 * What a reply says in each field of a schema, `null` where it says nothing, without the fields that are not known; or
 * `null` when one of them is not what it should be.
 */
function read<Shape extends ZodMiniObject['shape']>(
  schema: ZodMiniObject<Shape>,
  body: unknown,
  take: (value: unknown, field: string) => unknown,
) {
  const record = asRecord(body);
  const wire = Object.keys(schema.shape).map((field) => [field, take(record[field] ?? null, field)]);
  return schema.safeParse(Object.fromEntries(wire)).data ?? null;
}

export const readCaptcha = (body: unknown) => read(captchaSchema(), body, (value) => value);

// Numbers are taken for texts, since the service writes ids both ways: the token is none. An owner may be a whole person:
// docs/protocols/webex-meeting-info.md, "Reply fields".
const takeLoosely = (value: unknown, field: string): unknown =>
  typeof value === 'number' && field !== 'permissionToken'
    ? String(value)
    : isRecord(value) && field === 'owner'
      ? null
      : value;

function readFields(body: unknown, opened: readonly string[]) {
  const fields = read(meetingInfoSchema(), body, takeLoosely);
  if (!fields) return null;
  const { meetingJoinUrl: link, permissionToken: token } = fields;
  // A page may offer it: no script, and nothing in which the service says again what was typed, behind a # as little.
  const isShown =
    isLink(link) &&
    ![...new URLSearchParams(link.replace(/[?#]/g, '&'))].flat().some((part) => part && opened.includes(part));
  return { ...fields, meetingJoinUrl: isShown ? link : null, permissionToken: token ? secret(token) : null };
}

/** The fields that a reply has, or `null` when there are none, or one of them is not what it should be. */
export function readPartialMeeting(body: unknown, opened: readonly string[] = []): Partial<MeetingInfo> | null {
  const there = Object.entries(readFields(body, opened) ?? {}).filter(([, value]) => value !== null);
  return there.length ? Object.fromEntries(there) : null;
}

export function readMeetingInfo(
  body: unknown,
  meetingLookupUrl: string,
  opened: readonly string[] = [],
): MeetingInfo | null {
  const fields = readFields(body, opened);
  return fields && { ...fields, meetingLookupUrl };
}
