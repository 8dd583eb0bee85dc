import { describe, expect, it } from '@jest/globals';
import { createActor, setup } from 'xstate';
import { provideJoinServices } from '../../src/machines/join-flow.machine.js';
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
  const instances: { options: Record<string, unknown>; shown: Shown[]; ended: boolean }[] = [];
  const extension: ReduxDevToolsExtension = {
    connect: (options) => {
      const instance = { options: { ...options }, shown: [] as Shown[], ended: false };
      instances.push(instance);
      return {
        init: () => undefined,
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
