import type { SimulatorRequest } from './part.types.js';

/** What one caller got wrong at one meeting. */
export interface Attempts {
  passwords: number;
  registrationIds: number;
  /** The captcha of a meeting that asks for one at first contact is solved. */
  passedFirstCaptcha: boolean;
}

export interface CallerRecords {
  attempts(request: SimulatorRequest, meetingNumber: string): Attempts;
  forget(request: SimulatorRequest, meetingNumber: string): void;
  unknownMeetings(request: SimulatorRequest): number;
  setUnknownMeetings(request: SimulatorRequest, count: number): void;
  reset(): void;
}

/** People are told apart by their access token; all without one are the same guest, as behind one address. */
const callerOf = (request: SimulatorRequest): string => request.headers['authorization'] ?? 'guest';

export function createCallerRecords(): CallerRecords {
  const attempts = new Map<string, Attempts>();
  const unknown = new Map<string, number>();
  const key = (request: SimulatorRequest, number: string): string => `${number} ${callerOf(request)}`;

  return {
    attempts(request, number) {
      const before = attempts.get(key(request, number));
      if (before) return before;
      const fresh = { passwords: 0, registrationIds: 0, passedFirstCaptcha: false };
      attempts.set(key(request, number), fresh);
      return fresh;
    },
    forget: (request, number) => void attempts.delete(key(request, number)),
    unknownMeetings: (request) => unknown.get(callerOf(request)) ?? 0,
    setUnknownMeetings: (request, count) => void unknown.set(callerOf(request), count),
    reset: () => {
      attempts.clear();
      unknown.clear();
    },
  };
}
