import { describe, expect, it } from '@jest/globals';
import { createActor, createMachine, fromCallback, fromPromise, setup } from 'xstate';

import type { InspectionRecord } from '../../src/inspect/inspection-record.js';
import { createRecorder } from '../../src/inspect/recorder.js';
import { formatTrace, loadTrace, saveTrace } from '../../src/inspect/trace.js';
import { settle } from './support/tour.js';

const base = { at: 0, rootId: 'x:0', sessionId: 'x:0', actorId: 'a' };
const event = { type: 'go' };
const sound = {
  actor: { ...base, type: '@xstate.actor', parentId: null, src: null, input: null, chart: null },
  drawn: { ...base, type: '@xstate.actor', parentId: null, src: null, input: null, chart: { states: [], edges: [] } },
  event: { ...base, type: '@xstate.event', sourceId: null, event },
  snapshot: { ...base, type: '@xstate.snapshot', event, snapshot: { status: 'active' } },
  transition: { ...base, type: '@xstate.transition', event, snapshot: { status: 'active' } },
  microstep: { ...base, type: '@xstate.microstep', event, edges: [] },
  action: { ...base, type: '@xstate.action', action: { type: 'note', params: null } },
} as const;
const fileOf = (...records: unknown[]) => ({ format: 'meeting-join-flow/trace', version: 1, records });

describe('A trace file', () => {
  it.each(Object.entries(sound))('may hold a record of each kind: %s', (_, record) => {
    expect(loadTrace(fileOf(record)).records).toEqual([record]);
    expect(loadTrace(JSON.stringify(fileOf(record)))).toEqual(fileOf(record));
    expect(formatTrace(loadTrace(fileOf(record)).records)).not.toContain('undefined');
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a text', 'x'],
    ['without a time', { ...sound.event, at: '0' }],
    ['without a session', { ...sound.event, sessionId: null }],
    ['without an actor', { ...sound.event, actorId: undefined }],
    ['of no kind', base],
    ['of a later kind', { ...sound.event, type: '@xstate.later' }],
    ['with a chart that is a text', { ...sound.actor, chart: 'x' }],
    ['with a chart without states', { ...sound.actor, chart: { edges: [] } }],
    ['with a chart without edges', { ...sound.actor, chart: { states: [] } }],
    ['without its event', { ...sound.event, event: null }],
    ['with an event of no type', { ...sound.event, event: {} }],
    ['with an event that is a text', { ...sound.event, event: 'go' }],
    ['of a state without one', { ...sound.snapshot, snapshot: undefined }],
    ['of a state that is none', { ...sound.snapshot, snapshot: null }],
    ['of a state without its event', { ...sound.snapshot, event: undefined }],
    ['of a step without edges', { ...sound.microstep, edges: undefined }],
    ['of a step without its event', { ...sound.microstep, event: undefined }],
    ['of an action without one', { ...sound.action, action: undefined }],
  ])('is refused as damaged when it holds a record %s', (_, record) => {
    const refused = new TypeError('This trace is damaged.');
    expect(() => loadTrace(fileOf(record))).toThrow(refused);
    expect(() => loadTrace(fileOf(sound.event, record, sound.event))).toThrow(refused);
  });

  it.each<[unknown, string]>([
    ['{', 'This is no trace: it is no JSON.'],
    ['null', 'This is no trace of meeting-join-flow.'],
    [null, 'This is no trace of meeting-join-flow.'],
    [7, 'This is no trace of meeting-join-flow.'],
    [{ ...fileOf(), format: 'another' }, 'This is no trace of meeting-join-flow.'],
    [{ ...fileOf(), version: 2 }, 'This trace is of another version.'],
    [{ ...fileOf(), records: { length: 0 } }, 'This trace is damaged.'],
  ])('is refused with the reason: %p', (file, reason) => {
    expect(() => loadTrace(file)).toThrow(new TypeError(reason));
  });

  it('is made of a recorder, of a trace and of records', () => {
    const recorder = createRecorder();
    createActor(createMachine({}), { inspect: recorder.inspect }).start();

    const text = saveTrace(recorder.toJSON());
    expect(saveTrace(recorder.records())).toBe(text);
    expect(JSON.parse(text)).toEqual(fileOf(...recorder.records()));
  });
});

describe('formatTrace', () => {
  const look = fromPromise(({ input }: { input: { place: string } }) =>
    input.place === 'nowhere' ? Promise.reject(new RangeError('CANARY')) : Promise.resolve({ found: input.place }),
  );
  const visit = setup({
    types: { input: {} as { place: string }, context: {} as { place: string } },
    actors: { look, wait: fromCallback(() => undefined) },
  }).createMachine({
    id: 'visit',
    context: ({ input }) => input,
    initial: 'looking',
    states: {
      looking: {
        initial: 'near',
        invoke: [
          { id: 'look', src: 'look', input: ({ context }) => context, onDone: 'over', onError: 'over' },
          { id: 'wait', src: 'wait' },
        ],
        states: { near: {} },
      },
      over: { type: 'final' },
    },
    output: ({ context }) => context,
  });

  /** The trace without its times, which are the only part that differs. */
  const linesOf = (records: readonly InspectionRecord[]) =>
    formatTrace(records)
      .split('\n')
      .map((line) => line.replace(/^ +\d+\.\d{3} s {2}/, ''));

  it('tells what went in and what came out, of two of a kind by numbers', async () => {
    const recorder = createRecorder();
    createActor(visit, { input: { place: 'hall' }, inspect: recorder.inspect }).start();
    createActor(visit, { input: { place: 'nowhere' }, inspect: recorder.inspect }).start();
    await settle();

    const lines = linesOf(recorder.records());
    expect(lines.filter((line) => /^(visit|look|wait) /.test(line))).toEqual([
      'visit  created',
      'look  => active  {"place":"hall"}',
      'wait  => active',
      'visit  => {"looking":"near"}',
      'visit  <- done look  {"found":"hall"}',
      'wait  => stopped',
      'visit  => over (done)  output {"place":"hall"}',
      'look  => done',
    ]);
    expect(lines.filter((line) => /^(visit|look|wait)#2 /.test(line))).toEqual([
      'visit#2  created',
      'look#2  => active  {"place":"nowhere"}',
      'wait#2  => active',
      'visit#2  => {"looking":"near"}',
      'visit#2  <- error look  {"error":{"name":"RangeError"},"actorId":"look"}',
      'wait#2  => stopped',
      'visit#2  => over (done)  output {"place":"nowhere"}',
      'look#2  => error  error {"name":"RangeError"}',
    ]);
  });

  it('calls an actor by its own name, by that of its chart, or of its logic', () => {
    const actor = (sessionId: string, part: object) => ({ ...sound.actor, sessionId, actorId: sessionId, ...part });
    const chart = { id: 'drawn', description: null, states: [], edges: [] };

    expect(
      linesOf([
        actor('x:1', { actorId: 'mine', chart }),
        actor('x:2', { chart, src: 'logic' }),
        actor('x:3', { src: 'logic' }),
        actor('x:4', {}),
        { ...sound.snapshot, sessionId: 'x:5', actorId: 'late' },
      ]),
    ).toEqual(['mine  created', 'drawn  created', 'logic  created', 'actor  created', 'late  => active']);
  });

  it('tells a state once for as long as it lasts', () => {
    const recorder = createRecorder();
    const actor = createActor(createMachine({ id: 'm', initial: 'a', states: { a: {} } }), {
      inspect: recorder.inspect,
    }).start();
    actor.send({ type: 'tick', empty: {}, none: null });
    actor.send({ type: 'tock' });
    actor.stop();

    expect(linesOf(recorder.records())).toEqual([
      'm  created',
      'm  => a',
      'm  <- tick  {"empty":{}}',
      'm  <- tock',
      'm  => a (stopped)',
    ]);
  });

  it('is empty of nothing', () => {
    expect(formatTrace([])).toBe('');
  });
});
