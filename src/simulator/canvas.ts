export type Color = readonly [red: number, green: number, blue: number];

export const white: Color = [255, 255, 255];

const clamp = (share: number): number => (share < 0 ? 0 : share > 1 ? 1 : share);
const between = (a: number, b: number, share: number): number => a + (b - a) * share;

export const mix = (a: Color, b: Color, share: number): Color => {
  const t = clamp(share);
  return [between(a[0], b[0], t), between(a[1], b[1], t), between(a[2], b[2], t)];
};

/** A rectangle, px; fractions are widened to whole pixels. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** What colours a pixel, by `lay`. */
type Brush = (x: number, y: number, lay: (color: Color, share: number) => void) => void;

/** Pixels that colours are laid on, one over the other. */
export interface Canvas {
  /** Goes over the pixels of a box, as far as they are on the canvas. A share of 0 leaves a pixel, 1 covers it. */
  readonly paint: (box: Partial<Box>, brush: Brush) => void;
  readonly at: (x: number, y: number) => Color;
}

/** Sizes in px. */
export function createCanvas(width: number, height: number): Canvas {
  // Numbers side by side: with an array for each pixel a picture takes several times as long.
  const values = new Float64Array(width * height * 3);
  return {
    paint({ left = 0, right = width, top = 0, bottom = height }, brush) {
      let index = 0;
      const lay = (color: Color, share: number): void => {
        const t = clamp(share);
        for (let channel = 0; channel < 3; channel++)
          values[index + channel] = between(values[index + channel] ?? 0, color[channel] ?? 0, t);
      };
      const [firstX, firstY] = [Math.max(0, Math.floor(left)), Math.max(0, Math.floor(top))];
      const [endX, endY] = [Math.min(width, right), Math.min(height, bottom)];
      for (let y = firstY; y < endY; y++) {
        for (let x = firstX; x < endX; x++) {
          index = (y * width + x) * 3;
          brush(x, y, lay);
        }
      }
    },
    at(x, y) {
      const index = (y * width + x) * 3;
      return [values[index] ?? 0, values[index + 1] ?? 0, values[index + 2] ?? 0];
    },
  };
}
