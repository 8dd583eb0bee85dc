import { array, object, optional } from 'zod/mini';
import { lazily } from '../lazily.js';
import { shapeOf, text } from './schemas.js';

/** The parts of a conversation that an ad-hoc meeting is made of. */
export const conversationSchema = /* @__PURE__ */ lazily(() => {
  const optionalText = optional(text());
  return object({
    ...shapeOf(optionalText, 'displayName', 'url', 'encryptionKeyUrl', 'kmsResourceObjectUrl'),
    participants: optional(object({ items: array(object(shapeOf(optionalText, 'emailAddress', 'entryUUID'))) })),
  });
});

export const readConversation = (body: unknown) => conversationSchema().safeParse(body).data ?? null;
