"use strict";
// A small variational autoencoder of dense layers that can learn where it runs.
import { divergence } from "./latent.js";
import { LearnedParameters, LearningDense } from "./lab-layers.js";

export class LearningVAE {
  /**
   * A network by its description: { pixels, encoder, latentDim, decoder }, the halves as the widths of their hidden
   * layers, each with a ReLU. It takes batches of up to `batchSize` images.
   */
  /** @param {LabDescription} description @param {number} batchSize */
  constructor({ pixels, encoder, latentDim, decoder }, batchSize) {
    const chain = (/** @type {number[]} */ widths) => widths.slice(1).map((outputs, i) =>
      ({ inputs: widths[i], outputs, isRectified: i + 2 < widths.length }));
    const halves = [[pixels, ...encoder, 2 * latentDim], [latentDim, ...decoder, pixels]].map(chain);
    const count = halves.flat().reduce((sum, { inputs, outputs }) => sum + (inputs + 1) * outputs, 0);
    /** @type {LearningDense | null} */
    let source = null;
    this.parameters = new LearnedParameters(count);
    const layer = (/** @type {DenseShape} */ shape) => source = new LearningDense(shape, source, this.parameters, batchSize);
    this.encoder = halves[0].map(layer);
    this.decoder = halves[1].map(layer);
    this.pixels = pixels;
    this.latentDim = latentDim;
    this.batchSize = batchSize;
    this.codes = new Float32Array(batchSize * latentDim);
    this.momentSlopes = new Float32Array(2 * this.codes.length);
    this.pixelSlopes = new Float32Array(batchSize * pixels);
  }

  get layers() { return [...this.encoder, ...this.decoder]; }

  /** Draws the first weights. */
  /** @type {(uniform: () => number) => void} */
  draw(uniform) {
    for (const layer of this.layers) layer.draw(uniform);
  }

  /** The moments of q(z|x) [image, 2 x dimension]: an image's means, then its log-variances. */
  /** @type {(images: Float32Array, count: number) => Float32Array} */
  encode(images, count) {
    return this.encoder.reduce((map, layer) => layer.run(map, count), images);
  }

  /** The pixels' logits [image, pixel] for codes [image, dimension]. */
  /** @type {(codes: Float32Array, count: number) => Float32Array} */
  decode(codes, count) {
    return this.decoder.reduce((map, layer) => layer.run(map, count), codes);
  }

  /** Codes z = mean + noise x deviation of moments; without noise, the means. */
  /** @type {(moments: Float32Array, noise: Float32Array | null, count: number) => Float32Array} */
  sample(moments, noise, count) {
    const { codes, latentDim } = this;
    for (let i = 0; i < count * latentDim; i++) {
      const at = i + Math.floor(i / latentDim) * latentDim;
      codes[i] = moments[at] + (noise ? noise[i] * Math.exp(moments[at + latentDim] / 2) : 0);
    }
    return codes;
  }

  /**
   * log p(x|z) in nats, summed over the images, by the cross-entropy of independent binary pixels; where asked for,
   * the slopes of its negative mean by the logits are written.
   */
  /** @param {Float32Array} images @param {Float32Array} logits @param {number} count @param {Float32Array} [slopes] */
  reconstruction(images, logits, count, slopes) {
    let sum = 0, product = 1;
    for (let i = 0; i < count * this.pixels; i++) {
      const logit = logits[i], small = Math.exp(-Math.abs(logit)), value = images[i];
      sum += value * logit - Math.max(logit, 0);
      // One logarithm does for many factors of up to 2.
      product *= 1 + small;
      if (product > 1e300) {
        sum -= Math.log(product);
        product = 1;
      }
      if (slopes) slopes[i] = ((logit > 0 ? 1 : small) / (1 + small) - value) / count;
    }
    return sum - Math.log(product);
  }

  /** KL(q || prior) in nats, summed over the images. */
  /** @type {(moments: Float32Array, count: number) => number} */
  divergence(moments, count) {
    let sum = 0;
    for (let at = 0; at < 2 * count * this.latentDim; at += 2 * this.latentDim) {
      const middle = at + this.latentDim;
      sum += divergence(moments.subarray(at, middle), moments.subarray(middle, middle + this.latentDim));
    }
    return sum;
  }

  /** The sums { reconstruction, kl } of the images' bounds; without noise there is no KL. */
  /** @param {Float32Array} images @param {Float32Array | null} noise @param {number} count @param {Float32Array} [slopes] */
  evaluate(images, noise, count, slopes) {
    const moments = this.encode(images, count), codes = this.sample(moments, noise, count);
    const reconstruction = this.reconstruction(images, this.decode(codes, count), count, slopes);
    return { reconstruction, kl: noise ? this.divergence(moments, count) : 0 };
  }

  /**
   * Puts the loss's gradient in place: of -(log p(x|z) + beta (log p(z) - log q(z|x))), at the drawn codes and averaged
   * over the images; without noise, of -log p(x|z), a plain autoencoder's.
   */
  /** @type {(images: Float32Array, noise: Float32Array | null, count: number, beta: number) => Terms} */
  differentiate(images, noise, count, beta) {
    const { latentDim, codes, momentSlopes, pixelSlopes } = this;
    this.parameters.gradient.fill(0);
    const terms = this.evaluate(images, noise, count, pixelSlopes), back = (/** @type {Float32Array} */ slopes, /** @type {LearningDense} */ layer) => layer.learn(slopes, count);
    const codeSlopes = this.decoder.reduceRight(back, pixelSlopes);
    for (let i = 0; i < count * latentDim; i++) {
      const at = i + Math.floor(i / latentDim) * latentDim, mean = this.encoder.at(-1).map[at];
      // By the code, log p(z) has the slope -z; by the log-variance, log q at the drawn code has the slope -1/2.
      momentSlopes[at] = codeSlopes[i] + (noise ? beta / count * codes[i] : 0);
      momentSlopes[at + latentDim] = noise ? (momentSlopes[at] * (codes[i] - mean) - beta / count) / 2 : 0;
    }
    this.encoder.reduceRight(back, momentSlopes);
    return terms;
  }
}
