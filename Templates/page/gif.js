"use strict";
// Decodes the animations of this page, so that they can be paused and stepped through.
// Covers what the program writes: one palette, no interlacing, each frame drawn over the last.
/** @type {(bytes: Uint8Array) => GIF} */
export function decodeGIF(bytes) {
  const word = (/** @type {number} */ at) => bytes[at] | bytes[at + 1] << 8;
  const width = word(6), height = word(8), paletteSize = 2 << (bytes[10] & 7);
  if (!(bytes[10] & 128)) throw new Error("no palette");
  const palette = new Uint32Array(256);
  for (let i = 0; i < paletteSize; i++) {
    const at = 13 + i * 3;
    palette[i] = (255 << 24 | bytes[at + 2] << 16 | bytes[at + 1] << 8 | bytes[at]) >>> 0;
  }
  /** @type {GIFFrame[]} */
  const frames = [];
  let at = 13 + paletteSize * 3, delay = 100, transparent = -1;
  const skipBlocks = () => { while (bytes[at]) at += bytes[at] + 1; at++; };
  while (at < bytes.length && bytes[at] !== 0x3B) {
    if (bytes[at] === 0x21) {
      if (bytes[at + 1] === 0xF9) {
        delay = word(at + 4) * 10;
        transparent = bytes[at + 3] & 1 ? bytes[at + 6] : -1;
      }
      at += 2;
      skipBlocks();
    } else if (bytes[at] === 0x2C) {
      if (bytes[at + 9] & 192) throw new Error("local palette or interlacing");
      frames.push({ left: word(at + 1), top: word(at + 3), width: word(at + 5), height: word(at + 7),
        delay, transparent, data: at + 10 });
      at += 11;
      skipBlocks();
    } else throw new Error("unknown block");
  }
  return { width, height, palette, frames, bytes };
}

// Draws one frame's palette indices over `screen`.
/** @type {(gif: GIF, frame: GIFFrame, screen: Uint8Array) => void} */
export function paintFrame(gif, frame, screen) {
  const bytes = gif.bytes, smallest = bytes[frame.data], clear = 1 << smallest;
  const prefix = new Uint16Array(4096), suffix = new Uint8Array(4096), stack = new Uint8Array(4097);
  for (let i = 0; i < clear; i++) suffix[i] = i;
  let at = frame.data + 1, left = bytes[at++], bits = 0, held = 0;
  let size = smallest + 1, next = clear + 2, last = -1, first = 0, column = 0, row = 0;
  const total = frame.width * frame.height;
  let drawn = 0;
  while (drawn < total) {
    while (held < size) {
      if (left === 0) { left = bytes[at++]; if (!left) return; }
      bits |= bytes[at++] << held; held += 8; left--;
    }
    const code = bits & (1 << size) - 1;
    bits >>>= size; held -= size;
    if (code === clear) { size = smallest + 1; next = clear + 2; last = -1; continue; }
    if (code === clear + 1) return;
    let depth = 0, current = code;
    if (last >= 0 && code >= next) { stack[depth++] = first; current = last; }
    while (current >= clear) { stack[depth++] = suffix[current]; current = prefix[current]; }
    first = suffix[current];
    stack[depth++] = first;
    if (last >= 0 && next < 4096) {
      prefix[next] = last; suffix[next] = first; next++;
      if (next === 1 << size && size < 12) size++;
    }
    last = code;
    while (depth > 0 && drawn < total) {
      const index = stack[--depth];
      if (index !== frame.transparent) screen[(frame.top + row) * gif.width + frame.left + column] = index;
      drawn++;
      if (++column === frame.width) { column = 0; row++; }
    }
  }
}
