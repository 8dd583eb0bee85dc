import { describe, expect, test } from '@jest/globals';
import { provideJoinServices, provideResetServices, secret } from 'meeting-join-flow';
import { createActor, fromPromise, initialTransition, transition, waitFor } from 'xstate';
import type { Actor } from 'xstate';
import type { MeetingInfoOutcome, MeetingInfoRequest, PasswordResetMachine } from 'meeting-join-flow';
import type { Interrupted, PortInput } from '../../src/machines/port.js';
import { asksPassword, deferredServices } from '../support/join-services.js';
import { createMovedClock, settle } from '../support/moved-clock.js';
import { changed, deferredReset, known, passed, sent, slider } from '../support/reset-services.js';
import { meeting } from '../support/start-join.js';
import { person, place } from '../support/start-reset.js';

/** A reset as far as the question for its code. */
async function askForCode(
  first: Actor<PasswordResetMachine>,
  last: ReturnType<typeof deferredReset>['last'],
  expiresInS?: number,
) {
  first.send({ type: 'start', ...person });
  await settle();
  last('sendSlider').resolve(slider());
  await settle();
  first.send({ type: 'slider.submit', ...place });
  await settle();
  last('checkSlider').resolve(passed());
  await settle();
  last('sendCode').resolve(sent(expiresInS));
  await settle();
}

// XState takes one for a snapshot, and gives the actors in it no input.
describe('A flow that begins with a live snapshot instead of a persisted one', () => {
  test('has no request without a time limit', async () => {
    const clock = createMovedClock();
    const { services, fetches } = deferredServices();
    const machine = provideJoinServices(services);
    const [idle] = initialTransition(machine, undefined);
    const [fetching] = transition(machine, idle, { type: 'join', ...meeting });
    const actor = createActor(machine, { snapshot: fetching, clock }).start();
    expect(actor.getSnapshot().value).toBe('fetching');

    await clock.advance(200_000);

    // What was repeated by itself is answered; had nothing been sent, the time would be over.
    fetches.at(-1)?.resolve(asksPassword);
    await settle();
    expect(actor.getSnapshot().hasTag('busy')).toBe(false);
    actor.stop();
  });

  test('posts no answer again that was under way', async () => {
    const clock = createMovedClock();
    const { services, fetches } = deferredServices();
    const first = createActor(provideJoinServices(services), { clock }).start();
    first.send({ type: 'join', ...meeting, password: secret('opensesame') });
    await settle();
    expect(fetches).toHaveLength(1);

    const again = createActor(provideJoinServices(services), { snapshot: first.getSnapshot(), clock }).start();
    await clock.advance(200_000);

    expect(fetches.filter(({ request }) => request.password !== null)).toHaveLength(1);
    expect(again.getSnapshot().hasTag('busy')).toBe(false);
    first.stop();
    again.stop();
  });

  test('does not ask for a code that is over', async () => {
    const clock = createMovedClock();
    const { services, last } = deferredReset();
    const machine = provideResetServices(services);
    const first = createActor(machine, { clock }).start();
    await askForCode(first, last);
    expect(first.getSnapshot().value).toBe('codeRequired');

    const again = createActor(machine, { snapshot: first.getSnapshot(), clock }).start();
    await settle();

    const { value, context } = again.getSnapshot();
    expect([value, context.failure?.kind]).toEqual(['requestingSlider', 'codeExpired']);
    first.stop();
    again.stop();
  });
});

test('An actor of an app that claims an interruption gets an error, not a flow that is dead', async () => {
  const machine = provideJoinServices(deferredServices().services).provide({
    actors: {
      fetchMeetingInfo: fromPromise<MeetingInfoOutcome | Interrupted, PortInput<MeetingInfoRequest>>(
        // The type is that of one value, which no app has.
        async () => ({ ok: false, interrupted: true }) as Interrupted,
      ),
    },
  });
  const actor = createActor(machine).start();
  actor.send({ type: 'join', ...meeting });
  await waitFor(actor, (snapshot) => !snapshot.hasTag('busy'));

  const { status, value } = actor.getSnapshot();
  expect([status, value]).toEqual(['active', 'error']);
  actor.stop();
});

// Persisted by an inspector, which hears of an event before the chart does.
describe('A flow that is stored when its request is done, and has not heard of it', () => {
  test('is not busy for good after a restore, and posts nothing again', async () => {
    const clock = createMovedClock();
    const { services, fetches } = deferredServices();
    const machine = provideJoinServices(services);
    let stored = '';
    const first = createActor(machine, {
      clock,
      inspect: (told) => {
        if (told.type === '@xstate.event' && told.event.type === 'xstate.done.actor.fetchMeetingInfo')
          stored = JSON.stringify(first.getPersistedSnapshot());
      },
    }).start();
    first.send({ type: 'join', ...meeting, password: secret('opensesame') });
    await settle();
    fetches[0]?.resolve(asksPassword);
    await settle();
    first.stop();

    const again = createActor(machine, { snapshot: JSON.parse(stored) as never, clock }).start();
    expect(again.getSnapshot().value).toBe('fetching');
    await clock.advance(60_000);

    expect(again.getSnapshot().hasTag('busy')).toBe(false);
    expect(fetches.filter(({ request }) => request.password !== null)).toHaveLength(1);
    again.stop();
  });

  test('does not say of a new password that was set whether it was', async () => {
    const clock = createMovedClock();
    const { services, last, of } = deferredReset();
    const machine = provideResetServices(services);
    let stored = '';
    const first = createActor(machine, {
      clock,
      inspect: (told) => {
        if (told.type === '@xstate.event' && told.event.type === 'xstate.done.actor.resetPassword')
          stored = JSON.stringify(first.getPersistedSnapshot());
      },
    }).start();
    await askForCode(first, last);
    first.send({ type: 'code.submit', code: secret('123456') });
    await settle();
    last('checkCode').resolve(known());
    await settle();
    first.send({ type: 'password.submit', password: secret('Zq7#Zq7#') });
    await settle();
    last('reset').resolve(changed);
    await settle();

    const again = createActor(machine, { snapshot: JSON.parse(stored) as never, clock }).start();
    await settle();

    const { value, context } = again.getSnapshot();
    expect([value, context.failure?.kind, of('reset').length]).toEqual(['error', 'outcomeUnknown', 1]);
    again.stop();
  });
});

test.each([
  ['the end of a code', 60, 'codeEndsAt', 'codeIsOver'],
  ['the time of another', 300, 'resendAt', 'mayResend'],
] as const)(
  'A flow that is stored when it has heard of a deadline hears of it once more, and stays as it was: %s',
  async (_, expiresInS, at, isSo) => {
    const clock = createMovedClock();
    const { services, last } = deferredReset();
    const machine = provideResetServices(services);
    const first = createActor(machine, { clock }).start();
    await askForCode(first, last, expiresInS);
    await clock.advance(first.getSnapshot().context[at] - clock.now());
    const { value, context } = first.getSnapshot();
    expect([value, context[isSo]]).toEqual(['codeRequired', true]);
    const stored = JSON.stringify(first.getPersistedSnapshot());
    first.stop();

    const told: unknown[] = [];
    const again = createActor(machine, { snapshot: JSON.parse(stored) as never, clock });
    again.on('*', (event) => told.push(event));
    again.start();
    await settle();

    expect(again.getSnapshot()).toMatchObject({ value, context: JSON.parse(JSON.stringify(context)) as object });
    expect(told).toEqual([]);
    again.stop();
  },
);
