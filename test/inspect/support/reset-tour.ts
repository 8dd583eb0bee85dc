import type { InspectionEvent } from 'xstate';

import { resetFailure } from '../../../src/guards/reset-failure.js';
import { secret } from '../../../src/guards/secret.js';
import { createPasswordReset } from '../../../src/machines/password-reset.controller.js';
import type { ResetServices } from '../../../src/machines/password-reset.types.js';
import { settle } from './tour.js';

/** Every state that the tour of the reset stops in. */
export const resetStates = [
  'idle',
  'requestingSlider',
  'sliderRequired',
  'checkingSlider',
  'sendingCode',
  'codeRequired',
  'checkingCode',
  'newPasswordRequired',
  'resetting',
  'success',
  'error',
] as const;

type Settle = { resolve(outcome: unknown): void; reject(error: unknown): void };

const token = (name: string) => ({ ok: true, token: secret(`CANARY-token-${name}`), expiresInS: 180 });

/**
 * Drives the password reset through every state, with requests that are answered, in flight, aborted, refused and
 * crashed, and a code, a password or a token in each. Tells the states that it stopped in.
 */
export async function resetTour(inspect: (event: InspectionEvent) => void): Promise<ReadonlySet<string>> {
  const asked: Settle[] = [];
  const port = () => new Promise((resolve, reject) => asked.push({ resolve, reject }));
  // Each port answers when the tour says so; the chart looks at what comes.
  const services = { sendSlider: port, checkSlider: port, sendCode: port, checkCode: port, reset: port };
  const flow = createPasswordReset({ services: services as unknown as ResetServices, inspect });
  const seen = new Set<string>();
  const stop = async (): Promise<void> => {
    await settle();
    seen.add(flow.getView().state);
  };
  const answer = async (outcome: unknown): Promise<void> => {
    asked.at(-1)?.resolve(outcome);
    await stop();
  };
  const picture = { backgroundUrl: 'data:image/png;base64,AA', pieceUrl: 'data:image/png;base64,AA', pointY: 10 };
  const toCode = async (): Promise<void> => {
    await stop();
    await answer({ ...token('slider'), ...picture });
    flow.submitSlider({ pointX: 100, slideTime: 900 });
    await stop();
    await answer(token('check'));
    await answer({ ok: true, expiresInS: 180, phone: '+86181****2345', email: null });
  };

  await stop();
  flow.start({ user: 'somebody' });
  await toCode();
  flow.submitCode('CANARY-wrong-code');
  await stop();
  await answer({ ok: false, failure: resetFailure('codeWrong') });
  // A plain text where the chart wants a handle is refused, yet every observer has seen the event by then.
  flow.actor.send({ type: 'code.submit', code: 'CANARY-plain-code' } as never);
  flow.submitCode('CANARY-code');
  await stop();
  await answer(token('reset'));
  flow.submitPassword('CANARY-short');
  await stop();
  flow.submitPassword('CANARY-new-password-42');
  await stop();
  // Aborted while the new password is on its way.
  flow.cancel();
  await stop();
  flow.start({ user: 'somebody' });
  await toCode();
  flow.submitCode('CANARY-code');
  await stop();
  asked.at(-1)?.reject(Object.assign(new Error('CANARY-crash'), { config: { data: 'CANARY-crash' } }));
  await stop();
  flow.retry();
  await toCode();
  flow.submitCode('CANARY-code');
  await stop();
  await answer(token('reset'));
  flow.submitPassword('CANARY-new-password-42');
  await stop();
  await answer({ ok: true });
  return seen;
}
