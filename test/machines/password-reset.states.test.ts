import { describe, expect, test } from '@jest/globals';
import { getPasswordResetView, provideResetServices, secret } from 'meeting-join-flow';
import type { PasswordResetEvent } from 'meeting-join-flow';
import { initialTransition, transition } from 'xstate';
import type { SnapshotFrom } from 'xstate';
import { allResetTraits, resetFailure } from '../../src/guards/reset-failure.js';
import type { PasswordResetContext } from '../../src/machines/password-reset.types.js';
import { INTERRUPTED, outcomeAtLimit } from '../../src/machines/port.js';
import { changed, deferredReset, known, passed, refusal, sent, slider } from '../support/reset-services.js';
import { readStatesTable, shownAt } from '../support/states-table.js';
import type { StateRow } from '../support/states-table.js';

const machine = provideResetServices(deferredReset().services);
type Snapshot = SnapshotFrom<typeof machine>;
type Given = Partial<PasswordResetContext>;
type Kind = Parameters<typeof refusal>[0];

const now = Date.now();
const attempt = { repeats: 0, startAt: now, attemptEndsAt: now + 15_000, totalEndsAt: now + 60_000 };
const person: Given = { user: '+8613800138000', attempt };
const picture = { backgroundUrl: 'data:image/png;base64,AAAA', pieceUrl: 'data:image/png;base64,BBBB', pointY: 30 };
const puzzle: Given = { slider: picture, token: secret('T1'), tokenEndsAt: now + 60_000 };
const sentCode: Given = {
  sentTo: { phone: '+86138****8000', email: null },
  codeEndsAt: now + 170_000,
  resendAt: now + 180_000,
};
const recognised: Given = { ...sentCode, token: secret('T4'), tokenEndsAt: now + 180_000 };
/** What a handle is after it was stored. */
const gone = JSON.parse('{}') as never;

/** Every state of the table, and a memory that fits it. */
const states: Readonly<Record<string, readonly [value: Snapshot['value'], given: Given]>> = {
  idle: ['idle', {}],
  requestingSlider: ['requestingSlider', { failure: resetFailure('sliderWrong') }],
  sliderRequired: ['sliderRequired', puzzle],
  'sliderRequired (token gone)': ['sliderRequired', { ...puzzle, token: gone }],
  checkingSlider: ['checkingSlider', { ...puzzle, answer: { pointX: 120, slideTime: 900 } }],
  sendingCode: ['sendingCode', { token: secret('T2'), tokenEndsAt: now + 60_000 }],
  codeRequired: ['codeRequired', sentCode],
  'codeRequired (resend allowed)': ['codeRequired', { ...sentCode, mayResend: true }],
  'codeRequired (over)': ['codeRequired', { ...sentCode, codeIsOver: true, failure: resetFailure('codeExpired') }],
  checkingCode: ['checkingCode', { ...sentCode, code: secret('374104') }],
  newPasswordRequired: ['newPasswordRequired', recognised],
  'newPasswordRequired (token gone)': ['newPasswordRequired', { ...recognised, token: gone }],
  resetting: ['resetting', { ...recognised, newPassword: secret('Brand-new-77') }],
  'error (recoverable)': ['error', { failure: resetFailure('network') }],
  'error (start refused)': ['error', { failure: resetFailure('inputInvalid', { field: 'user', action: 'enterUser' }) }],
  'error (outcome unknown)': ['error', { failure: resetFailure('outcomeUnknown') }],
  success: ['success', {}],
};

type Event = PasswordResetEvent | { readonly type: string; readonly output?: unknown; readonly error?: unknown };
interface Happening {
  readonly event: Event;
  /** What else must be so for it to happen. */
  readonly given?: Given;
  readonly kind?: string;
}

const place = (pointX: unknown, slideTime: unknown = 900): Happening => ({
  event: { type: 'slider.submit', pointX, slideTime } as never,
});
const code = (value: unknown): Happening => ({ event: { type: 'code.submit', code: value } as never });
const password = (value: unknown): Happening => ({ event: { type: 'password.submit', password: value } as never });
const start = (more: object): Happening => ({ event: { type: 'start', ...more } });
const done = (id: string, given?: Given): Happening => ({
  event: { type: `xstate.done.actor.${id}`, output: undefined },
  ...(given && { given }),
});
/** What the actor of a request says when its time is over. */
const outOfTime = (id: string, given: Given = {}): Happening => ({
  event: {
    type: `xstate.done.actor.${id}`,
    output: outcomeAtLimit((machine.implementations.actors as Record<string, unknown>)[id])?.(),
  },
  given,
});
const lastAttempt: Given = { attempt: { ...attempt, repeats: 2 } };

const kinds = Object.keys(allResetTraits) as Kind[];

/** Every outcome of one request, by what it comes to. */
function outcomes(asked: string, actor: string, yes: unknown, given: Given = {}, only = kinds): [string, Happening][] {
  const answered = (kind: string, output: unknown): [string, Happening] => [
    `${asked}: ${kind}`,
    { event: { type: `xstate.done.actor.${actor}`, output }, given, kind },
  ];
  return [
    ...only.map((kind) => answered(kind, refusal(kind))),
    ...(only === kinds
      ? [
          answered('yes', yes),
          answered('posted before', INTERRUPTED),
          [`${asked}: crash`, { event: { type: `xstate.error.actor.${actor}`, error: new Error('crash') }, given }] as [
            string,
            Happening,
          ],
        ]
      : []),
  ];
}
const tries = (field: 'slider' | 'code' | 'password', count: number): Given => ({
  attempts: { slider: 0, code: 0, password: 0, [field]: count },
});
const wrongPlaces: Kind[] = ['sliderWrong', 'sliderMissing', 'unknownCode', 'sliderExpired', 'tokenExpired'];
const wrongCodes: Kind[] = ['codeWrong', 'codeMissing', 'unknownCode'];
const fifth = (given: Given, asked: string): [string, Happening][] => [
  ...outcomes(asked, 'checkCode', known(), given, wrongCodes),
  [`${asked}: posted before`, { event: { type: 'xstate.done.actor.checkCode', output: INTERRUPTED }, given }],
];
const late = refusal('rateLimited', { retryAt: now + 120_000 });

/** Everything that can happen. */
const happenings: Readonly<Record<string, Happening>> = {
  start: start({ user: 'other@example.com' }),
  'start without a user': start({ user: '  ' }),
  'start with an endless user': start({ user: 'u'.repeat(256) }),
  'start with a way to send that is none': start({ user: 'other@example.com', sendMethod: 'pigeon' }),
  'submit a place': place(120),
  'submit a click without a movement': place(0),
  'submit a place beyond the picture': place(300),
  'submit a place that is no number': place(NaN),
  'submit a place in no time': place(120, 0),
  'refresh the slider': { event: { type: 'slider.refresh' } },
  'submit a code': code(secret('374104')),
  'submit an empty code': code(secret('')),
  'submit an endless code': code(secret('3'.repeat(33))),
  'submit a code in clear': code('374104'),
  'ask for another code': { event: { type: 'code.resend' } },
  'submit a password': password(secret('Brand-new-77')),
  'submit a password against the rules': password(secret('short')),
  'submit an empty password': password(secret('')),
  'submit a password in clear': password('Brand-new-77'),
  cancel: { event: { type: 'cancel' } },
  retry: { event: { type: 'retry' } },
  reset: { event: { type: 'reset' } },
  'an event that the chart does not know': { event: { type: 'password.forget' } },
  ...Object.fromEntries([
    ...outcomes('a slider', 'sendSlider', slider()),
    ...outcomes('a slider, the third time', 'sendSlider', slider(), lastAttempt, [
      'network',
      'timeout',
      'serverFault',
      'rateLimited',
    ]),
    ...outcomes('the place', 'checkSlider', passed()),
    ...outcomes('the place, the fifth time', 'checkSlider', passed(), tries('slider', 4), wrongPlaces),
    ...outcomes('the code’s sending', 'sendCode', sent()),
    ...outcomes('the code’s sending, within the cool-down', 'sendCode', sent(), { resendAt: now + 60_000 }, [
      'unknownCode',
      'codeTooSoon',
      'tokenExpired',
    ]),
    ...outcomes('the code', 'checkCode', known()),
    ...fifth(tries('code', 4), 'the code, the fifth time'),
    ...fifth({ ...tries('code', 4), mayResend: true }, 'the code, the fifth time and after the cool-down'),
    ...outcomes('the password', 'resetPassword', changed),
    ...outcomes('the password, the third time', 'resetPassword', changed, tries('password', 2), [
      'passwordNotAcceptable',
      'unknownCode',
    ]),
  ]),
  'a slider, in two minutes: rateLimited': {
    event: { type: 'xstate.done.actor.sendSlider', output: late },
    kind: 'rateLimited',
  },
  'the time for a slider is over': outOfTime('sendSlider'),
  'the time for the third slider is over': outOfTime('sendSlider', lastAttempt),
  'the time for the place is over': outOfTime('checkSlider'),
  'the time for the code’s sending is over': outOfTime('sendCode'),
  'the time for the code is over': outOfTime('checkCode'),
  'the time for the password is over': outOfTime('resetPassword'),
  'the slider expires': done('sliderDeadline'),
  'the third slider in a row expires': done('sliderDeadline', { unseen: 2 }),
  'the code expires': done('codeDeadline'),
  'another code may be sent': done('resendDeadline'),
  'the token of the code check expires': done('tokenDeadline'),
};

/** `asked: kind / kind` is a row for each kind, and a semicolon is another row. */
const spread = (row: StateRow): StateRow[] =>
  row.when.split(';').flatMap((when) => {
    const [asked = '', listed] = when.trim().split(': ');
    return (listed?.split(' / ') ?? [null]).map((kind) => ({ ...row, when: kind ? `${asked}: ${kind}` : asked }));
  });
const rows = readStatesTable('The password reset').flatMap(spread);
const rowOf = new Map(rows.map((row) => [`${row.from} / ${row.when}`, row]));

const [{ context: blank }] = initialTransition(machine, undefined);
const stateOf = (from: string, given: Given = {}): Snapshot => {
  const [value, memory] = states[from]!;
  return machine.resolveState({
    value,
    context: { ...blank, ...person, ...memory, ...given },
    ...(value === 'success' && { status: 'done' as const }),
  });
};

/** What else must be so belongs to the pairs that are listed: elsewhere it may contradict the state. */
const before = (from: string, when: string) =>
  stateOf(from, rowOf.has(`${from} / ${when}`) ? happenings[when]!.given : {});
const after = (from: string, when: string) => transition(machine, before(from, when), happenings[when]!.event as never);

describe('docs/states.md, the password reset', () => {
  test('names only states and events that exist, each pair once', () => {
    const unknown = rows.filter(({ from, when }) => !(from in states) || !(when in happenings));

    expect(unknown.map(({ from, when }) => `${from} / ${when}`)).toEqual([]);
    expect(rowOf.size).toBe(rows.length);
    expect(rows.length).toBeGreaterThan(200);
  });

  test('every state of the chart is in it, with its tags', () => {
    const tags = { idle: [], success: ['ended'], error: ['ended'] } as Record<string, readonly string[]>;

    expect(new Set(Object.values(states).map(([value]) => value))).toEqual(new Set(Object.keys(machine.states)));
    for (const from of Object.keys(states)) {
      const { value, tags: seen } = stateOf(from);
      const asks = value.endsWith('Required');

      expect([value, ...seen]).toEqual([value, ...(tags[value] ?? [asks ? 'awaitingInput' : 'busy'])]);
    }
  });

  test.each(rows)('$from, $when: $to', ({ from, when, to, shows }) => {
    const [{ value, context }, actions] = after(from, when);

    const [target, again] = to.split(' ');
    const view = getPasswordResetView({ value, context });
    expect(view.state).toBe(target);
    for (const [path, text] of shows) {
      const expected = text === 'the same' ? happenings[when]!.kind : text;
      expect([path, shownAt(view, path)]).toEqual([path, expected]);
    }
    if (again !== undefined) {
      expect(again).toBe('again');
      expect(actions.map(({ type }) => type)).toEqual(
        expect.arrayContaining(['xstate.stopChild', 'xstate.spawnChild']),
      );
    }
  });

  test.each(Object.keys(states))('%s: what is not in the table changes nothing', (from) => {
    const unlisted = Object.keys(happenings).filter((when) => !rowOf.has(`${from} / ${when}`));
    expect(unlisted.length).toBeGreaterThan(100);

    for (const when of unlisted) {
      const given = before(from, when);
      const [{ value, context }, actions] = after(from, when);

      expect([when, value, context]).toEqual([when, given.value, given.context]);
      expect([when, actions]).toEqual([when, []]);
    }
  });
});

describe('what must be true in a state of the password reset, whatever led there', () => {
  test.each(rows)('$from, $when', ({ from, when }) => {
    const [{ value, context }] = after(from, when);

    const { token, code: typed, newPassword, failure, slider: shown } = context;
    if (['idle', 'error', 'success', 'codeRequired'].includes(value)) expect(token).toBeNull();
    if (value !== 'checkingCode') expect(typed).toBeNull();
    if (value !== 'resetting') expect(newPassword).toBeNull();
    if (value === 'error') expect(failure).not.toBeNull();
    if (['checkingSlider', 'sendingCode', 'checkingCode', 'resetting', 'success'].includes(value))
      expect(failure).toBeNull();
    if (value === 'sliderRequired') expect(shown).not.toBeNull();
    if (['idle', 'error', 'codeRequired', 'newPasswordRequired'].includes(value)) expect(shown).toBeNull();
  });
});

test('from every state of the table there is a way to success, and a way out', () => {
  const from = Object.keys(states);
  const plain = (name: string) => name.split(' ')[0]!;
  const leadsTo = (state: string) => rows.filter((row) => row.from === state).map(({ to }) => plain(to));
  const reached = new Set(['success']);
  for (let size = 0; size !== reached.size;) {
    size = reached.size;
    for (const state of from) if (leadsTo(state).some((to) => reached.has(to))) reached.add(state).add(plain(state));
  }

  expect(from.filter((state) => !reached.has(state))).toEqual([]);
  for (const state of from)
    if (state !== 'idle' && state !== 'success')
      expect([state, leadsTo(state)]).toEqual([state, expect.arrayContaining(['idle'])]);
});
