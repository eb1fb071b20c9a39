"use strict";
// What one image's loss does to its posterior: the loss over a cloud of codes, its gradient, and steps down it.
import { divergence, normalDraws } from "./latent.js";

/**
 * An image and a diagonal Gaussian of codes, whose noise stays the same, so that the loss is one function of mean and
 * log-variance. `network` has outputs(code) and a likelihood; `axes` are the dimensions that may change.
 */
export class PosteriorDescent {
  /** The farthest that a step moves the mean, and changes a log-variance. */
  static reach = { mean: 0.25, logVariance: 0.5 };
  /** Half the distance of the two codes between which a difference is taken. */
  static probe = 0.01;

  /** @param {Network} network @param {Float32Array} pixels @param {Posterior} posterior @param {number[]} axes */
  constructor(network, pixels, { mean, logVariance }, axes, { draws = 6, seed = 1 } = {}) {
    this.network = network;
    this.pixels = pixels;
    this.axes = axes;
    const normal = normalDraws(seed);
    // Each draw and its opposite: their mean is the posterior's.
    const half = Array.from({ length: draws / 2 }, () => Float64Array.from(mean, normal));
    this.noise = half.flatMap(draw => [draw, draw.map(value => -value)]);
    /** @type {Posterior<Float64Array>} */
    this.start = { mean: Float64Array.from(mean), logVariance: Float64Array.from(logVariance) };
    this.posterior = this.start;
    this.length = 1;
    /** @type {Loss[]} */
    this.losses = [];
    /** @type {Float64Array[]} */
    this.means = [];
    this.reset();
  }

  /** Goes back to where it began. */
  reset() {
    this.posterior = this.start;
    this.length = 1;
    this.losses = [this.loss()];
    this.means = [this.start.mean];
  }

  /** The code of a draw: mean + noise times the standard deviation. */
  /** @type {(index: number, posterior?: Posterior<Numbers>) => Float32Array} */
  code(index, { mean, logVariance } = this.posterior) {
    return Float32Array.from(mean, (value, d) => value + this.noise[index][d] * Math.exp(logVariance[d] / 2));
  }

  /** -log p(x|z) at one code, in nats. */
  /** @type {(code: Float32Array) => number} */
  miss(code) { return -this.network.likelihood.logDensity(this.pixels, this.network.outputs(code)); }

  /** The loss in nats, { reconstruction, kl, total }: the negative ELBO with its mean over the draws. */
  /** @type {(posterior?: Posterior<Float64Array>) => Loss} */
  loss(posterior = this.posterior) {
    const sum = this.noise.reduce((sum, _, i) => sum + this.miss(this.code(i, posterior)), 0);
    const reconstruction = sum / this.noise.length, kl = divergence(posterior.mean, posterior.logVariance);
    return { reconstruction, kl, total: reconstruction + kl };
  }

  /**
   * The gradient of the loss by mean and by log-variance, in nats a unit; 0 along dimensions that do not change. The
   * reconstruction's is a central difference at each draw's code, which the draw hands on to both (the
   * reparameterization: z = mean + noise * exp(logVariance / 2)); the divergence's is
   * (mean, (exp(logVariance) - 1) / 2).
   */
  /** @type {(posterior?: Posterior<Float64Array>) => Posterior<Float64Array>} */
  gradient(posterior = this.posterior) {
    const { probe } = PosteriorDescent, { mean, logVariance } = posterior, count = this.noise.length;
    const gradient = { mean: new Float64Array(mean.length), logVariance: new Float64Array(mean.length) };
    for (const d of this.axes) {
      const deviation = Math.exp(logVariance[d] / 2);
      this.noise.forEach((noise, i) => {
        const code = this.code(i, posterior), middle = code[d];
        code[d] = middle + probe;
        const above = this.miss(code), high = code[d];
        code[d] = middle - probe;
        const slope = (above - this.miss(code)) / (high - code[d]);
        gradient.mean[d] += slope / count;
        gradient.logVariance[d] += slope * noise[d] * deviation / 2 / count;
      });
      gradient.mean[d] += mean[d];
      gradient.logVariance[d] += (Math.exp(logVariance[d]) - 1) / 2;
    }
    return gradient;
  }

  /**
   * One step down the gradient, as far as lowers the loss: the farthest of half, a quarter, ... of the reach that does.
   * False where none does: it rests.
   */
  step() {
    const gradient = this.gradient(), { posterior } = this, before = this.losses.at(-1).total;
    const moved = (/** @type {keyof Posterior} */ name, /** @type {number} */ length) => {
      const size = Math.hypot(...gradient[name]), most = PosteriorDescent.reach[name] * length;
      return Float64Array.from(posterior[name], (value, d) => size ? value - gradient[name][d] / size * most : value);
    };
    for (let length = Math.min(1, 2 * this.length); length > 1e-4; length /= 2) {
      const next = { mean: moved("mean", length), logVariance: moved("logVariance", length) }, loss = this.loss(next);
      if (!(loss.total < before)) continue;
      this.posterior = next;
      this.length = length;
      this.losses.push(loss);
      this.means.push(next.mean);
      return true;
    }
    return false;
  }
}
