import type { JoinFlow } from '../machines/join-flow.controller.js';
import type { JoinCommand } from '../machines/join-flow.types.js';
import type { JoinView } from '../machines/join-flow.view.js';
import type { Typed } from '../machines/typed-secret.js';
import { formWords } from './form-words.js';
import type { FormNow, FormWords } from './form-words.js';
import { filled, trimmed } from './given.js';
import type { Answers } from './given.js';
import { isBusy } from './is-busy.js';

/** A field of a join form, by the name that failures and messages have for it too. */
export type JoinField = 'destination' | 'password' | 'registrationId' | 'captcha';

interface JoinForm extends JoinCommand {
  /** The characters of the captcha. */
  readonly captcha?: Typed | undefined;
}

/** What a join form has to say: what stands in its fields, and what the app adds to a `join`. */
export type JoinAnswers = Answers<JoinForm>;

const answers = ['password', 'registrationId', 'captcha'] as const;

/**
 * The fields to draw, first to last; none after success. While the flow is busy, ask for those of the last view that was
 * not. A field whose answer is held from before may stay empty, but it is there: a service that blames the captcha may
 * mean the password.
 */
export function joinFields(view: JoinView): readonly JoinField[] {
  if ('needs' in view) return answers.filter((field) => view.needs[field]);
  return view.state === 'success' ? [] : ['destination'];
}

/**
 * Sends what the flow asks for now, by the command for it. What is left out or empty keeps the answer from before. A flow
 * that is busy, or through, takes nothing.
 * @param given By the names of the fields: an object, or what has them as entries, such as `new FormData(form)`.
 * @returns Whether it is on its way: the flow has the secrets then, and a form may empty its fields of them.
 */
export function submitJoin(flow: JoinFlow, given: JoinAnswers | Iterable<readonly [string, unknown]>): boolean {
  const { state } = flow.getView();
  const { captcha = '', ...typed } = filled<JoinForm>(given);
  const { destination = '', password = '', registrationId = '' } = typed;
  if (state === 'captchaRequired') flow.submitCaptcha({ code: captcha, password, registrationId });
  else if (state === 'passwordRequired') flow.submitPassword(password, { registrationId });
  else if (state === 'registrationRequired') flow.submitRegistrationId(registrationId, { password });
  else if (state === 'idle' || state === 'error') flow.join({ ...typed, destination: trimmed(destination) });
  else return false;
  return isBusy(flow.getView());
}

/**
 * What the form says now, in the language of `messages`.
 * @throws TypeError when `messages` are none.
 */
export const joinWords = (now: FormNow<JoinView, JoinField>): FormWords<JoinField> =>
  formWords('join', { ...now, fields: now.fields ?? joinFields(now.step) });
