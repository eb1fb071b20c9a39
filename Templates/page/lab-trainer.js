"use strict";
// The training loop of the network that learns in the page, as a worker runs it: asked for a stretch of training, it
// answers with what there is to see.
import { addRows } from "./kernel.js";
import { rectify } from "./network.js";
import { divergence, uniformDraws, normalDraws } from "./latent.js";
import { multiplyRows, LearnedParameters, LearningDense } from "./lab-layers.js";
import { LearningVAE } from "./lab-network.js";

/** The network that learns in the page, for images of so many pixels. */
/** @type {(pixels: number) => LabDescription} */
export const labNetwork = pixels => ({ pixels, encoder: [40, 32], latentDim: 2, decoder: [32, 40] });

export class LabTrainer {
  /** Images [image, pixel] of numbers from 0 to 1; every fifth is held out from training. */
  /** @param {LabStart} start */
  constructor({ images, description, seed, isVariational }) {
    const { pixels, latentDim } = description, count = images.length / pixels;
    this.images = images;
    this.pixels = pixels;
    this.latentDim = latentDim;
    this.count = count;
    this.isVariational = isVariational;
    this.batchSize = 50;
    const all = Array.from({ length: count }, (_, i) => i);
    this.heldOut = all.filter(LabTrainer.isHeldOut);
    this.order = all.filter(image => !LabTrainer.isHeldOut(image));
    // What is drawn at random, each from a stream of its own.
    const [weights, order, noise, heldOut] = [0, 1, 2, 3].map(stream => 4 * seed + stream);
    this.network = new LearningVAE(description, this.batchSize);
    this.network.draw(uniformDraws(weights));
    this.orderDraw = uniformDraws(order);
    this.noiseDraw = normalDraws(noise);
    this.noise = new Float32Array(this.batchSize * latentDim);
    this.heldOutNoise = Float32Array.from({ length: this.heldOut.length * latentDim }, normalDraws(heldOut));
    this.batch = new Float32Array(this.batchSize * pixels);
    this.next = this.order.length;
    this.imagesSeen = this.seconds = 0;
    this.window = { left: -3, right: 3, bottom: -3, top: 3 };
  }

  /** @type {(image: number) => boolean} */
  static isHeldOut(image) { return image % 5 === 4; }

  /** Copies some images into the batch, those of the numbers `indices`. */
  /** @type {(indices: number[]) => Float32Array} */
  gather(indices) {
    indices.forEach((image, i) => {
      this.batch.set(this.images.subarray(image * this.pixels, (image + 1) * this.pixels), i * this.pixels);
    });
    return this.batch;
  }

  /** Learns from the next batch; gives the sums of its bounds' terms and how many images it had. */
  /** @type {(settings: LearningSettings) => Terms & { count: number }} */
  step({ beta, learningRate }) {
    if (this.next >= this.order.length) this.shuffle();
    const indices = this.order.slice(this.next, this.next += this.batchSize), count = indices.length;
    if (this.isVariational) for (let i = 0; i < this.noise.length; i++) this.noise[i] = this.noiseDraw();
    const noise = this.isVariational ? this.noise : null;
    const terms = this.network.differentiate(this.gather(indices), noise, count, beta);
    this.network.parameters.update(learningRate);
    this.imagesSeen += count;
    return { ...terms, count };
  }

  /** Begins an epoch: the images in another order (Fisher and Yates). */
  shuffle() {
    const { order } = this;
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(this.orderDraw() * (i + 1));
      [order[i], order[j]] = [order[j], order[i]];
    }
    this.next = 0;
  }

  /** The held-out images' terms in nats per image, always by the same noise: { reconstruction, kl }. */
  /** @type {() => Terms} */
  evaluate() {
    const { heldOut, heldOutNoise, batchSize, latentDim } = this, sum = { reconstruction: 0, kl: 0 };
    for (let at = 0; at < heldOut.length; at += batchSize) {
      const indices = heldOut.slice(at, at + batchSize);
      const noise = this.isVariational ? heldOutNoise.subarray(at * latentDim) : null;
      const terms = this.network.evaluate(this.gather(indices), noise, indices.length);
      sum.reconstruction += terms.reconstruction / heldOut.length;
      sum.kl += terms.kl / heldOut.length;
    }
    return sum;
  }

  /** The posteriors of all images: { means, logVariances }, each [image, dimension]. */
  posteriors() {
    const { count, batchSize, latentDim, network } = this;
    const [means, logVariances] = [0, 1].map(() => new Float32Array(count * latentDim));
    for (let at = 0; at < count; at += batchSize) {
      const held = Math.min(batchSize, count - at);
      const moments = network.encode(this.images.subarray(at * this.pixels, (at + held) * this.pixels), held);
      for (let i = 0; i < held; i++) {
        const [from, to] = [2 * i * latentDim, (at + i) * latentDim];
        means.set(moments.subarray(from, from + latentDim), to);
        logVariances.set(moments.subarray(from + latentDim, from + 2 * latentDim), to);
      }
    }
    return { means, logVariances };
  }

  /** The decoded plane [row from the top, column, pixel]: `cells` x `cells` codes, at the cells' middles in a window. */
  /** @type {(cells: number, window: PlaneEdges) => Float32Array} */
  decodedPlane(cells, { left, right, bottom, top }) {
    const { pixels, batchSize, network } = this, plane = new Float32Array(cells * cells * pixels);
    const along = (/** @type {number} */ cell, /** @type {number} */ from, /** @type {number} */ to) => from + (cell + 0.5) / cells * (to - from);
    for (let at = 0; at < cells * cells; at += batchSize) {
      const held = Math.min(batchSize, cells * cells - at);
      const codes = Float32Array.from({ length: 2 * held }, (_, i) => {
        const cell = at + (i >> 1);
        return i % 2 ? along(Math.floor(cell / cells), top, bottom) : along(cell % cells, left, right);
      });
      const logits = network.decode(codes, held);
      for (let i = 0; i < held * pixels; i++) plane[at * pixels + i] = 1 / (1 + Math.exp(-logits[i]));
    }
    return plane;
  }

  /**
   * Trains for so many milliseconds, at least one batch, and gives what there is to see then; without `milliseconds`
   * it only looks.
   */
  /** @type {(question: LabQuestion) => LabView} */
  advance({ milliseconds, cells, ...settings }) {
    const start = performance.now(), sum = { reconstruction: 0, kl: 0, count: 0 };
    while (milliseconds !== undefined) {
      const terms = this.step(settings);
      sum.reconstruction += terms.reconstruction;
      sum.kl += terms.kl;
      sum.count += terms.count;
      if (performance.now() - start >= milliseconds) break;
    }
    const { means, logVariances } = this.posteriors();
    this.window = this.windowOf(means);
    const view = {
      steps: this.network.parameters.updates, cells, window: this.window, means, logVariances, heldOut: this.evaluate(),
      train: sum.count ? { reconstruction: sum.reconstruction / sum.count, kl: sum.kl / sum.count } : null,
      plane: this.decodedPlane(cells, this.window),
    };
    if (sum.count) this.seconds += (performance.now() - start) / 1000;
    return { ...view, seconds: this.seconds, imagesPerSecond: this.seconds ? this.imagesSeen / this.seconds : 0 };
  }

  /**
   * The square of the plane to show, { left, right, bottom, top }: about 0 and at least three standard deviations of the
   * prior, or where there is none, about the codes. It is kept while it will do: nearly all codes are in it, and not lost.
   */
  /** @type {(means: Float32Array) => PlaneEdges} */
  windowOf(means) {
    const ends = [0, 1].map(axis => {
      const sorted = means.filter((_, i) => i % 2 === axis).sort();
      return [0.015, 0.985].map(share => sorted[Math.floor(share * (sorted.length - 1))]);
    });
    const farthest = (/** @type {number[]} */ middle) => Math.max(...ends.flatMap((pair, axis) => pair.map(end => Math.abs(end - middle[axis]))));
    const { left, right, bottom, top } = this.window, half = (right - left) / 2;
    const reach = farthest([(left + right) / 2, (bottom + top) / 2]);
    if (reach <= half && reach >= 0.6 * half) return this.window;
    const [x, y] = this.isVariational ? [0, 0] : ends.map(([low, high]) => Math.round((low + high) / 2));
    const wanted = Math.max(this.isVariational ? 3 : 1, Math.ceil(1.1 * farthest([x, y])));
    return { left: x - wanted, right: x + wanted, bottom: y - wanted, top: y + wanted };
  }
}

/** Answers a page's messages { start, ask }: begins anew where there is a start, then does what is asked. */
/** @type {(port: LabPort) => void} */
function serveLab(port) {
  /** @type {LabTrainer} */
  let trainer;
  port.onmessage = ({ data: { start, ask } }) => {
    if (start) trainer = new LabTrainer(start);
    const view = trainer.advance(ask);
    port.postMessage(view, [view.plane, view.means, view.logVariances].map(({ buffer }) => buffer));
  };
}

/** The text of the worker's script: the functions that it needs, as they stand in this page. */
export const labScript = () => [
  addRows, rectify, uniformDraws, normalDraws, divergence, multiplyRows, LearnedParameters, LearningDense, LearningVAE,
  LabTrainer, serveLab, "serveLab(self);",
].join("\n");
