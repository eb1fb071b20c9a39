"use strict";
// Writes frames as a GIF that plays for ever, for saving.

/** The bytes of LZW codes over palette indices, in blocks as GIF holds them. */
/** @type {(indices: ArrayLike<number>, bits: number) => Uint8Array} */
function gifImageData(indices, bits) {
  const clear = 1 << bits, end = clear + 1, out = [bits];
  /** @type {number[]} */
  let block = [];
  let held = 0, width = 0;
  const flush = () => { if (block.length) { out.push(block.length, ...block); block = []; } };
  const put = (/** @type {number} */ code, /** @type {number} */ size) => {
    held |= code << width; width += size;
    while (width >= 8) {
      block.push(held & 255); held >>>= 8; width -= 8;
      if (block.length === 255) flush();
    }
  };
  let size = bits + 1, next = end + 1, table = new Map(), prefix = indices[0];
  put(clear, size);
  for (let i = 1; i < indices.length; i++) {
    const key = prefix << 8 | indices[i], known = table.get(key);
    if (known !== undefined) { prefix = known; continue; }
    put(prefix, size);
    if (next < 4096) {
      if (next === 1 << size) size++;
      table.set(key, next++);
    } else {
      put(clear, size);
      size = bits + 1; next = end + 1; table = new Map();
    }
    prefix = indices[i];
  }
  put(prefix, size);
  put(end, size);
  if (width > 0) block.push(held & 255);
  flush();
  out.push(0);
  return Uint8Array.from(out);
}

/** Greys from white to black. */
/** @type {(levels: number) => Colour[]} */
export const greyPalette = levels => Array.from({ length: levels }, (_, i) => Array(3).fill(255 - Math.round(i * 255 / (levels - 1))));

/** Even steps of red, green, of which the eye tells most apart, and blue. */
const cubeSteps = [6, 7, 6];
export const colourCube = Array.from({ length: 252 }, (_, i) => [Math.floor(i / 42), Math.floor(i / 6) % 7, i % 6]
  .map((step, channel) => Math.round(step * 255 / (cubeSteps[channel] - 1))));

/** The indices [row, column] of the cube's colours for canvas pixels; in between, colours take turns in a pattern. */
/** @type {(data: ArrayLike<number>, width: number) => Uint8Array} */
export function colourCubeIndices(data, width) {
  // The ordered dither of B. Bayer (1973), 4 x 4.
  const pattern = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5].map(value => (value + 0.5) / 16);
  return Uint8Array.from({ length: data.length / 4 }, (_, i) => {
    const threshold = pattern[(Math.floor(i / width) & 3) * 4 + (i % width & 3)];
    const [red, green, blue] = cubeSteps.map((steps, channel) => Math.floor(data[4 * i + channel] / 255 * (steps - 1) + threshold));
    return red * 42 + Math.min(6, green) * 6 + Math.min(5, blue);
  });
}

/** A GIF of frames of indices [row, column] into a palette, each shown for its number of milliseconds. */
/** @type {(width: number, height: number, colours: Colour[], frames: ArrayLike<number>[], delays: number[]) => Blob} */
export function encodeGIF(width, height, colours, frames, delays) {
  const word = (/** @type {number} */ value) => [value & 255, value >> 8];
  const bits = Math.max(2, Math.ceil(Math.log2(colours.length)));
  const palette = Array.from({ length: 1 << bits }, (_, i) => colours[Math.min(i, colours.length - 1)]).flat();
  /** @type {ArrayLike<number>[]} */
  const parts = [[...new TextEncoder().encode("GIF89a"), ...word(width), ...word(height), 0xF0 | bits - 1, 0, 0], palette,
    [0x21, 0xFF, 11, ...new TextEncoder().encode("NETSCAPE2.0"), 3, 1, 0, 0, 0]];
  frames.forEach((frame, i) => {
    parts.push([0x21, 0xF9, 4, 4, ...word(Math.round(delays[i] / 10)), 0, 0],
      [0x2C, 0, 0, 0, 0, ...word(width), ...word(height), 0], gifImageData(frame, bits));
  });
  parts.push([0x3B]);
  return new Blob(parts.map(part => Uint8Array.from(part)), { type: "image/gif" });
}
