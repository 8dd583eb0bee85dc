import type { Failure, FailureKind } from '../guards/failure.js';
import type { Secret } from '../guards/secret.js';
import type { Attempt, TimeoutOptions, Timeouts } from './repeat.js';

export type DestinationType =
  'MEETING_LINK' | 'SIP_URI' | 'MEETING_ID' | 'MEETING_UUID' | 'PERSONAL_ROOM' | 'CONVERSATION_URL' | 'LOCUS_ID';

/** A link, address or number as a person gives it; or, for PERSONAL_ROOM and LOCUS_ID, the ids that an app already has. */
export type Destination =
  | string
  | { readonly userId: string; readonly orgId: string }
  | { readonly webExMeetingId?: string; readonly sipUri?: string; readonly webExSite?: string };

export interface JoinCommand {
  readonly destination: Destination;
  readonly destinationType?: DestinationType;
  readonly password?: string | Secret;
  readonly registrationId?: string | Secret;
  /**
   * Sent along for the whole flow. Reserved names (password, captchaID, …) are refused; `permissionToken` is wrapped. Plain
   * values show in snapshots and are stored in clear by `persist()`: wrap what is secret with `secret()`, at any depth.
   * Such members are sent, and left out of what is stored.
   */
  readonly extraParams?: Readonly<Record<string, unknown>>;
}

/** What a UI may show of a captcha. */
export interface Captcha {
  readonly id: string;
  readonly imageUrl: string;
  readonly audioUrl: string | null;
  /** Used up: only a refresh is offered. */
  readonly spent: boolean;
}

/** A captcha as the service handed it out. */
export interface CaptchaChallenge {
  readonly id: string;
  readonly imageUrl: string;
  readonly audioUrl: string | null;
  readonly refreshUrl: string;
}

/** What the service asks for. An answer that is held and was not refused meets its need without being typed again. */
export interface Needs {
  readonly password: boolean;
  readonly captcha: boolean;
  readonly registrationId: boolean;
}

/** Which of its answers a request carries. */
export type Sent = Needs;

/** What a success says of the meeting, `null` where it says nothing. Fields that are not listed here are dropped. */
export interface MeetingInfo {
  /** Open it with `reveal`. A meeting without a token is legal. */
  readonly permissionToken: Secret | null;
  readonly meetingNumber: string | null;
  readonly meetingJoinUrl: string | null;
  readonly sipUrl: string | null;
  readonly sipMeetingUri: string | null;
  readonly conversationUrl: string | null;
  readonly locusUrl: string | null;
  readonly locusClusterUrl: string | null;
  readonly owner: string | null;
  readonly hostId: string | null;
  readonly channel: string | null;
  readonly meetingId: string | null;
  readonly confIdStr: string | null;
  readonly confID: string | null;
  readonly siteFullUrl: string | null;
  readonly supportVoIP: boolean | null;
  readonly video: Readonly<Record<string, unknown>> | null;
  /** The address that answered, after 404100 hops. */
  readonly meetingLookupUrl: string | null;
  /** Whatever a port of your own adds. Of the services here nothing else comes: fields that are not known are dropped. */
  readonly [field: string]: unknown;
}

/** What the chart asks of the meeting-info port. Secrets are still handles: the request builder opens them. */
export interface MeetingInfoRequest {
  readonly destination: Destination;
  readonly destinationType: DestinationType | null;
  readonly password: Secret | null;
  readonly registrationId: Secret | null;
  readonly captcha: { readonly id: string; readonly code: Secret } | null;
  readonly extraParams: Readonly<Record<string, unknown>>;
  /** The code of the reply before this one: an unlisted refusal that comes twice is told apart by it. */
  readonly previousCode: number | string | null;
  /** The chart's time when the request was made, epoch ms: `retryAt` counts from here. */
  readonly sentAt: number;
  /** Ms that this attempt may take. */
  readonly timeoutMs: number;
}

export type MeetingInfoOutcome =
  | { readonly ok: true; readonly meetingInfo: MeetingInfo }
  | {
      readonly ok: false;
      readonly failure: Failure;
      /** All false: nothing that a person can type helps, and the chart goes to `error`. */
      readonly needs: Needs;
      /** The new captcha. `null` while `needs.captcha` is true: the one on the screen is spent, refresh it. */
      readonly captcha: CaptchaChallenge | null;
      /** What the service told of the meeting before letting anyone in. */
      readonly meeting: Partial<MeetingInfo> | null;
    };

export interface CaptchaRefreshRequest extends CaptchaChallenge {
  readonly sentAt: number;
  readonly timeoutMs: number;
}

export type CaptchaRefreshOutcome =
  { readonly ok: true; readonly captcha: CaptchaChallenge } | { readonly ok: false; readonly failure: Failure };

/** The ports of the join chart. They return outcomes; they throw nothing for anything that a server or a network can do. */
export interface JoinServices {
  fetchMeetingInfo(request: MeetingInfoRequest, signal: AbortSignal): Promise<MeetingInfoOutcome>;
  refreshCaptcha(request: CaptchaRefreshRequest, signal: AbortSignal): Promise<CaptchaRefreshOutcome>;
  /**
   * Asked before anything is sent, and answers at once, with no promise; a failure keeps the flow where it is. Left out, every
   * readable destination is taken.
   */
  checkDestination?(destination: Destination, type: DestinationType | null): Failure | null;
}

export interface Attempts {
  readonly password: number;
  readonly captcha: number;
  readonly registrationId: number;
}

/** The chart's memory: total, readonly and plain. Every secret in it is an empty handle. */
export interface JoinFlowContext {
  readonly destination: Destination | null;
  readonly destinationType: DestinationType | null;
  readonly extraParams: Readonly<Record<string, unknown>>;
  readonly password: Secret | null;
  readonly registrationId: Secret | null;
  readonly captchaCode: Secret | null;
  readonly captcha: CaptchaChallenge | null;
  readonly captchaSpent: boolean;
  readonly needs: Needs;
  /** What the view shows: the service's word, or what is wrong with the last command. */
  readonly failure: Failure | null;
  /** The service's last refusal. */
  readonly refusal: Failure | null;
  readonly attempts: Attempts;
  readonly meeting: Partial<MeetingInfo> | null;
  readonly meetingInfo: MeetingInfo | null;
  /** Whether the request in flight carries an answer. */
  readonly answering: boolean;
  /** Whether a person asked for the refresh in flight. */
  readonly refreshAsked: boolean;
  readonly attempt: Attempt;
  readonly timeouts: Timeouts;
}

export interface JoinFlowInput {
  readonly timeouts?: TimeoutOptions | undefined;
}

export interface JoinEvent {
  readonly type: 'join';
  readonly destination: Destination;
  readonly destinationType?: DestinationType | null | undefined;
  readonly password?: Secret | null | undefined;
  readonly registrationId?: Secret | null | undefined;
  readonly extraParams?: Readonly<Record<string, unknown>> | undefined;
}

export type AnswerEvent =
  | { readonly type: 'password.submit'; readonly password: Secret; readonly registrationId?: Secret | null | undefined }
  | {
      readonly type: 'captcha.submit';
      readonly code: Secret;
      readonly password?: Secret | null | undefined;
      readonly registrationId?: Secret | null | undefined;
    }
  | {
      readonly type: 'registration.submit';
      readonly registrationId: Secret;
      readonly password?: Secret | null | undefined;
    };

export type JoinFlowEvent =
  | JoinEvent
  | AnswerEvent
  | { readonly type: 'captcha.refresh' }
  | { readonly type: 'cancel' }
  | { readonly type: 'retry' }
  | { readonly type: 'reset' };

/** Telemetry: what happened, never what was typed. */
export type JoinFlowEmitted =
  | { readonly type: 'challenge'; readonly kind: FailureKind | null; readonly needs: Needs }
  | { readonly type: 'answer.sent'; readonly carries: Sent }
  | { readonly type: 'answer.refused'; readonly kind: FailureKind; readonly attempts: Attempts }
  | { readonly type: 'captcha.refreshed'; readonly asked: boolean }
  | { readonly type: 'joined' }
  | { readonly type: 'failed'; readonly kind: FailureKind; readonly code: number | string | null };
