import { describe, expect, it, jest } from '@jest/globals';
import { assign, createActor, createMachine, fromPromise, setup } from 'xstate';

import { createJoinFlow } from '../../src/machines/join-flow.controller.js';
import { joinFlowMachine, provideJoinServices } from '../../src/machines/join-flow.machine.js';
import { joinFailure } from '../../src/guards/join-failure.js';
import { isHeld, isSecret, secret } from '../../src/guards/secret.js';
import { combineInspectors } from '../../src/inspect/combine.js';
import { connectReduxDevTools } from '../../src/inspect/redux-devtools.js';
import type { InspectionRecord } from '../../src/inspect/inspection-record.js';
import { createRecorder } from '../../src/inspect/recorder.js';
import { passwordResetMachine } from '../../src/machines/password-reset.machine.js';
import { getPasswordResetView } from '../../src/machines/password-reset.view.js';
import type { PasswordResetView } from '../../src/machines/password-reset.view.js';
import { replay } from '../../src/inspect/replay.js';
import { formatTrace, loadTrace, saveTrace } from '../../src/inspect/trace.js';
import { createTestClock } from '../../src/testing/clock.js';
import { asksPassword, deferredServices, joined, noNeeds, refused } from '../support/join-services.js';
import { createMovedClock } from '../support/moved-clock.js';
import { changed } from '../support/reset-services.js';
import { goodPassword, goTo, startReset } from '../support/start-reset.js';
import { canary, settle, tour, tourStates } from './support/tour.js';
import { resetStates, resetTour } from './support/reset-tour.js';

type CodeView = Extract<PasswordResetView, { readonly state: 'codeRequired' }>;

async function recordTour() {
  const recorder = createRecorder();
  const states: string[] = [];
  const flow = await tour(recorder.inspect, async (state) => {
    states.push(state);
    expect(JSON.stringify(recorder.records())).not.toMatch(canary);
  });
  return { recorder, states, flow };
}

const valuesOf = (records: readonly InspectionRecord[]) =>
  records.flatMap((record) =>
    record.type === '@xstate.snapshot' && record.snapshot.value ? [record.snapshot.value] : [],
  );

describe('the recorder', () => {
  it('sees every state and shows no secret in any of them', async () => {
    const { recorder, states } = await recordTour();

    expect(new Set(states)).toEqual(new Set(tourStates));
    expect(new Set(valuesOf(recorder.records()))).toEqual(new Set(tourStates));
    expect(saveTrace(recorder.toJSON())).not.toMatch(canary);
  });

  it('sees every state of the password reset, and none of its codes, passwords and tokens', async () => {
    const recorder = createRecorder();

    expect(await resetTour(recorder.inspect)).toEqual(new Set(resetStates));

    expect(new Set(valuesOf(recorder.records()))).toEqual(new Set(resetStates));
    expect(saveTrace(recorder.toJSON())).not.toMatch(canary);
  });

  it('shows what was asked and what was answered', async () => {
    const { recorder } = await recordTour();

    const requests = recorder.records().filter((record) => record.actorId === 'fetchMeetingInfo');

    expect(requests[0]).toMatchObject({
      type: '@xstate.actor',
      src: 'fetchMeetingInfo',
      input: { request: { destination: '123456789@site.webex.com', registrationId: '[redacted]', password: null } },
    });
    const answer = recorder
      .records()
      .find((record) => record.type === '@xstate.event' && record.event.type === 'xstate.done.actor.fetchMeetingInfo');
    expect(answer).toMatchObject({
      event: { output: { ok: false, failure: { kind: 'passwordMissing', code: 403004 } } },
    });
  });

  it('names the edges of the chart that were taken', async () => {
    const recorder = createRecorder();
    const flow = createJoinFlow({ ...deferredServices(), inspect: recorder.inspect });
    flow.join({ destination: '1' });

    const taken = recorder.records().flatMap((record) => (record.type === '@xstate.microstep' ? record.edges : []));
    const chart = recorder
      .records()
      .flatMap((record) => (record.type === '@xstate.actor' && record.chart ? [record.chart] : []))[0];

    const edge = chart?.edges.find(({ id }) => id === taken[0]);
    expect(edge).toMatchObject({
      source: 'joinFlow.idle',
      target: 'joinFlow.fetching',
      event: 'join',
      guard: 'isAcceptable',
    });
    flow.stop();
  });

  it('redacts what was changed after it was sent, too', () => {
    const recorder = createRecorder();
    const actor = createActor(createMachine({ on: { note: {} } }), { inspect: recorder.inspect }).start();
    const event = { type: 'note', password: secret('CANARY') as unknown, extra: {} as Record<string, unknown> };

    actor.send(event);
    event.password = 'CANARY';
    event.extra['accessToken'] = 'CANARY';

    expect(JSON.stringify(recorder.records())).not.toMatch(canary);
  });

  it('keeps what it has recorded whatever happens to the original', async () => {
    const recorder = createRecorder();
    const actor = createActor(createMachine({ on: { note: {} } }), { inspect: recorder.inspect }).start();
    const event = { type: 'note', list: [1] };

    actor.send(event);
    await Promise.resolve();
    event.list.push(2);

    expect(
      recorder.records().find((record) => record.type === '@xstate.event' && record.event.type === 'note'),
    ).toMatchObject({ event: { list: [1] } });
  });

  it('keeps the latest records within its limit', () => {
    const recorder = createRecorder({ limit: 10 });
    const actor = createActor(createMachine({ on: { tick: {} } }), { inspect: recorder.inspect }).start();
    for (let number = 0; number < 100; number += 1) actor.send({ type: 'tick', number });

    const records = recorder.records();

    expect(records).toHaveLength(10);
    expect(records.at(-1)).toMatchObject({ event: { number: 99 } });
  });

  it('keeps what a flow is in the place of an older record, as long as anything that it did is kept', () => {
    const recorder = createRecorder({ limit: 10 });
    const ticking = createMachine({ id: 'ticking', on: { tick: {} } });
    const start = (id: string) => createActor(ticking, { id, inspect: recorder.inspect }).start();
    start('gone');
    const long = start('long');
    for (let number = 0; number < 30; number += 1) long.send({ type: 'tick' });
    const late = start('late');

    const records = recorder.records();
    expect(records).toHaveLength(10);
    expect(records.flatMap((record) => (record.type === '@xstate.actor' ? [record.actorId] : []))).toEqual([
      'long',
      'late',
    ]);
    expect(records[0]).toMatchObject({ type: '@xstate.actor', actorId: 'long' });
    long.stop();
    late.stop();
  });

  it('keeps its limit in the memory too, and in a burst what each flow is', async () => {
    const recorder = createRecorder({ limit: 4 });
    const told: number[] = [];
    recorder.subscribe((added) => told.push(added.length));
    const parent = setup({ actors: { child: createMachine({}) } }).createMachine({
      id: 'long',
      invoke: { id: 'child', src: 'child' },
      on: { tick: {} },
    });
    const actor = createActor(parent, { inspect: recorder.inspect }).start();
    for (let number = 0; number < 1_000; number += 1) actor.send({ type: 'tick', number });
    await settle();

    // Three inspection events for each of a thousand, and those of the start: trimmed to the last thousand each time.
    expect(told).toHaveLength(1);
    expect(told[0]).toBeGreaterThanOrEqual(1_000);
    expect(told[0]).toBeLessThanOrEqual(2_000);
    const records = recorder.records();
    expect(records.map(({ type }) => type)).toEqual([
      '@xstate.actor',
      '@xstate.event',
      '@xstate.microstep',
      '@xstate.snapshot',
    ]);
    expect(records[0]).toMatchObject({ chart: { id: 'long' } });
    expect(records.at(-1)).toMatchObject({ event: { number: 999 } });
    actor.stop();
  });

  it('forgets when it is told to, what it has not looked at yet as well', async () => {
    const recorder = createRecorder();
    const heard = jest.fn();
    const actor = createActor(createMachine({ on: { tick: {} } }), { inspect: recorder.inspect }).start();
    expect(recorder.records()).toHaveLength(3);
    actor.send({ type: 'tick' });
    recorder.subscribe(heard);
    recorder.clear();
    await settle();

    expect(recorder.records()).toEqual([]);
    expect(heard).not.toHaveBeenCalled();
    actor.send({ type: 'tick' });
    expect(recorder.records()).toHaveLength(3);
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it('tells of a tick once, in one microtask', async () => {
    const recorder = createRecorder();
    const told: number[] = [];
    recorder.subscribe((added) => told.push(added.length));
    const later = jest.spyOn(globalThis, 'queueMicrotask');
    const actor = createActor(createMachine({ on: { tick: {} } }), { inspect: recorder.inspect }).start();
    expect(later).toHaveBeenCalledTimes(1);
    await settle();
    expect(recorder.toJSON().records).toHaveLength(3);
    actor.send({ type: 'tick' });
    await settle();

    expect(later).toHaveBeenCalledTimes(2);
    later.mockRestore();
    expect(told).toEqual([3, 3]);
    expect(recorder.toJSON().records).toHaveLength(6);
  });

  it('keeps nothing with a limit of nothing, and tells listeners of everything', async () => {
    const recorder = createRecorder({ limit: 0 });
    const told: InspectionRecord[] = [];
    recorder.subscribe((added) => told.push(...added));
    const actor = createActor(createMachine({ on: { tick: {} } }), { inspect: recorder.inspect }).start();
    for (let number = 0; number < 20; number += 1) actor.send({ type: 'tick', number });
    await settle();

    const ticks = told.filter((record) => record.type === '@xstate.event' && record.event.type === 'tick');
    expect(ticks).toHaveLength(20);
    expect(recorder.records()).toEqual([]);
    expect(recorder.toJSON().records).toEqual([]);
  });

  it('leaves out what a later XState may tell of, and records the rest', () => {
    const recorder = createRecorder();
    createActor(createMachine({ initial: 'a', states: { a: {} } }), {
      inspect: (event) => {
        recorder.inspect({ ...event, type: '@xstate.later' } as never);
        recorder.inspect(event);
      },
    }).start();

    expect(valuesOf(recorder.records())).toEqual(['a']);
    expect(loadTrace(saveTrace(recorder.toJSON())).records).toEqual(recorder.records());
  });

  it('tells listeners of new records, and a listener that throws disturbs nobody', async () => {
    const recorder = createRecorder();
    const heard = jest.fn();
    recorder.subscribe(() => {
      throw new Error('listener');
    });
    const unsubscribe = recorder.subscribe(heard);
    const actor = createActor(createMachine({ on: { tick: {} } }), { inspect: recorder.inspect }).start();
    await settle();
    unsubscribe();
    actor.send({ type: 'tick' });
    await settle();

    expect(heard).toHaveBeenCalledTimes(1);
    expect(recorder.records().length).toBeGreaterThan(0);
  });

  it('lets a listener leave and come back while it is told, and be given twice', async () => {
    const recorder = createRecorder();
    let heard = 0;
    const hear = (): void => {
      heard += 1;
      // One that heard its own coming back would go on for ever.
      if (heard > 9) return;
      leave();
      leave = recorder.subscribe(hear);
    };
    let leave = recorder.subscribe(hear);
    const twice = jest.fn();
    const unsubscribe = recorder.subscribe(twice);
    recorder.subscribe(twice);
    unsubscribe();
    createActor(createMachine({}), { inspect: recorder.inspect }).start();
    await settle();

    expect(heard).toBe(1);
    expect(twice).toHaveBeenCalledTimes(1);
  });

  it('records beside an inspector that throws', () => {
    const recorder = createRecorder();
    const broken = () => {
      throw new Error('broken');
    };
    const actor = createActor(createMachine({ initial: 'a', states: { a: { on: { go: 'b' } }, b: {} } }), {
      inspect: combineInspectors(broken, recorder.inspect),
    }).start();

    actor.send({ type: 'go' });

    expect(actor.getSnapshot().value).toBe('b');
    expect(valuesOf(recorder.records())).toEqual(['a', 'b']);
  });

  it('records beside an observer, as those of XState are', () => {
    const recorder = createRecorder();
    const observer = {
      seen: new Set<string>(),
      next(event: { readonly type: string }) {
        this.seen.add(event.type);
      },
    };
    createActor(createMachine({}), { inspect: combineInspectors(observer, recorder.inspect) }).start();

    expect(observer.seen).toEqual(new Set(recorder.records().map(({ type }) => type)));
    expect(observer.seen).toContain('@xstate.snapshot');
  });

  it('leaves out what a condition leaves out', () => {
    const recorder = createRecorder();
    createActor(createMachine({}), { inspect: combineInspectors(false, undefined, recorder.inspect, null) }).start();

    expect(recorder.records()).not.toEqual([]);
  });

  // An app in plain JavaScript may hand over anything, and nobody would see that it is dead.
  it.each<[string, unknown]>([
    ['a recorder', createRecorder()],
    ['a connection', connectReduxDevTools()],
    ['a list of them', [createRecorder().inspect]],
    ['an observer of the end alone', { complete: () => undefined }],
    ['a name', 'recorder'],
    ['yes', true],
  ])('is not combined with %s, which hears nothing', (_, given) => {
    const { inspect } = createRecorder();

    expect(() => combineInspectors(inspect, given as typeof inspect)).toThrow(
      new TypeError('combineInspectors takes inspectors: recorder.inspect, connection.inspect'),
    );
  });
});

describe('a trace', () => {
  it('is the same after saving and loading', async () => {
    const { recorder } = await recordTour();

    const loaded = loadTrace(saveTrace(recorder.toJSON()));

    expect(loaded).toEqual(JSON.parse(JSON.stringify(recorder)));
    expect(loaded.records).toEqual(recorder.records());
  });

  it.each([
    ['no JSON', '{'],
    ['another file', '{"records":[]}'],
    ['another version', '{"format":"meeting-join-flow/trace","version":2,"records":[]}'],
    ['records of another kind', '{"format":"meeting-join-flow/trace","version":1,"records":[{"type":"x"}]}'],
    ['no records', '{"format":"meeting-join-flow/trace","version":1}'],
  ])('is refused when it is %s', (_what, text) => {
    expect(() => loadTrace(text)).toThrow(TypeError);
  });

  it('replays to the same states as the recorded flow, without asking any service', async () => {
    const { recorder } = await recordTour();
    const trace = loadTrace(saveTrace(recorder.toJSON()));

    const steps = replay(trace, joinFlowMachine);

    const recorded = trace.records.flatMap((record) =>
      record.type === '@xstate.snapshot' && record.sessionId === record.rootId ? [record.snapshot.value] : [],
    );
    expect(steps.map((step) => step.snapshot.value)).toEqual(recorded);
    expect(steps.at(-1)?.snapshot).toMatchObject({ value: 'success', status: 'done' });
  });

  it('replays a wait as it was, however long ago that is', async () => {
    const clock = createTestClock(Date.UTC(2020, 0, 1));
    const recorder = createRecorder({ now: clock.now });
    const { services, fetches } = deferredServices();
    const flow = createJoinFlow({ services, clock, inspect: recorder.inspect });
    flow.join({ destination: '123456789' });
    // Later than a request may be repeated by itself, by the clock of then.
    const failure = joinFailure('rateLimited', { retryAt: clock.now() + 120_000 });
    fetches[0]!.resolve({ ok: false, failure, needs: noNeeds, captcha: null, meeting: null });
    await settle();
    expect(flow.getView().state).toBe('error');

    expect(replay(recorder.records(), joinFlowMachine).at(-1)?.snapshot.value).toBe('error');
    flow.stop();
  });

  it('replays a time that began to run long after the flow did', async () => {
    const clock = createMovedClock();
    const recorder = createRecorder({ now: clock.now });
    const started = startReset({ clock, inspect: recorder.inspect });
    await goTo(started, 'sliderRequired');
    await clock.advance(50_000);
    await goTo(started, 'codeRequired');
    const { expiresAt, resendAt } = getPasswordResetView(started.flow.actor.getSnapshot()) as CodeView;

    const end = replay(recorder.records(), passwordResetMachine).at(-1)!.snapshot;

    expect(getPasswordResetView(end)).toMatchObject({ state: 'codeRequired', expiresAt, resendAt });
    started.flow.stop();
  });

  it('replays a flow that was restored from where it began', async () => {
    const first = deferredServices();
    const before = createJoinFlow({ services: first.services });
    before.join({ destination: '123456789' });
    first.fetches[0]!.resolve(refused('notStarted'));
    await settle();
    const recorder = createRecorder();
    const { services, fetches } = deferredServices();
    const flow = createJoinFlow({ services, snapshot: before.persist(), inspect: recorder.inspect });
    flow.retry();
    fetches[0]!.resolve(asksPassword);
    await settle();
    flow.submitPassword('opensesame');
    fetches[1]!.resolve(joined);
    await settle();

    const states = replay(loadTrace(saveTrace(recorder.toJSON())), joinFlowMachine).map(
      ({ snapshot }) => snapshot.value,
    );

    expect(states).toEqual(['error', 'fetching', 'passwordRequired', 'fetching', 'success']);
    before.stop();
  });

  it('replays what is left of a long recording', async () => {
    const { services } = deferredServices();
    const recorder = createRecorder({ limit: 100 });
    const flow = createJoinFlow({ services, inspect: recorder.inspect });
    for (let visit = 0; visit < 50; visit += 1) {
      flow.join({ destination: '123456789' });
      flow.cancel();
    }
    await settle();
    const trace = loadTrace(saveTrace(recorder.toJSON()));

    const states = replay(trace, joinFlowMachine).map(({ snapshot }) => snapshot.value);

    expect(states.length).toBeGreaterThan(5);
    expect(states.slice(-4)).toEqual(['fetching', 'idle', 'fetching', 'idle']);
    expect(formatTrace(trace.records)).toContain('joinFlow');
    flow.stop();
  });

  it('replays a new password that the policy refused as it was refused', async () => {
    const recorder = createRecorder();
    const started = startReset({ inspect: recorder.inspect });
    await goTo(started, 'newPasswordRequired');
    started.flow.submitPassword('short');
    await settle();

    const end = replay(loadTrace(saveTrace(recorder.toJSON())), passwordResetMachine).at(-1)!.snapshot;

    const refused = { state: 'newPasswordRequired', failure: { kind: 'passwordNotAcceptable' } };
    expect(started.flow.getView()).toMatchObject(refused);
    expect(getPasswordResetView(end)).toMatchObject(refused);
    started.flow.stop();
  });

  it.each(['red', 'somebody'])('replays the new password of %s, which a listener sent at once', async (user) => {
    const recorder = createRecorder();
    const started = startReset({ inspect: recorder.inspect });
    started.flow.on('challenge', ({ wants, kind }) => {
      if (wants === 'newPassword' && kind === null) started.flow.submitPassword(goodPassword);
    });
    started.flow.start({ user, accountName: user });
    await goTo(started, 'newPasswordRequired');
    started.last('reset').resolve(changed);
    await settle();

    const values = replay(loadTrace(saveTrace(recorder.toJSON())), passwordResetMachine).map(
      (step) => step.snapshot.value,
    );
    expect(started.flow.getView().state).toBe('success');
    expect(values.slice(-3)).toEqual(['newPasswordRequired', 'resetting', 'success']);
    started.flow.stop();
  });

  it('replays a chart that registers its actors with the system', () => {
    const recorder = createRecorder();
    const worker = fromPromise(() => new Promise<string>(() => undefined));
    const machine = setup({ actors: { worker } }).createMachine({
      id: 'registers',
      initial: 'a',
      states: {
        a: { invoke: { src: 'worker', systemId: 'worker' }, on: { next: 'b' } },
        b: { invoke: { src: 'worker', systemId: 'worker' }, on: { next: 'a' } },
      },
    });
    const actor = createActor(machine, { inspect: recorder.inspect }).start();
    actor.send({ type: 'next' });
    actor.send({ type: 'next' });
    actor.stop();

    const values = replay(recorder.records(), machine).map(({ snapshot }) => snapshot.value);
    expect(values.slice(0, 3)).toEqual(['a', 'b', 'a']);
  });

  /** A flow with one word in its context, which every answer replaces. */
  const notes = setup({
    types: { input: {} as { word: unknown }, context: {} as { word: unknown } },
  }).createMachine({
    id: 'notes',
    context: ({ input }) => ({ word: input.word }),
    initial: 'open',
    states: {
      open: { on: { note: { actions: assign({ word: ({ event }) => (event as { word?: unknown }).word }) } } },
    },
  });
  const wordsOf = (steps: readonly { readonly snapshot: { readonly context: { readonly word: unknown } } }[]) =>
    steps.map(({ snapshot }) => snapshot.context.word);

  it('replays the flow that was asked for, with the input that was recorded or another', () => {
    const recorder = createRecorder();
    const first = createActor(notes, { input: { word: 'a' }, inspect: recorder.inspect }).start();
    const second = createActor(notes, { input: { word: 'b' }, inspect: recorder.inspect }).start();
    first.send({ type: 'note', word: 'c' });
    second.send({ type: 'note', word: 'd' });
    const records = recorder.records();

    expect(wordsOf(replay(records, notes))).toEqual(['a', 'c']);
    expect(wordsOf(replay(records, notes, { sessionId: second.sessionId }))).toEqual(['b', 'd']);
    expect(replay(records, notes, { sessionId: 'x:none' })).toEqual([]);
    expect(wordsOf(replay(records, notes, { input: { word: 'e' } }))).toEqual(['e', 'c']);
    // The first thing that is left of it may be an event.
    const left = records.filter(({ type }) => type !== '@xstate.snapshot');
    expect(wordsOf(replay(left, notes, { sessionId: second.sessionId }))).toEqual(['b', 'd']);
    first.stop();
    second.stop();
  });

  it('replays from the start what was over when it began', () => {
    const recorder = createRecorder();
    const over = createMachine({ id: 'over', initial: 'end', states: { end: { type: 'final' } } });
    createActor(over, { inspect: recorder.inspect }).start();

    const steps = replay(recorder.records(), over);

    expect(steps.map(({ event, snapshot }) => [event.type, snapshot.status])).toEqual([['xstate.init', 'done']]);
  });

  it('gives handles where there were some, empty ones too, and everything else as it was', () => {
    const recorder = createRecorder();
    const actor = createActor(notes, { input: { word: null }, inspect: recorder.inspect }).start();
    const word = {
      password: secret('CANARY'),
      token: secret(''),
      list: [1, 'a', null, secret('CANARY')],
      flags: { interrupted: true, ok: true },
      other: { interrupted: false, ok: false },
    };
    actor.send({ type: 'note', word });

    const [, replayed] = wordsOf(replay(loadTrace(saveTrace(recorder.records())), notes)) as [unknown, typeof word];

    expect(isSecret(replayed.password) && isHeld(replayed.password)).toBe(true);
    expect(isSecret(replayed.token) && !isHeld(replayed.token)).toBe(true);
    expect(replayed.list.slice(0, 3)).toEqual([1, 'a', null]);
    expect(isSecret(replayed.list[3])).toBe(true);
    expect([replayed.flags, replayed.other]).toEqual([word.flags, word.other]);
    actor.stop();
  });

  it('replays an answer that was interrupted as one', async () => {
    const { services, fetches } = deferredServices();
    const before = createJoinFlow({ services });
    before.join({ destination: '123456789' });
    fetches[0]!.resolve(asksPassword);
    await settle();
    before.submitPassword('opensesame');
    const saved = before.actor.getPersistedSnapshot();
    const recorder = createRecorder();
    const actor = createActor(provideJoinServices(deferredServices().services), {
      snapshot: saved,
      inspect: recorder.inspect,
    }).start();
    await settle();

    const steps = replay(loadTrace(saveTrace(recorder.toJSON())), joinFlowMachine);

    expect(steps.at(-1)!.snapshot.value).toBe(actor.getSnapshot().value);
    expect(steps.map(({ snapshot }) => snapshot.value)).toContain('fetching');
    before.stop();
    actor.stop();
  });

  it('replays nothing for a machine that it does not hold', async () => {
    const { recorder } = await recordTour();

    expect(replay(recorder.records(), createMachine({ id: 'another' }))).toEqual([]);
  });

  it('reads as a story in a bug report', async () => {
    let now = 1_000;
    const recorder = createRecorder({ now: () => (now += 5) });
    const machine = setup({
      actors: { look: fromPromise<object, object>(() => Promise.resolve({ ok: true, owner: null })) },
    }).createMachine({
      id: 'visit',
      initial: 'asking',
      states: {
        asking: { on: { answer: 'checking' } },
        checking: {
          invoke: { id: 'look', src: 'look', input: ({ event }) => ({ event, page: null }), onDone: 'inside' },
        },
        inside: { type: 'final' },
      },
    });
    const actor = createActor(machine, { inspect: recorder.inspect }).start();
    actor.send({ type: 'answer', password: secret('CANARY'), note: 'by hand' });
    await settle();

    expect(formatTrace(recorder.records()).split('\n')).toEqual([
      '   0.000 s  visit  created',
      '   0.010 s  visit  => asking',
      '   0.015 s  visit  <- answer  {"password":"[redacted]","note":"by hand"}',
      '   0.040 s  look  => active  {"event":{"type":"answer","password":"[redacted]","note":"by hand"}}',
      '   0.045 s  visit  => checking',
      '   0.055 s  visit  <- done look  {"ok":true}',
      '   0.070 s  visit  => inside (done)',
      '   0.075 s  look  => done',
    ]);
  });
});
