import type { Failure } from '../guards/failure.js';
import type { Secret } from '../guards/secret.js';

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
  /** Sent along for the whole flow. Reserved names (password, captchaID, …) are refused; `permissionToken` is wrapped. */
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

/** What is still to be given. An answer that is held and was not refused is no need. */
export interface Needs {
  readonly password: boolean;
  readonly captcha: boolean;
  readonly registrationId: boolean;
}

/** Which of its answers a request carries. */
export type Sent = Needs;

/** The reply's fields of docs/protocol (facts 1.8). Fields that are not listed here are dropped. */
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
  /** Asked before anything is sent; a failure keeps the flow where it is. Left out, every readable destination is taken. */
  checkDestination?(destination: Destination, type: DestinationType | null): Failure | null;
}
