"use strict";
// The inner loop of the networks, four numbers at once, in WebAssembly: it is put together here, byte by byte. Where the
// browser has none, JavaScript does the same.

/** out[at...] += the sum of values[k] times row indices[k] of `weights`, rows being `width` long. */
/** @type {(out: Float32Array, at: number, width: number, weights: Float32Array, base: number, values: Float32Array, indices: Int32Array, count: number) => void} */
export function addRows(out, at, width, weights, base, values, indices, count) {
  let k = 0;
  for (; k + 3 < count; k += 4) {
    const a = values[k], b = values[k + 1], c = values[k + 2], d = values[k + 3];
    const i = base + indices[k] * width, j = base + indices[k + 1] * width;
    const m = base + indices[k + 2] * width, n = base + indices[k + 3] * width;
    for (let o = 0; o < width; o++) {
      out[at + o] += a * weights[i + o] + b * weights[j + o] + c * weights[m + o] + d * weights[n + o];
    }
  }
  for (; k < count; k++) {
    const a = values[k], i = base + indices[k] * width;
    for (let o = 0; o < width; o++) out[at + o] += a * weights[i + o];
  }
}

/**
 * The bytes of a module with `addRows` for rows of a multiple of four numbers. Its arguments are addresses and lengths in
 * bytes: where the sums begin and end, the first row, a row's length, where the values begin and end, the indices.
 */
function moduleBytes() {
  const [out, outEnd, rows, length, value, valueEnd, index, here] = [0, 1, 2, 3, 4, 5, 6, 7];
  const get = (/** @type {number} */ local) => [0x20, local], set = (/** @type {number} */ local) => [0x21, local];
  const constant = (/** @type {number} */ number) => [0x41, number], plus = 0x6a, times = 0x6c, isNotBelow = 0x4f, isBelow = 0x49;
  const at = (/** @type {number} */ offset) => [2, offset];
  const increase = (/** @type {number} */ local, /** @type {number} */ by) => [...get(local), ...constant(by), plus, ...set(local)];
  const load = [0xfd, 0x00, ...at(0)], store = [0xfd, 0x0b, ...at(0)], spread = [0xfd, 0x09];
  const sum = [0xfd, 0xe4, 0x01], product = [0xfd, 0xe6, 0x01];
  /** Adds so many rows, and goes on to the next values and indices. */
  const pass = (/** @type {number} */ count) => {
    const parts = Array.from({ length: count }, (_, k) => ({ k, row: 8 + k, factor: 12 + k }));
    return [
      ...parts.flatMap(({ k, row, factor }) => [
        ...get(rows), ...get(index), 0x28, ...at(4 * k), ...get(length), times, plus, ...set(row),
        ...get(value), ...spread, ...at(4 * k), ...set(factor)]),
      ...get(out), ...set(here), 0x03, 0x40,
      ...get(here), ...get(here), ...load,
      ...parts.flatMap(({ row, factor }) => [...get(factor), ...get(row), ...load, ...product, ...sum]), ...store,
      ...parts.flatMap(({ row }) => increase(row, 16)), ...increase(here, 16),
      ...get(here), ...get(outEnd), isBelow, 0x0d, 0, 0x0b,
      ...increase(value, 4 * count), ...increase(index, 4 * count)];
  };
  /** Passes while there are as many values. */
  const passes = (/** @type {number} */ count) => [0x02, 0x40, 0x03, 0x40,
    ...get(value), ...constant(4 * count - 4), plus, ...get(valueEnd), isNotBelow, 0x0d, 1, ...pass(count), 0x0c, 0, 0x0b, 0x0b];
  // Five addresses and four fours beside the arguments.
  const body = [2, 5, 0x7f, 4, 0x7b, ...passes(4), ...passes(1), 0x0b];
  /** A length in as many bytes as it takes, and what is so long. */
  const sized = (/** @type {number[]} */ bytes) => bytes.length < 128 ? [bytes.length, ...bytes] : [bytes.length & 127 | 128, bytes.length >> 7, ...bytes];
  const text = (/** @type {string} */ word) => sized([...word].map(letter => letter.charCodeAt(0)));
  const section = (/** @type {number} */ id, /** @type {number[]} */ bytes) => [id, ...sized(bytes)];
  return Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    ...section(1, [1, 0x60, 7, ...Array(7).fill(0x7f), 0]),
    ...section(2, [1, ...text("page"), ...text("memory"), 2, 0, 1]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...text("addRows"), 0, 0]),
    ...section(10, [1, ...sized(body)])]);
}

/** The module, once it is asked for; null where the browser takes none. */
/** @type {WebAssembly.Module | null | undefined} */
let module;

/** @type {() => WebAssembly.Module | null} */
function openModule() {
  try { return new WebAssembly.Module(moduleBytes()); } catch { return null; }
}

/** The numbers of a network in a memory of their own, and the loop over them. */
export class Heap {
  /** Room for so many numbers in so many arrays. */
  /** @param {number} numbers @param {number} arrays */
  constructor(numbers, arrays) {
    module ??= openModule();
    this.used = 0;
    /** @type {((out: number, outEnd: number, rows: number, length: number, value: number, valueEnd: number, index: number) => void) | null} */
    this.kernel = null;
    /** @type {ArrayBuffer | null} */
    this.buffer = null;
    if (!module) return;
    try {
      const memory = new WebAssembly.Memory({ initial: Math.ceil((4 * numbers + 16 * arrays) / 65536) + 1 });
      const { addRows } = new WebAssembly.Instance(module, { page: { memory } }).exports;
      this.kernel = /** @type {any} */ (addRows);
      this.buffer = memory.buffer;
    } catch { /* no memory to be had: JavaScript's own will do */ }
  }

  /** The place of so many more numbers. */
  /** @type {(count: number) => number} */
  take(count) {
    const start = this.used;
    this.used = Math.ceil((start + 4 * count) / 16) * 16;
    return start;
  }

  /** @type {(count: number) => Float32Array} */
  floats(count) { return this.buffer ? new Float32Array(this.buffer, this.take(count), count) : new Float32Array(count); }

  /** @type {(count: number) => Int32Array} */
  integers(count) { return this.buffer ? new Int32Array(this.buffer, this.take(count), count) : new Int32Array(count); }

  /** `addRows` for arrays of this heap. */
  /** @type {typeof addRows} */
  addRows(out, at, width, weights, base, values, indices, count) {
    if (!this.kernel || width % 4) { addRows(out, at, width, weights, base, values, indices, count); return; }
    const start = out.byteOffset + 4 * at;
    this.kernel(start, start + 4 * width, weights.byteOffset + 4 * base, 4 * width,
      values.byteOffset, values.byteOffset + 4 * count, indices.byteOffset);
  }
}
