import { drawCaptcha } from './captcha-image.js';
import { speakDigits } from './captcha-audio.js';
import { textOf } from './json.js';
import type { SimulatorClock, SimulatorReply, SimulatorRequest } from './part.types.js';
import { randomDigits, uuid } from './random.js';

export interface CaptchaFields {
  readonly captchaID: string;
  readonly verificationImageURL: string;
  readonly verificationAudioURL: string;
  readonly refreshURL: string;
}

interface Issued {
  readonly answer: string;
  readonly expiresAt: number;
  alive: boolean;
}

export interface CaptchaService {
  /** A new captcha with absolute addresses on the given origin. */
  issue(origin: string): CaptchaFields;
  /** Compares once: whatever comes out, the captcha is used up. */
  spend(id: string, answer: string | null): boolean;
  readonly answerOf: (idOrUrl: string) => string | null;
  handle(request: SimulatorRequest): SimulatorReply | null;
  reset(): void;
}

const route =
  /\/captchaservice\/v1\/captchas\/(?:(refresh)|(Captcha_[\w-]+)\/(verificationCodeImage|verificationCodeAudio))$/;

/** So that a page left open for days does not fill the memory. */
const remembered = 2000;

export function createCaptchaService(options: {
  readonly clock: SimulatorClock;
  readonly random: () => number;
  readonly length: number;
  readonly lifeMs: number;
}): CaptchaService {
  const { clock, random, length, lifeMs } = options;
  const issued = new Map<string, Issued>();

  function issue(origin: string): CaptchaFields {
    const captchaID = `Captcha_${uuid(random)}`;
    issued.set(captchaID, { answer: randomDigits(random, length), expiresAt: clock.now() + lifeMs, alive: true });
    const oldest = issued.keys().next();
    if (issued.size > remembered && oldest.done !== true) issued.delete(oldest.value);
    const base = `${origin}/captchaservice/v1/captchas`;
    const site = (/^https?:\/\/([^.:/]+)/.exec(origin)?.[1] ?? 'site').toLowerCase();
    return {
      captchaID,
      verificationImageURL: `${base}/${captchaID}/verificationCodeImage`,
      verificationAudioURL: `${base}/${captchaID}/verificationCodeAudio`,
      refreshURL: `${base}/refresh?siteurl=${site}&captchaID=${captchaID}`,
    };
  }

  /** Goes by the id in the body: the one in the address may be that of the first captcha. */
  function refresh({ body, url }: SimulatorRequest): SimulatorReply {
    const id = textOf(body, 'captchaId');
    const old = id === null ? undefined : issued.get(id);
    if (!old) return { status: 400, body: { code: 400001, message: 'No such captcha' } };
    old.alive = false;
    // Without the site's name the service knows no host to put into the addresses: that is why clients send it.
    return { status: 200, body: issue(url.searchParams.get('siteFullName') === url.hostname ? url.origin : '') };
  }

  return {
    issue,
    spend(id, answer) {
      const captcha = issued.get(id);
      if (!captcha?.alive) return false;
      captcha.alive = false;
      return clock.now() < captcha.expiresAt && answer?.trim() === captcha.answer;
    },
    answerOf(idOrUrl) {
      const id = /Captcha_[\w-]+/.exec(idOrUrl)?.[0] ?? '';
      return issued.get(id)?.answer ?? null;
    },
    handle(request) {
      const [, refreshing, id = '', medium] = route.exec(request.url.pathname) ?? [];
      if (refreshing !== undefined) return request.method === 'POST' ? refresh(request) : { status: 405 };
      if (medium === undefined) return null;
      if (request.method !== 'GET') return { status: 405 };
      const captcha = issued.get(id);
      if (!captcha?.alive) return { status: 404, body: { message: 'No such captcha' } };
      const [type, body] =
        medium === 'verificationCodeImage'
          ? ['image/png', drawCaptcha(captcha.answer, id)]
          : ['audio/wav', speakDigits(captcha.answer, id)];
      return { status: 200, headers: { 'content-type': type, 'cache-control': 'no-store' }, body };
    },
    reset: () => issued.clear(),
  };
}
