import { array, object, optional } from 'zod/mini';
import { lazily, texts } from './schemas.js';

/** The parts of a conversation that an ad-hoc meeting is made of. */
const conversationSchema = /* @__PURE__ */ lazily(() =>
  object({
    ...texts('displayName', 'url', 'encryptionKeyUrl', 'kmsResourceObjectUrl'),
    participants: optional(object({ items: array(object(texts('emailAddress', 'entryUUID'))) })),
  }),
);

export const readConversation = (body: unknown) => conversationSchema().safeParse(body).data ?? null;
