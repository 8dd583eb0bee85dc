import type { Failure } from '../guards/failure.js';
import { resetFailure } from '../guards/reset-failure.js';
import type { ResetKind } from './password-reset.memory.js';
import type { AnyOutcome } from './password-reset.ports.js';
import type { PasswordResetEvent, ResetAttempts } from './password-reset.types.js';

// What more than one step of the chart says.

export const output = <T>({ event }: { event: { output: T } }): T => event.output;
export const answered = <Name extends string>(type: Name) => ({ type, params: output<AnyOutcome> });
export const failed = ({ event }: { event: { output: AnyOutcome } }): Failure | null =>
  'failure' in event.output ? event.output.failure : null;
export const command = <Event extends PasswordResetEvent>({ event }: { event: Event }): Event => event;
export const crash = (): Failure => resetFailure('unexpectedReply');
const unknownOutcome = (): Failure => resetFailure('outcomeUnknown');

export const count = <Field extends keyof ResetAttempts>(field: Field) => ({ type: 'count', params: field }) as const;
export const rememberFailure = { type: 'rememberFailure', params: failed } as const;

export const startOver = { target: 'idle', actions: 'forgetAll' } as const;
export const giveUp = { target: 'idle', actions: 'keepStart' } as const;
export const fail = { target: 'error', actions: rememberFailure } as const;
export const doubt = { target: 'error', actions: { type: 'rememberFailure', params: unknownOutcome } } as const;
export const onError = { target: 'error', actions: { type: 'rememberFailure', params: crash } } as const;
export const anotherSlider = (kind: ResetKind) =>
  ({
    target: 'requestingSlider',
    actions: [{ type: 'rememberKind', params: kind }, 'startRequest'],
  }) as const;
