import type { faults, requests } from '../panel/demo-faults';

/** What the panel behind the scenes says. Scenarios are described in English: they are for the people who build. */
export interface PanelWords {
  readonly title: string;
  readonly lead: string;
  readonly meetings: string;
  readonly accounts: string;
  readonly failures: string;
  readonly telemetry: string;
  readonly nothingYet: string;
  readonly faults: string;
  readonly simulator: string;
  readonly outbox: string;
  readonly noCodeYet: string;
  readonly revealCaptcha: string;
  readonly notKnown: string;
  readonly letHostIn: string;
  readonly hurried: string;
  readonly forget: string;
  readonly forgotten: string;
  /** "The reply to …" */
  readonly replyTo: string;
  readonly does: string;
  readonly howOften: string;
  /** `{n}` times. */
  readonly times: string;
  readonly once: string;
  readonly add: string;
  readonly clear: string;
  readonly waiting: string;
  readonly noneWaiting: string;
  readonly requests: Readonly<Record<keyof typeof requests, string>>;
  readonly kinds: Readonly<Record<keyof typeof faults, string>>;
}
