import { isText } from '../../guards/reply-body.js';
import type { CaptchaChallenge } from '../../machines/join-flow.types.js';
import type { Trust } from '../trusted-hosts.js';
import { parseUrl } from '../trusted-hosts.js';
import { readCaptcha } from './schemas.js';

export type CaptchaReading = CaptchaChallenge | 'unexpectedReply' | 'untrustedHost';

/**
 * The captcha in a challenge, or in the reply to a refresh, which may leave the refresh address as it was. None of its
 * addresses leads to a host that is not trusted; a fresh refresh address that does is not taken.
 */
export function captchaOf(body: unknown, trusted: Trust, refreshUrl: string | null): CaptchaReading {
  const wire = readCaptcha(body);
  const image = wire && parseUrl(wire.verificationImageURL);
  if (!isText(wire?.captchaID) || !image) return 'unexpectedReply';
  const audioUrl = isText(wire.verificationAudioURL) ? wire.verificationAudioURL : null;
  const fresh = isText(wire.refreshURL) ? wire.refreshURL : null;
  const refresh = fresh && (trusted(fresh) || !refreshUrl) ? fresh : refreshUrl;
  if (!refresh || !parseUrl(refresh) || (audioUrl && !parseUrl(audioUrl))) return 'unexpectedReply';
  return [image.href, audioUrl ?? refresh, refresh].every(trusted)
    ? { id: wire.captchaID, imageUrl: image.href, audioUrl, refreshUrl: refresh }
    : 'untrustedHost';
}
