import type { InspectionEvent } from 'xstate';

import { joinFailure } from '../../../src/guards/join-failure.js';
import { secret } from '../../../src/guards/secret.js';
import { createJoinFlow, type JoinFlow } from '../../../src/machines/join-flow.controller.js';
import type { MeetingInfoOutcome } from '../../../src/machines/join-flow.types.js';
import { deferredServices, meetingInfo, noNeeds } from '../../support/join-services.js';

/** Values that must never be found at the receiving end of an inspector. */
const canaries = {
  password: 'CANARY-password-7391',
  registrationId: 'CANARY-registration-2280',
  captcha: 'CANARY-captcha-5512',
  token: 'CANARY-permission-token-9047',
  crash: 'CANARY-in-a-crash-6608',
} as const;

export const canary = /CANARY/;

const captcha = (id: string) => ({
  id,
  imageUrl: `https://captcha.webex.com/${id}.png`,
  audioUrl: null,
  refreshUrl: `https://captcha.webex.com/refresh/${id}`,
});

const wantsPassword: MeetingInfoOutcome = {
  ok: false,
  failure: joinFailure('passwordMissing', { code: 403004, status: 403 }),
  needs: { ...noNeeds, password: true },
  captcha: null,
  meeting: null,
};
const wantsCaptcha: MeetingInfoOutcome = {
  ok: false,
  failure: joinFailure('captchaMissing', { code: 423005, status: 423 }),
  needs: { ...noNeeds, password: true, captcha: true },
  captcha: captcha('one'),
  meeting: null,
};
const spentCaptcha: MeetingInfoOutcome = {
  ...wantsCaptcha,
  failure: joinFailure('passwordWrong', { code: 403028, status: 403 }),
  captcha: null,
};
const joined = (): MeetingInfoOutcome => ({
  ok: true,
  meetingInfo: { ...meetingInfo, permissionToken: secret(canaries.token) },
});

/** Lets promises and zero timeouts run: inspectors deliver after the event's own tick. */
export const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

/**
 * Drives the flow through every state, with requests that are answered, in flight, aborted and crashed, and secrets in all
 * of them. `pause` is awaited in every state.
 */
export async function tour(
  inspect: (event: InspectionEvent) => void,
  pause: (state: string) => Promise<void> = settle,
): Promise<JoinFlow> {
  const { services, fetches, refreshes } = deferredServices();
  const flow = createJoinFlow({ services, inspect });
  const answer = (outcome: MeetingInfoOutcome) => fetches.at(-1)?.resolve(outcome);
  const stop = async () => {
    await settle();
    await pause(flow.getView().state);
  };

  await stop();
  flow.join({
    destination: '123456789@site.webex.com',
    registrationId: canaries.registrationId,
    extraParams: { permissionToken: canaries.token, supportHostKey: true },
  });
  await stop();
  answer(wantsPassword);
  await stop();
  flow.submitPassword(canaries.password);
  await stop();
  answer(wantsCaptcha);
  await stop();
  flow.submitCaptcha({ code: canaries.captcha, password: canaries.password });
  await stop();
  answer(spentCaptcha);
  await stop();
  refreshes.at(-1)?.resolve({ ok: true, captcha: captcha('two') });
  await stop();
  // A plain text where the chart wants a handle is refused, yet every observer has seen the event by then.
  flow.actor.send({ type: 'captcha.submit', code: canaries.captcha, password: canaries.password } as never);
  await stop();
  flow.submitCaptcha({ code: canaries.captcha, password: canaries.password });
  await stop();
  flow.cancel();
  await stop();
  flow.join({ destination: '123456789@site.webex.com', password: secret(canaries.password) });
  const crash = Object.assign(new Error(`posted ${canaries.crash}`), { config: { data: canaries.crash } });
  fetches.at(-1)?.reject(crash);
  await stop();
  flow.retry();
  await stop();
  answer(joined());
  await stop();
  return flow;
}

/** Every state that the tour stops in. */
export const tourStates = [
  'idle',
  'fetching',
  'passwordRequired',
  'captchaRequired',
  'refreshing',
  'error',
  'success',
] as const;
