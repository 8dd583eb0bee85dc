import type { AnyMachineSnapshot, SnapshotFrom } from 'xstate';
import type { HuaweiOperation } from '../guards/huawei-codes.js';
import { isHeld, secret } from '../guards/secret.js';
import { passwordResetMachine } from '../machines/password-reset.machine.js';
import type { PasswordResetEvent } from '../machines/password-reset.types.js';
import { getPasswordResetView } from '../machines/password-reset.view.js';
import type { ServiceAnswer } from './answers.types.js';
import { huaweiAnswers } from './huawei-answers.js';
import type { Happening, Model, Position, Vocabulary } from './model.js';
import { createModel } from './model.js';
import type { PathOptions, ResetDeed } from './path.types.js';
import { readHuaweiAnswer } from './read-answer.js';

type Snapshot = SnapshotFrom<typeof passwordResetMachine>;
// The model is made of this chart only.
const asReset = (snapshot: AnyMachineSnapshot): Snapshot => snapshot as Snapshot;

const user = '+8613800138000';
const newPassword = 'A-fresh-one-42';

/** The chart's event for what a person does. */
function toResetEvent(deed: ResetDeed): PasswordResetEvent {
  switch (deed.type) {
    case 'start':
      return { type: 'start', user: deed.user };
    case 'submitSlider':
      return { type: 'slider.submit', pointX: deed.pointX, slideTime: deed.slideTime };
    case 'submitCode':
      return { type: 'code.submit', code: secret(deed.code) };
    case 'submitPassword':
      return { type: 'password.submit', password: secret(deed.password) };
    case 'refreshSlider':
      return { type: 'slider.refresh' };
    case 'resendCode':
      return { type: 'code.resend' };
    case 'cancel':
    case 'retry':
    case 'reset':
      return { type: deed.type };
  }
}

function deedsIn({ value }: Snapshot): readonly (readonly [text: string, deed: ResetDeed])[] {
  const leave = [
    ['cancels', { type: 'cancel' }],
    ['starts over', { type: 'reset' }],
  ] as const;
  switch (value) {
    case 'idle':
    case 'error':
      return [
        ['starts with a telephone number', { type: 'start', user }],
        ['starts without a user', { type: 'start', user: '' }],
        ...(value === 'error' ? [['tries again', { type: 'retry' }] as const, ...leave] : [leave[1]]),
      ];
    case 'sliderRequired':
      return [
        ['moves the piece', { type: 'submitSlider', pointX: 120, slideTime: 900 }],
        ['moves the piece nowhere', { type: 'submitSlider', pointX: 0, slideTime: 900 }],
        ['asks for another slider', { type: 'refreshSlider' }],
        ...leave,
      ];
    case 'codeRequired':
      return [
        ['submits a code', { type: 'submitCode', code: '374104' }],
        ['submits an empty code', { type: 'submitCode', code: '' }],
        ['asks for another code', { type: 'resendCode' }],
        ...leave,
      ];
    case 'newPasswordRequired':
      return [
        ['submits a new password', { type: 'submitPassword', password: newPassword }],
        ['submits a new password that breaks the rules', { type: 'submitPassword', password: 'short' }],
        ...leave,
      ];
    case 'success':
      return [];
    default:
      return leave;
  }
}

const operationIn: Readonly<Record<string, readonly [operation: HuaweiOperation, actor: string]>> = {
  requestingSlider: ['sendSlider', 'sendSlider'],
  checkingSlider: ['checkSlider', 'checkSlider'],
  sendingCode: ['sendCode', 'sendCode'],
  checkingCode: ['checkCode', 'checkCode'],
  resetting: ['reset', 'resetPassword'],
};

function happenings({ snapshot, now }: Position, more: readonly ServiceAnswer[]): readonly Happening<ResetDeed>[] {
  const reset = asReset(snapshot);
  const deeds = deedsIn(reset).map(([text, does]) => ({
    by: 'user' as const,
    text,
    does,
    event: () => toResetEvent(does),
  }));
  const [operation, actor] = operationIn[reset.value] ?? [];
  if (operation === undefined || actor === undefined) return deeds;
  const sentAt = Math.max(now, reset.context.attempt.startAt);
  const answers: readonly ServiceAnswer[] = [
    ...Object.values(huaweiAnswers[operation]),
    ...more.filter((answer) => answer.operation === operation),
  ];
  return [
    ...deeds,
    ...answers.map((answer) => ({
      by: 'service' as const,
      text: answer.name,
      answer,
      event: () => ({ type: `xstate.done.actor.${actor}`, output: readHuaweiAnswer(operation, answer, sentAt) }),
    })),
  ];
}

/** Counters that are set anew before they are looked at again are left out, so that fewer positions differ. */
function keyOf({ snapshot, now }: Position): string {
  const { value, context } = asReset(snapshot);
  const { attempts, failure, unseen } = context;
  const inSlider = ['requestingSlider', 'sliderRequired', 'checkingSlider', 'error'].includes(value);
  const inCode = value === 'codeRequired' || value === 'checkingCode';
  const inPassword = value === 'newPasswordRequired' || value === 'resetting';
  return [
    value,
    failure?.kind,
    failure?.recoverable,
    inSlider ? `${Math.min(attempts.slider, 5)} ${unseen}` : '',
    inCode ? Math.min(attempts.code, 5) : '',
    // Nothing looks at it beyond the third refusal.
    inPassword ? Math.min(attempts.password, 3) : '',
    value === 'codeRequired'
      ? `${context.mayResend} ${context.codeIsOver} ${Math.sign(context.codeEndsAt - context.resendAt)}`
      : '',
    context.resendAt > now,
    context.user !== null,
    isHeld(context.token),
    value === 'requestingSlider' ? context.attempt.repeats : '',
  ].join(' ');
}

/** The password reset as a model. `more`: answers to try besides those of `huaweiAnswers`. */
export function createResetModel(
  options: Pick<PathOptions<ResetDeed>, 'timeouts'> = {},
  more: readonly ServiceAnswer[] = [],
  tickMs = 0,
): Model<ResetDeed> {
  const vocabulary: Vocabulary<ResetDeed> = {
    flow: 'reset',
    machine: passwordResetMachine,
    input: options.timeouts && { timeouts: options.timeouts },
    happenings: (position) => happenings(position, more),
    keyOf,
    expectationOf(snapshot) {
      const { state, failure, can } = getPasswordResetView(asReset(snapshot));
      return { state, failure: failure?.kind ?? null, can: { ...can }, needs: null, captcha: null };
    },
  };
  return createModel(vocabulary, tickMs);
}
