import { createCanvas, mix, white, type Box, type Canvas, type Color } from './canvas.js';

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

const around = (x: number, y: number, aside: number, up: number): Box => ({
  left: x - aside,
  right: x + aside + 1,
  top: y - up,
  bottom: y + up + 1,
});

/** A landscape with hills, clouds and trees, different each time. Sizes in px. */
export function paintScene(width: number, height: number, random: () => number): Canvas {
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

  const canvas = createCanvas(width, height);

  canvas.paint({}, (_, y, lay) => {
    lay(scene.sky[0], 1);
    lay(scene.sky[1], y / (height * 0.75));
  });
  canvas.paint(around(sun.x, sun.y, 50, 50), (x, y, lay) => {
    const away = ((x - sun.x) ** 2 + (y - sun.y) ** 2) ** 0.5;
    lay(scene.sun, 0.55 - away / 90);
    lay(scene.sun, (sun.radius - away) / 2 + 0.5);
  });
  for (const cloud of clouds) {
    const radius = cloud.size * 0.45;
    canvas.paint(around(cloud.x, cloud.y, radius * 2.6, radius), (x, y, lay) => {
      const d2 = (((x - cloud.x) / 2.6) ** 2 + (y - cloud.y) ** 2) / radius ** 2;
      if (d2 < 1) lay(white, (1 - d2) * 0.42);
    });
  }
  ridges.forEach((ridge, layer) => {
    canvas.paint({}, (x, y, lay) => {
      const below = y - (crests[layer]?.[x] ?? height);
      if (below > -1) lay(mix(ridge.color, white, 0.22 - below / 130), below + 1);
    });
  });
  for (const { x: middle, height: tall, foot } of firs) {
    canvas.paint({ left: middle - 8, right: middle + 9, top: foot - tall, bottom: foot }, (x, y, lay) => {
      const up = foot - y;
      const aside = x < middle ? middle - x : x - middle;
      if (up <= 0 || up >= tall || aside > 8) return;
      // A fir: three tiers, each a narrowing triangle.
      const tier = (up % (tall / 3)) / (tall / 3);
      if (aside < (1 - up / tall) * 5 + (1 - tier) * 2.2) lay(scene.trees, 0.9);
    });
  }
  return canvas;
}
