import { createPasswordReset } from 'meeting-join-flow';
import type { PasswordReset, PasswordResetOptions, ResetState } from 'meeting-join-flow';
import type { MovedClock } from './moved-clock.js';
import { createMovedClock, settle } from './moved-clock.js';
import type { DeferredReset } from './reset-services.js';
import { changed, deferredReset, known, passed, refusal, sent, slider } from './reset-services.js';

export const person = { user: '+8613800138000' } as const;
export const place = { pointX: 120, slideTime: 900 } as const;
const rightCode = '374104';
export const goodPassword = 'Brand-new-77';

export interface StartedReset extends DeferredReset {
  readonly flow: PasswordReset;
  readonly clock: MovedClock;
}

/** A flow over ports that answer when told, on a clock that stands still. */
export function startReset(
  options: Partial<PasswordResetOptions> & { readonly deferred?: DeferredReset; readonly clock?: MovedClock } = {},
): StartedReset {
  const { deferred = deferredReset(), clock = createMovedClock(), ...more } = options;
  const flow = createPasswordReset({ services: deferred.services, clock, ...more });
  return { ...deferred, flow, clock };
}

type Step = (started: StartedReset) => Promise<void>;

/** The straight way, one state after the other; each step begins where the one before it ends. */
const steps: readonly (readonly [state: ResetState, step: Step])[] = [
  ['requestingSlider', async ({ flow }) => flow.start(person)],
  ['sliderRequired', async ({ last }) => last('sendSlider').resolve(slider())],
  ['checkingSlider', async ({ flow }) => flow.submitSlider(place)],
  ['sendingCode', async ({ last }) => last('checkSlider').resolve(passed())],
  ['codeRequired', async ({ last }) => last('sendCode').resolve(sent())],
  ['checkingCode', async ({ flow }) => flow.submitCode(rightCode)],
  ['newPasswordRequired', async ({ last }) => last('checkCode').resolve(known())],
  ['resetting', async ({ flow }) => flow.submitPassword(goodPassword)],
  ['success', async ({ last }) => last('reset').resolve(changed)],
];

/** Goes on along the straight way until the flow is in the given state. */
export async function goTo(started: StartedReset, state: ResetState): Promise<void> {
  const now = started.flow.getView().state;
  const from = steps.findIndex(([name]) => name === now) + 1;
  for (const [name, step] of steps.slice(from)) {
    await step(started);
    await settle();
    if (name === state) return;
  }
}

export const wayStates = ['idle', ...steps.map(([state]) => state), 'error'] as readonly ResetState[];
export const busyStates = [
  'requestingSlider',
  'checkingSlider',
  'sendingCode',
  'checkingCode',
  'resetting',
] as const satisfies readonly ResetState[];
export const askingStates = [
  'sliderRequired',
  'codeRequired',
  'newPasswordRequired',
] as const satisfies readonly ResetState[];

/** A flow in the given state; `error` is one after a lost reply to the first request that is not repeated. */
export async function startResetIn(
  state: ResetState,
  options: Parameters<typeof startReset>[0] = {},
): Promise<StartedReset> {
  const started = startReset(options);
  if (state === 'idle') return started;
  if (state === 'error') {
    await goTo(started, 'checkingSlider');
    started.last('checkSlider').resolve(refusal('network'));
    await settle();
  } else {
    await goTo(started, state);
  }
  return started;
}

export const resetStateOf = ({ flow }: { readonly flow: PasswordReset }): ResetState => flow.getView().state;
