import { encodePng } from './png.js';

/** Pixels: docs/protocols/huawei-password-reset.md, "Slider geometry". Shape and scene are our own. */
export const sliderSize = { width: 300, height: 110, piece: 49, body: 42 } as const;

export interface SliderPicture {
  /** PNG files. */
  readonly background: Uint8Array;
  readonly piece: Uint8Array;
}

type Color = readonly [red: number, green: number, blue: number];
interface Scene {
  readonly sky: readonly [top: Color, bottom: Color];
  readonly sun: Color;
  readonly hills: readonly [far: Color, middle: Color, near: Color];
  readonly trees: Color;
}

const scenes: readonly [Scene, ...Scene[]] = [
  {
    sky: [
      [74, 144, 217],
      [222, 240, 250],
    ],
    sun: [255, 250, 214],
    hills: [
      [148, 190, 205],
      [104, 165, 140],
      [66, 128, 88],
    ],
    trees: [38, 88, 62],
  },
  {
    sky: [
      [58, 42, 104],
      [250, 164, 112],
    ],
    sun: [255, 226, 160],
    hills: [
      [168, 98, 128],
      [112, 66, 116],
      [62, 42, 88],
    ],
    trees: [38, 26, 62],
  },
  {
    sky: [
      [14, 26, 64],
      [70, 110, 156],
    ],
    sun: [240, 244, 255],
    hills: [
      [58, 92, 136],
      [38, 66, 108],
      [22, 42, 76],
    ],
    trees: [12, 26, 52],
  },
  {
    sky: [
      [240, 186, 120],
      [255, 240, 208],
    ],
    sun: [255, 255, 240],
    hills: [
      [226, 168, 112],
      [198, 116, 78],
      [140, 74, 62],
    ],
    trees: [92, 46, 44],
  },
];

const mix = (a: Color, b: Color, share: number): Color => {
  const t = share < 0 ? 0 : share > 1 ? 1 : share;
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];
};

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

/** The scene as a colour for each point, different each time. */
function paint(random: () => number): (x: number, y: number) => Color {
  const { width, height } = sliderSize;
  const scene = scenes[Math.floor(random() * scenes.length)] ?? scenes[0];
  const sun = { x: 40 + random() * 220, y: 18 + random() * 22, radius: 9 + random() * 6 };
  const ridges = scene.hills.map((color, layer) => ({
    color,
    base: 58 + layer * 17,
    waves: [0, 1, 2].map((n) => ({
      height: (13 - layer * 2) / (n + 1),
      length: (90 - layer * 14) / (n + 0.7),
      start: random() * 99,
    })),
  }));
  const clouds = Array.from({ length: 4 }, () => ({
    x: random() * width,
    y: 10 + random() * 32,
    size: 12 + random() * 18,
  }));
  const trees = Array.from({ length: 15 }, () => ({ x: random() * width, height: 11 + random() * 16 }));
  /** The height of each ridge above each column, worked out once. */
  const crests = ridges.map(({ base, waves }) =>
    Float64Array.from({ length: width }, (_, x) =>
      waves.reduce((sum, wave) => sum + wave.height * Math.sin(x / wave.length + wave.start), base),
    ),
  );
  const firs = trees.map((tree) => ({ ...tree, foot: (crests[2]?.[Math.floor(tree.x)] ?? height) + 5 }));

  return (x, y) => {
    let color = mix(scene.sky[0], scene.sky[1], y / (height * 0.75));
    const away = ((x - sun.x) ** 2 + (y - sun.y) ** 2) ** 0.5;
    color = mix(color, scene.sun, 0.55 - away / 90);
    color = mix(color, scene.sun, (sun.radius - away) / 2 + 0.5);
    for (const cloud of clouds) {
      const d2 = (((x - cloud.x) / 2.6) ** 2 + (y - cloud.y) ** 2) / (cloud.size * 0.45) ** 2;
      if (d2 < 1) color = mix(color, [255, 255, 255], (1 - d2) * 0.42);
    }
    ridges.forEach((ridge, layer) => {
      const below = y - (crests[layer]?.[x] ?? height);
      if (below > -1) color = mix(color, mix(ridge.color, [255, 255, 255], 0.22 - below / 130), below + 1);
    });
    for (const { x: middle, height: tall, foot } of firs) {
      const up = foot - y;
      const aside = x < middle ? middle - x : x - middle;
      if (up <= 0 || up >= tall || aside > 8) continue;
      // A fir: three tiers, each a narrowing triangle.
      const tier = (up % (tall / 3)) / (tall / 3);
      if (aside < (1 - up / tall) * 5 + (1 - tier) * 2.2) color = mix(color, scene.trees, 0.9);
    }
    return color;
  };
}

/** A landscape with a hole whose square begins at (`x`, `y`), and the piece that fits into it. */
export function drawSlider(hole: { readonly x: number; readonly y: number }, random: () => number): SliderPicture {
  const { width, height, piece } = sliderSize;
  const colorAt = paint(random);
  const background = new Uint8Array(width * height * 4);
  const cut = new Uint8Array(piece * piece * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const color = colorAt(x, y);
      const [px, py] = [x - hole.x, y - hole.y];
      const inside = px >= 0 && py >= 0 && px < piece && py < piece ? coverage(px, py) : 0;
      const shadow = inside > 0 ? 0.52 + 0.25 * rim(px, py, 3) : 0;
      const edge = inside > 0 ? 0.6 * inside * rim(px, py, 1) : 0;
      background.set(
        [...mix(mix(color, [18, 22, 34], inside * shadow), [255, 255, 255], edge), 255],
        (y * width + x) * 4,
      );
      if (inside > 0) {
        // A light rim with a dark line around it shows on any sky.
        const lit = mix(mix(color, [255, 255, 255], 0.85 * rim(px, py, 3)), [24, 28, 40], 0.7 * rim(px, py, 1));
        cut.set([...lit, Math.round(inside * 255)], (py * piece + px) * 4);
      }
    }
  }
  return { background: encodePng(width, height, background), piece: encodePng(piece, piece, cut) };
}
