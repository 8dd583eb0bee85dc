import { mix, white, type Color } from './canvas.js';
import { encodePng } from './png.js';
import { paintScene } from './slider-scene.js';

/** Pixels: docs/protocols/huawei-password-reset.md, "Slider geometry". Shape and scene are our own. */
export const sliderSize = { width: 300, height: 110, piece: 49, body: 42 } as const;

export interface SliderPicture {
  /** PNG files. */
  readonly background: Uint8Array;
  readonly piece: Uint8Array;
}

/** What shades the hole. */
const night: Color = [18, 22, 34];
/** The line around the piece. */
const ink: Color = [24, 28, 40];

/** Whether a point of the 49 px square belongs to the piece: a body with two knobs out and two sockets in. */
function isPiece(x: number, y: number): boolean {
  const { body, piece } = sliderSize;
  const knob = piece - body;
  const middle = body / 2;
  const within = (centreX: number, centreY: number, radius: number): boolean =>
    (x - centreX) ** 2 + (y - centreY) ** 2 < radius ** 2;
  if (within(middle, knob, knob) || within(body, knob + middle, knob)) return true;
  if (within(0, knob + middle, knob - 1) || within(middle, piece, knob - 1)) return false;
  return x >= 0 && x < body && y >= knob && y < piece;
}

/** How much of a pixel the piece covers, 0 to 1, so that its rim is smooth. */
function coverage(x: number, y: number): number {
  let hits = 0;
  for (let i = 0; i < 9; i++) if (isPiece(x + (i % 3) / 3 + 1 / 6, y + (i - (i % 3)) / 9 + 1 / 6)) hits++;
  return hits / 9;
}

const diagonal = 0.7071;
const around: readonly (readonly [x: number, y: number])[] = [
  [1, 0],
  [diagonal, diagonal],
  [0, 1],
  [-diagonal, diagonal],
  [-1, 0],
  [-diagonal, -diagonal],
  [0, -1],
  [diagonal, -diagonal],
];

/** 1 on the rim of the piece, falling to 0 at `depth` px inside it. */
function rim(x: number, y: number, depth: number): number {
  for (let d = 1; d <= depth; d++) {
    for (let turn = 0; turn < around.length; turn++) {
      const [dx, dy] = around[turn] ?? [0, 0];
      if (!isPiece(x + 0.5 + d * dx, y + 0.5 + d * dy)) return 1 - (d - 1) / depth;
    }
  }
  return 0;
}

interface Cut {
  readonly coverage: number;
  /** `rim` 1 px and 3 px deep. */
  readonly edge: number;
  readonly band: number;
}

let piecePixels: readonly (Cut | null)[] | undefined;

/** The piece, pixel by pixel, null outside it. It is the same in every picture, and slow to work out. */
const pixelsOfPiece = (): readonly (Cut | null)[] =>
  (piecePixels ??= Array.from({ length: sliderSize.piece ** 2 }, (_, index) => {
    const [x, y] = [index % sliderSize.piece, Math.floor(index / sliderSize.piece)];
    const inside = coverage(x, y);
    return inside > 0 ? { coverage: inside, edge: rim(x, y, 1), band: rim(x, y, 3) } : null;
  }));

function setPixel(image: Uint8Array, index: number, color: Color, alpha: number): void {
  for (let channel = 0; channel < 3; channel++) image[index * 4 + channel] = color[channel] ?? 0;
  image[index * 4 + 3] = alpha;
}

/** A landscape with a hole whose square begins at (`x`, `y`), and the piece that fits into it. */
export function drawSlider(hole: { readonly x: number; readonly y: number }, random: () => number): SliderPicture {
  const { width, height, piece } = sliderSize;
  const scene = paintScene(width, height, random);
  const background = new Uint8Array(width * height * 4);
  const pixels = pixelsOfPiece();
  const cut = new Uint8Array(piece * piece * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const color = scene.at(x, y);
      const [px, py] = [x - hole.x, y - hole.y];
      const here = px >= 0 && py >= 0 && px < piece && py < piece ? py * piece + px : -1;
      const pixel = here < 0 ? null : pixels[here];
      if (!pixel) {
        setPixel(background, y * width + x, color, 255);
        continue;
      }
      const { coverage: inside, edge, band } = pixel;
      const dark = mix(color, night, inside * (0.52 + 0.25 * band));
      setPixel(background, y * width + x, mix(dark, white, 0.6 * inside * edge), 255);
      // A light rim with a dark line around it shows on any sky.
      const lit = mix(mix(color, white, 0.85 * band), ink, 0.7 * edge);
      setPixel(cut, here, lit, Math.round(inside * 255));
    }
  }
  return { background: encodePng(width, height, background), piece: encodePng(piece, piece, cut) };
}
