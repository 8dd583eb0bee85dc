import { describe, expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { failureKinds } from '../../src/guards/failure-kinds.js';
import { joinFailure, joinTraits } from '../../src/guards/join-failure.js';
import type { FailureAction, FailureKind } from '../../src/guards/failure.js';
import { sharedTraits } from '../../src/guards/failure.js';
import { resetTraits } from '../../src/guards/reset-failure.js';
import type { Catalogue, LabelKey } from '../../src/messages/catalogue.types.js';
import { createMessages, messages, messagesFrom } from '../../src/messages/messages.js';
import type { CreateMessagesOptions } from '../../src/messages/messages.js';
import { ar } from '../../src/messages/locales/ar.js';
import { de } from '../../src/messages/locales/de.js';
import { en } from '../../src/messages/locales/en.js';
import { es } from '../../src/messages/locales/es.js';
import { fr } from '../../src/messages/locales/fr.js';
import { ja } from '../../src/messages/locales/ja.js';
import { pt } from '../../src/messages/locales/pt.js';
import { zhCN } from '../../src/messages/locales/zh-CN.js';

const catalogues: readonly (readonly [string, Catalogue])[] = [ar, de, en, es, fr, ja, pt, zhCN].map((one) => [
  one.locale,
  one,
]);
const labelKeys = Object.keys(en.labels) as LabelKey[];
const formsOf = (catalogue: Catalogue, key: LabelKey): string[] => {
  const words = catalogue.labels[key];
  return typeof words === 'string' ? [words] : Object.values(words);
};
const placesIn = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
const now = 1_700_000_000_000;
const wrongCatalogues = new TypeError('catalogues must be an array of catalogues: [de]');

test('The languages that are looked at here are all that there are', () => {
  const files = readdirSync(join(__dirname, '../../src/messages/locales'));

  expect(catalogues.map(([locale]) => `${locale}.ts`)).toEqual(files.sort());
});

describe.each(catalogues)('The words in %s', (locale, catalogue) => {
  test('say what happened and what to do for every failure kind', () => {
    expect(Object.keys(catalogue.failures).sort()).toEqual([...failureKinds].sort());
    for (const kind of failureKinds) {
      const { title, advice } = catalogue.failures[kind];
      expect([kind, title.trim(), advice.trim()].every(Boolean)).toBe(true);
      // A heading has no full stop; a sentence has an end.
      expect(title).not.toMatch(/[.。]$/);
      expect(advice).toMatch(/[.。!?？]$/u);
    }
  });

  test('name every action that a failure offers', () => {
    const offered = [joinTraits, resetTraits, sharedTraits].flatMap((traits) =>
      Object.values(traits).map(([, action]): FailureAction => action),
    );
    for (const action of offered) expect(catalogue.actions[action]).toMatch(/\S/);
    expect(Object.keys(catalogue.actions).sort()).toEqual(Object.keys(en.actions).sort());
  });

  test('have every label, with the places of the English one', () => {
    expect(Object.keys(catalogue.labels).sort()).toEqual([...labelKeys].sort());
    for (const key of labelKeys) {
      for (const form of formsOf(catalogue, key)) expect(form).toMatch(/\S/);
      expect([key, placesIn(formsOf(catalogue, key).at(-1)!)]).toEqual([key, placesIn(formsOf(en, key).at(-1)!)]);
    }
  });

  test('have no place that nothing fills: in no form of a plural, in no failure and on no button', () => {
    const labels = labelKeys.flatMap((key) => {
      const places = placesIn(formsOf(en, key).at(-1)!);
      return formsOf(catalogue, key).filter((form) => !placesIn(form).every((place) => places.includes(place)));
    });
    const plain = [
      ...Object.values(catalogue.failures).flatMap(({ title, advice }) => [title, advice]),
      ...Object.values(catalogue.actions),
    ].filter((text) => placesIn(text).length > 0);

    expect([...labels, ...plain]).toEqual([]);
  });

  test('are its own: none was left in English', () => {
    const textsOf = (one: Catalogue): readonly string[] => [
      ...Object.values(one.failures).flatMap(({ title, advice }) => [title, advice]),
      ...Object.values(one.actions),
      ...labelKeys.flatMap((key) => formsOf(one, key)),
    ];
    const english = textsOf(en);
    if (catalogue !== en) expect(textsOf(catalogue).filter((text) => english.includes(text))).toEqual([]);
  });

  test('have a form for each plural that the language tells apart', () => {
    const forms = catalogue.labels.triesLeft;
    const { pluralCategories } = new Intl.PluralRules(locale).resolvedOptions();
    if (typeof forms === 'string') expect(pluralCategories).toEqual(['other']);
    // Millions of tries, the `many` of the Romance languages, do not occur.
    else
      expect(Object.keys(forms)).toEqual(expect.arrayContaining(locale === 'ar' ? pluralCategories : ['one', 'other']));
  });

  test('write times, tries and codes into the sentence', () => {
    const { failure } = messagesFrom(catalogue);
    const { advice, text, title } = failure('rateLimited', { seconds: 42, tries: 3, code: 'USG.201040005' });
    const digits = (n: number): string => new Intl.NumberFormat(locale).format(n);
    expect(advice).toContain(digits(42));
    expect(advice).toContain(digits(3));
    expect(advice).toContain('USG.201040005');
    expect(text).toContain(title);
    expect(text).not.toMatch(/[{}]|undefined|\.\.|。。/);
  });
});

describe('Messages', () => {
  test('keep the meaning of the default messages: password, captcha, and a failed ad-hoc meeting', () => {
    expect(messages.en.failures.passwordMissing.title).toMatch(/password is required/i);
    expect(messages.en.failures.captchaMissing.advice).toMatch(/characters/i);
    expect(messages.en.failures.adhocFailed).toEqual({
      title: 'The meeting could not be started',
      advice: 'Please contact support.',
    });
    expect(messages['zh-CN'].failures.adhocFailed.advice).toContain('支持');
  });

  test('find the nearest language, and speak English when there is none', () => {
    expect(createMessages().locale).toBe('en');
    expect(createMessages({ locale: 'zh-Hans-CN' }).locale).toBe('zh-CN');
    expect(createMessages({ locale: 'ZH_cn' }).locale).toBe('zh-CN');
    expect(createMessages({ locale: 'de-AT' }).locale).toBe('en');
    expect(createMessages({ locale: 'de-AT', catalogues: [ar, de] }).locale).toBe('de');
    expect(createMessages({ locale: '', catalogues: [de] }).locale).toBe('en');
    // What a storage has of a choice that nobody made.
    expect(createMessages({ locale: null, catalogues: [de] }).locale).toBe('en');
    const brazilian: Catalogue = { ...pt, locale: 'pt-BR' };
    expect(createMessages({ locale: 'pt_br', catalogues: [pt, brazilian] }).locale).toBe('pt-BR');
    expect(createMessages({ locale: 'ar-EG', catalogues: [ar] }).dir).toBe('rtl');
  });

  test('let an app replace single strings and add a language of its own', () => {
    const ours = createMessages({
      overrides: {
        failures: { passwordWrong: { title: 'Nope' } },
        actions: { retry: 'Again' },
        labels: { 'submit.destination': 'Hop in' },
      },
    });
    expect(ours.failure('passwordWrong')).toMatchObject({ title: 'Nope', advice: en.failures.passwordWrong.advice });
    expect([ours.action('retry'), ours.label('submit.destination')]).toEqual(['Again', 'Hop in']);
    const asking = createMessages({ overrides: { failures: { network: { title: 'Are you online?' } } } });
    expect(asking.failure('network').text).toBe(`Are you online? ${en.failures.network.advice}`);
    const nl: Catalogue = { ...en, locale: 'nl', labels: { ...en.labels, cancel: 'Annuleren' } };
    expect(createMessages({ locale: 'nl-BE', catalogues: [nl] }).label('cancel')).toBe('Annuleren');
  });

  test('do not compile where a key is missing, or is none', () => {
    // Never called: it is the compiler that looks, with `npm run types`.
    const refused = (): unknown => {
      const labels: Omit<Catalogue['labels'], 'cancel'> = en.labels;
      const actions: Omit<Catalogue['actions'], 'retry'> = en.actions;
      const failures: Omit<Catalogue['failures'], 'network'> = en.failures;
      const words = createMessages();
      return [
        // @ts-expect-error a label is missing
        { ...en, labels } satisfies Catalogue,
        // @ts-expect-error an action has no name
        { ...en, actions } satisfies Catalogue,
        // @ts-expect-error a failure kind has no words
        { ...en, failures } satisfies Catalogue,
        // @ts-expect-error there is no such label
        words.label('A password is required'),
        // @ts-expect-error there is no such action
        words.action('dance'),
        // @ts-expect-error there is no such failure kind
        words.failure('boredom'),
        // @ts-expect-error there is no such label to replace
        createMessages({ overrides: { labels: { dance: 'Dance' } } }),
      ];
    };
    expect(refused).toBeInstanceOf(Function);
  });

  test('count plurals the way the language does', () => {
    const english = createMessages();
    expect([1, 2, 0].map((n) => english.label('triesLeft', { n }))).toEqual([
      '1 try left.',
      '2 tries left.',
      '0 tries left.',
    ]);
    const arabic = messagesFrom(ar);
    const forms = ar.labels.triesLeft as Readonly<Record<string, string>>;
    const number = new Intl.NumberFormat('ar');
    for (const [n, form] of Object.entries(['zero', 'one', 'two', 'few']).concat([
      ['11', 'many'],
      ['100', 'other'],
    ]))
      expect(arabic.label('triesLeft', { n: Number(n) })).toBe(forms[form]?.replace('{n}', number.format(Number(n))));
  });

  test('are understood where the engine has neither plural rules nor lists, as that of React Native', () => {
    const whole = { PluralRules: Intl.PluralRules, ListFormat: Intl.ListFormat };
    Object.assign(Intl, { PluralRules: undefined, ListFormat: undefined });
    try {
      const english = messagesFrom(en);
      expect(english.duration(3725)).toBe('1 hour 2 minutes 5 seconds');
      expect([1, 2].map((n) => english.label('triesLeft', { n }))).toEqual(['1 try left.', '2 tries left.']);
      for (const [, catalogue] of catalogues)
        for (const n of [0, 1, 2, 5]) expect(messagesFrom(catalogue).label('triesLeft', { n })).toMatch(/\S/);
    } finally {
      Object.assign(Intl, whole);
    }
  });

  test('write a time in words, rounded up', () => {
    const { duration } = createMessages();
    expect(duration(0)).toBe('0 seconds');
    expect(duration(-5)).toBe('0 seconds');
    expect(duration(0.2)).toBe('1 second');
    expect(duration(60)).toBe('1 minute');
    expect(duration(185)).toBe('3 minutes, 5 seconds');
    expect(duration(3600 * 2 + 1)).toBe('2 hours, 1 second');
    expect(messagesFrom(de).duration(185)).toMatch(/^3 Minuten.*5 Sekunden$/);
  });

  test('count the wait from the failure’s own time, when the time of the flow is given', () => {
    const { failure } = createMessages();
    const limited = joinFailure('rateLimited', { retryAt: now + 30_000 });
    expect(failure(limited, { now }).advice).toBe('Wait a moment, then try again. Try again in 30 seconds.');
    expect(failure(limited, { now: now + 31_000 }).advice).toBe('Wait a moment, then try again.');
    expect(failure(limited).advice).toBe('Wait a moment, then try again.');
  });

  test('show the service’s code where no field is to blame, never grouped, and never the service’s sentence', () => {
    const { failure } = createMessages();
    const details = { code: 403_999, serverMessage: 'Meeting Password Exception' };
    expect(failure(joinFailure('unknownCode', details)).text).toBe(
      'Something went wrong. Try again. If it keeps happening, mention the error code. Error code: 403999.',
    );
    expect(failure(joinFailure('passwordWrong', details)).text).toBe(
      'That password is not right. Check the invitation and enter the password again.',
    );
  });

  // An app in plain JavaScript may pass anything.
  test.each<[string, unknown]>([
    ['a name', 'de'],
    ['names', ['de', 'en']],
    ['null', null],
    ['a catalogue', de],
  ])('are not made from %s in place of options, which would be English without a word', (_, options) => {
    expect(() => createMessages(options as CreateMessagesOptions)).toThrow(
      new TypeError('createMessages takes { locale, catalogues }, and messagesFrom a catalogue'),
    );
  });

  test.each<[string, unknown]>([
    ['the languages of a browser', ['de-AT', 'en']],
    ['an Intl.Locale', new Intl.Locale('de')],
  ])('are not made for %s in place of one tag', (_, locale) => {
    expect(() => createMessages({ locale: locale as string, catalogues: [de] })).toThrow(
      new TypeError('locale must be a string, such as navigator.language'),
    );
  });

  const none: readonly (readonly [string, unknown])[] = [
    ['a name', 'de'],
    ['a module', { de }],
    ['the promise of a module', Promise.resolve({ de })],
    ['words without a language', { ...de, locale: undefined }],
    ['null', null],
    ['nothing', undefined],
  ];

  test.each(none)('are not made from %s in place of a catalogue', (_, given) => {
    expect(() => messagesFrom(given as Catalogue)).toThrow(
      new TypeError('catalogue must be the words of a language, such as { de } of its module'),
    );
    expect(() => createMessages({ locale: 'en', catalogues: [de, given as Catalogue] })).toThrow(wrongCatalogues);
  });

  test.each<[string, unknown]>([
    ['one', de],
    ['a name', 'de'],
    ['an object of them', { de }],
    ['null', null],
  ])('are not made from %s in place of a list of catalogues', (_, given) => {
    expect(() => createMessages({ catalogues: given as readonly Catalogue[] })).toThrow(wrongCatalogues);
  });

  test.each<[string, unknown]>([
    ['a kind that nobody knows', 'nope'],
    ['a name that every object has', 'constructor'],
    ['what has no kind', new Error('of the app')],
    ['a code', 403028],
  ])('have words for %s', (_, given) => {
    for (const [, catalogue] of catalogues) {
      const { failure } = messagesFrom(catalogue);
      expect(failure(given as FailureKind)).toEqual(failure('unknownCode'));
    }
    const ours = createMessages({ overrides: { failures: { unknownCode: { title: 'Oops' } } } });
    expect(ours.failure(given as FailureKind).text).toBe(`Oops. ${en.failures.unknownCode.advice}`);
  });

  test.each([null, undefined])('are not asked for while there is no failure: %p', (given) => {
    expect(() => createMessages().failure(given as never)).toThrow(
      new TypeError('failure must be a failure or its kind: view.failure is null while there is none'),
    );
  });

  test('leave a place alone whose value is missing', () => {
    expect(createMessages().label('codeHint')).toBe('The code was sent to {to}.');
    expect(createMessages().label('sliderPosition', { n: 1200, max: 2 })).toBe('1,200 of 2 pixels from the left');
  });
});
