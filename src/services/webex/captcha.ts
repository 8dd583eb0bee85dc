import type { CaptchaChallenge } from '../../machines/join-flow.types.js';
import type { Trust } from '../trusted-hosts.js';
import { parseUrl } from '../trusted-hosts.js';
import { readCaptcha } from './schemas.js';

export type CaptchaReading = CaptchaChallenge | 'unexpectedReply' | 'untrustedHost';

/**
 * The captcha in a challenge, or in the reply to a refresh, which may leave the refresh address as it was. None of its
 * addresses leads to a host that is not trusted; a fresh refresh address that does is not taken. They are given as they
 * were read: a page that loads `https:host/image` would take it for a path of its own site.
 */
export function captchaOf(body: unknown, trusted: Trust, known: string | null): CaptchaReading {
  const { captchaID: id, verificationImageURL, verificationAudioURL, refreshURL } = readCaptcha(body) ?? {};
  const image = parseUrl(verificationImageURL);
  const audio = verificationAudioURL ? parseUrl(verificationAudioURL) : image;
  const refresh = parseUrl(known && !trusted(refreshURL) ? known : refreshURL);
  if (!id || !image || !audio || !refresh) return 'unexpectedReply';
  return [image, audio, refresh].every(trusted)
    ? { id, imageUrl: image.href, audioUrl: verificationAudioURL ? audio.href : null, refreshUrl: refresh.href }
    : 'untrustedHost';
}
