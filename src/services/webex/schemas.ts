import { boolean, looseObject, nullish, object, string } from 'zod/mini';
import { asRecord, isLink } from '../../guards/reply-body.js';
import { secret } from '../../guards/secret.js';
import type { MeetingInfo } from '../../machines/join-flow.types.js';
import { parseUrl } from '../trusted-hosts.js';

/** Built when first needed, and once: schemas cost time that an import should not. */
export function lazily<T>(build: () => T): () => T {
  let built: T | undefined;
  return () => (built ??= build());
}

/** The shape of fields that hold texts, when they are there. */
export function texts<Name extends string>(...names: readonly Name[]) {
  const text = nullish(string());
  // The record's keys are the names, which fromEntries cannot know.
  return Object.fromEntries(names.map((name) => [name, text])) as Record<Name, typeof text>;
}

/** Facts 1.8. */
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

/** Unknown fields are dropped. */
const meetingInfoSchema = /* @__PURE__ */ lazily(() =>
  object({ ...texts(...meetingTexts), supportVoIP: nullish(boolean()), video: nullish(looseObject({})) }),
);

/** The fields in a reply, `null` where it has none; or `null` when one of them is not what it should be. */
function readFields(
  body: unknown,
  typed: readonly string[],
): readonly (readonly [field: string, value: unknown])[] | null {
  // Numbers are taken for texts, since the service writes ids both ways: the token is none.
  const wire = Object.entries(asRecord(body)).map(([field, value]) => [
    field,
    typeof value === 'number' && field !== 'permissionToken' ? String(value) : value,
  ]);
  const schema = meetingInfoSchema();
  const { data } = schema.safeParse(Object.fromEntries(wire));
  if (!data) return null;
  const link = data.meetingJoinUrl;
  const parameters = [...(parseUrl(link)?.searchParams.values() ?? [])];
  const fields = {
    ...data,
    // A page may offer it: no script, and nothing in which the service says again what was typed.
    meetingJoinUrl: isLink(link) && !parameters.some((value) => typed.includes(value)) ? link : null,
    permissionToken: data.permissionToken ? secret(data.permissionToken) : null,
  };
  return Object.keys(schema.shape).map((field) => [field, fields[field as keyof typeof fields] ?? null]);
}

/** The fields that a reply has, or `null` when there are none, or one of them is not what it should be. */
export function readPartialMeeting(body: unknown, typed: readonly string[] = []): Partial<MeetingInfo> | null {
  const there = readFields(body, typed)?.filter(([, value]) => value !== null) ?? [];
  // What the schema has read is of the right type.
  return there.length ? Object.fromEntries(there) : null;
}

export function readMeetingInfo(
  body: unknown,
  meetingLookupUrl: string,
  typed: readonly string[] = [],
): MeetingInfo | null {
  const fields = readFields(body, typed);
  // The schema has every field of MeetingInfo but the address.
  return fields && ({ ...Object.fromEntries(fields), meetingLookupUrl } as MeetingInfo);
}

/** Facts 2.1: a challenge, and the reply to a refresh. Which fields have to be there is for the reader to say. */
const captchaSchema = /* @__PURE__ */ lazily(() =>
  object(texts('captchaID', 'verificationImageURL', 'verificationAudioURL', 'refreshURL')),
);

export const readCaptcha = (body: unknown) => captchaSchema().safeParse(body).data ?? null;
