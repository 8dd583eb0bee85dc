import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PNG } from 'pngjs';
import { speakDigits } from '../../src/simulator/captcha-audio.js';
import { drawCaptcha } from '../../src/simulator/captcha-image.js';
import { captchaIn, openSite, refreshCaptcha } from './http.js';
import type { Reply, Site } from './http.js';

let site: Site;
let now = 0;
beforeEach(async () => {
  now = 1_000_000;
  site = await openSite({ clock: { now: () => now } });
});
afterEach(() => site.close());

/** Wants a captcha at first contact, and nothing else. */
const askForCaptcha = (): Promise<Reply> => site.ask('300400103');

const bytesOf = async (url: unknown): Promise<Buffer> => Buffer.from(await (await fetch(String(url))).arrayBuffer());

describe('a captcha', () => {
  it('comes with absolute addresses on the site that was asked', async () => {
    const { body } = await askForCaptcha();
    const id = String(body['captchaID']);
    expect(id).toMatch(/^Captcha_[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(body).toMatchObject({
      verificationImageURL: `${site.url}/captchaservice/v1/captchas/${id}/verificationCodeImage`,
      verificationAudioURL: `${site.url}/captchaservice/v1/captchas/${id}/verificationCodeAudio`,
      refreshURL: `${site.url}/captchaservice/v1/captchas/refresh?siteurl=127&captchaID=${id}`,
    });
  });

  it('tells its answer to tests, by its id or an address', async () => {
    const { body } = await askForCaptcha();
    const answer = site.simulator.captchaAnswer(String(body['captchaID']));
    expect(answer).toMatch(/^\d{4}$/);
    expect(site.simulator.captchaAnswer(String(body['verificationAudioURL']))).toBe(answer);
    expect(site.simulator.captchaAnswer('Captcha_none')).toBeNull();
  });

  it('shows and speaks that answer', async () => {
    const { body } = await askForCaptcha();
    const id = String(body['captchaID']);
    const answer = site.simulator.captchaAnswer(id)!;
    expect((await bytesOf(body['verificationImageURL'])).equals(drawCaptcha(answer, id))).toBe(true);
    expect((await bytesOf(body['verificationAudioURL'])).equals(speakDigits(answer, id))).toBe(true);
  });

  it('is used up by a wrong answer', async () => {
    const asked = await askForCaptcha();
    await site.ask('300400103', captchaIn(site, asked, 'none'));
    expect((await site.ask('300400103', captchaIn(site, asked))).status).toBe(423);
  });

  it('is used up by an answer that is missing', async () => {
    const asked = await askForCaptcha();
    await site.ask('300400103', { captchaID: asked.body['captchaID'] });
    expect((await site.ask('300400103', captchaIn(site, asked))).status).toBe(423);
  });

  it('takes an answer with spaces around it', async () => {
    const asked = await askForCaptcha();
    const { captchaID, captchaVerifyCode } = captchaIn(site, asked);
    expect((await site.ask('300400103', { captchaID, captchaVerifyCode: ` ${captchaVerifyCode} ` })).status).toBe(200);
  });

  it('is nothing to post to, nothing to store, and unknown once it is used up', async () => {
    const { body } = await askForCaptcha();
    const image = String(body['verificationImageURL']);
    expect((await site.send('POST', image, {})).status).toBe(405);
    expect((await fetch(image)).headers.get('cache-control')).toBe('no-store');
    await site.ask('300400103', { captchaID: body['captchaID'], captchaVerifyCode: 'none' });
    const gone = await fetch(image);
    expect([gone.status, await gone.json()]).toEqual([404, { message: 'No such captcha' }]);
    expect((await fetch(image.replace(/Captcha_/, 'Captcha_0'))).status).toBe(404);
  });

  it('is forgotten when two thousand others came after it, and with a reset', async () => {
    const [first, second] = [await askForCaptcha(), await askForCaptcha()];
    const simulated = () =>
      site.simulator.fetch(`${site.url}/wbxappapi/v1/meetingInfo`, {
        method: 'POST',
        body: JSON.stringify({ meetingKey: '300400103' }),
      });
    for (let more = 0; more < 1999; more++) await simulated();
    const known = ({ body }: Reply) => site.simulator.captchaAnswer(String(body['captchaID']));
    expect([known(first), known(second)]).toEqual([null, expect.any(String)]);
    site.simulator.reset();
    expect(known(second)).toBeNull();
  });

  it('has a last moment', async () => {
    const asked = await askForCaptcha();
    now += 299_999;
    expect((await site.ask('300400103', captchaIn(site, asked))).status).toBe(200);
    const late = await askForCaptcha();
    now += 300_000;
    expect((await site.ask('300400103', captchaIn(site, late))).status).toBe(423);
  });
});

describe('a refresh', () => {
  it('brings another captcha, and the old one is dead', async () => {
    const asked = await askForCaptcha();
    const fresh = await refreshCaptcha(site, asked);
    expect(fresh.status).toBe(200);
    expect(fresh.body['captchaID']).not.toBe(asked.body['captchaID']);
    expect(Object.keys(fresh.body).sort()).toEqual([
      'captchaID',
      'refreshURL',
      'verificationAudioURL',
      'verificationImageURL',
    ]);
    expect((await fetch(String(asked.body['verificationImageURL']))).status).toBe(404);
    expect((await site.ask('300400103', captchaIn(site, asked))).status).toBe(423);
    expect((await site.ask('300400103', captchaIn(site, fresh))).status).toBe(200);
  });

  it('goes by the id in the body, not by the first one in the address', async () => {
    const asked = await askForCaptcha();
    const second = await refreshCaptcha(site, asked);
    const third = await refreshCaptcha(site, asked, String(second.body['captchaID']));
    expect((await fetch(String(second.body['verificationImageURL']))).status).toBe(404);
    expect((await fetch(String(third.body['verificationImageURL']))).status).toBe(200);
  });

  it('cannot complete the addresses without the name of the site', async () => {
    const { body } = await askForCaptcha();
    const fresh = await site.send('POST', String(body['refreshURL']), { captchaId: body['captchaID'] });
    expect(String(fresh.body['verificationImageURL'])).toMatch(/^\/captchaservice\//);
  });

  it('is refused for a captcha that never was, and when it is not posted', async () => {
    const asked = await askForCaptcha();
    expect((await refreshCaptcha(site, asked, 'Captcha_none')).status).toBe(400);
    expect((await site.send('GET', String(asked.body['refreshURL']))).status).toBe(405);
  });
});

describe('the picture', () => {
  it('is a PNG of 150 by 70 that any reader can read', async () => {
    const { body } = await askForCaptcha();
    const response = await fetch(String(body['verificationImageURL']));
    expect(response.headers.get('content-type')).toBe('image/png');
    const { width, height } = PNG.sync.read(Buffer.from(await response.arrayBuffer()));
    expect([width, height]).toEqual([150, 70]);
  });

  it('stays the same while it is on a screen', async () => {
    const { body } = await askForCaptcha();
    const [first, second] = [await bytesOf(body['verificationImageURL']), await bytesOf(body['verificationImageURL'])];
    expect(first.equals(second)).toBe(true);
  });

  /** How much ink there is in each of the four quarters, left to right. */
  function inkOf(digits: string): number[] {
    const { data } = PNG.sync.read(Buffer.from(drawCaptcha(digits, 'seed')));
    const ink = [0, 0, 0, 0];
    for (let at = 0; at < data.length; at += 4) {
      const x = (at / 4) % 150;
      if (data[at]! < 60) ink[Math.min(3, Math.floor(Math.max(0, x - 10) / 32.5))]!++;
    }
    return ink;
  }

  it('shows every digit, and each one differently', () => {
    for (let digit = 0; digit < 10; digit++) {
      for (const ink of inkOf(String(digit).repeat(4))) expect(ink).toBeGreaterThan(80);
    }
    const pictures = Array.from({ length: 10 }, (_, digit) =>
      Buffer.from(drawCaptcha(String(digit), 's')).toString('hex'),
    );
    expect(new Set(pictures).size).toBe(10);
  });

  it('has ink only where a digit is', () => {
    const [first, second] = inkOf('8');
    expect(first! + second!).toBeGreaterThan(80);
    expect(Math.max(...inkOf(''))).toBeLessThan(80);
  });
});

describe('the sound', () => {
  const samplesOf = (wav: Uint8Array): Int16Array => new Int16Array(wav.slice(44).buffer);

  /** Stretches louder than a tenth of the loudest, at least 60 ms long, with pauses up to 180 ms inside. */
  function spokenStretches(samples: Int16Array): number {
    const window = 160;
    const loud = Array.from({ length: Math.floor(samples.length / window) }, (_, i) =>
      samples.slice(i * window, (i + 1) * window).reduce((most, one) => Math.max(most, Math.abs(one)), 0),
    ).map((peak) => peak > 2600);
    let [count, quiet] = [0, 99];
    for (const one of loud) {
      if (one && quiet > 9) count++;
      quiet = one ? 0 : quiet + 1;
    }
    return count;
  }

  it('is a WAV file whose header agrees with its length', async () => {
    const { body } = await askForCaptcha();
    const response = await fetch(String(body['verificationAudioURL']));
    expect(response.headers.get('content-type')).toBe('audio/wav');
    const wav = Buffer.from(await response.arrayBuffer());
    expect([wav.toString('latin1', 0, 4), wav.toString('latin1', 8, 16)]).toEqual(['RIFF', 'WAVEfmt ']);
    const [format, channels, rate, bytesASecond] = [
      wav.readUInt16LE(20),
      wav.readUInt16LE(22),
      wav.readUInt32LE(24),
      wav.readUInt32LE(28),
    ];
    expect([format, channels, rate, bytesASecond, wav.readUInt16LE(34)]).toEqual([1, 1, 8000, 16000, 16]);
    expect([wav.readUInt32LE(4), wav.readUInt32LE(40)]).toEqual([wav.length - 8, wav.length - 44]);
    const seconds = (wav.length - 44) / bytesASecond;
    expect(seconds).toBeGreaterThan(2.5);
    expect(seconds).toBeLessThan(6);
  });

  it.each(['1', '27', '0493', '56781'])('says as many words as there are digits in %s', (digits) => {
    expect(spokenStretches(samplesOf(speakDigits(digits, 'seed')))).toBe(digits.length);
  });

  it('says each digit in its own way', () => {
    const sounds = Array.from({ length: 10 }, (_, digit) =>
      Buffer.from(speakDigits(String(digit), 's')).toString('hex'),
    );
    expect(new Set(sounds).size).toBe(10);
  });

  it('is neither silent nor cut off at its loudest', () => {
    const samples = samplesOf(speakDigits('0123456789', 'seed'));
    const peak = samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
    expect(peak).toBeGreaterThan(15_000);
    expect(samples.filter((one) => Math.abs(one) >= 32_767).length).toBe(0);
  });
});
