import type { AnyMachineSnapshot, SnapshotFrom } from 'xstate';
import { isHeld, secret } from '../guards/secret.js';
import { joinFlowMachine } from '../machines/join-flow.machine.js';
import type { JoinFlowEvent } from '../machines/join-flow.types.js';
import { getJoinView } from '../machines/join-flow.view.js';
import type { ServiceAnswer } from './answers.types.js';
import type { Happening, Model, Position, Vocabulary } from './model.js';
import { createModel } from './model.js';
import type { JoinDeed, PathOptions } from './path.types.js';
import { readMeetingInfoAnswer, readRefreshAnswer } from './read-answer.js';
import { refreshAnswers, webexAnswers } from './webex-answers.js';

type Snapshot = SnapshotFrom<typeof joinFlowMachine>;
// The model is made of this chart only.
const asJoin = (snapshot: AnyMachineSnapshot): Snapshot => snapshot as Snapshot;

/** What the people of the paths type. */
const typedByPeople = {
  destination: '123456789',
  // With what a form would change that folds case, or encodes once too often.
  password: 'Open Sesame +1%',
  captcha: 'aB7x',
  registrationId: 'W-2024',
  permissionToken: 'token-of-an-earlier-visit',
} as const;

/** The chart's event for what a person does. */
function toJoinFlowEvent(deed: JoinDeed): JoinFlowEvent {
  const held = (value: string | undefined) => (value === undefined ? null : secret(value));
  switch (deed.type) {
    case 'join':
      return {
        type: 'join',
        destination: deed.destination,
        password: held(deed.password),
        extraParams: deed.permissionToken === undefined ? {} : { permissionToken: secret(deed.permissionToken) },
      };
    case 'submitPassword':
      return {
        type: 'password.submit',
        password: secret(deed.password),
        registrationId: held(deed.registrationId),
      };
    case 'submitCaptcha':
      return {
        type: 'captcha.submit',
        code: secret(deed.code),
        password: held(deed.password),
        registrationId: held(deed.registrationId),
      };
    case 'submitRegistrationId':
      return {
        type: 'registration.submit',
        registrationId: secret(deed.registrationId),
        password: held(deed.password),
      };
    case 'refreshCaptcha':
      return { type: 'captcha.refresh' };
    case 'cancel':
    case 'retry':
    case 'reset':
      return { type: deed.type };
  }
}

function deedsIn(snapshot: Snapshot): readonly (readonly [text: string, deed: JoinDeed])[] {
  const { destination, password, captcha, registrationId, permissionToken } = typedByPeople;
  const { needs } = snapshot.context;
  const extra = {
    ...(needs.password && { password }),
    ...(needs.registrationId && { registrationId }),
  };
  const leave = [
    ['cancels', { type: 'cancel' }],
    ['starts over', { type: 'reset' }],
  ] as const;
  switch (snapshot.value) {
    case 'idle':
    case 'error':
      return [
        ['joins the meeting', { type: 'join', destination }],
        ['joins the meeting with a password', { type: 'join', destination, password }],
        ['joins the meeting with a permission token', { type: 'join', destination, permissionToken }],
        ['joins nothing that can be read', { type: 'join', destination: ' ' }],
        ...(snapshot.value === 'error' ? [['tries again', { type: 'retry' }] as const, ...leave] : [leave[1]]),
      ];
    case 'passwordRequired':
      return [
        ['submits a password', { type: 'submitPassword', ...extra, password }],
        ['submits an empty password', { type: 'submitPassword', password: '' }],
        ...leave,
      ];
    case 'captchaRequired':
      return [
        ['submits what the captcha asks for', { type: 'submitCaptcha', code: captcha, ...extra }],
        ['submits the captcha answer alone', { type: 'submitCaptcha', code: captcha }],
        ['submits an empty captcha answer', { type: 'submitCaptcha', code: '' }],
        ['asks for another captcha', { type: 'refreshCaptcha' }],
        ...leave,
      ];
    case 'registrationRequired':
      return [
        ['submits a registration id', { type: 'submitRegistrationId', ...extra, registrationId }],
        ['submits an empty registration id', { type: 'submitRegistrationId', registrationId: '' }],
        ...leave,
      ];
    case 'fetching':
    case 'refreshing':
      return leave;
    case 'success':
      return [];
  }
}

const meetingInfoAnswers: readonly ServiceAnswer[] = Object.values(webexAnswers);
const captchaAnswers: readonly ServiceAnswer[] = Object.values(refreshAnswers);

function happenings({ snapshot, now }: Position, more: readonly ServiceAnswer[]): readonly Happening<JoinDeed>[] {
  const join = asJoin(snapshot);
  const deeds = deedsIn(join).map(([text, does]) => ({
    by: 'user' as const,
    text,
    does,
    event: () => toJoinFlowEvent(does),
  }));
  const { context, value } = join;
  const sentAt = Math.max(now, context.attempt.startAt);
  const answered = (answer: ServiceAnswer, actor: string, output: () => unknown): Happening<JoinDeed> => ({
    by: 'service',
    text: answer.name,
    answer,
    event: () => ({ type: `xstate.done.actor.${actor}`, output: output() }),
  });
  if (value === 'fetching') {
    const answers = [...meetingInfoAnswers, ...more.filter(({ operation }) => operation === 'meetingInfo')];
    return [
      ...deeds,
      ...answers.map((one) => answered(one, 'fetchMeetingInfo', () => readMeetingInfoAnswer(one, context, sentAt))),
    ];
  }
  if (value !== 'refreshing') return deeds;
  return [
    ...deeds,
    ...captchaAnswers.map((one) => answered(one, 'refreshCaptcha', () => readRefreshAnswer(one, context))),
  ];
}

const flags = (...all: readonly boolean[]): string => all.map(Number).join('');

function keyOf({ snapshot }: Position): string {
  const { value, context } = asJoin(snapshot);
  const { password, registrationId, captchaCode, needs, failure, refusal } = context;
  const remembered = flags(
    ...[isHeld(password), isHeld(registrationId), isHeld(captchaCode), context.captcha !== null, context.captchaSpent],
    ...[needs.password, needs.captcha, needs.registrationId, context.answering, context.refreshAsked],
    ...['permissionToken' in context.extraParams, context.destination !== null, failure?.recoverable === true],
  );
  const unlisted = refusal?.code === 403999;
  const repeats = value === 'fetching' || value === 'refreshing' ? context.attempt.repeats : 0;
  return [value, remembered, failure?.kind, unlisted, repeats].join(' ');
}

/** The join flow as a model. `more`: answers to try besides those of `webexAnswers`. */
export function createJoinModel(
  options: Pick<PathOptions<JoinDeed>, 'timeouts'> = {},
  more: readonly ServiceAnswer[] = [],
  tickMs = 0,
): Model<JoinDeed> {
  const vocabulary: Vocabulary<JoinDeed> = {
    flow: 'join',
    machine: joinFlowMachine,
    input: options.timeouts && { timeouts: options.timeouts },
    happenings: (position) => happenings(position, more),
    keyOf,
    expectationOf(snapshot) {
      const view = getJoinView(asJoin(snapshot));
      const { state, failure, can } = view;
      return {
        state,
        failure: failure?.kind ?? null,
        can: { ...can },
        needs: 'needs' in view ? { ...view.needs } : null,
        captcha: 'captcha' in view ? { imageUrl: view.captcha.imageUrl, audioUrl: view.captcha.audioUrl } : null,
      };
    },
  };
  return createModel(vocabulary, tickMs);
}
