/** Bits go out lowest first, as deflate wants them; Huffman codes highest first. */
class BitWriter {
  private readonly bytes: number[] = [0x78, 0x01];
  private held = 0;
  private count = 0;

  bits(value: number, length: number): void {
    this.held |= value << this.count;
    this.count += length;
    while (this.count >= 8) {
      this.bytes.push(this.held & 255);
      this.held >>>= 8;
      this.count -= 8;
    }
  }

  code(value: number, length: number): void {
    let reversed = 0;
    for (let i = 0; i < length; i++) reversed |= ((value >>> i) & 1) << (length - 1 - i);
    this.bits(reversed, length);
  }

  finish(checksum: number): Uint8Array {
    if (this.count > 0) this.bits(0, 8 - this.count);
    for (const shift of [24, 16, 8, 0]) this.bytes.push((checksum >>> shift) & 255);
    return Uint8Array.from(this.bytes);
  }
}

const lengthBase = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
];
const lengthExtra = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const distanceBase = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
];

const longestMatch = 258;
const furthestMatch = 32768;

/** RFC 1951 3.2.6: the lengths of the literal and length codes are fixed. */
function writeSymbol(out: BitWriter, symbol: number): void {
  if (symbol < 144) out.code(0x30 + symbol, 8);
  else if (symbol < 256) out.code(0x190 + symbol - 144, 9);
  else if (symbol < 280) out.code(symbol - 256, 7);
  else out.code(0xc0 + symbol - 280, 8);
}

function lastAtMost(table: readonly number[], value: number): number {
  let index = table.length - 1;
  while ((table[index] ?? 0) > value) index--;
  return index;
}

function writeMatch(out: BitWriter, length: number, distance: number): void {
  const l = lastAtMost(lengthBase, length);
  writeSymbol(out, 257 + l);
  out.bits(length - (lengthBase[l] ?? 0), lengthExtra[l] ?? 0);
  const d = lastAtMost(distanceBase, distance);
  out.code(d, 5);
  out.bits(distance - (distanceBase[d] ?? 0), d < 4 ? 0 : (d >> 1) - 1);
}

function adler32(data: Uint8Array): number {
  let [a, b] = [1, 0];
  for (const byte of data) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return ((b << 16) | a) >>> 0;
}

/** A zlib stream (RFC 1950) of one block with the fixed codes: small enough for generated pictures, in any runtime. */
export function zlibCompress(data: Uint8Array): Uint8Array {
  const out = new BitWriter();
  out.bits(0b011, 3);
  // Where each hash of three bytes was seen last, plus one. A match is checked byte by byte, so a clash only costs one.
  const seenAt = new Int32Array(1 << 15);
  let at = 0;
  const remember = (index: number): number => {
    const key = ((data[index] ?? 0) << 16) | ((data[index + 1] ?? 0) << 8) | (data[index + 2] ?? 0);
    const slot = (key ^ (key >> 7) ^ (key << 5)) & (seenAt.length - 1);
    const before = (seenAt[slot] ?? 0) - 1;
    seenAt[slot] = index + 1;
    return before;
  };
  while (at < data.length) {
    const before = remember(at);
    let length = 0;
    if (before >= 0 && at - before <= furthestMatch) {
      while (length < longestMatch && at + length < data.length && data[before + length] === data[at + length])
        length++;
    }
    if (length >= 3) {
      writeMatch(out, length, at - before);
      for (let i = 1; i < length; i++) remember(at + i);
      at += length;
    } else {
      writeSymbol(out, data[at] ?? 0);
      at++;
    }
  }
  writeSymbol(out, 256);
  return out.finish(adler32(data));
}
