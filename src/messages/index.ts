export { createMessages, messages, messagesFrom } from './messages.js';
export type { CreateMessagesOptions, FailureValues, Messages, Values } from './messages.js';
export type { Catalogue, CatalogueOverrides, FailureWords, LabelKey, Plural, Words } from './catalogue.types.js';
