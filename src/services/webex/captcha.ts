import type { CaptchaChallenge } from '../../machines/join-flow.types.js';
import type { Trust } from '../trusted-hosts.js';
import { parseUrl } from '../trusted-hosts.js';
import { readCaptcha } from './schemas.js';

export type CaptchaReading = CaptchaChallenge | 'unexpectedReply' | 'untrustedHost';

/**
 * The captcha in a challenge, or in the reply to a refresh, which may leave the refresh address as it was. None of its
 * addresses leads to a host that is not trusted; a fresh refresh address that does is not taken.
 */
export function captchaOf(body: unknown, trusted: Trust, known: string | null): CaptchaReading {
  const { captchaID: id, verificationImageURL, verificationAudioURL, refreshURL } = readCaptcha(body) ?? {};
  const imageUrl = verificationImageURL ?? '';
  const audioUrl = verificationAudioURL || null;
  const refreshUrl = (known && !trusted(refreshURL) ? known : refreshURL) ?? '';
  const addresses = [imageUrl, audioUrl ?? imageUrl, refreshUrl].map(parseUrl);
  if (!id || addresses.includes(null)) return 'unexpectedReply';
  return addresses.every(trusted) ? { id, imageUrl, audioUrl, refreshUrl } : 'untrustedHost';
}
