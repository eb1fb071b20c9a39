"use strict";
// The encoder and the decoder, run in the page. Feature maps are [row, column, channel]; a convolution goes over
// the numbers that are not zero (after a ReLU about half are) and adds, for each place of its kernel, all channels
// at once.
import { likelihoodKinds } from "./likelihood.js";
import { Heap } from "./kernel.js";

/** A kernel stored [out, in, row, column], or [in, out, row, column], as [place][in][out]. */
/** @type {(stored: StoredArray, inputsFirst: boolean, heap: Heap) => Float32Array} */
function placesFirst({ values, shape }, inputsFirst, heap) {
  const [first, second, kernel] = shape, places = kernel * kernel;
  const [inputs, outputs] = inputsFirst ? [first, second] : [second, first];
  const weights = heap.floats(places * inputs * outputs);
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

/** @type {(shape: number[]) => number} */
const sizeOf = shape => shape.reduce((product, extent) => product * extent);

/** The length of a transposed convolution's rows where its outputs are few; else 0. */
/** @type {(shape: LayerStage) => number} */
const fewWidth = ({ kind, kernel, output }) =>
  kind === "transposedConvolution" && output[0] % 4 ? Math.ceil(kernel * kernel * output[0] / 4) * 4 : 0;

/** A kernel stored [in, out, row, column] as [in][place, out], in rows of a length. */
/** @type {(stored: StoredArray, length: number, heap: Heap) => Float32Array} */
function fewOutputs({ values, shape: [inputs, outputs, kernel] }, length, heap) {
  const weights = heap.floats(inputs * length), places = kernel * kernel;
  for (let i = 0; i < inputs; i++) {
    for (let o = 0; o < outputs; o++) {
      for (let place = 0; place < places; place++) weights[i * length + place * outputs + o] = values[(i * outputs + o) * places + place];
    }
  }
  return weights;
}

/** @type {(map: Float32Array) => void} */
export function rectify(map) {
  for (let i = 0; i < map.length; i++) if (map[i] < 0) map[i] = 0;
}

/** What the steps of a network have in common: a map for the result, used again for each image. */
class Step {
  /** @param {LayerStage} shape @param {Weights} arrays @param {Heap} heap */
  constructor(shape, arrays, heap) {
    this.heap = heap;
    this.input = shape.input;
    this.output = shape.output;
    this.kernel = shape.kernel;
    this.stride = shape.stride;
    this.low = shape.low;
    this.isRectified = shape.isRectified;
    this.map = heap.floats(sizeOf(shape.output));
    this.bias = arrays[shape.name + ".bias"].values;
    // As many as are gathered at once.
    const count = shape.kind === "dense" ? sizeOf(shape.input) : shape.input[0];
    this.values = heap.floats(count);
    this.indices = heap.integers(count);
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
  /** @param {LayerStage} shape @param {Weights} arrays @param {Heap} heap */
  constructor(shape, arrays, heap) {
    super(shape, arrays, heap);
    const stored = arrays[shape.name + ".weight"].values, width = this.map.length;
    const rows = memoryOrder(shape.output), columns = memoryOrder(shape.input);
    this.weights = heap.floats(stored.length);
    rows.forEach((row, from) => columns.forEach((column, i) => {
      this.weights[column * width + row] = stored[from * columns.length + i];
    }));
    this.bias = new Float32Array(width);
    rows.forEach((row, from) => { this.bias[row] = arrays[shape.name + ".bias"].values[from]; });
  }

  /** @type {NetworkStep["run"]} */
  run(input) {
    this.map.set(this.bias);
    const count = this.gather(input, 0);
    this.heap.addRows(this.map, 0, this.map.length, this.weights, 0, this.values, this.indices, count);
    if (this.isRectified) rectify(this.map);
    return this.map;
  }
}

class Convolution extends Step {
  /** @param {LayerStage} shape @param {Weights} arrays @param {Heap} heap */
  constructor(shape, arrays, heap) {
    super(shape, arrays, heap);
    this.weights = placesFirst(arrays[shape.name + ".weight"], false, heap);
  }

  /** @type {NetworkStep["run"]} */
  run(input) {
    const { map, kernel, stride, low, weights, heap } = this, [channels, side] = this.input, [width, narrow] = this.output;
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
            heap.addRows(map, at, width, weights, (i * kernel + j) * channels * width, this.values, this.indices, count);
          }
        }
      }
    }
    if (this.isRectified) rectify(map);
    return map;
  }
}

class TransposedConvolution extends Step {
  /** @param {LayerStage} shape @param {Weights} arrays @param {Heap} heap */
  constructor(shape, arrays, heap) {
    super(shape, arrays, heap);
    const stored = arrays[shape.name + ".weight"];
    // To few channels, all places of the kernel go at once: rows [in][place, out], filled up to a multiple of four.
    this.fewWidth = fewWidth(shape);
    this.sums = heap.floats(this.fewWidth);
    this.weights = this.fewWidth ? fewOutputs(stored, this.fewWidth, heap) : placesFirst(stored, true, heap);
  }

  /** @type {NetworkStep["run"]} */
  run(input) {
    const { map, kernel, stride, low, weights, heap, fewWidth, sums } = this;
    const [channels, side] = this.input, [width, wide] = this.output;
    for (let at = 0; at < map.length; at += width) map.set(this.bias, at);
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        const count = this.gather(input, (row * side + column) * channels);
        if (fewWidth) {
          sums.fill(0);
          heap.addRows(sums, 0, fewWidth, weights, 0, this.values, this.indices, count);
        }
        for (let i = 0; i < kernel; i++) {
          const y = stride * row + i - low;
          if (y < 0 || y >= wide) continue;
          for (let j = 0; j < kernel; j++) {
            const x = stride * column + j - low;
            if (x < 0 || x >= wide) continue;
            if (fewWidth) {
              const to = (y * wide + x) * width, own = (i * kernel + j) * width;
              for (let o = 0; o < width; o++) map[to + o] += sums[own + o];
            } else {
              heap.addRows(map, (y * wide + x) * width, width, weights, (i * kernel + j) * channels * width, this.values, this.indices, count);
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
  /** @param {ResidualStage} stage @param {Weights} arrays @param {Heap} heap */
  constructor({ stages, isRectified }, arrays, heap) {
    this.steps = stages.map(stage => makeStep(stage, arrays, heap));
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
/** @type {(stage: Stage, arrays: Weights, heap: Heap) => NetworkStep} */
function makeStep(stage, arrays, heap) {
  const kinds = { dense: Dense, convolution: Convolution, transposedConvolution: TransposedConvolution };
  return stage.stages ? new Residual(stage, arrays, heap) : new kinds[stage.kind](stage, arrays, heap);
}

/** How many numbers a step keeps: weights, its map, and what it gathers. */
/** @type {(stage: Stage) => number} */
function numbersOf(stage) {
  if (stage.stages) return stage.stages.reduce((sum, part) => sum + numbersOf(part), 0);
  const inputs = sizeOf(stage.input), [channels] = stage.input, weights = stage.kind === "dense"
    ? inputs * sizeOf(stage.output) : channels * Math.max(fewWidth(stage), stage.kernel ** 2 * stage.output[0]);
  return weights + sizeOf(stage.output) + fewWidth(stage) + 2 * (stage.kind === "dense" ? inputs : channels);
}

/** How many steps there are, and those within others. */
/** @type {(stages: Stage[]) => number} */
const countOf = stages => stages.reduce((sum, stage) => sum + (stage.stages ? countOf(stage.stages) : 1), 0);

export class Network {
  /** Takes an archive's arrays, which have PyTorch's names and axes, and the description of the network. */
  /** @param {Weights} arrays @param {NetworkData} data */
  constructor(arrays, { encoder, decoder, latentDim, likelihood }) {
    this.latentDim = latentDim;
    this.likelihood = new likelihoodKinds[likelihood](arrays);
    const stages = [...encoder, ...decoder];
    const heap = new Heap(stages.reduce((sum, stage) => sum + numbersOf(stage), 0), 5 * countOf(stages));
    this.encoder = encoder.map(stage => makeStep(stage, arrays, heap));
    this.decoder = decoder.map(stage => makeStep(stage, arrays, heap));
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
