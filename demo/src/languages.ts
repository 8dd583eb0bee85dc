import { messages } from 'meeting-join-flow';
import type { Catalogue } from 'meeting-join-flow';

/** The languages of the page. English and Chinese come with the core; the others are loaded when they are chosen. */
const languages = [
  { tag: 'en', name: 'English', load: () => Promise.resolve(messages.en) },
  { tag: 'zh-CN', name: '简体中文', load: () => Promise.resolve(messages['zh-CN']) },
  { tag: 'de', name: 'Deutsch', load: async () => (await import('meeting-join-flow/locales/de')).de },
  { tag: 'es', name: 'Español', load: async () => (await import('meeting-join-flow/locales/es')).es },
  { tag: 'fr', name: 'Français', load: async () => (await import('meeting-join-flow/locales/fr')).fr },
  { tag: 'pt', name: 'Português', load: async () => (await import('meeting-join-flow/locales/pt')).pt },
  { tag: 'ja', name: '日本語', load: async () => (await import('meeting-join-flow/locales/ja')).ja },
  { tag: 'ar', name: 'العربية', load: async () => (await import('meeting-join-flow/locales/ar')).ar },
] as const satisfies readonly { tag: string; name: string; load: () => Promise<Catalogue> }[];

export type LanguageTag = (typeof languages)[number]['tag'];
export { languages };

const primary = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';

/** The nearest language that the page has; English for all others. */
export const findLanguage = (tag: string): (typeof languages)[number] =>
  languages.find((one) => one.tag === tag) ??
  languages.find((one) => primary(one.tag) === primary(tag)) ??
  languages[0];
