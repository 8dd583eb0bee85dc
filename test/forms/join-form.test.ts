import { describe, expect, test } from '@jest/globals';
import { createJoinFlow, joinFields, reveal, submitJoin } from 'meeting-join-flow';
import type { JoinAnswers, MeetingInfoOutcome, Secret } from 'meeting-join-flow';
import { joined, picture, refused, scriptServices } from '../react/scripted-services.js';
import { createMovedClock, settle } from '../support/moved-clock.js';

const destination = 'https://acme.webex.com/meet/ada';
const asks = (...fields: string[]): MeetingInfoOutcome =>
  refused(
    fields.includes('captcha')
      ? 'captchaMissing'
      : fields[0] === 'password'
        ? 'passwordMissing'
        : 'registrationIdMissing',
    {
      needs: {
        password: fields.includes('password'),
        captcha: fields.includes('captcha'),
        registrationId: fields.includes('registrationId'),
      },
      captcha: fields.includes('captcha') ? picture('1') : null,
    },
  );

/** A flow over ports that answer when told, on a clock that stands still. */
function open() {
  const { services, asked } = scriptServices();
  return { flow: createJoinFlow({ services, clock: createMovedClock() }), asked };
}

/** One that was looked up and answered so. */
async function openAt(outcome: MeetingInfoOutcome) {
  const { flow, asked } = open();
  submitJoin(flow, { destination });
  asked[0]!.reply(outcome);
  await settle();
  return { flow, asked, state: () => flow.getView().state };
}
function formData(values: readonly [string, string | File][]): FormData {
  const form = new FormData();
  for (const [name, value] of values) form.append(name, value as string);
  return form;
}
const opened = (secret: Secret | null) => secret && reveal(secret);

describe('joinFields', () => {
  test('of a flow that has not begun is the meeting', () => {
    expect(joinFields(open().flow.getView())).toEqual(['destination']);
  });

  test('of a failure that nothing typed here helps is the meeting again', async () => {
    const { flow, state } = await openAt(refused('meetingNotFound'));
    expect([state(), joinFields(flow.getView())]).toEqual(['error', ['destination']]);
  });

  test.each([
    ['passwordRequired', ['password']],
    ['registrationRequired', ['registrationId']],
    ['registrationRequired', ['password', 'registrationId']],
    ['captchaRequired', ['captcha']],
    ['captchaRequired', ['password', 'registrationId', 'captcha']],
  ])('of %s are what the service asks for: %j', async (name, fields) => {
    const { flow, state } = await openAt(asks(...fields));
    expect([state(), joinFields(flow.getView())]).toEqual([name, fields]);
  });

  test('hold one whose answer is held from before', async () => {
    const { flow, asked } = await openAt(asks('password'));
    submitJoin(flow, { password: 'open sesame' });
    asked[1]!.reply(asks('password', 'captcha'));
    await settle();

    expect(flow.getView()).toMatchObject({ held: { password: true } });
    expect(joinFields(flow.getView())).toEqual(['password', 'captcha']);
  });

  test('of a flow that is through are none', async () => {
    const { flow, state } = await openAt(joined);
    expect([state(), joinFields(flow.getView())]).toEqual(['success', []]);
  });
});

describe('submitJoin', () => {
  test('looks up a meeting, with what the app adds to it and without the spaces around a link, but those of a password', () => {
    const { flow, asked } = open();
    submitJoin(flow, {
      destination: ` ${destination}\n`,
      destinationType: 'MEETING_LINK',
      password: ' known before ',
      extraParams: { mtid: 'm1' },
    });

    expect(asked[0]!.request).toMatchObject({
      destination,
      destinationType: 'MEETING_LINK',
      extraParams: { mtid: 'm1' },
      captcha: null,
    });
    expect(opened(asked[0]!.request.password)).toBe(' known before ');
  });

  test('looks up a meeting that is no text as it is', () => {
    const { flow, asked } = open();
    submitJoin(flow, { destination: { userId: 'u', orgId: 'o' } });
    expect(asked[0]!.request.destination).toEqual({ userId: 'u', orgId: 'o' });
  });

  test('says that the meeting is missing, when nothing was typed', () => {
    const { flow, asked } = open();
    submitJoin(flow, {});
    expect(flow.getView().failure).toMatchObject({ kind: 'destinationInvalid', field: 'destination' });
    expect(asked).toHaveLength(0);
  });

  test('looks up another meeting after a failure', async () => {
    const { flow, asked } = await openAt(refused('meetingNotFound'));
    submitJoin(flow, { destination: '123456789' });
    expect(asked[1]!.request.destination).toBe('123456789');
  });

  test.each<[string, (values: readonly [string, string][]) => Iterable<readonly [string, unknown]>]>([
    ['a form', formData],
    ['a search', (values) => new URLSearchParams(values.map(([...value]) => value))],
    ['a Map', (values) => new Map(values)],
    ['entries', (values) => values.values()],
  ])('takes %s as it is', async (_, toAnswers) => {
    const { flow, asked } = open();
    expect(submitJoin(flow, toAnswers([['destination', ` ${destination} `]]))).toBe(true);
    expect(asked[0]!.request.destination).toBe(destination);

    asked[0]!.reply(asks('password', 'captcha'));
    await settle();
    const answers = toAnswers([
      ['password', 'p'],
      ['captcha', 'c'],
    ]);
    expect(submitJoin(flow, answers)).toBe(true);
    const { password, captcha } = asked[1]!.request;
    expect([opened(password), opened(captcha && captcha.code)]).toEqual(['p', 'c']);
  });

  test('refuses by name a file in a form, which is no text', async () => {
    for (const name of ['destination', 'password'] as const) {
      const { flow, asked } = name === 'password' ? await openAt(asks('password')) : open();
      const before = asked.length;
      expect(submitJoin(flow, formData([[name, new File(['x'], 'x.txt')]]))).toBe(false);
      expect([flow.getView().failure?.field, asked.length]).toEqual([name, before]);
    }
  });

  const all: JoinAnswers = { destination: 'of no interest now', password: 'p', registrationId: 'r', captcha: 'c' };

  test.each([
    ['a password', ['password']],
    ['a registration id', ['registrationId']],
    ['a captcha', ['captcha']],
  ])('answers with all fields of the form when %s is asked for', async (_, fields) => {
    const { flow, asked } = await openAt(asks(...fields));
    expect(submitJoin(flow, all)).toBe(true);

    const { request } = asked[1]!;
    expect(request.destination).toBe(destination);
    expect([opened(request.password), opened(request.registrationId)]).toEqual(['p', 'r']);
    expect(request.captcha && [request.captcha.id, reveal(request.captcha.code)]).toEqual(
      fields.includes('captcha') ? ['1', 'c'] : null,
    );
  });

  test.each([
    ['passwordRequired', ['password'], 'password'],
    ['registrationRequired', ['registrationId'], 'registrationId'],
    ['captchaRequired', ['captcha'], 'captcha'],
  ])('posts nothing in %s when nothing was typed, and says what is missing', async (name, fields, blamed) => {
    const { flow, asked, state } = await openAt(asks(...fields));
    expect(submitJoin(flow, {})).toBe(false);

    expect([state(), flow.getView().failure?.field]).toEqual([name, blamed]);
    expect(asked).toHaveLength(1);
  });

  test.each(['', null, undefined])('keeps the answer from before where a field has %j', async (password) => {
    const { flow, asked } = await openAt(asks('password'));
    submitJoin(flow, { password: 'open sesame' });
    asked[1]!.reply(asks('password', 'captcha'));
    await settle();
    submitJoin(flow, { password, registrationId: null, captcha: 'c' });

    expect(opened(asked[2]!.request.password)).toBe('open sesame');
  });

  test('is not taken by a flow that is busy, nor by one that is through', async () => {
    const { flow, asked } = open();
    submitJoin(flow, { destination });
    expect(submitJoin(flow, { destination: '987654321' })).toBe(false);
    expect(asked).toHaveLength(1);

    asked[0]!.reply(joined);
    await settle();
    const { actor } = flow;
    expect(submitJoin(flow, { destination: '987654321' })).toBe(false);
    expect([flow.getView().state, flow.actor === actor, asked.length]).toEqual(['success', true, 1]);
  });

  // An app in plain JavaScript may pass anything.
  const odd: readonly unknown[] = [undefined, null, 5, 'text', [], new FormData(), () => 'text', ['text', [], null]];

  test.each(odd)('says what is missing when there are no answers but %p', async (answers) => {
    const { flow } = open();
    expect(submitJoin(flow, answers as JoinAnswers)).toBe(false);
    expect(flow.getView().failure?.field).toBe('destination');

    const asking = await openAt(asks('password', 'captcha'));
    expect(submitJoin(asking.flow, answers as JoinAnswers)).toBe(false);
    expect(asking.flow.getView().failure?.field).toBe('captcha');
  });

  test.each([
    ['idle', null, 'destination'],
    ['passwordRequired', ['password'], 'password'],
    ['registrationRequired', ['registrationId'], 'registrationId'],
    ['captchaRequired', ['captcha'], 'captcha'],
  ] as const)('in %s refuses by name what is no text: asked %j, blamed %s', async (name, fields, blamed) => {
    for (const value of [null, true, {}, [], new File(['x'], 'x.txt'), Symbol('text')]) {
      const { flow, asked } = fields ? await openAt(asks(...fields)) : open();
      const before = asked.length;
      expect(submitJoin(flow, { [blamed]: value })).toBe(false);
      expect([flow.getView().state, flow.getView().failure?.field, asked.length]).toEqual([name, blamed, before]);
    }
  });

  test('is not taken by a flow that is stopped', () => {
    const { flow, asked } = open();
    flow.stop();
    expect([submitJoin(flow, { destination }), asked.length]).toEqual([false, 0]);
  });
});
