import { describe, expect, jest, test } from '@jest/globals';
import { createJoinFlow } from 'meeting-join-flow';
import type { JoinServices, MeetingInfoRequest } from 'meeting-join-flow';
import { joinFailure } from '../../src/guards/join-failure.js';
import { createRecorder } from '../../src/inspect/recorder.js';
import { joined } from '../support/join-services.js';
import { settle } from '../support/moved-clock.js';

const wantsPassword: JoinServices = {
  fetchMeetingInfo: async () => ({
    ok: false,
    failure: joinFailure('passwordMissing', { code: 403004 }),
    needs: { password: true, captcha: false, registrationId: false },
    captcha: null,
    meeting: null,
  }),
  refreshCaptcha: async () => ({ ok: false, failure: joinFailure('network') }),
};

const asked = (flow: ReturnType<typeof createJoinFlow>): Promise<void> =>
  new Promise((resolve) => flow.on('challenge', () => setTimeout(resolve)));

test('a subscriber hears of a change although a telemetry listener has looked at the view before', async () => {
  const flow = createJoinFlow({ services: wantsPassword });
  const seen: string[] = [];
  flow.on('*', () => flow.getView());
  flow.subscribe(() => seen.push(flow.getView().state));

  flow.join({ destination: '123456789' });
  await asked(flow);

  expect(seen).toEqual(['fetching', 'passwordRequired']);
});

test('the view stays the same object until something visible changes', async () => {
  const flow = createJoinFlow({ services: wantsPassword });
  flow.join({ destination: '123456789' });
  await asked(flow);
  let calls = 0;
  flow.subscribe(() => calls++);

  const before = flow.getView();
  flow.refreshCaptcha();
  flow.join({ destination: 'elsewhere' });

  expect(flow.getView()).toBe(before);
  expect(calls).toBe(0);
});

test('a listener that leaves while it is told keeps nobody else from hearing', () => {
  const flow = createJoinFlow({ services: wantsPassword });
  const heard: string[] = [];
  const leave = flow.subscribe(() => {
    leave();
    heard.push('first');
  });
  flow.subscribe(() => heard.push('second'));

  flow.join({ destination: '123456789' });

  expect(heard).toEqual(['first', 'second']);
  flow.stop();
});

test('a listener that left hears nothing more, and the others go on', () => {
  const flow = createJoinFlow({ services: wantsPassword });
  const heard: string[] = [];
  const leave = flow.subscribe(() => heard.push('left'));
  flow.subscribe(() => heard.push('stays'));
  leave();
  flow.join({ destination: '123456789' });
  expect(heard).toEqual(['stays']);
  flow.stop();
});

test('a listener that was given twice leaves once', () => {
  const flow = createJoinFlow({ services: wantsPassword });
  let heard = 0;
  const listener = (): void => void (heard += 1);
  const leave = flow.subscribe(listener);
  flow.subscribe(listener);
  leave();
  leave();
  flow.join({ destination: '123456789' });
  expect(heard).toBe(1);
  flow.stop();
});

test('a telemetry observer that left hears nothing more', () => {
  const flow = createJoinFlow({ services: wantsPassword });
  const heard: string[] = [];
  const leave = flow.on('answer.sent', ({ type }) => heard.push(type));
  flow.on('*', ({ type }) => heard.push(`* ${type}`));
  flow.join({ destination: '123456789', password: 'p' });
  flow.cancel();
  leave();
  flow.join({ destination: '123456789', password: 'p' });

  expect(heard).toEqual(['answer.sent', '* answer.sent', '* answer.sent']);
  flow.stop();
});

test('an observer of two types may leave one of them', () => {
  const flow = createJoinFlow({ services: wantsPassword });
  const heard: string[] = [];
  const hear = ({ type }: { readonly type: string }): unknown => heard.push(type);
  const leave = flow.on('*', hear);
  flow.on('answer.sent', hear);
  leave();
  flow.join({ destination: '123456789', password: 'p' });

  expect(heard).toEqual(['answer.sent']);
  flow.stop();
});

test('a telemetry observer may leave and come back while it is told, and hears each event once', () => {
  const flow = createJoinFlow({ services: wantsPassword });
  let heard = 0;
  const hear = (): void => {
    heard += 1;
    // One that heard its own coming back would go on for ever.
    if (heard > 9) return;
    leave();
    leave = flow.on('answer.sent', hear);
  };
  let leave = flow.on('answer.sent', hear);
  flow.join({ destination: '123456789', password: 'p' });
  expect(heard).toBe(1);
  flow.cancel();
  flow.join({ destination: '123456789', password: 'p' });
  expect(heard).toBe(2);
  flow.stop();
});

test('a flow that is stopped takes nothing, and starts nothing anew', async () => {
  const flow = createJoinFlow({
    services: { ...wantsPassword, fetchMeetingInfo: async () => ({ ok: true, meetingInfo: {} as never }) },
  });
  flow.join({ destination: '123456789' });
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(flow.getView().state).toBe('success');
  const { actor } = flow;
  flow.stop();
  flow.join({ destination: '123456789' });
  flow.reset();
  flow.cancel();

  expect(flow.actor).toBe(actor);
  expect(flow.getView().state).toBe('success');
});

test('whoever subscribes late is told of the next change only', () => {
  const flow = createJoinFlow({ services: wantsPassword });
  flow.join({ destination: '123456789' });
  let heard = 0;
  flow.subscribe(() => (heard += 1));
  flow.submitPassword('too early');
  expect(heard).toBe(0);
  flow.cancel();
  expect(heard).toBe(1);
  flow.stop();
});

test('an inspector may be an observer, as those of XState are', () => {
  const complaints = jest.spyOn(console, 'error');
  const types = new Set<string>();
  const observer = {
    seen: types,
    next(event: { readonly type: string }) {
      this.seen.add(event.type);
    },
  };
  const flow = createJoinFlow({ services: wantsPassword, inspect: observer });
  flow.join({ destination: '123456789' });

  expect([...types]).toEqual(expect.arrayContaining(['@xstate.actor', '@xstate.event', '@xstate.snapshot']));
  expect(complaints).not.toHaveBeenCalled();
  complaints.mockRestore();
  flow.stop();
});

test.each<[string, object]>([
  ['a recorder in the place of its `inspect`', createRecorder()],
  // By its type it may be one.
  ['an observer that takes no events', {}],
])('%s is reported with each event, and the flow goes on', (_, inspect) => {
  const complaints = jest.spyOn(console, 'error').mockReturnValue(undefined);
  const flow = createJoinFlow({ services: wantsPassword, inspect });
  flow.join({ destination: '123456789' });

  expect(flow.getView().state).toBe('fetching');
  expect(complaints.mock.calls.length).toBeGreaterThan(2);
  for (const [complaint] of complaints.mock.calls)
    expect(complaint).toEqual(new TypeError('inspect.next is not a function'));
  flow.stop();
  complaints.mockRestore();
});

test.each(['join', 'reset'] as const)(
  '%s starts anew when a foreign event has brought the actor down',
  async (command) => {
    const flow = createJoinFlow({ services: wantsPassword });
    const log = jest.spyOn(console, 'error').mockReturnValue(undefined);
    flow.join({ destination: '123456789' });
    const states: string[] = [];
    flow.subscribe(() => states.push(flow.getView().state));
    flow.actor.send(null as never);
    expect(flow.actor.getSnapshot().status).toBe('error');
    expect(log.mock.calls).toEqual([[expect.any(TypeError)]]);
    log.mockRestore();

    flow[command]({ destination: '123456789' });

    expect(states).toEqual(command === 'join' ? ['idle', 'fetching'] : ['idle']);
    flow.stop();
  },
);

test('what was joined stays joined, whatever an app does to its own objects later', async () => {
  const asks: MeetingInfoRequest[] = [];
  const services: JoinServices = {
    ...wantsPassword,
    fetchMeetingInfo: async (request, signal) => {
      asks.push(request);
      return wantsPassword.fetchMeetingInfo(request, signal);
    },
  };
  const flow = createJoinFlow({ services });
  const destination = { webExMeetingId: '123456789' };
  const extraParams: Record<string, unknown> = { source: 'app' };
  flow.join({ destination, extraParams });
  await asked(flow);
  destination.webExMeetingId = '987654321';
  extraParams['password'] = 'past the list of reserved names';
  flow.submitPassword('open-sesame');
  await asked(flow);

  expect(flow.getView().destination).toEqual({ webExMeetingId: '123456789' });
  expect(asks).toHaveLength(2);
  for (const request of asks)
    expect(request).toMatchObject({ destination: { webExMeetingId: '123456789' }, extraParams: { source: 'app' } });
  expect(asks.map((request) => Object.keys(request.extraParams))).toEqual([['source'], ['source']]);
  flow.stop();
});

describe('an inspector that asks for the next flow as soon as it hears of it', () => {
  const stays = (): Promise<never> => new Promise(() => undefined);
  const letsIn = (): JoinServices & { readonly asked: { readonly to: unknown; readonly signal: AbortSignal }[] } => {
    const asked: { to: unknown; signal: AbortSignal }[] = [];
    return {
      asked,
      fetchMeetingInfo: (request, signal) => {
        asked.push({ to: request.destination, signal });
        return asked.length > 1 ? stays() : Promise.resolve(joined);
      },
      refreshCaptcha: stays,
    };
  };

  test('gets one, by reset', async () => {
    const actors = new Set<string>();
    let isMade = false;
    const flow = createJoinFlow({
      services: letsIn(),
      inspect: ({ rootId }) => {
        actors.add(rootId);
        if (isMade && flow.getView().state === 'success') flow.reset();
      },
    });
    isMade = true;
    flow.join({ destination: '123456789' });
    await settle();

    expect([flow.getView().state, actors.size]).toEqual(['idle', 2]);
    flow.stop();
  });

  test('gets one, by join, and stop leaves nothing running', async () => {
    const services = letsIn();
    let made = 0;
    const flow = createJoinFlow({
      services,
      inspect: ({ type, actorRef, rootId }) => {
        if (type === '@xstate.actor' && actorRef.sessionId === rootId && made++ === 1)
          flow.join({ destination: 'of the inspector' });
      },
    });
    flow.join({ destination: 'the first' });
    await settle();
    flow.join({ destination: 'the second' });
    await settle();
    flow.stop();

    expect(services.asked.map(({ to }) => to)).toEqual(['the first', 'the second']);
    expect(services.asked.at(-1)?.signal.aborted).toBe(true);
  });
});
