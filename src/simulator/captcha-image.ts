import { digitStrokes, strokeHeight, strokeWidth } from './digit-strokes.js';
import type { Point } from './digit-strokes.js';
import { encodePng } from './png.js';
import { seededRandom } from './random.js';

/** The size at which Webex's own page shows the picture, px. */
const captchaWidth = 150;
const captchaHeight = 70;

type Colour = readonly [number, number, number];

const paper: Colour = [244, 246, 250];
const ink: Colour = [28, 43, 84];
const inkOfNoise: Colour = [150, 164, 198];

const margin = 10;
/** Px from the middle of a digit's stroke to its edge. */
const penReach = 2;

function distanceToLine([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

/** The pixels of one axis that a pen can touch between two places. */
function span(a: number, b: number, reach: number, size: number): readonly [number, number] {
  const [low, high] = [Math.floor(Math.min(a, b) - reach - 1), Math.ceil(Math.max(a, b) + reach + 1)];
  return [Math.max(0, low), Math.min(size - 1, high)];
}

class Picture {
  readonly pixels = new Uint8Array(captchaWidth * captchaHeight * 4);

  blend(x: number, y: number, colour: Colour, amount: number): void {
    if (x < 0 || y < 0 || x >= captchaWidth || y >= captchaHeight) return;
    const at = (y * captchaWidth + x) * 4;
    colour.forEach((part, i) => {
      this.pixels[at + i] = Math.round((this.pixels[at + i] ?? 0) * (1 - amount) + part * amount);
    });
    this.pixels[at + 3] = 255;
  }

  fill(colour: Colour): void {
    for (let y = 0; y < captchaHeight; y++) for (let x = 0; x < captchaWidth; x++) this.blend(x, y, colour, 1);
  }

  /** With soft edges: a pixel that the pen half covers is half inked, once, however often the pen comes by. */
  draw(stroke: readonly Point[], reach: number, colour: Colour): void {
    const covered = new Map<number, number>();
    stroke.forEach((to, index) => {
      const from = stroke[index - 1] ?? to;
      const [left, right] = span(from[0], to[0], reach, captchaWidth);
      const [top, bottom] = span(from[1], to[1], reach, captchaHeight);
      for (let y = top; y <= bottom; y++) {
        for (let x = left; x <= right; x++) {
          const cover = Math.min(1, reach + 0.5 - distanceToLine([x, y], from, to));
          const at = y * captchaWidth + x;
          if (cover > (covered.get(at) ?? 0)) covered.set(at, cover);
        }
      }
    });
    for (const [at, cover] of covered) this.blend(at % captchaWidth, Math.floor(at / captchaWidth), colour, cover);
  }
}

/**
 * Draws the digits, each leaned, turned, lifted and stretched a little, over dots and waves, with one wave across.
 * @param seed the same picture for the same seed
 */
export function drawCaptcha(digits: string, seed: string): Uint8Array {
  const random = seededRandom(seed);
  const between = (low: number, high: number): number => low + random() * (high - low);
  const wave = (): readonly Point[] => {
    const [middle, height, speed, phase] = [between(18, 52), between(4, 14), between(0.03, 0.07), between(0, 6)];
    return Array.from({ length: 31 }, (_, i) => [i * 5, middle + height * Math.sin(i * 5 * speed + phase)]);
  };
  const picture = new Picture();
  picture.fill(paper);
  for (let dot = 0; dot < 130; dot++) {
    const [x, y] = [between(0, captchaWidth), between(0, captchaHeight)];
    picture.blend(Math.floor(x), Math.floor(y), inkOfNoise, between(0.4, 1));
  }
  picture.draw(wave(), 0.7, inkOfNoise);
  picture.draw(wave(), 0.7, inkOfNoise);

  const cell = (captchaWidth - 2 * margin) / Math.max(digits.length, 1);
  for (const [index, digit] of Array.from(digits).entries()) {
    const wide = Math.min(between(1.75, 2.1), (cell * 0.72) / strokeWidth);
    const tall = between(2.1, 2.5);
    const [middleX, middleY] = [margin + (index + 0.5) * cell + between(-2, 2), captchaHeight / 2 + between(-6, 6)];
    const [lean, turn] = [between(-0.25, 0.25), between(-0.16, 0.16)];
    for (const stroke of digitStrokes(Number(digit))) {
      const placed = stroke.map(([x, y]): Point => {
        const [dx, dy] = [(x - strokeWidth / 2) * wide, (y - strokeHeight / 2) * tall];
        return [middleX + dx - dy * lean, middleY + dy + dx * turn];
      });
      picture.draw(placed, penReach, ink);
    }
  }
  picture.draw(wave(), 0.5, ink);
  return encodePng(captchaWidth, captchaHeight, picture.pixels);
}
