import type { Failure, FailureAction, FailureKind } from '../guards/failure.js';
import type { Catalogue, CatalogueOverrides, FailureWords, LabelKey } from './catalogue.types.js';
import { en } from './locales/en.js';
import { zhCN } from './locales/zh-CN.js';

/** What fills the places of a sentence. Numbers are written the way the language writes them. */
export type Values = Readonly<Record<string, string | number>>;

export interface FailureValues {
  /** Seconds until a new try makes sense. Left out, it is counted from the failure's `retryAt` and `now`. */
  readonly seconds?: number | undefined;
  /** Epoch ms on the flow's clock. */
  readonly now?: number | undefined;
  /** Tries that are left. */
  readonly tries?: number | undefined;
  /** The service's code. Left out, it is the failure's own when no field is to blame, and of a code that nobody knows. */
  readonly code?: number | string | undefined;
}

/** The words of one language, ready to use. */
export interface Messages {
  /** A BCP 47 tag, for the `lang` attribute. */
  readonly locale: string;
  readonly dir: 'ltr' | 'rtl';
  /**
   * What happened and what to do, with time, tries and code where they are known. Never the service's own sentence.
   * @throws TypeError when there is none.
   */
  failure(failure: FailureKind | Failure, values?: FailureValues): FailureWords & { readonly text: string };
  /** The name of a button. */
  action(action: FailureAction): string;
  label(key: LabelKey, values?: Values): string;
  /** "2 minutes, 5 seconds", in the language. A part of a second counts as a whole one. */
  duration(seconds: number): string;
}

/** The catalogues that the core brings. Others are entries of their own: `meeting-join-flow/locales/de`. */
export const messages = { en, 'zh-CN': zhCN } as const;

const units = [
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** An app in plain JavaScript may hand over a language's name, its module, or the promise of one. */
function isCatalogue(value: unknown): boolean {
  // All but these two may be looked into.
  const { locale, labels } = (value ?? {}) as Partial<Catalogue>;
  return typeof locale === 'string' && typeof labels === 'object';
}

const areCatalogues = (value: unknown): boolean => Array.isArray(value) && value.every(isCatalogue);

/**
 * Makes words from one catalogue, so that a bundle holds that language only.
 * @throws TypeError when it is none.
 */
export function messagesFrom(catalogue: Catalogue, overrides: CatalogueOverrides = {}): Messages {
  if (!isCatalogue(catalogue))
    throw new TypeError('catalogue must be the words of a language, such as { de } of its module');
  const { locale, dir, sentenceSpace, fullStop } = catalogue;
  // Hermes, the engine of React Native, has neither: one or other, and words side by side, are understood.
  const { PluralRules, ListFormat } = Intl as Partial<typeof Intl>;
  const plural = PluralRules && new PluralRules(locale);
  const formOf = (n: number): Intl.LDMLPluralRule => plural?.select(n) ?? (n === 1 ? 'one' : 'other');
  const number = new Intl.NumberFormat(locale);
  function label(key: LabelKey, values: Values = {}): string {
    const words = overrides.labels?.[key] ?? catalogue.labels[key];
    const text = typeof words === 'string' ? words : (words[formOf(Number(values['n']))] ?? words.other);
    return text.replace(/\{(\w+)\}/g, (place, name: string) => {
      const value = values[name];
      return typeof value === 'number' ? number.format(value) : (value ?? place);
    });
  }

  const wordsOf = (kind: FailureKind): FailureWords => ({
    ...catalogue.failures[kind],
    ...overrides.failures?.[kind],
  });

  function duration(seconds: number): string {
    let rest = Math.max(0, Math.ceil(seconds));
    const parts: string[] = [];
    for (const [unit, length] of units) {
      const amount = Math.floor(rest / length);
      rest -= amount * length;
      if (amount > 0 || (length === 1 && parts.length === 0)) {
        parts.push(new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(amount));
      }
    }
    return ListFormat ? new ListFormat(locale, { type: 'unit', style: 'long' }).format(parts) : parts.join(' ');
  }

  return {
    locale,
    dir,
    label,
    duration,
    action: (action) => overrides.actions?.[action] ?? catalogue.actions[action],
    failure(failure, values = {}) {
      // An app in plain JavaScript may ask without a look at whether there is one.
      if ((failure as typeof failure | null | undefined) == null)
        throw new TypeError('failure must be a failure or its kind: view.failure is null while there is none');
      const known = typeof failure === 'string' ? null : failure;
      const kind = typeof failure === 'string' ? failure : failure.kind;
      // Of a kind that nobody knows, the first are all.
      const { title, advice } = { ...wordsOf('unknownCode'), ...wordsOf(kind) };
      const { now, tries } = values;
      const seconds =
        values.seconds ?? (known?.retryAt != null && now !== undefined ? (known.retryAt - now) / 1000 : 0);
      const code = values.code ?? (known?.field === null || kind === 'unknownCode' ? known?.code : null);
      const sentences = [
        advice,
        tries !== undefined && label('triesLeft', { n: tries }),
        seconds > 0 && label('waitFor', { time: duration(seconds) }),
        // A code is a name, not an amount: it is never grouped into thousands.
        code != null && label('serviceCode', { code: String(code) }),
      ];
      const whole = sentences.filter(Boolean).join(sentenceSpace);
      // A title is a heading: it has no full stop of its own, except where it is a question.
      const end = /[?!？！]$/u.test(title) ? '' : fullStop;
      return { title, advice: whole, text: title + end + sentenceSpace + whole };
    },
  };
}

export interface CreateMessagesOptions {
  /** A BCP 47 tag, such as `navigator.language`. The nearest catalogue is taken: `zh-Hans-CN` finds `zh-CN`, an unknown language English. `en` unless given. */
  readonly locale?: string | null | undefined;
  /** Further catalogues, in any order: `[de, ar]`. One with the tag of a built-in catalogue takes its place. */
  readonly catalogues?: readonly Catalogue[] | undefined;
  /** Single strings to replace. */
  readonly overrides?: CatalogueOverrides | undefined;
}

/**
 * Makes words for the language that a person asked for.
 * @throws TypeError when `locale` is no text, `catalogues` is no array of catalogues, or the options are none.
 */
export function createMessages(options: CreateMessagesOptions = {}): Messages {
  // Each of these would be English without a word.
  if (Object(options) !== options || Array.isArray(options) || isCatalogue(options))
    throw new TypeError('createMessages takes { locale, catalogues }, and messagesFrom a catalogue');
  const { catalogues = [], overrides } = options;
  const locale = options.locale ?? 'en';
  if (typeof locale !== 'string') throw new TypeError('locale must be a string, such as navigator.language');
  if (!areCatalogues(catalogues)) throw new TypeError('catalogues must be an array of catalogues: [de]');
  const known = [...catalogues, en, zhCN];
  const language = (tag: string): string => tag.toLowerCase().split(/[-_]/)[0] ?? '';
  const asked = locale.replaceAll('_', '-');
  const found =
    known.find((one) => one.locale.toLowerCase() === asked.toLowerCase()) ??
    known.find((one) => language(one.locale) === language(asked));
  return messagesFrom(found ?? en, overrides);
}
