import { expect, test } from '@jest/globals';
import { createJoinFlow } from 'meeting-join-flow';
import type { JoinServices } from 'meeting-join-flow';
import { joinFailure } from '../../src/guards/join-failure.js';

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
