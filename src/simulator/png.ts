import { zlibCompress } from './zlib.js';

const crcTable = /* @__PURE__ */ (() =>
  Uint32Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    return c;
  }))();

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const out = new Uint8Array(data.length + 12);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) out[4 + i] = type.charCodeAt(i);
  out.set(data, 8);
  view.setUint32(data.length + 8, crc32(out.subarray(4, data.length + 8)));
  return out;
}

const distance = (a: number, b: number): number => (a < b ? b - a : a - b);

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const a = distance(estimate, left);
  const b = distance(estimate, up);
  const c = distance(estimate, corner);
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** Each row is written as its differences to the left, above, or to the Paeth guess: whichever comes out smallest. */
function filterRows(width: number, height: number, rgba: Uint8Array): Uint8Array {
  const stride = width * 4;
  const out = new Uint8Array((stride + 1) * height);
  const attempt = new Uint8Array(stride);
  for (let y = 0; y < height; y++) {
    let best = width * 4 * 256;
    for (const filter of [0, 1, 2, 4]) {
      let cost = 0;
      for (let x = 0; x < stride; x++) {
        const here = y * stride + x;
        const left = x >= 4 ? (rgba[here - 4] ?? 0) : 0;
        const up = y > 0 ? (rgba[here - stride] ?? 0) : 0;
        const corner = x >= 4 && y > 0 ? (rgba[here - stride - 4] ?? 0) : 0;
        const guess = filter === 0 ? 0 : filter === 1 ? left : filter === 2 ? up : paeth(left, up, corner);
        const rest = ((rgba[here] ?? 0) - guess) & 255;
        attempt[x] = rest;
        cost += rest < 128 ? rest : 256 - rest;
      }
      if (cost < best) {
        best = cost;
        out[y * (stride + 1)] = filter;
        out.set(attempt, y * (stride + 1) + 1);
      }
    }
  }
  return out;
}

/**
 * A PNG file, 8 bits a channel with alpha.
 * @param rgba four bytes a pixel, row by row from the top left
 * @throws RangeError when the bytes do not fill the size
 */
export function encodePng(width: number, height: number, rgba: Uint8Array): Uint8Array {
  if (rgba.length !== width * height * 4) throw new RangeError(`${width}×${height} needs ${width * height * 4} bytes.`);
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, 6], 8);
  const parts = [
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', header),
    chunk('IDAT', zlibCompress(filterRows(width, height, rgba))),
    chunk('IEND', new Uint8Array(0)),
  ];
  const out = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    out.set(part, offset);
    offset += part.length;
  }
  return out;
}

/** The same bytes as an address that an image element can show. */
export function pngDataUrl(png: Uint8Array): string {
  let text = '';
  // A call takes so many arguments and no more.
  for (let at = 0; at < png.length; at += 8192) text += String.fromCharCode(...png.subarray(at, at + 8192));
  return `data:image/png;base64,${btoa(text)}`;
}
