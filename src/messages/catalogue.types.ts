import type { FailureAction, FailureField, FailureKind } from '../guards/failure.js';

/** One form for each plural category that the language has; `other` always. Chosen by the value `n`. */
export type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & Record<'other', string>>;

/** A sentence with places such as `{n}` or `{time}`. */
export type Words = string | Plural;

/** What happened, and what to do about it. */
export interface FailureWords {
  readonly title: string;
  readonly advice: string;
}

export type LabelKey =
  // the fields' own names
  | FailureField
  // hints under a field
  | 'destinationHint'
  | 'passwordHint'
  | 'captchaHint'
  | 'registrationIdHint'
  | 'userHint'
  | 'sliderHint'
  | 'codeHint'
  | 'newPasswordHint'
  // headings of the steps
  | 'joinTitle'
  | 'passwordTitle'
  | 'captchaTitle'
  | 'registrationTitle'
  | 'joinedTitle'
  | 'errorTitle'
  | 'resetTitle'
  | 'sliderTitle'
  | 'codeTitle'
  | 'newPasswordTitle'
  | 'resetDoneTitle'
  // what is going on
  | 'lookingUp'
  | 'checking'
  | 'refreshing'
  | 'requestingSlider'
  | 'sendingCode'
  | 'resetting'
  // buttons
  | 'join'
  | 'continue'
  | 'sendCode'
  | 'changePassword'
  | 'cancel'
  | 'retry'
  | 'startOver'
  | 'refreshCaptcha'
  | 'playAudio'
  | 'showPassword'
  | 'hidePassword'
  | 'resendCode'
  | 'refreshSlider'
  | 'moveLeft'
  | 'moveRight'
  // what a screen reader hears
  | 'captchaImage'
  | 'captchaSpent'
  | 'sliderPosition'
  | 'ruleMet'
  | 'ruleOpen'
  // time and tries
  | 'timeLeft'
  | 'timeUp'
  | 'resendIn'
  | 'waitFor'
  | 'triesLeft'
  | 'serviceCode'
  // the rules of a new password
  | 'ruleLength'
  | 'ruleClasses'
  | 'ruleRepeats'
  | 'ruleUserName'
  | 'ruleCharacters'
  // the ends
  | 'joined'
  | 'resetDone'
  | 'meetingNumber'
  | 'joinLink'
  | 'sipAddress';

/** Every word of one language. A key that is missing does not compile. */
export interface Catalogue {
  /** A BCP 47 tag, for plurals and numbers. */
  readonly locale: string;
  readonly dir: 'ltr' | 'rtl';
  /** What stands between two sentences: a space in most languages, nothing in Chinese and Japanese. */
  readonly sentenceSpace: string;
  readonly fullStop: string;
  readonly failures: Readonly<Record<FailureKind, FailureWords>>;
  readonly actions: Readonly<Record<FailureAction, string>>;
  readonly labels: Readonly<Record<LabelKey, Words>>;
}

/** Any part of a catalogue, to replace single strings. */
export interface CatalogueOverrides {
  readonly failures?: { readonly [Kind in FailureKind]?: Partial<FailureWords> };
  readonly actions?: Partial<Catalogue['actions']>;
  readonly labels?: Partial<Catalogue['labels']>;
}
