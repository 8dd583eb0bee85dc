import { joinFailure } from '../../src/guards/join-failure.js';
import type {
  CaptchaChallenge,
  CaptchaRefreshOutcome,
  JoinServices,
  MeetingInfoOutcome,
  MeetingInfoRequest,
} from '../../src/machines/join-flow.types.js';
import type { JoinFailureKind, SharedFailureKind } from '../../src/guards/failure.js';

const meetingInfo = {
  permissionToken: null,
  meetingNumber: '1234567890',
  meetingJoinUrl: 'https://acme.webex.com/m/1',
  sipUrl: '1234567890@acme.webex.com',
};

export const picture = (id: string): CaptchaChallenge => ({
  id,
  imageUrl: `https://acme.webex.com/captcha/${id}.png`,
  audioUrl: `https://acme.webex.com/captcha/${id}.wav`,
  refreshUrl: 'https://acme.webex.com/captcha/refresh',
});

// The rest of the reply's fields are of no interest to a page.
export const joined = { ok: true, meetingInfo } as unknown as MeetingInfoOutcome;

export const refused = (
  kind: JoinFailureKind | SharedFailureKind,
  more: Partial<Extract<MeetingInfoOutcome, { ok: false }>> & { retryAt?: number } = {},
): MeetingInfoOutcome => {
  const { retryAt = null, ...rest } = more;
  return {
    ok: false,
    failure: joinFailure(kind, { status: 403, code: 403_000, retryAt }),
    needs: { password: kind.startsWith('password'), captcha: false, registrationId: kind.startsWith('registrationId') },
    captcha: null,
    meeting: null,
    ...rest,
  };
};

export const wantsBoth = (kind: JoinFailureKind, id: string): MeetingInfoOutcome =>
  refused(kind, { needs: { password: true, captcha: true, registrationId: false }, captcha: picture(id) });

/** Ports whose replies the test gives, one at a time, and that keep what they were asked. */
export function scriptServices() {
  const asked: { request: MeetingInfoRequest; signal: AbortSignal; reply: (outcome: MeetingInfoOutcome) => void }[] =
    [];
  const refreshes: ((outcome: CaptchaRefreshOutcome) => void)[] = [];
  const services: JoinServices = {
    fetchMeetingInfo: (request, signal) =>
      new Promise((reply) => {
        asked.push({ request, signal, reply });
      }),
    refreshCaptcha: () =>
      new Promise((reply) => {
        refreshes.push(reply);
      }),
  };
  return { services, asked, refreshes };
}
