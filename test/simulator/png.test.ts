import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inflateSync } from 'node:zlib';
import { PNG } from 'pngjs';
import { encodePng, pngDataUrl } from '../../src/simulator/png.js';
import { zlibCompress } from '../../src/simulator/zlib.js';

describe('the PNG encoder', () => {
  it('writes files that another decoder reads back pixel for pixel', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        fc.infiniteStream(fc.nat(255)),
        (width, height, bytes) => {
          const rgba = Uint8Array.from({ length: width * height * 4 }, () => bytes.next().value as number);
          const read = PNG.sync.read(Buffer.from(encodePng(width, height, rgba)));
          expect([read.width, read.height]).toEqual([width, height]);
          expect(new Uint8Array(read.data)).toEqual(rgba);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('compresses, and what it compresses inflates to the same bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { maxLength: 3000 }), (values) => {
        const data = Uint8Array.from(values);
        expect(new Uint8Array(inflateSync(zlibCompress(data)))).toEqual(data);
      }),
      { numRuns: 100 },
    );
    const long = Uint8Array.from({ length: 100_000 }, (_, i) => (i * i) >> 12);
    expect(new Uint8Array(inflateSync(zlibCompress(long)))).toEqual(long);
    expect(zlibCompress(new Uint8Array(100_000)).length).toBeLessThan(1000);
  });

  it('refuses bytes that do not fill the size', () => {
    expect(() => encodePng(2, 2, new Uint8Array(15))).toThrow(RangeError);
  });

  it('gives a data address for an image element', () => {
    expect(pngDataUrl(encodePng(1, 1, Uint8Array.of(1, 2, 3, 255)))).toMatch(/^data:image\/png;base64,iVBORw0KGgo/);
  });
});
