import type { HuaweiPart, RecordedRequest } from 'meeting-join-flow/simulator';

/** A fault as JSON can say it. */
export interface PushedFault {
  readonly kind: string;
  readonly match?: string;
  readonly times?: number;
  readonly ms?: number;
  readonly status?: number;
  readonly retryAfterS?: number;
  readonly handled?: boolean;
  readonly reply?: { readonly status: number; readonly body?: unknown };
}

/** The simulator beside the page, from the tests' side. */
export interface SimulatorControl {
  readonly captchaAnswer: (imageUrl: string) => Promise<string>;
  /** `null` for a token that is not alive. */
  readonly sliderAnswer: (token: string) => Promise<number | null>;
  readonly lastCode: () => Promise<string>;
  readonly requests: () => Promise<readonly RecordedRequest[]>;
  readonly pushFault: (fault: PushedFault) => Promise<void>;
  readonly openMeeting: (number: string) => Promise<void>;
  readonly reset: () => Promise<void>;
}

export function controlOf(simulatorUrl: string): SimulatorControl {
  const url = (path: string): string => `${simulatorUrl}/__simulator${path}`;
  const read = async <Answer>(path: string): Promise<Answer> => (await (await fetch(url(path))).json()) as Answer;
  const tell = async (path: string, body?: unknown): Promise<void> => {
    const response = await fetch(url(path), {
      method: 'POST',
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path} was answered with ${response.status}.`);
  };
  return {
    captchaAnswer: async (imageUrl) =>
      (await read<{ answer: string }>(`/captchas?of=${encodeURIComponent(imageUrl)}`)).answer,
    sliderAnswer: async (token) => (await read<{ pointX: number | null }>(`/slider?token=${token}`)).pointX,
    lastCode: async () => (await read<HuaweiPart['outbox']>('/outbox')).at(-1)?.code ?? '',
    requests: () => read('/requests'),
    pushFault: (fault) => tell('/faults', fault),
    openMeeting: (number) => tell('/meetings/open', { number }),
    reset: () => tell('/reset'),
  };
}
