"use strict";
// What a network that learns is made of: dense layers forward and back, their parameters, and Adam. Batches are
// [image, number] and weights [in, out], so that a number that is zero costs nothing on either way.
import { addRows } from "./kernel.js";
import { rectify } from "./network.js";

/** out[indices[k]] = the sum of slopes[at...] times row indices[k] of `weights`, rows being `width` long. */
/** @type {(out: Float32Array, slopes: Float32Array, at: number, width: number, weights: Float32Array, indices: Int32Array, count: number) => void} */
export function multiplyRows(out, slopes, at, width, weights, indices, count) {
  let k = 0;
  for (; k + 3 < count; k += 4) {
    const a = indices[k] * width, b = indices[k + 1] * width, c = indices[k + 2] * width, d = indices[k + 3] * width;
    let first = 0, second = 0, third = 0, fourth = 0;
    for (let o = 0; o < width; o++) {
      const slope = slopes[at + o];
      first += slope * weights[a + o];
      second += slope * weights[b + o];
      third += slope * weights[c + o];
      fourth += slope * weights[d + o];
    }
    out[indices[k]] = first;
    out[indices[k + 1]] = second;
    out[indices[k + 2]] = third;
    out[indices[k + 3]] = fourth;
  }
  for (; k < count; k++) {
    const row = indices[k] * width;
    let sum = 0;
    for (let o = 0; o < width; o++) sum += slopes[at + o] * weights[row + o];
    out[indices[k]] = sum;
  }
}

/** The parameters of a network in one vector, the loss's gradient, and Adam's running moments of it. */
export class LearnedParameters {
  /** @param {number} count */
  constructor(count) {
    this.values = new Float32Array(count);
    this.gradient = new Float32Array(count);
    this.firstMoment = new Float32Array(count);
    this.secondMoment = new Float32Array(count);
    this.taken = 0;
    this.updates = 0;
  }

  /** The next parameters that are not taken, { values, gradient }. */
  /** @type {(count: number) => Learned} */
  take(count) {
    const [from, to] = [this.taken, this.taken += count];
    return { values: this.values.subarray(from, to), gradient: this.gradient.subarray(from, to) };
  }

  /** One update by Adam (Kingma and Ba 2015, algorithm 1 as given before section 2.1), with Keras's constants. */
  /** @type {(learningRate: number) => void} */
  update(learningRate) {
    const { values, gradient, firstMoment, secondMoment } = this, [beta1, beta2, epsilon] = [0.9, 0.999, 1e-7];
    const t = ++this.updates, stepSize = learningRate * Math.sqrt(1 - beta2 ** t) / (1 - beta1 ** t);
    for (let i = 0; i < values.length; i++) {
      const slope = gradient[i];
      firstMoment[i] += (1 - beta1) * (slope - firstMoment[i]);
      secondMoment[i] += (1 - beta2) * (slope * slope - secondMoment[i]);
      values[i] -= stepSize * firstMoment[i] / (Math.sqrt(secondMoment[i]) + epsilon);
    }
  }
}

/** A dense layer, with or without a ReLU. */
export class LearningDense {
  /** `source` is the layer that its input comes from, null where that is the data, to which no slope goes back. */
  /** @param {DenseShape} shape @param {LearningDense | null} source @param {LearnedParameters} parameters @param {number} batchSize */
  constructor({ inputs, outputs, isRectified }, source, parameters, batchSize) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.isRectified = isRectified;
    this.source = source;
    this.input = new Float32Array(0);
    this.weights = parameters.take(inputs * outputs);
    this.bias = parameters.take(outputs);
    this.map = new Float32Array(batchSize * outputs);
    this.inputSlopes = new Float32Array(source ? batchSize * inputs : 0);
    this.all = Int32Array.from({ length: inputs }, (_, i) => i);
    this.found = new Float32Array(Math.max(batchSize, inputs));
    this.indices = new Int32Array(this.found.length);
  }

  /** Draws weights uniformly within the root of 6 / (in + out) (Glorot and Bengio 2010, equation 16); biases are 0. */
  /** @type {(uniform: () => number) => void} */
  draw(uniform) {
    const limit = Math.sqrt(6 / (this.inputs + this.outputs));
    for (let i = 0; i < this.weights.values.length; i++) this.weights.values[i] = (2 * uniform() - 1) * limit;
    this.bias.values.fill(0);
  }

  /** Picks what is not zero of `count` numbers that stand `stride` apart from `at` on; gives how many there are. */
  /** @type {(numbers: Float32Array, at: number, stride: number, count: number) => number} */
  pick(numbers, at, stride, count) {
    const { found, indices } = this;
    let picked = 0;
    for (let i = 0; i < count; i++) {
      const value = numbers[at + i * stride];
      if (value === 0) continue;
      found[picked] = value;
      indices[picked++] = i;
    }
    return picked;
  }

  /** From [image, in] to [image, out]. */
  /** @type {(input: Float32Array, count: number) => Float32Array} */
  run(input, count) {
    const { map, inputs, outputs, weights, bias, found, indices } = this;
    for (let image = 0; image < count; image++) {
      const picked = this.pick(input, image * inputs, 1, inputs);
      map.set(bias.values, image * outputs);
      addRows(map, image * outputs, outputs, weights.values, 0, found, indices, picked);
    }
    if (this.isRectified) rectify(map);
    this.input = input;
    return map;
  }

  /** From the loss's slopes [image, out] to those by the input [image, in], adding to the gradient on the way. */
  /** @type {(slopes: Float32Array, count: number) => Float32Array} */
  learn(slopes, count) {
    const { map, input, inputs, outputs, weights, bias, found, indices } = this;
    if (this.isRectified) for (let i = 0; i < count * outputs; i++) if (map[i] === 0) slopes[i] = 0;
    for (let at = 0; at < count * outputs; at += outputs) {
      for (let o = 0; o < outputs; o++) bias.gradient[o] += slopes[at + o];
    }
    for (let i = 0; i < inputs; i++) {
      const picked = this.pick(input, i, inputs, count);
      addRows(weights.gradient, i * outputs, outputs, slopes, 0, found, indices, picked);
    }
    for (let image = 0; this.source && image < count; image++) {
      const own = this.inputSlopes.subarray(image * inputs, (image + 1) * inputs), at = image * outputs;
      // What a ReLU made zero passes no slope on, and need not be told one.
      if (!this.source.isRectified) multiplyRows(own, slopes, at, outputs, weights.values, this.all, inputs);
      else multiplyRows(own, slopes, at, outputs, weights.values, indices, this.pick(input, image * inputs, 1, inputs));
    }
    return this.inputSlopes;
  }
}
