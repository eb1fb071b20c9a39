"use strict";
// The encoder and the decoder, run in the page. Feature maps are [row, column, channel]; a convolution goes over
// the numbers that are not zero (after a ReLU about half are) and adds, for each place of its kernel, all channels
// at once.
import { likelihoodKinds } from "./likelihood.js";

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

/** A kernel stored [out, in, row, column], or [in, out, row, column], as [place][in][out]. */
/** @type {(stored: StoredArray, inputsFirst: boolean) => Float32Array} */
function placesFirst({ values, shape }, inputsFirst) {
  const [first, second, kernel] = shape, places = kernel * kernel;
  const [inputs, outputs] = inputsFirst ? [first, second] : [second, first];
  const weights = new Float32Array(places * inputs * outputs);
  for (let i = 0; i < inputs; i++) {
    for (let o = 0; o < outputs; o++) {
      const from = (inputsFirst ? i * outputs + o : o * inputs + i) * places;
      for (let place = 0; place < places; place++) weights[(place * inputs + i) * outputs + o] = values[from + place];
    }
  }
  return weights;
}

/** Where each number of a map, flattened [channel, row, column] in files, stands in memory; a vector stays as it is. */
/** @type {(shape: number[]) => Int32Array} */
function memoryOrder([channels, rows = 1, columns = 1]) {
  const pixels = rows * columns;
  return Int32Array.from({ length: channels * pixels }, (_, i) => i % pixels * channels + Math.floor(i / pixels));
}

/** @type {(map: Float32Array) => void} */
export function rectify(map) {
  for (let i = 0; i < map.length; i++) if (map[i] < 0) map[i] = 0;
}

/** What the steps of a network have in common: a map for the result, used again for each image. */
class Step {
  /** @param {LayerStage} shape @param {Weights} arrays */
  constructor(shape, arrays) {
    this.input = shape.input;
    this.output = shape.output;
    this.kernel = shape.kernel;
    this.stride = shape.stride;
    this.low = shape.low;
    this.isRectified = shape.isRectified;
    this.map = new Float32Array(shape.output.reduce((product, extent) => product * extent));
    this.bias = arrays[shape.name + ".bias"].values;
    this.values = new Float32Array(shape.input[0]);
    this.indices = new Int32Array(shape.input[0]);
  }

  /** Gathers the numbers from `at` on that are not zero; gives how many there are. */
  /** @type {(map: Float32Array, at: number) => number} */
  gather(map, at) {
    let count = 0;
    for (let channel = 0; channel < this.values.length; channel++) {
      const value = map[at + channel];
      if (value !== 0) {
        this.values[count] = value;
        this.indices[count++] = channel;
      }
    }
    return count;
  }
}

class Dense extends Step {
  /** @param {LayerStage} shape @param {Weights} arrays */
  constructor(shape, arrays) {
    super(shape, arrays);
    const stored = arrays[shape.name + ".weight"].values, width = this.map.length;
    const rows = memoryOrder(shape.output), columns = memoryOrder(shape.input);
    this.weights = new Float32Array(stored.length);
    rows.forEach((row, from) => columns.forEach((column, i) => {
      this.weights[column * width + row] = stored[from * columns.length + i];
    }));
    this.bias = new Float32Array(width);
    rows.forEach((row, from) => { this.bias[row] = arrays[shape.name + ".bias"].values[from]; });
    this.values = new Float32Array(columns.length);
    this.indices = new Int32Array(columns.length);
  }

  /** @type {NetworkStep["run"]} */
  run(input) {
    this.map.set(this.bias);
    const count = this.gather(input, 0);
    addRows(this.map, 0, this.map.length, this.weights, 0, this.values, this.indices, count);
    if (this.isRectified) rectify(this.map);
    return this.map;
  }
}

class Convolution extends Step {
  /** @param {LayerStage} shape @param {Weights} arrays */
  constructor(shape, arrays) {
    super(shape, arrays);
    this.weights = placesFirst(arrays[shape.name + ".weight"], false);
  }

  /** @type {NetworkStep["run"]} */
  run(input) {
    const { map, kernel, stride, low, weights } = this, [channels, side] = this.input, [width, narrow] = this.output;
    for (let row = 0; row < narrow; row++) {
      for (let column = 0; column < narrow; column++) {
        const at = (row * narrow + column) * width;
        map.set(this.bias, at);
        for (let i = 0; i < kernel; i++) {
          const y = stride * row + i - low;
          if (y < 0 || y >= side) continue;
          for (let j = 0; j < kernel; j++) {
            const x = stride * column + j - low;
            if (x < 0 || x >= side) continue;
            const count = this.gather(input, (y * side + x) * channels);
            addRows(map, at, width, weights, (i * kernel + j) * channels * width, this.values, this.indices, count);
          }
        }
      }
    }
    if (this.isRectified) rectify(map);
    return map;
  }
}

class TransposedConvolution extends Step {
  /** @param {LayerStage} shape @param {Weights} arrays */
  constructor(shape, arrays) {
    super(shape, arrays);
    this.weights = placesFirst(arrays[shape.name + ".weight"], true);
    // To one channel, sums over the inputs go quicker than additions to the one output.
    this.isSingle = shape.output[0] === 1;
  }

  /** @type {NetworkStep["run"]} */
  run(input) {
    const { map, kernel, stride, low, weights, isSingle } = this;
    const [channels, side] = this.input, [width, wide] = this.output;
    for (let at = 0; at < map.length; at += width) map.set(this.bias, at);
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        const from = (row * side + column) * channels, count = isSingle ? 0 : this.gather(input, from);
        for (let i = 0; i < kernel; i++) {
          const y = stride * row + i - low;
          if (y < 0 || y >= wide) continue;
          for (let j = 0; j < kernel; j++) {
            const x = stride * column + j - low, base = (i * kernel + j) * channels * width;
            if (x < 0 || x >= wide) continue;
            if (isSingle) {
              let sum = 0;
              for (let k = 0; k < channels; k++) sum += input[from + k] * weights[base + k];
              map[y * wide + x] += sum;
            } else {
              addRows(map, (y * wide + x) * width, width, weights, base, this.values, this.indices, count);
            }
          }
        }
      }
    }
    if (this.isRectified) rectify(map);
    return map;
  }
}

/** The sum of a map and of what some steps make of it. */
class Residual {
  /** @param {ResidualStage} stage @param {Weights} arrays */
  constructor({ stages, isRectified }, arrays) {
    this.steps = stages.map(stage => makeStep(stage, arrays));
    this.isRectified = isRectified;
  }

  /** @type {NetworkStep["run"]} */
  run(input) {
    const map = this.steps.reduce((map, step) => step.run(map), input);
    for (let i = 0; i < map.length; i++) map[i] += input[i];
    if (this.isRectified) rectify(map);
    return map;
  }
}

/** A step by its shapes, as the program stores them, with its weights out of `arrays`. */
/** @type {(stage: Stage, arrays: Weights) => NetworkStep} */
function makeStep(stage, arrays) {
  const kinds = { dense: Dense, convolution: Convolution, transposedConvolution: TransposedConvolution };
  return stage.stages ? new Residual(stage, arrays) : new kinds[stage.kind](stage, arrays);
}

export class Network {
  /** Takes an archive's arrays, which have PyTorch's names and axes, and the description of the network. */
  /** @param {Weights} arrays @param {NetworkData} data */
  constructor(arrays, { encoder, decoder, latentDim, likelihood }) {
    this.latentDim = latentDim;
    this.likelihood = new likelihoodKinds[likelihood](arrays);
    this.encoder = encoder.map(stage => makeStep(stage, arrays));
    this.decoder = decoder.map(stage => makeStep(stage, arrays));
  }

  /** What p(x|z) is told by [row, column, channel], as the pixels' logits, for one code. */
  /** @param {Float32Array} code @param {Float32Array} [out] */
  outputs(code, out) {
    const map = this.decoder.reduce((map, step) => step.run(map), code);
    if (!out) return map.slice();
    out.set(map);
    return out;
  }

  /** The mean of p(x|z) [row, column, channel] for one code: of binary pixels, their probabilities. */
  /** @param {Float32Array} code @param {Float32Array} [out] */
  decode(code, out) {
    return this.likelihood.makeMeans(this.outputs(code, out));
  }

  /** The posterior of an image [row, column, channel] of numbers from 0 to 1: { mean, logVariance }. */
  /** @type {(pixels: Float32Array) => Posterior} */
  encode(pixels) {
    const moments = this.encoder.reduce((map, step) => step.run(map), pixels);
    return { mean: moments.slice(0, this.latentDim), logVariance: moments.slice(this.latentDim) };
  }
}
