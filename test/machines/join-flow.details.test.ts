import { describe, expect, jest, test } from '@jest/globals';
import { createJoinFlow, provideJoinServices, reveal, secret } from 'meeting-join-flow';
import type { JoinFlow, JoinFlowEmitted } from 'meeting-join-flow';
import { createActor } from 'xstate';
import { joinFailure } from '../../src/guards/join-failure.js';
import { asksCaptcha, captcha, deferredServices, joined, refused } from '../support/join-services.js';
import { createMovedClock, settle } from '../support/moved-clock.js';

const destination = '123456789';
const asksBoth = refused('passwordMissing', { password: true, registrationId: true });

/** A flow on ports that answer when told, on a clock that stands still, with everything it announces. */
function watched() {
  const { services, fetches, refreshes } = deferredServices();
  const clock = createMovedClock();
  const flow = createJoinFlow({ services, clock });
  const heard: JoinFlowEmitted[] = [];
  flow.on('*', (event) => heard.push(event));
  const say = async (outcome: unknown): Promise<void> => {
    fetches.at(-1)!.resolve(outcome as never);
    await settle();
  };
  const refresh = async (outcome: unknown): Promise<void> => {
    refreshes.at(-1)!.resolve(outcome as never);
    await settle();
  };
  return { flow, fetches, refreshes, clock, heard, say, refresh };
}

describe('what a join announces', () => {
  test('is the whole of a visit, with no answer in it', async () => {
    const { flow, heard, say, refresh } = watched();
    flow.join({ destination });
    await say(refused('passwordMissing', { password: true }));
    flow.submitPassword('wrong');
    await say(refused('passwordWrong', { password: true, captcha: true }, { captcha: captcha('first') }));
    flow.refreshCaptcha();
    await refresh({ ok: true, captcha: captcha('second') });
    flow.submitCaptcha({ code: '0000', password: 'right' });
    await say(refused('captchaWrong', { captcha: true, password: true }, { captcha: captcha('third') }));
    flow.submitCaptcha({ code: '1234' });
    await say(joined);

    const password = { password: true, captcha: false, registrationId: false };
    const both = { ...password, captcha: true };
    expect(heard).toEqual([
      { type: 'challenge', kind: 'passwordMissing', needs: password },
      { type: 'answer.sent', carries: password },
      { type: 'answer.refused', kind: 'passwordWrong', attempts: { password: 1, captcha: 0, registrationId: 0 } },
      { type: 'challenge', kind: 'passwordWrong', needs: both },
      { type: 'captcha.refreshed', asked: true },
      { type: 'challenge', kind: 'passwordWrong', needs: both },
      { type: 'answer.sent', carries: both },
      { type: 'answer.refused', kind: 'captchaWrong', attempts: { password: 1, captcha: 1, registrationId: 0 } },
      { type: 'challenge', kind: 'captchaWrong', needs: both },
      { type: 'answer.sent', carries: both },
      { type: 'joined' },
    ]);
  });

  test('tells a refresh that the chart made by itself from one that a person asked for', async () => {
    const { flow, heard, say, refresh } = watched();
    flow.join({ destination });
    await say(asksCaptcha('first'));
    flow.submitCaptcha({ code: '1234', password: 'p' });
    await say(refused('passwordWrong', { password: true, captcha: true }));
    await refresh({ ok: true, captcha: captcha('second') });

    expect(heard.filter(({ type }) => type === 'captcha.refreshed')).toEqual([
      { type: 'captcha.refreshed', asked: false },
    ]);
    expect(flow.getView()).toMatchObject({ state: 'captchaRequired', failure: { kind: 'passwordWrong' } });
  });

  test('is a refusal only when an answer was refused', async () => {
    const { flow, heard, say } = watched();
    flow.join({ destination });
    // A service may say so of a look-up; nobody has answered.
    await say(refused('passwordWrong', { password: true }));
    flow.submitPassword('p');
    await say(refused('notStarted'));

    expect(heard.map(({ type }) => type)).toEqual(['challenge', 'answer.sent', 'failed']);
    expect(flow.getView().attempts).toEqual({ password: 0, captcha: 0, registrationId: 0 });
  });

  test.each<[string, Parameters<JoinFlow['join']>[0], Parameters<typeof refused>]>([
    ['an id', { destination, password: 'p' }, ['registrationIdWrong', { registrationId: true }]],
    ['a password', { destination, registrationId: 'W-1' }, ['passwordWrong', { password: true }]],
    ['a captcha', { destination, password: 'p' }, ['captchaWrong', { captcha: true }, { captcha: captcha('first') }]],
  ])('is no refusal of %s beside another answer, when none was given', async (_, command, refusal) => {
    const { flow, heard, say } = watched();
    flow.join(command);
    await say(refused(...refusal));

    expect(heard.map(({ type }) => type)).toEqual(['answer.sent', 'challenge']);
    expect(flow.getView().attempts).toEqual({ password: 0, captcha: 0, registrationId: 0 });
  });

  test('is a refusal also of an answer that the service does not ask for again', async () => {
    const { flow, heard, say } = watched();
    flow.join({ destination, password: 'p' });
    await say(refused('passwordWrong'));

    const attempts = { password: 1, captcha: 0, registrationId: 0 };
    expect(heard.slice(1)).toEqual([
      { type: 'answer.refused', kind: 'passwordWrong', attempts },
      { type: 'failed', kind: 'passwordWrong', code: null },
    ]);
    expect(flow.getView().attempts).toEqual(attempts);
  });

  test('names the kind and the code of a failure', async () => {
    const { flow, heard, say } = watched();
    flow.join({ destination });
    await say(refused('policyDenied', {}, { details: { code: 403048 } }));
    flow.join({ destination });
    await say(refused('meetingNotFound'));

    expect(heard).toEqual([
      { type: 'failed', kind: 'policyDenied', code: 403048 },
      { type: 'failed', kind: 'meetingNotFound', code: null },
    ]);
  });

  test('counts what was refused under its own name', async () => {
    const { flow, say } = watched();
    flow.join({ destination });
    await say(asksBoth);
    flow.submitRegistrationId('W-1', { password: 'p' });
    await say(refused('registrationIdWrong', { registrationId: true, password: true }));

    expect(flow.getView().attempts).toEqual({ password: 0, captcha: 0, registrationId: 1 });
  });
});

describe('what a join sends', () => {
  test('has the time of the attempt, what is held, and the captcha that was on the screen', async () => {
    const { flow, fetches, refreshes, clock, say, refresh } = watched();
    const at = clock.now();
    flow.join({ destination, destinationType: 'MEETING_ID', registrationId: 'W-1', extraParams: { lang: 'en' } });
    expect(fetches[0]!.request).toMatchObject({
      destination,
      destinationType: 'MEETING_ID',
      password: null,
      captcha: null,
      extraParams: { lang: 'en' },
      previousCode: null,
      sentAt: at,
      timeoutMs: 15_000,
    });
    expect(reveal(fetches[0]!.request.registrationId!)).toBe('W-1');
    await say(asksCaptcha('first'));
    flow.refreshCaptcha();
    expect(refreshes[0]!.request).toEqual({ ...captcha('first'), sentAt: at, timeoutMs: 15_000 });
    await refresh({ ok: true, captcha: captcha('second') });
    flow.submitCaptcha({ code: '1234', password: 'p' });

    const { request } = fetches.at(-1)!;
    expect(request.captcha?.id).toBe('second');
    expect(reveal(request.captcha!.code)).toBe('1234');
    expect(reveal(request.password!)).toBe('p');
  });

  test('keeps the answers that a captcha held up, and drops those that were judged', async () => {
    const { flow, fetches, say } = watched();
    flow.join({ destination });
    await say(asksBoth);
    flow.submitRegistrationId('W-1', { password: 'p' });
    await say(
      refused('captchaMissing', { captcha: true, password: true, registrationId: true }, { captcha: captcha('first') }),
    );
    expect(flow.getView()).toMatchObject({ held: { password: true, registrationId: true } });
    flow.submitCaptcha({ code: '1234' });
    const { request } = fetches.at(-1)!;
    expect([reveal(request.password!), reveal(request.registrationId!)]).toEqual(['p', 'W-1']);
    await say(refused('registrationIdWrong', { registrationId: true, password: true }));

    expect(flow.getView()).toMatchObject({ held: { password: false, registrationId: false } });
  });

  test('is what was typed, with the blanks at its ends', async () => {
    const { flow, fetches, say } = watched();
    flow.join({ destination, password: ' p ', registrationId: ' W-1 ' });
    await say(asksBoth);
    flow.submitRegistrationId(' W-2 ', { password: ' q ' });
    await say(refused('passwordWrong', { password: true }));
    flow.submitPassword(' r ', { registrationId: ' W-3 ' });
    await say(asksCaptcha('first'));
    flow.submitCaptcha({ code: ' 12 ', password: ' s ', registrationId: ' W-4 ' });

    const sent = fetches.map(({ request }) => [request.password!, request.registrationId!].map(reveal));
    expect(sent).toEqual([
      [' p ', ' W-1 '],
      [' q ', ' W-2 '],
      [' r ', ' W-3 '],
      [' s ', ' W-4 '],
    ]);
    expect(reveal(fetches[3]!.request.captcha!.code)).toBe(' 12 ');
  });

  test('names the code of the last reply, whatever was refused here since', async () => {
    const { flow, fetches, say } = watched();
    flow.join({ destination });
    await say(refused('passwordMissing', { password: true }, { details: { code: 403004 } }));
    flow.submitPassword('');
    expect(flow.getView()).toMatchObject({ failure: { code: null }, accepts: ['password'] });
    flow.submitPassword('p');

    expect(fetches.at(-1)!.request.previousCode).toBe(403004);
  });

  test('carries no captcha answer of an earlier press', async () => {
    const { flow, fetches, say } = watched();
    flow.join({ destination });
    await say(asksCaptcha('first'));
    flow.submitCaptcha({ code: '1234', password: 'p' });
    await say(refused('passwordWrong', { password: true }));
    flow.submitPassword('q');

    expect(fetches.at(-1)!.request.captcha).toBeNull();
  });

  test('goes to the ports that the services have at that time, as their methods', async () => {
    const { services } = deferredServices();
    const flow = createJoinFlow({ services });
    const look = jest.spyOn(services, 'fetchMeetingInfo').mockResolvedValue(asksCaptcha('first'));
    const refresh = jest.spyOn(services, 'refreshCaptcha').mockResolvedValue({ ok: true, captcha: captcha('second') });
    flow.join({ destination });
    await settle();
    flow.refreshCaptcha();
    await settle();

    expect(flow.getView()).toMatchObject({ state: 'captchaRequired', captcha: { id: 'second' } });
    for (const port of [look, refresh]) expect(port.mock.contexts).toEqual([services]);
  });

  test('repeats a refresh that nothing answered, since no answer of a person is in it', async () => {
    const { flow, refreshes, clock, say, refresh } = watched();
    flow.join({ destination });
    await say(asksCaptcha('first'));
    flow.refreshCaptcha();
    await refresh({ ok: false, failure: joinFailure('network') });
    await clock.advance(1000);

    expect(refreshes).toHaveLength(2);
  });
});

describe('a command that cannot be taken', () => {
  test.each([
    ['  ', '  '],
    [{ webExMeetingId: '' }, null],
    [42, null],
  ])('keeps what was typed for the person to mend: %j', (typed, kept) => {
    const { flow, fetches } = watched();
    flow.join({ destination: typed as never });

    expect(flow.getView()).toMatchObject({ state: 'idle', destination: kept, failure: { kind: 'destinationInvalid' } });
    expect(fetches).toEqual([]);
  });

  test('asks the services about the destination, with the type that was given', () => {
    const asked: unknown[] = [];
    const { services } = deferredServices();
    const flow = createJoinFlow({
      services: { ...services, checkDestination: (...given) => (asked.push(given), null) },
    });
    flow.join({ destination, destinationType: 'MEETING_ID' });
    flow.cancel();
    flow.join({ destination });
    flow.stop();

    expect(asked.map((given) => (given as unknown[]).slice(0, 2))).toEqual(
      expect.arrayContaining([
        [destination, 'MEETING_ID'],
        [destination, null],
      ]),
    );
  });

  test('a retry is offered only for what can go on, and with a destination', async () => {
    const { flow, say } = watched();
    flow.join({ destination });
    await say(refused('policyDenied'));
    expect(flow.getView().can.retry).toBe(false);
    flow.retry();
    expect(flow.getView().state).toBe('error');
    flow.join({ destination });
    await say(refused('notStarted'));
    expect(flow.getView().can.retry).toBe(true);
    flow.retry();

    expect(flow.getView().state).toBe('fetching');
  });

  test.each<[string, object]>([
    ['a password that is none', { password: {} }],
    ['a type that is none', { destinationType: 'ELSEWHERE' }],
    ['a parameter that is the flow’s own', { extraParams: { captchaID: '1' } }],
  ])('a join with %s offers no retry of what was final before it, a restore included', async (_, wrong) => {
    const { flow, say } = watched();
    flow.join({ destination });
    await say(refused('policyDenied'));
    flow.join({ destination, ...wrong });
    const restored = createJoinFlow({ services: deferredServices().services, snapshot: flow.persist() });

    for (const one of [flow, restored]) {
      expect(one.getView()).toMatchObject({ state: 'error', failure: { kind: 'inputInvalid' }, can: { retry: false } });
      one.retry();
      expect(one.getView().state).toBe('error');
      one.join({ destination });
      expect(one.getView().state).toBe('fetching');
      one.stop();
    }
  });
});

describe('a port that crashes', () => {
  test('in a refresh that was asked for is told, and the captcha stays', async () => {
    const { flow, refreshes, say } = watched();
    flow.join({ destination });
    await say(asksCaptcha('first'));
    flow.refreshCaptcha();
    refreshes[0]!.reject(new Error('crash'));
    await settle();

    expect(flow.getView()).toMatchObject({
      state: 'captchaRequired',
      failure: { kind: 'refreshFailed' },
      captcha: { id: 'first', spent: false },
    });
  });

  test('in a refresh is no word about the next one: what the service asks for is shown again', async () => {
    const { flow, refreshes, say, refresh } = watched();
    flow.join({ destination });
    await say(asksCaptcha('first'));
    flow.refreshCaptcha();
    refreshes[0]!.reject(new Error('crash'));
    await settle();
    flow.refreshCaptcha();
    await refresh({ ok: true, captcha: captcha('second') });

    expect(flow.getView()).toMatchObject({ failure: { kind: 'captchaMissing' }, captcha: { id: 'second' } });
  });

  test('is told as a reply that nobody can read, and so is a port that breaks its word', async () => {
    for (const outcome of [undefined, { ok: true }, { ok: false, failure: { kind: 'nonsense' } }, { ok: 'no' }]) {
      const { flow, say } = watched();
      flow.join({ destination });
      await say(outcome);
      expect(flow.getView()).toMatchObject({ state: 'error', failure: { kind: 'unexpectedReply' } });
    }
  });

  test('a failure whose time is none of ours is no reason to stop', async () => {
    for (const retryAt of [10n, Symbol('later'), 'soon', {}]) {
      const { flow, say } = watched();
      flow.join({ destination });
      await say({ ok: false, failure: { kind: 'rateLimited', retryAt } });
      expect(['fetching', 'error']).toContain(flow.getView().state);
      flow.cancel();
      expect(flow.getView().state).toBe('idle');
    }
  });

  test('a sound port is asked through the machine that apps provide, too', async () => {
    const { services, fetches } = deferredServices();
    const actor = createActor(provideJoinServices(services)).start();
    actor.send({ type: 'join', destination, password: secret('p') });
    fetches[0]!.resolve(joined);
    await settle();

    const { output, context } = actor.getSnapshot();
    expect(output).toEqual({ meetingInfo: expect.objectContaining({ meetingNumber: '123456789' }) });
    // With the token that opens it.
    expect(output?.meetingInfo).toBe(context.meetingInfo);
  });
});

describe('a flow that goes on from a stored one', () => {
  test('keeps the limits that it is given', async () => {
    const { services, fetches } = deferredServices();
    const clock = createMovedClock();
    const first = createJoinFlow({ services, clock });
    first.join({ destination });
    const snapshot = first.persist();
    first.stop();
    const flow = createJoinFlow({ services, clock, snapshot, timeouts: { attemptMs: 2000, totalMs: 2000 } });
    expect(fetches.at(-1)!.request.timeoutMs).toBe(2000);
    await clock.advance(2000);
    expect(flow.getView()).toMatchObject({ state: 'error', failure: { kind: 'timeout' } });
    const other = createJoinFlow({ services, clock, snapshot });
    expect(fetches.at(-1)!.request.timeoutMs).toBe(15_000);
    other.stop();
  });

  test.each([null, undefined, '', 0])('begins at idle with %s for a snapshot', (snapshot) => {
    const { services, fetches } = deferredServices();

    expect(createJoinFlow({ services, snapshot }).getView()).toMatchObject({ state: 'idle', failure: null });
    expect(fetches).toEqual([]);
  });

  test('asks the service only where it has to', async () => {
    const { services, fetches } = deferredServices();
    const clock = createMovedClock();
    const first = createJoinFlow({ services, clock });
    first.join({ destination });
    fetches[0]!.resolve(refused('notStarted'));
    await settle();
    const flow = createJoinFlow({ services, clock, snapshot: first.persist() });

    expect(flow.getView()).toMatchObject({ state: 'error', failure: { kind: 'notStarted' }, can: { retry: true } });
    expect(fetches).toHaveLength(1);
  });
});

describe('what the service told of a meeting', () => {
  test('is kept when a later refusal says nothing of it', async () => {
    const { flow, say } = watched();
    const meeting = { meetingNumber: '123456789' };
    flow.join({ destination });
    await say({ ...refused('passwordMissing', { password: true }), meeting });
    expect(flow.getView().meeting).toEqual(meeting);
    flow.submitPassword('p');
    await say(refused('passwordWrong', { password: true }));

    expect(flow.getView().meeting).toEqual(meeting);
  });
});

describe('the counts', () => {
  test('are of answers that were given: what was not sent was not refused', async () => {
    const { flow, say } = watched();
    flow.join({ destination });
    await say(refused('captchaWrong', { captcha: true }, { captcha: captcha('first') }));
    flow.submitCaptcha({ code: '1234' });
    await say(refused('registrationIdWrong', { registrationId: true }));

    expect(flow.getView().attempts).toEqual({ password: 0, captcha: 0, registrationId: 0 });
  });
});
