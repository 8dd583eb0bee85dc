import type { HuaweiOperation } from '../guards/huawei-codes.js';

/** The seven requests that the two flows send. */
export type Operation = 'meetingInfo' | 'refreshCaptcha' | HuaweiOperation;

/**
 * Where an answer is known from. `documented`: a page or the SDK's own table has it. `observed`: seen on the wire, or in
 * the SDK's source. `inferred`: our reading. `transport`: what every network can do.
 */
export type AnswerSource = 'documented' | 'observed' | 'inferred' | 'transport';

interface Answer {
  /** In words: the path reads "the service answers: <name>". */
  readonly name: string;
  readonly operation: Operation;
  readonly source: AnswerSource;
}

/** A reply as it is on the wire. */
export interface ServiceReply extends Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON; a text goes out as it is, `undefined` as nothing. */
  readonly body: unknown;
}

/** No reply at all: the connection breaks. */
export interface LostReply extends Answer {
  readonly lost: true;
}

export type ServiceAnswer = ServiceReply | LostReply;

export const isLost = (answer: ServiceAnswer): answer is LostReply => 'lost' in answer;
