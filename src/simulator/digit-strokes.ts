export type Point = readonly [x: number, y: number];

/** A pen that goes through the points, in a box of 10 by 16 with the origin at the top left. */
type Stroke = readonly Point[];

/** Points on an ellipse, from one angle to another in degrees: 0 is right, 90 is down. */
function arc(x: number, y: number, width: number, height: number, from: number, to: number): Stroke {
  const count = Math.ceil(Math.abs(to - from) / 20);
  return Array.from({ length: count + 1 }, (_, i) => {
    const angle = ((from + ((to - from) * i) / count) * Math.PI) / 180;
    return [x + width * Math.cos(angle), y + height * Math.sin(angle)];
  });
}

export const strokeWidth = 10;
export const strokeHeight = 16;

/** The strokes of 0 to 9. */
export function digitStrokes(digit: number): readonly Stroke[] {
  switch (digit) {
    case 0:
      return [arc(5, 8, 4.6, 8, 0, 360)];
    case 1:
      return [
        [
          [2, 4],
          [6, 0],
          [6, 16],
        ],
        [
          [2.5, 16],
          [9.5, 16],
        ],
      ];
    case 2:
      return [[...arc(5, 4.6, 4.4, 4.6, 190, 395), [0.5, 16], [9.7, 16]]];
    case 3:
      return [arc(4.7, 4, 4.1, 4, 205, 450), arc(4.7, 12, 4.8, 4, 270, 515)];
    case 4:
      return [
        [
          [7.4, 16],
          [7.4, 0],
          [0.3, 11],
          [10, 11],
        ],
      ];
    case 5:
      return [[[9.2, 0], [1.6, 0], [0.9, 7.2], ...arc(4.8, 10.8, 4.8, 5.2, 228, 500)]];
    case 6:
      return [[[7.8, 0], ...arc(5, 11, 4.8, 5, 205, 180), ...arc(5, 11, 4.8, 5, 180, -180)]];
    case 7:
      return [
        [
          [0.4, 0],
          [9.6, 0],
          [3.6, 16],
        ],
      ];
    case 8:
      return [arc(5, 3.9, 3.9, 3.9, 0, 360), arc(5, 11.9, 4.8, 4.1, 0, 360)];
    case 9:
      return [[[2.2, 16], ...arc(5, 5, 4.8, 5, 25, 0), ...arc(5, 5, 4.8, 5, 0, -360)]];
    default:
      return [];
  }
}
