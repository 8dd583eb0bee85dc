import { describe, expect, it } from '@jest/globals';
import { PNG } from 'pngjs';
import { seededRandom } from '../../src/simulator/random.js';
import { drawSlider, sliderSize } from '../../src/simulator/slider-picture.js';

const read = (png: Uint8Array): PNG => PNG.sync.read(Buffer.from(png));
const brightness = ({ data }: PNG, index: number): number =>
  data[index * 4]! + data[index * 4 + 1]! + data[index * 4 + 2]!;

describe('the slider pictures', () => {
  const { width, height, piece, body } = sliderSize;
  const hole = { x: 137, y: 30 };
  const pictures = drawSlider(hole, seededRandom('hills'));
  const background = read(pictures.background);
  const cut = read(pictures.piece);

  it('are the same for the same randomness, and others otherwise', () => {
    expect(drawSlider(hole, seededRandom('hills'))).toEqual(pictures);
    expect(drawSlider(hole, seededRandom('lake')).background).not.toEqual(pictures.background);
  });

  it('have an opaque background and a piece with nothing around it', () => {
    for (let i = 0; i < width * height; i++) expect(background.data[i * 4 + 3]).toBe(255);
    const alphaAt = (x: number, y: number): number | undefined => cut.data[(y * piece + x) * 4 + 3];
    expect([alphaAt(0, 0), alphaAt(piece - 1, 0), alphaAt(piece - 1, piece - 1), alphaAt(0, 28)]).toEqual([0, 0, 0, 0]);
    expect([alphaAt(20, 25), alphaAt(21, 3), alphaAt(45, 28)]).toEqual([255, 255, 255]);
    const covered = Array.from({ length: piece * piece }, (_, i) => (cut.data[i * 4 + 3]! > 0 ? 1 : 0));
    expect(covered.reduce((sum: number, one) => sum + one, 0)).toBeGreaterThan(body * body * 0.9);
  });

  it('show the hole, darker than the piece that is missing there, at the place that was asked for', () => {
    const other = read(drawSlider({ x: 60, y: 0 }, seededRandom('hills')).background);
    const changed = new Set<number>();
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const inHole = x >= hole.x && x < hole.x + piece && y >= hole.y && y < hole.y + piece;
        const inOther = x >= 60 && x < 60 + piece && y < piece;
        const differs = brightness(background, y * width + x) !== brightness(other, y * width + x);
        if (differs) expect(inHole || inOther).toBe(true);
        if (differs && inHole) changed.add(y * width + x);
      }
    expect(changed.size).toBeGreaterThan(body * body * 0.9);
    const centre = (hole.y + 28) * width + hole.x + 21;
    expect(brightness(background, centre)).toBeLessThan(brightness(cut, 28 * piece + 21) * 0.7);
  });

  it('are small enough to travel in a JSON reply', () => {
    for (const seed of ['a', 'b', 'c', 'd'])
      expect(drawSlider(hole, seededRandom(seed)).background.length).toBeLessThan(60_000);
  });
});
