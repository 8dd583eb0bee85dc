import type { PasswordRule } from '../guards/new-password.js';
import { brokenRules } from '../guards/reset-command.js';
import type { PasswordReset } from '../machines/password-reset.controller.js';

export interface RuleNow {
  /** Its words are `messages.label('rule.length')` and the like. */
  readonly rule: PasswordRule;
  readonly isMet: boolean;
}

const rules: readonly PasswordRule[] = ['length', 'classes', 'characters', 'repeats', 'userName'];

/**
 * The rules of a reset's new password, to be ticked while it is typed: all are open while nothing is. What is typed is
 * looked at and not kept.
 */
export function newPasswordRules(flow: PasswordReset, typed: string | null | undefined): readonly RuleNow[] {
  const broken = brokenRules(typed ?? '', flow.actor.getSnapshot().context);
  return rules.map((rule) => ({ rule, isMet: Boolean(typed) && !broken.includes(rule) }));
}
