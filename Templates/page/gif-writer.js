"use strict";
// Writes grey frames as a GIF that plays for ever, for saving.

/** The bytes of LZW codes over palette indices, in blocks as GIF holds them. */
function gifImageData(indices, bits) {
  const clear = 1 << bits, end = clear + 1, out = [bits];
  let block = [], held = 0, width = 0;
  const flush = () => { if (block.length) { out.push(block.length, ...block); block = []; } };
  const put = (code, size) => {
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

/** A GIF of frames of grey levels [row, column], each shown for its number of milliseconds. */
function encodeGIF(width, height, levels, frames, delays) {
  const word = value => [value & 255, value >> 8];
  const bits = Math.max(2, Math.ceil(Math.log2(levels)));
  const palette = Array.from({ length: 1 << bits }, (_, i) => {
    const grey = 255 - Math.round(Math.min(i, levels - 1) * 255 / (levels - 1));
    return [grey, grey, grey];
  }).flat();
  const parts = [[...new TextEncoder().encode("GIF89a"), ...word(width), ...word(height), 0xF0 | bits - 1, 0, 0], palette,
    [0x21, 0xFF, 11, ...new TextEncoder().encode("NETSCAPE2.0"), 3, 1, 0, 0, 0]];
  frames.forEach((frame, i) => {
    parts.push([0x21, 0xF9, 4, 4, ...word(Math.round(delays[i] / 10)), 0, 0],
      [0x2C, 0, 0, 0, 0, ...word(width), ...word(height), 0], gifImageData(frame, bits));
  });
  parts.push([0x3B]);
  return new Blob(parts.map(part => Uint8Array.from(part)), { type: "image/gif" });
}
