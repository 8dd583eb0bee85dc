import type {
  CaptchaChallenge,
  CaptchaRefreshOutcome,
  CaptchaRefreshRequest,
  JoinServices,
  MeetingInfo,
  MeetingInfoOutcome,
  MeetingInfoRequest,
  Needs,
} from 'meeting-join-flow';
import type { FailureDetails, JoinFailureKind, SharedFailureKind } from '../../src/guards/failure.js';
import { joinFailure } from '../../src/guards/join-failure.js';

export interface PendingCall<Request, Outcome> {
  readonly request: Request;
  readonly signal: AbortSignal;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (reason: unknown) => void;
}

export interface DeferredServices {
  readonly services: JoinServices;
  readonly fetches: PendingCall<MeetingInfoRequest, MeetingInfoOutcome>[];
  readonly refreshes: PendingCall<CaptchaRefreshRequest, CaptchaRefreshOutcome>[];
}

/** Ports that answer when the test says so. */
export function deferredServices(): DeferredServices {
  const fetches: DeferredServices['fetches'] = [];
  const refreshes: DeferredServices['refreshes'] = [];
  return {
    fetches,
    refreshes,
    services: {
      fetchMeetingInfo: (request, signal) =>
        new Promise((resolve, reject) => void fetches.push({ request, signal, resolve, reject })),
      refreshCaptcha: (request, signal) =>
        new Promise((resolve, reject) => void refreshes.push({ request, signal, resolve, reject })),
    },
  };
}

export const noNeeds: Needs = { password: false, captcha: false, registrationId: false };

export const captcha = (id: string): CaptchaChallenge => ({
  id,
  imageUrl: `https://acme.webex.com/${id}.png`,
  audioUrl: `https://acme.webex.com/${id}.wav`,
  refreshUrl: 'https://acme.webex.com/refresh',
});

export const meetingInfo: MeetingInfo = {
  permissionToken: null,
  meetingNumber: '123456789',
  meetingJoinUrl: null,
  sipUrl: null,
  sipMeetingUri: null,
  conversationUrl: null,
  locusUrl: null,
  locusClusterUrl: null,
  owner: null,
  hostId: null,
  channel: null,
  meetingId: null,
  confIdStr: null,
  confID: null,
  siteFullUrl: null,
  supportVoIP: null,
  video: null,
  meetingLookupUrl: null,
};

export const joined: MeetingInfoOutcome = { ok: true, meetingInfo };

/** A refusal, as the services hand it to the chart. */
export const refused = (
  kind: JoinFailureKind | SharedFailureKind,
  needs: Partial<Needs> = {},
  more: { readonly captcha?: CaptchaChallenge; readonly details?: FailureDetails } = {},
): MeetingInfoOutcome => ({
  ok: false,
  failure: joinFailure(kind, more.details),
  needs: { ...noNeeds, ...needs },
  captcha: more.captcha ?? null,
  meeting: null,
});

export const asksPassword = refused('passwordMissing', { password: true }, { details: { code: 403004, status: 403 } });
export const asksId = refused('registrationIdMissing', { registrationId: true }, { details: { code: 403037 } });
export const asksCaptcha = (id: string): MeetingInfoOutcome =>
  refused('captchaMissing', { captcha: true }, { captcha: captcha(id), details: { code: 423001, status: 423 } });
export const asksBoth = (id: string): MeetingInfoOutcome =>
  refused('captchaMissing', { captcha: true, password: true }, { captcha: captcha(id), details: { code: 423005 } });
