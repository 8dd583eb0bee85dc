import type { FailureAction, FailureField, FailureKind } from '../guards/failure.js';
import type { PasswordRule } from '../guards/new-password.js';

/** One form for each plural category that the language has; `other` always. Chosen by the value `n`. */
export type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & Record<'other', string>>;

/** A sentence with places such as `{n}` or `{time}`. */
export type Words = string | Plural;

/** What happened, and what to do about it. */
export interface FailureWords {
  readonly title: string;
  readonly advice: string;
}

/** The texts by what they are for. Those of a step, a button or a rule carry the name of the state, field or rule. */
export type LabelKey =
  | FailureField
  | `${FailureField}Hint`
  /** The hint of a field whose answer is held from before. */
  | 'heldHint'
  /** The button that sends the step. */
  | `submit.${FailureField}`
  | 'continue'
  /** The heading of a step, or what is going on while the flow is busy. */
  | 'join.idle'
  | 'join.fetching'
  | 'join.answering'
  | 'join.passwordRequired'
  | 'join.captchaRequired'
  | 'join.registrationRequired'
  | 'join.refreshing'
  | 'join.success'
  | 'join.error'
  | 'reset.idle'
  | 'reset.requestingSlider'
  | 'reset.sliderRequired'
  | 'reset.checkingSlider'
  | 'reset.sendingCode'
  | 'reset.codeRequired'
  | 'reset.checkingCode'
  | 'reset.newPasswordRequired'
  | 'reset.resetting'
  | 'reset.success'
  | 'reset.error'
  // buttons
  | 'cancel'
  | 'retry'
  | 'startOver'
  | 'refreshCaptcha'
  | 'playAudio'
  /** On the same button, where the recording could not be played. */
  | 'audioFailed'
  | 'showPassword'
  | 'hidePassword'
  | 'resendCode'
  | 'refreshSlider'
  /** `{n}` image pixels. */
  | 'moveLeft'
  | 'moveRight'
  // what a screen reader hears
  | 'captchaImage'
  | 'captchaSpent'
  /** `{n}` of `{max}` pixels. */
  | 'sliderPosition'
  | 'ruleMet'
  | 'ruleOpen'
  // time and tries: `{time}` is a duration in words, `{n}` a number
  | 'timeLeft'
  | 'timeUp'
  | 'resendIn'
  | 'waitFor'
  | 'triesLeft'
  | 'serviceCode'
  | `rule.${PasswordRule}`
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
