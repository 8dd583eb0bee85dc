import { seededRandom } from './random.js';
import { spokenDigits } from './spoken-digits.data.js';
import { encodeWav } from './wav.js';

/** Samples a second. */
const captchaAudioRate = 8000;

// The step sizes and moves of IMA ADPCM (IMA Digital Audio Focus Group, 1992).
const steps = [
  7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97, 107, 118,
  130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724, 796, 876, 963, 1060,
  1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749, 3024, 3327, 3660, 4026, 4428, 4871, 5358, 5894, 6484,
  7132, 7845, 8630, 9493, 10442, 11487, 12635, 13899, 15289, 16818, 18500, 20350, 22385, 24623, 27086, 29794, 32767,
];
const moves = [-1, -1, -1, -1, 2, 4, 6, 8];

function decodeClip(base64: string): Int16Array {
  const bytes = atob(base64);
  const samples = new Int16Array(bytes.length * 2);
  let [guess, index] = [0, 0];
  for (let at = 0; at < samples.length; at++) {
    const nibble = (bytes.charCodeAt(at >> 1) >> (at & 1 ? 4 : 0)) & 15;
    const step = steps[index] ?? 0;
    const change = (step >> 3) + (nibble & 4 ? step : 0) + (nibble & 2 ? step >> 1 : 0) + (nibble & 1 ? step >> 2 : 0);
    guess = Math.max(-32768, Math.min(32767, guess + (nibble & 8 ? -change : change)));
    index = Math.max(0, Math.min(88, index + (moves[nibble & 7] ?? 0)));
    samples[at] = guess;
  }
  return samples;
}

/** The same clip a little faster and higher, or slower and lower. */
function atSpeed(samples: Int16Array, speed: number): Int16Array {
  return Int16Array.from({ length: Math.floor((samples.length - 1) / speed) }, (_, i) => {
    const at = i * speed;
    const [before, after] = [samples[Math.floor(at)] ?? 0, samples[Math.ceil(at)] ?? 0];
    return before + (after - before) * (at % 1);
  });
}

/**
 * A WAV file in which a synthetic voice says the digits in English, one after the other, each at its own speed, over
 * a faint hiss. The clips were made for this package with the speech synthesiser espeak-ng.
 * @param seed the same sound for the same seed
 */
export function speakDigits(digits: string, seed: string): Uint8Array {
  const random = seededRandom(seed);
  const pause = (seconds: number): Int16Array => new Int16Array(Math.round(seconds * captchaAudioRate));
  const parts = [pause(0.4)];
  for (const digit of digits) {
    parts.push(
      atSpeed(decodeClip(spokenDigits[Number(digit)] ?? ''), 0.92 + random() * 0.14),
      pause(0.35 + random() * 0.2),
    );
  }
  const samples = new Int16Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    for (const sample of part) samples[at++] = Math.max(-32768, Math.min(32767, sample + (random() - 0.5) * 500));
  }
  return encodeWav(samples, captchaAudioRate);
}
