import {
  array,
  boolean,
  nullish,
  number,
  object,
  optional,
  pipe,
  record,
  string,
  transform,
  union,
  unknown,
} from 'zod/mini';
import { secret } from '../../guards/secret.js';
import type { MeetingInfo } from '../../machines/join-flow.types.js';

/** Built when first needed, and once: schemas cost time that an import should not. */
function lazily<T>(build: () => T): () => T {
  let built: T | undefined;
  return () => (built ??= build());
}

const textFields = [
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
] as const;

/** Facts 1.8. Numbers are taken for texts: the service writes ids both ways. Unknown fields are dropped. */
const meetingInfoSchema = /* @__PURE__ */ lazily(() => {
  const text = nullish(pipe(union([string(), number()]), transform(String)));
  // The record's keys are the tuple's members, which fromEntries cannot know.
  const texts = Object.fromEntries(textFields.map((field) => [field, text])) as Record<
    (typeof textFields)[number],
    typeof text
  >;
  return object({
    ...texts,
    permissionToken: nullish(
      pipe(
        string(),
        transform((token: string) => (token ? secret(token) : null)),
      ),
    ),
    supportVoIP: nullish(boolean()),
    video: nullish(record(string(), unknown())),
  });
});

/** The fields that a reply has, or `null` when there are none, or one of them is not what it should be. */
export function readPartialMeeting(body: unknown): Partial<MeetingInfo> | null {
  const { data } = meetingInfoSchema().safeParse(body);
  const entries = Object.entries(data ?? {}).filter(([, value]) => value !== undefined && value !== null);
  return entries.length ? Object.fromEntries(entries) : null;
}

export function readMeetingInfo(body: unknown, meetingLookupUrl: string): MeetingInfo | null {
  const partial = readPartialMeeting(body);
  const none = Object.fromEntries(Object.keys(meetingInfoSchema().shape).map((field) => [field, null]));
  // The schema has every field of MeetingInfo but the address, and what it has read is of the right type.
  return partial && ({ ...none, ...partial, meetingLookupUrl } as MeetingInfo);
}

/** Facts 2.1: a challenge, and the reply to a refresh, which may leave the refresh address as it was. */
const captchaSchema = /* @__PURE__ */ lazily(() =>
  object({
    captchaID: string(),
    verificationImageURL: string(),
    verificationAudioURL: nullish(string()),
    refreshURL: nullish(string()),
  }),
);

export const readCaptcha = (body: unknown) => captchaSchema().safeParse(body).data ?? null;

/** The parts of a conversation that an ad-hoc meeting is made of. */
const conversationSchema = /* @__PURE__ */ lazily(() =>
  object({
    displayName: nullish(string()),
    url: nullish(string()),
    encryptionKeyUrl: nullish(string()),
    kmsResourceObjectUrl: nullish(string()),
    participants: optional(
      object({ items: array(object({ emailAddress: nullish(string()), entryUUID: nullish(string()) })) }),
    ),
  }),
);

export const readConversation = (body: unknown) => conversationSchema().safeParse(body).data ?? null;
