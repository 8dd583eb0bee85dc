import { describe, expect, it, jest } from '@jest/globals';
import { createActor, createMachine, fromPromise, setup } from 'xstate';
import { provideJoinServices } from '../../src/machines/join-flow.machine.js';
import { combineInspectors } from '../../src/inspect/combine.js';
import { connectReduxDevTools, type ReduxDevToolsExtension } from '../../src/inspect/redux-devtools.js';
import { deferredServices } from '../support/join-services.js';
import { canary, settle, tour, tourStates } from './support/tour.js';
import { resetStates, resetTour } from './support/reset-tour.js';

interface Shown {
  readonly action: { readonly type: string; readonly [key: string]: unknown };
  readonly state: { readonly value?: string; readonly tags?: string[]; readonly children: Record<string, unknown> };
}

/** The receiving end: everything that the extension was given. */
function fakeExtension() {
  const instances: { options: Record<string, unknown>; shown: Shown[]; ended: boolean; first: unknown }[] = [];
  const extension: ReduxDevToolsExtension = {
    connect: (options) => {
      const instance = { options: { ...options }, shown: [] as Shown[], ended: false, first: null as unknown };
      instances.push(instance);
      return {
        init: (state) => {
          instance.first = state;
        },
        send: (action, state) => instance.shown.push(structuredClone({ action, state }) as Shown),
        unsubscribe: () => {
          instance.ended = true;
        },
      };
    },
  };
  return { extension, instances };
}

describe('the Redux DevTools connection', () => {
  it("shows every state under the chart's name, and no secret", async () => {
    const { extension, instances } = fakeExtension();
    const { inspect } = connectReduxDevTools({ extension });

    await tour(inspect);

    expect(instances).toHaveLength(1);
    expect(instances[0]!.options['name']).toBe('joinFlow');
    expect(new Set(instances[0]!.shown.map(({ state }) => state.value))).toEqual(new Set(tourStates));
    expect(JSON.stringify(instances)).not.toMatch(canary);
  });

  it('shows every state of the password reset, and no secret', async () => {
    const { extension, instances } = fakeExtension();

    await resetTour(connectReduxDevTools({ extension }).inspect);

    expect(new Set(instances[0]!.shown.map(({ state }) => state.value))).toEqual(new Set(resetStates));
    expect(JSON.stringify(instances)).not.toMatch(canary);
  });

  it('shows events as actions, with the state after them and the requests that run', async () => {
    const { extension, instances } = fakeExtension();
    const { inspect } = connectReduxDevTools({ extension, name: 'my flow' });

    await tour(inspect);

    const shown = instances[0]!.shown;
    const submit = shown.find(({ action }) => action.type === 'password.submit');
    expect(submit).toMatchObject({
      action: { password: '[redacted]' },
      state: {
        value: 'fetching',
        tags: ['busy'],
        children: { fetchMeetingInfo: { status: 'active', input: { request: { password: '[redacted]' } } } },
      },
    });
    expect(instances[0]!.options['name']).toBe('my flow');
  });

  it('shows the requests of flows beside each other in a parent, each under a name of its own', async () => {
    const { extension, instances } = fakeExtension();
    const machine = provideJoinServices(deferredServices().services);
    const parent = setup({ actors: { join: machine } }).createMachine({
      invoke: [
        { id: 'first', src: 'join' },
        { id: 'second', src: 'join' },
      ],
    });
    const actor = createActor(parent, { inspect: connectReduxDevTools({ extension }).inspect }).start();
    for (const child of Object.values(actor.getSnapshot().children))
      child.send({ type: 'join', destination: '123456789' });
    await settle();

    const running = Object.keys(instances[0]!.shown.at(-1)!.state.children);
    expect(running.sort()).toEqual(['fetchMeetingInfo', 'fetchMeetingInfo#2', 'first', 'second']);
    actor.stop();
  });

  it('lets go of a flow that has ended, once its last request is shown', async () => {
    const { extension, instances } = fakeExtension();
    const { inspect, disconnect } = connectReduxDevTools({ extension });

    const flow = await tour(inspect);
    flow.join({ destination: '123456789@site.webex.com' });
    await settle();

    expect(instances.map(({ ended }) => ended)).toEqual([true, false]);
    expect(instances[0]!.shown.at(-1)!.state).toMatchObject({ value: 'success', status: 'done' });
    flow.stop();
    await settle();
    expect(instances[1]!.ended).toBe(true);
    disconnect();
  });

  it('shows the answer to the last request of a flow under its name, and then nothing more', async () => {
    const { extension, instances } = fakeExtension();
    const machine = setup({ actors: { look: fromPromise(() => Promise.resolve('hall')) } }).createMachine({
      id: 'visit',
      initial: 'looking',
      states: { looking: { invoke: { id: 'look', src: 'look', onDone: 'over' } }, over: { type: 'final' } },
    });
    createActor(machine, { inspect: connectReduxDevTools({ extension }).inspect }).start();
    await settle();

    const [{ first, shown, ended }] = instances as [(typeof instances)[number]];
    expect(first).toEqual({ status: 'starting' });
    expect(shown.map(({ action }) => action.type)).toEqual([
      'look: xstate.init',
      'xstate.init',
      'done look',
      'look: xstate.promise.resolve',
    ]);
    expect(shown.at(-1)!.state.children).toEqual({ look: { status: 'done', output: 'hall' } });
    expect(ended).toBe(true);
  });

  it('says goodbye for a flow that goes on, to an extension that may know no goodbye', async () => {
    const { extension, instances } = fakeExtension();
    const mute: ReduxDevToolsExtension = {
      connect: (options) => {
        const { init, send } = extension.connect(options);
        return { init, send };
      },
    };
    for (const one of [extension, mute]) {
      const { inspect, disconnect } = connectReduxDevTools({ extension: one });
      const over = createActor(createMachine({}), { inspect }).start();
      const actor = createActor(createMachine({}), { inspect }).start();
      over.stop();
      await settle();
      disconnect();
      actor.send({ type: 'late' });
      await settle();
      actor.stop();
    }

    expect(instances.map(({ ended, shown }) => [ended, shown.length])).toEqual([
      [true, 2],
      [true, 1],
      [false, 2],
      [false, 1],
    ]);
  });

  it.each([null, undefined, 'text', {}])('takes what is no extension for none: %p', async (found) => {
    Object.assign(globalThis, { __REDUX_DEVTOOLS_EXTENSION__: found });
    const { inspect } = connectReduxDevTools();
    const other = connectReduxDevTools({ extension: null });
    Reflect.deleteProperty(globalThis, '__REDUX_DEVTOOLS_EXTENSION__');
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    const actor = createActor(createMachine({}), { inspect: combineInspectors(inspect, other.inspect) }).start();
    await settle();

    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
    actor.stop();
  });

  it('takes an extension that is a function with a member, as the real one is', async () => {
    const { extension, instances } = fakeExtension();
    Object.assign(globalThis, { __REDUX_DEVTOOLS_EXTENSION__: Object.assign(() => undefined, extension) });
    const { inspect } = connectReduxDevTools();
    // An app that says so wants none, though there is one.
    const none = connectReduxDevTools({ extension: null });
    Reflect.deleteProperty(globalThis, '__REDUX_DEVTOOLS_EXTENSION__');
    createActor(createMachine({}), { inspect: combineInspectors(inspect, none.inspect) })
      .start()
      .stop();
    await settle();

    expect(instances).toHaveLength(1);
  });

  it('goes on showing a flow of which a part has ended before it began', async () => {
    const { extension, instances } = fakeExtension();
    const early = createMachine({ initial: 'over', states: { over: { type: 'final' } } });
    const machine = setup({ actors: { early } }).createMachine({
      initial: 'asking',
      states: { asking: { invoke: { id: 'early', src: 'early' }, on: { answer: 'answered' } }, answered: {} },
    });
    const actor = createActor(machine, { inspect: connectReduxDevTools({ extension }).inspect }).start();
    actor.send({ type: 'answer' });
    await settle();

    expect(instances[0]!.shown.at(-1)!.state.value).toBe('answered');
    actor.stop();
  });

  it('switches off everything that would change the flow from outside', async () => {
    const { extension, instances } = fakeExtension();
    await tour(connectReduxDevTools({ extension }).inspect);

    expect(instances[0]!.options['features']).toMatchObject({
      jump: false,
      skip: false,
      reorder: false,
      dispatch: false,
      import: false,
    });
  });

  it('does nothing where the extension is absent', async () => {
    const { inspect, disconnect } = connectReduxDevTools();

    expect((await tour(inspect)).getView().state).toBe('success');
    disconnect();
  });

  it('finds the extension on the global object, and says goodbye to it', async () => {
    const { extension, instances } = fakeExtension();
    Object.assign(globalThis, { __REDUX_DEVTOOLS_EXTENSION__: extension });
    const { inspect, disconnect } = connectReduxDevTools();
    Reflect.deleteProperty(globalThis, '__REDUX_DEVTOOLS_EXTENSION__');

    await tour(inspect);
    disconnect();

    expect(instances[0]!.ended).toBe(true);
  });

  it('leaves the flow alone when the extension throws, and warns once without repeating what it said', async () => {
    const warnings: unknown[][] = [];
    const { warn } = console;
    console.warn = (...words: unknown[]) => warnings.push(words);
    const extension: ReduxDevToolsExtension = {
      connect: () => {
        throw new Error('CANARY');
      },
    };

    const flow = await tour(connectReduxDevTools({ extension }).inspect);
    await settle();
    console.warn = warn;

    expect(flow.getView().state).toBe('success');
    expect(warnings).toEqual([['An inspector failed; the flow goes on.']]);
  });
});
