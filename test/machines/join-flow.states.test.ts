import { describe, expect, test } from '@jest/globals';
import { getJoinView, provideJoinServices, secret } from 'meeting-join-flow';
import type { JoinFlowEvent, MeetingInfoOutcome } from 'meeting-join-flow';
import { initialTransition, transition } from 'xstate';
import type { SnapshotFrom } from 'xstate';
import { joinFailure } from '../../src/guards/join-failure.js';
import type { JoinFlowContext } from '../../src/machines/join-flow.types.js';
import { INTERRUPTED, outcomeAtLimit } from '../../src/machines/port.js';
import { asksId, asksPassword, captcha, deferredServices, joined, noNeeds, refused } from '../support/join-services.js';
import { readStatesTable, shownAt } from '../support/states-table.js';

const machine = provideJoinServices({
  ...deferredServices().services,
  checkDestination: (destination) => (destination === 'elsewhere' ? joinFailure('untrustedHost') : null),
});
type Snapshot = SnapshotFrom<typeof machine>;
type Given = Partial<JoinFlowContext>;

const now = Date.UTC(2026, 0, 1);
const attempt = { repeats: 0, startAt: now, attemptEndsAt: now + 15_000, totalEndsAt: now + 60_000 };
const lastAttempt = { ...attempt, repeats: 2 };
const token = secret('token');
const known: Given = { destination: '123456789', attempt, extraParams: { permissionToken: token } };
const needs = (...names: string[]) =>
  Object.fromEntries(['password', 'captcha', 'registrationId'].map((name) => [name, names.includes(name)]));
const passwordWrong = joinFailure('passwordWrong', { code: 403028 });
const captchaMissing = joinFailure('captchaMissing', { code: 423001 });

/** Every state of the table, and a memory that fits it. */
const states: Readonly<Record<string, readonly [value: Snapshot['value'], given: object]>> = {
  idle: ['idle', {}],
  'fetching (look-up)': ['fetching', {}],
  'fetching (answer)': [
    'fetching',
    {
      answering: true,
      password: secret('p'),
      registrationId: secret('r'),
      captchaCode: secret('c'),
      captcha: captcha('first'),
    },
  ],
  passwordRequired: ['passwordRequired', { needs: needs('password'), failure: passwordWrong, refusal: passwordWrong }],
  captchaRequired: [
    'captchaRequired',
    { needs: needs('captcha'), captcha: captcha('first'), failure: captchaMissing, refusal: captchaMissing },
  ],
  'captchaRequired (+password)': [
    'captchaRequired',
    {
      needs: needs('captcha', 'password'),
      captcha: captcha('first'),
      failure: captchaMissing,
      refusal: captchaMissing,
    },
  ],
  'captchaRequired (spent)': [
    'captchaRequired',
    {
      needs: needs('captcha'),
      captcha: captcha('first'),
      captchaSpent: true,
      failure: passwordWrong,
      refusal: passwordWrong,
    },
  ],
  registrationRequired: [
    'registrationRequired',
    {
      needs: needs('registrationId'),
      failure: joinFailure('registrationIdMissing'),
      refusal: joinFailure('registrationIdMissing'),
    },
  ],
  'refreshing (asked)': [
    'refreshing',
    {
      needs: needs('captcha'),
      captcha: captcha('first'),
      refreshAsked: true,
      failure: captchaMissing,
      refusal: captchaMissing,
    },
  ],
  'refreshing (by itself)': [
    'refreshing',
    {
      needs: needs('captcha', 'password'),
      captcha: captcha('first'),
      captchaSpent: true,
      failure: passwordWrong,
      refusal: passwordWrong,
    },
  ],
  'error (recoverable)': ['error', { failure: joinFailure('network') }],
  'error (final)': ['error', { failure: joinFailure('policyDenied') }],
  'error (join refused)': ['error', { failure: joinFailure('inputInvalid') }],
  success: ['success', { meetingInfo: 'meetingInfo' in joined ? joined.meetingInfo : null }],
};

type Event = JoinFlowEvent | { readonly type: string; readonly output?: unknown; readonly error?: unknown };
const answered = (output: MeetingInfoOutcome | typeof INTERRUPTED): Event => ({
  type: 'xstate.done.actor.fetchMeetingInfo',
  output,
});
/** What the actor of a request says when its time is over. */
const outOfTime = (id: 'fetchMeetingInfo' | 'refreshCaptcha'): Event => ({
  type: `xstate.done.actor.${id}`,
  output: outcomeAtLimit(machine.implementations.actors[id])?.(),
});
const refreshed = (output: unknown): Event => ({ type: 'xstate.done.actor.refreshCaptcha', output });
const noReply = { ok: false, failure: joinFailure('network') };
const second = { captcha: captcha('second') };

/** Everything that can happen, and what else must be so for it to happen. */
const happenings: Readonly<Record<string, readonly [event: Event, given?: Given]>> = {
  join: [{ type: 'join', destination: '987654321' }],
  'join with a password': [{ type: 'join', destination: '987654321', password: secret('p') }],
  'join, destination unreadable': [{ type: 'join', destination: '  ' }],
  'join, refused by the services': [{ type: 'join', destination: 'elsewhere' }],
  'join, password in clear': [{ type: 'join', destination: '987654321', password: 'clear' } as never],
  'join, type unknown': [{ type: 'join', destination: '987654321', destinationType: 'ELSEWHERE' } as never],
  'join, parameters reserved': [{ type: 'join', destination: '987654321', extraParams: { password: 'clear' } }],
  'submit a password': [{ type: 'password.submit', password: secret('p') }],
  'submit an empty password': [{ type: 'password.submit', password: secret('') }],
  'submit a password in clear': [{ type: 'password.submit', password: 'clear' } as never],
  'submit a captcha answer': [{ type: 'captcha.submit', code: secret('c') }],
  'submit a captcha with a password': [{ type: 'captcha.submit', code: secret('c'), password: secret('p') }],
  'submit an empty captcha answer': [{ type: 'captcha.submit', code: secret(''), password: secret('') }],
  'submit a registration id': [{ type: 'registration.submit', registrationId: secret('r') }],
  'submit an empty registration id': [{ type: 'registration.submit', registrationId: secret('') }],
  'refresh the captcha': [{ type: 'captcha.refresh' }],
  cancel: [{ type: 'cancel' }],
  retry: [{ type: 'retry' }],
  reset: [{ type: 'reset' }],
  'an event that the chart does not know': [{ type: 'password.forget' }],
  'the meeting': [answered(joined)],
  'a password is asked for': [answered(asksPassword)],
  'the password is wrong': [answered(refused('passwordWrong', { password: true }))],
  'the password is wrong, the captcha spent': [answered(refused('passwordWrong', { password: true, captcha: true }))],
  'a captcha is asked for': [answered(refused('captchaMissing', { captcha: true }, second))],
  'a captcha and a password are asked for': [
    answered(refused('captchaMissing', { captcha: true, password: true }, second)),
  ],
  'a captcha and an id are asked for': [
    answered(refused('captchaMissing', { captcha: true, registrationId: true }, second)),
  ],
  'the captcha answer is wrong': [answered(refused('captchaWrong', { captcha: true }, second))],
  'an id is asked for': [answered(asksId)],
  'the id is wrong': [answered(refused('registrationIdWrong', { registrationId: true }))],
  'an id and a password are asked for': [
    answered(refused('registrationIdMissing', { registrationId: true, password: true })),
  ],
  'the policy forbids it': [answered(refused('policyDenied'))],
  'the meeting has not begun': [answered(refused('notStarted'))],
  'no reply': [answered(refused('network'))],
  'no reply for the third time': [answered(refused('network')), { attempt: lastAttempt }],
  'too many requests, wait for two minutes': [
    answered(refused('rateLimited', {}, { details: { retryAt: now + 120_000 } })),
  ],
  'the permission token is refused': [answered(refused('tokenExpired'))],
  'a token is refused that was not sent': [answered(refused('tokenExpired')), { extraParams: {} }],
  'the answer was posted before': [answered(INTERRUPTED)],
  'the request crashes': [{ type: 'xstate.error.actor.fetchMeetingInfo', error: new Error('crash') }],
  'another captcha': [refreshed({ ok: true, captcha: captcha('second') })],
  'the refresh is refused': [refreshed({ ok: false, failure: joinFailure('signInRequired') })],
  'no reply to the refresh': [refreshed(noReply)],
  'no reply to the refresh, third time': [refreshed(noReply), { attempt: lastAttempt }],
  'the refresh crashes': [{ type: 'xstate.error.actor.refreshCaptcha', error: new Error('crash') }],
  'the time of the request is over': [outOfTime('fetchMeetingInfo')],
  'the time of the third request is over': [outOfTime('fetchMeetingInfo'), { attempt: lastAttempt }],
  'the time of the refresh is over': [outOfTime('refreshCaptcha')],
  'the time of the third refresh is over': [outOfTime('refreshCaptcha'), { attempt: lastAttempt }],
};

const rows = readStatesTable('The join flow');
const [{ context: blank }] = initialTransition(machine);
const stateOf = (from: string, given: Given = {}): Snapshot => {
  const [value, memory] = states[from]!;
  return machine.resolveState({
    value,
    context: { ...blank, ...known, ...memory, ...given },
    ...(value === 'success' && { status: 'done' as const }),
  });
};

const pairs = Object.keys(states).flatMap((from) =>
  Object.keys(happenings).map((when) => ({
    from,
    when,
    row: rows.find((one) => one.from === from && one.when === when),
  })),
);
const listed = pairs.flatMap(({ row }) => (row ? [row] : []));
const unlisted = pairs.filter(({ row }) => !row);

describe('docs/states.md, the join flow', () => {
  test('names only states and events that exist, each pair once', () => {
    const names = rows.map(({ from, when }) => `${from} / ${when}`);

    expect(listed).toHaveLength(rows.length);
    expect(new Set(names).size).toBe(rows.length);
    expect(rows.length).toBeGreaterThan(100);
  });

  test('every state of the chart is in it, with its tags', () => {
    const tags = { idle: [], fetching: ['busy'], refreshing: ['busy'], success: ['ended'], error: ['ended'] } as const;

    expect(new Set(Object.values(states).map(([value]) => value))).toEqual(new Set(Object.keys(machine.states)));
    for (const from of Object.keys(states)) {
      const snapshot = stateOf(from);

      expect([...snapshot.tags]).toEqual(
        (tags as Record<string, readonly string[]>)[snapshot.value] ?? ['awaitingInput'],
      );
    }
  });

  test.each(listed)('$from, $when: $to', ({ from, when, to, shows }) => {
    const [event, given] = happenings[when]!;

    const [after, actions] = transition(machine, stateOf(from, given), event as never);

    const [value, again] = to.split(' ');
    const view = getJoinView(after);
    expect(after.value).toBe(value);
    expect(view.state).toBe(value);
    for (const [path, text] of shows) expect([path, shownAt(view, path)]).toEqual([path, text]);
    if (again) {
      expect(again).toBe('again');
      expect(actions.map(({ type }) => type)).toEqual(
        expect.arrayContaining(['xstate.stopChild', 'xstate.spawnChild']),
      );
    }
  });

  test.each(unlisted)('$from, $when: nothing changes', ({ from, when }) => {
    const [event, given] = happenings[when]!;
    const before = stateOf(from, given);

    const [after, actions] = transition(machine, before, event as never);

    expect(after.value).toBe(before.value);
    expect(after.context).toEqual(before.context);
    expect(actions).toEqual([]);
  });
});

describe('what must be true in a state, whatever led there', () => {
  test.each(listed.filter(({ from }) => from !== 'success'))('$from, $when', ({ from, when }) => {
    const [event, given] = happenings[when]!;

    const [{ value, context }] = transition(machine, stateOf(from, given), event as never);

    const typed = [context.password, context.registrationId, context.captchaCode];
    if (['idle', 'error', 'success'].includes(value)) expect(typed).toEqual([null, null, null]);
    if (value.endsWith('Required') || value === 'refreshing' || value === 'error')
      expect(context.failure).not.toBeNull();
    if (value.endsWith('Required')) expect(context.captchaCode).toBeNull();
    if (value === 'fetching') expect(context.failure).toBeNull();
    if (value === 'captchaRequired' || value === 'refreshing') expect(context.captcha).not.toBeNull();
    if (value === 'passwordRequired') expect(context.needs).toEqual({ ...noNeeds, password: true });
    if (value === 'refreshing') expect(context.answering).toBe(false);
    if (value === 'success') expect(context.extraParams).toEqual({});
  });
});
