/**
 * Writes src/simulator/spoken-digits.data.ts: the digits 0 to 9 as spoken by espeak-ng (which has to be installed),
 * at 8 kHz, 4 bits a sample (IMA ADPCM), in base64. Run it again only to change the voice.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import process from 'node:process';

const rate = 8000;
const steps = [
  7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97, 107, 118,
  130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724, 796, 876, 963, 1060,
  1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749, 3024, 3327, 3660, 4026, 4428, 4871, 5358, 5894, 6484,
  7132, 7845, 8630, 9493, 10442, 11487, 12635, 13899, 15289, 16818, 18500, 20350, 22385, 24623, 27086, 29794, 32767,
];
const moves = [-1, -1, -1, -1, 2, 4, 6, 8];

function speak(digit) {
  const wav = execFileSync('espeak-ng', ['-v', 'en-us', '-s', '140', '-p', '45', '--stdout', String(digit)]);
  const from = wav.readUInt32LE(24);
  const start = wav.indexOf('data') + 8;
  const samples = new Float64Array((wav.length - start) >> 1);
  for (let i = 0; i < samples.length; i++) samples[i] = wav.readInt16LE(start + i * 2);
  return { samples, from };
}

/** Windowed sinc: what is above half of the new rate is cut off before it can fold back. */
function resample({ samples, from }) {
  const cut = (0.92 * rate) / from;
  const reach = 48;
  return Float64Array.from({ length: Math.floor((samples.length * rate) / from) }, (_, i) => {
    const centre = (i * from) / rate;
    let sum = 0;
    for (let k = Math.ceil(centre - reach); k <= centre + reach; k++) {
      const x = k - centre;
      const sinc = x === 0 ? 1 : Math.sin(Math.PI * cut * x) / (Math.PI * cut * x);
      sum += (samples[k] ?? 0) * cut * sinc * (0.5 + 0.5 * Math.cos((Math.PI * x) / reach));
    }
    return sum;
  });
}

function trim(samples) {
  const peak = samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  const loud = (one) => Math.abs(one) > peak * 0.012;
  const first = samples.findIndex(loud);
  const last = samples.findLastIndex(loud);
  return samples.slice(Math.max(0, first - 80), last + 240).map((one) => (one / peak) * 26000);
}

function encode(samples) {
  const out = Buffer.alloc(Math.ceil(samples.length / 2));
  let [guess, index] = [0, 0];
  samples.forEach((sample, at) => {
    const step = steps[index];
    let rest = Math.round(sample) - guess;
    let nibble = rest < 0 ? 8 : 0;
    rest = Math.abs(rest);
    let change = step >> 3;
    for (const [bit, part] of [
      [4, step],
      [2, step >> 1],
      [1, step >> 2],
    ]) {
      if (rest < part) continue;
      nibble |= bit;
      rest -= part;
      change += part;
    }
    guess = Math.max(-32768, Math.min(32767, guess + (nibble & 8 ? -change : change)));
    index = Math.max(0, Math.min(88, index + moves[nibble & 7]));
    out[at >> 1] |= nibble << (at & 1 ? 4 : 0);
  });
  return out.toString('base64');
}

const clips = Array.from({ length: 10 }, (_, digit) => encode(trim(resample(speak(digit)))));
writeFileSync(
  new URL('../src/simulator/spoken-digits.data.ts', import.meta.url),
  `/** Written by scripts/speak-digits.mjs: zero to nine, 8 kHz, IMA ADPCM without a header (low half of a byte first), base64. */
export const spokenDigits: readonly string[] = [
${clips.map((clip) => `  '${clip}',`).join('\n')}
];
`,
);
process.stdout.write(`${clips.map((clip) => clip.length).join(' ')} characters\n`);
