import { beforeEach, describe, expect, test } from '@jest/globals';
import { secret } from 'meeting-join-flow';
import type { JoinFlowContext, PasswordResetContext } from 'meeting-join-flow';
import { getJoinPaths, getResetPaths, huaweiAnswers, webexAnswers } from 'meeting-join-flow/testing';
import { resetFailure } from '../../src/guards/reset-failure.js';
import { INTERRUPTED } from '../../src/machines/port.js';
import { createJoinModel } from '../../src/testing/join-model.js';
import type { Model, Position } from '../../src/testing/model.js';
import type { JoinDeed, PathStep, ResetDeed } from '../../src/testing/path.types.js';
import { createResetModel } from '../../src/testing/reset-model.js';
import { requestOf } from '../../src/testing/scenario.js';

/** What a step did, beside what a view shows. */
interface Moment<Context> {
  readonly title: string;
  readonly step: PathStep<unknown>;
  readonly from: string;
  readonly before: Context;
  readonly after: Context;
  readonly now: number;
  readonly announces: readonly string[];
}

/** Walks again through a model in which every deed and every reply takes a second. Positions are those of the walk itself. */
function momentsOf<Deed, Context>(
  model: Model<Deed>,
  paths: readonly { name: string; steps: readonly PathStep<Deed>[] }[],
): Moment<Context>[] {
  return paths.flatMap(({ name, steps }) => {
    let { start: position } = model;
    return steps.flatMap((step): Moment<Context>[] => {
      const happening = model
        .options(position)
        .find(({ by, text }) => by === step.by && (by === 'time' || text === step.text));
      if (!happening) return [];
      const taken = model.take(position, happening);
      const moment = {
        title: `${name}: ${step.text}`,
        step: taken.step,
        from: String(position.snapshot.value),
        before: position.snapshot.context as Context,
        after: taken.position.snapshot.context as Context,
        now: taken.position.now,
        announces: taken.announces.map(({ type }) => type),
      };
      ({ position } = taken);
      return [moment];
    });
  });
}

// The paths are those of the sound chart, whichever chart is walked.
const walks = { strategy: 'random', seed: 1, count: 30 } as const;
const joinPaths = [...getJoinPaths(), ...getJoinPaths(walks)];
const resetPaths = [...getResetPaths(), ...getResetPaths(walks)];
const joinMoments = () => momentsOf<JoinDeed, JoinFlowContext>(createJoinModel({}, [], 1000), joinPaths);
const resetMoments = () => momentsOf<ResetDeed, PasswordResetContext>(createResetModel({}, [], 1000), resetPaths);

const entered = ({ step, from }: Moment<unknown>): boolean => step.expect.state !== from;
const submits = ({ step }: Moment<unknown>): boolean =>
  step.by === 'user' && requestOf(step) !== null && /submits|moves/.test(step.text);

describe('each request', () => {
  test('has its time from the moment it is sent, and no more than is left in all', () => {
    for (const { title, step, after, now } of [...joinMoments(), ...resetMoments()]) {
      if (requestOf(step) === null) continue;
      const { startAt, attemptEndsAt, totalEndsAt } = after.attempt;

      expect([title, startAt >= now, attemptEndsAt > startAt, attemptEndsAt <= totalEndsAt]).toEqual([
        title,
        true,
        true,
        true,
      ]);
    }
  });

  test('that is repeated by itself waits a moment, and is counted', () => {
    const repeated = [...joinMoments(), ...resetMoments()].filter(
      ({ step, from }) =>
        step.by !== 'user' && requestOf(step) !== null && from === step.expect.state && !/tokenExpired/.test(step.text),
    );

    expect(repeated.length).toBeGreaterThan(5);
    for (const { title, before, after, now } of repeated)
      expect([title, after.attempt.repeats, after.attempt.startAt > now]).toEqual([
        title,
        before.attempt.repeats + 1,
        true,
      ]);
  });
});

/** All that were counted. */
const refusals = (attempts: { readonly [name: string]: number }): number =>
  Object.values(attempts).reduce((sum, one) => sum + one, 0);

describe('telemetry', () => {
  test('of the join flow tells challenges, answers, refusals, refreshes and the end', () => {
    for (const moment of joinMoments()) {
      const { title, step, from, before, after, announces } = moment;
      const { state } = step.expect;
      const expected = [
        ...(requestOf(step) === 'meetingInfo' && step.by === 'user' && after.answering ? ['answer.sent'] : []),
        ...(step.by === 'service' && refusals({ ...after.attempts }) > refusals({ ...before.attempts })
          ? ['answer.refused']
          : []),
        ...(from === 'refreshing' && step.text === 'another captcha' ? ['captcha.refreshed'] : []),
        ...(state.endsWith('Required') && entered(moment) ? ['challenge'] : []),
        ...(state === 'error' && entered(moment) ? ['failed'] : []),
        ...(state === 'success' ? ['joined'] : []),
      ];
      expect([title, announces]).toEqual([title, expected]);
    }
  });

  test('of the password reset tells challenges, answers, refusals, codes and the end', () => {
    for (const moment of resetMoments()) {
      const { title, step, from, before, after, announces } = moment;
      const { state } = step.expect;
      const expected = [
        ...(submits(moment) ? ['answer.sent'] : []),
        ...(step.by === 'service' && refusals({ ...after.attempts }) > refusals({ ...before.attempts })
          ? ['answer.refused']
          : []),
        ...(from === 'sendingCode' && state === 'codeRequired' ? ['code.sent'] : []),
        ...(state.endsWith('Required') && entered(moment) ? ['challenge'] : []),
        ...(state === 'error' && entered(moment) ? ['failed'] : []),
        ...(state === 'success' ? ['passwordChanged'] : []),
      ];
      expect([title, announces]).toEqual([title, expected]);
    }
  });
});

test('a wrong registration id is announced as a refused answer', () => {
  const texts = ['joins the meeting', webexAnswers.registrationIdMissing.name, 'submits a registration id'];
  const model = createJoinModel();
  const at = walk(model, ...texts).at(-1)!;
  const wrong = model.options(at).find(({ text }) => text === webexAnswers.registrationIdWrong.name)!;

  expect(model.take(at, wrong).announces).toContainEqual({
    type: 'answer.refused',
    kind: 'registrationIdWrong',
    attempts: { password: 0, captcha: 0, registrationId: 1 },
  });
});

/** A walk by the words of its steps. */
function walk<Deed>(model: Model<Deed>, ...texts: readonly string[]): Position[] {
  const positions = [model.start];
  for (const text of texts) {
    const at = positions.at(-1)!;
    const happening = model.options(at).find((one) => one.text === text);
    if (!happening) throw new Error(`${text} cannot happen in ${String(at.snapshot.value)}`);
    positions.push(model.take(at, happening).position);
  }
  return positions;
}
const joined = (...texts: readonly string[]) =>
  walk(createJoinModel({}, [], 1000), ...texts).map(({ snapshot }) => snapshot.context as JoinFlowContext);
const resetAfter = (...texts: readonly string[]) =>
  walk(createResetModel({}, [], 1000), ...texts).map(({ snapshot }) => snapshot.context as PasswordResetContext);
const names = {
  slider: 'a slider',
  fits: 'the piece fits',
  sent: 'the code is on its way',
  right: 'the code is right',
};
const start = ['starts with a telephone number', names.slider];
const toCode = [...start, 'moves the piece', names.fits, names.sent];
const toPassword = [...toCode, 'submits a code', names.right];

describe('what is remembered', () => {
  test.each([
    ['joins the meeting', webexAnswers.registrationIdMissing.name, 'submits an empty registration id'],
    ['joins the meeting', webexAnswers.passwordMissing.name, 'submits an empty password'],
    ['joins the meeting', webexAnswers.captchaMissing.name, 'submits an empty captcha answer'],
  ])('an empty field is told of by the flow, not by the service: %s, %s, %s', (...texts) => {
    const [asked, told] = joined(...texts).slice(-2);

    expect(asked!.failure?.code).not.toBeNull();
    expect(told!.failure).toMatchObject({ kind: asked!.failure!.kind, code: null });
  });

  test('what could not be read as a destination stays in the field', () => {
    expect(joined('joins nothing that can be read').at(-1)!.destination).toBe(' ');
  });

  test('a refused permission token is not sent again', () => {
    const after = joined('joins the meeting with a permission token', webexAnswers.tokenRefused.name).at(-1)!;

    expect(after.extraParams).toEqual({});
  });

  test('a captcha that was spent after one was asked for is refreshed by nobody’s wish', () => {
    const asked = [
      'joins the meeting',
      webexAnswers.captchaAndPassword.name,
      'asks for another captcha',
      'another captcha',
    ];
    const after = joined(...asked, 'submits what the captcha asks for', webexAnswers.passwordWrongCaptchaSpent.name).at(
      -1,
    )!;

    expect(after).toMatchObject({ refreshAsked: false, captchaSpent: true });
  });

  test.each([
    ['no reply: the connection breaks', true],
    ['a fault of the server (503)', true],
    ['the time of sendCode is over', true],
    [huaweiAnswers.sendCode.userUnknown.name, false],
    [huaweiAnswers.sendCode.locked.name, false],
  ])('a code that may be on its way starts the cool-down: %s, %s', (text, starts) => {
    const [before, after] = resetAfter(...start, 'moves the piece', names.fits, text).slice(-2);

    expect(after!.resendAt).toBe(starts ? before!.attempt.startAt + 180_000 : 0);
  });

  test.each([
    ['the time of tokenDeadline is over', toPassword],
    [huaweiAnswers.reset.unauthorized.name, [...toPassword, 'submits a new password']],
  ])('a token that is over is dropped: %s', (text, way) => {
    const after = resetAfter(...way, text).at(-1)!;

    expect(after).toMatchObject({ token: null, tokenEndsAt: 0, newPassword: null, failure: { kind: 'tokenExpired' } });
  });

  test('a code that is over is told of when the next slider comes', () => {
    const over = resetAfter(...toCode, 'the time of codeDeadline is over').at(-1)!;

    expect(over).toMatchObject({ failure: { kind: 'codeExpired', retryAt: null }, token: null });
  });

  test('the slider’s token gives way to that of its check, and a person who looks is seen', () => {
    const solved = resetAfter(...start, 'moves the piece', names.fits);
    expect(solved.at(-1)!.token).not.toBe(solved.at(-2)!.token);
    expect(solved.at(-1)!).toMatchObject({ slider: null, answer: null });

    const expired = [...start, 'the time of sliderDeadline is over', names.slider];
    expect(resetAfter(...expired).at(-1)!.unseen).toBe(1);
    expect(resetAfter(...expired, 'asks for another slider').at(-1)!).toMatchObject({ unseen: 0, failure: null });
  });

  test('an earlier failure does not follow to the next code', () => {
    const long = [...start, 'moves the piece', names.fits, 'a code that lives for ten minutes is on its way'];
    const again = resetAfter(
      ...long,
      'submits an empty code',
      'the time of resendDeadline is over',
      'asks for another code',
    );

    expect(again.at(-1)!.failure).toBeNull();
  });

  test('a person who gives up a code check may start again as the same one', () => {
    const after = resetAfter(...toCode, 'submits a code', 'cancels').at(-1)!;

    expect(after).toMatchObject({ user: '+8613800138000', code: null, attempts: { code: 0 }, codeEndsAt: 0 });
    expect(after.resendAt).toBeGreaterThan(0);
  });

  test('the third password that the service refuses unread leads to a new start without the old token', () => {
    const refuse = ['submits a new password', huaweiAnswers.reset.unknownCode.name];
    const after = resetAfter(...toPassword, ...refuse, ...refuse, ...refuse).at(-1)!;

    expect(after).toMatchObject({ token: null, failure: { kind: 'tokenExpired' }, attempts: { password: 3 } });
  });
});

describe('what only a restored snapshot, or an app’s own code, brings about', () => {
  let model = createResetModel({}, [], 1000);
  beforeEach(() => {
    model = createResetModel({}, [], 1000);
  });
  /** The position after a walk, an hour later, with some of its memory changed. */
  const later = (texts: readonly string[], change: object = {}): Position => {
    const { snapshot, now } = walk(model, ...texts).at(-1)!;
    const context = { ...(snapshot.context as object), ...change };
    return { snapshot: { ...snapshot, context } as never, now: now + 3_600_000, over: [] };
  };
  const after = (position: Position, event: object) => {
    const happening = { by: 'service', text: '', answer: huaweiAnswers.reset.changed, event: () => event } as never;
    const { position: next, announces } = model.take(position, happening);
    return {
      state: String(next.snapshot.value),
      context: next.snapshot.context as PasswordResetContext,
      now: next.now,
      announces,
    };
  };
  const done = (id: string, output: unknown) => ({ type: `xstate.done.actor.${id}`, output });
  const gone = { token: JSON.parse('{}') as never };

  test.each([
    ['a slider', 'sliderExpired', () => later(start, gone), { type: 'slider.submit', pointX: 120, slideTime: 900 }],
    [
      'a new password',
      'tokenExpired',
      () => later(toPassword, gone),
      { type: 'password.submit', password: secret('A-fresh-one-42') },
    ],
    [
      'a slider check that was sent before',
      'sliderExpired',
      () => later([...start, 'moves the piece']),
      done('checkSlider', INTERRUPTED),
    ],
  ])('%s whose token is gone leads to a slider, with all of its time', (_, kind, position, event) => {
    const { state, context, now } = after(position(), event);

    expect([state, context.failure?.kind, context.attempt.startAt]).toEqual(['requestingSlider', kind, now]);
    expect(context).toMatchObject({ slider: null, token: null, tokenEndsAt: 0, answer: null });
  });

  test('a code check whose session is over leads to a slider, with all of its time', () => {
    const { state, context, now } = after(
      later([...toCode, 'submits a code']),
      done('checkCode', { ok: false, failure: resetFailure('tokenExpired') }),
    );

    expect([state, context.failure?.kind, context.attempt.startAt]).toEqual(['requestingSlider', 'tokenExpired', now]);
  });

  // `unknownCode` is what is refused in all three places, and is told as what it means there.
  test.each([
    ['slider', 'unknownCode', { slider: 4 }, [...start, 'moves the piece'], 'checkSlider', 'sliderWrong', 'blocked'],
    ['code', 'unknownCode', { code: 4 }, [...toCode, 'submits a code'], 'checkCode', 'unknownCode', 'codeExpired'],
    ['code', 'codeWrong', { code: 4 }, [...toCode, 'submits a code'], 'checkCode', 'codeWrong', 'codeExpired'],
    [
      'password',
      'unknownCode',
      { password: 2 },
      [...toPassword, 'submits a new password'],
      'resetPassword',
      'unknownCode',
      'tokenExpired',
    ],
  ] as const)(
    'the last refused %s, refused as %s, is announced as what it was, though what is shown is the end',
    (_, refusedAs, tries, way, id, told, shown) => {
      const attempts = { slider: 0, code: 0, password: 0, ...tries };
      const { context, announces } = after(
        later(way, { attempts }),
        done(id, { ok: false, failure: resetFailure(refusedAs) }),
      );

      expect(context.failure?.kind).toBe(shown);
      expect(announces).toContainEqual(expect.objectContaining({ type: 'answer.refused', kind: told }));
    },
  );
});
