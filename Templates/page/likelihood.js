"use strict";
// p(x|z): how a decoder's outputs describe an image. Each has the same methods; `likelihoodKinds` names them as runs do.

/** Binary pixels, each with the decoder's output for its logit. */
class BernoulliLikelihood {
  /** Whether some places of the plane are more certain than others. */
  static hasEntropy = true;

  /** The mean of p(x|z) in place of the outputs. */
  /** @type {(outputs: Float32Array) => Float32Array} */
  makeMeans(outputs) {
    for (let i = 0; i < outputs.length; i++) outputs[i] = 1 / (1 + Math.exp(-outputs[i]));
    return outputs;
  }

  /** log p(x|z) in nats. */
  /** @type {(values: Numbers, outputs: Numbers) => number} */
  logDensity(values, outputs) {
    let sum = 0;
    for (let i = 0; i < values.length; i++) {
      const logit = outputs[i];
      sum += values[i] * logit - Math.max(logit, 0) - Math.log1p(Math.exp(-Math.abs(logit)));
    }
    return sum;
  }

  /** Mean entropy of the pixels in bits: 0 where the decoder is sure, 1 where it knows nothing. */
  /** @type {(means: Numbers) => number} */
  meanEntropy(means) {
    let sum = 0;
    for (const p of means) {
      if (p > 1e-6 && p < 1 - 1e-6) sum -= p * Math.log2(p) + (1 - p) * Math.log2(1 - p);
    }
    return sum / means.length;
  }

  /** Where an image lies in the space in which Fisher-Rao distances are straight lines: the angles of its pixels. */
  /** @type {(means: Numbers) => Float32Array} */
  coordinates(means) {
    return Float32Array.from(means, p => 2 * Math.asin(Math.sqrt(Math.min(1, Math.max(0, p)))));
  }
}

/** Intensities about the decoder's outputs, with one learned variance. */
class GaussianLikelihood {
  static hasEntropy = false;

  /** @param {Weights} arrays */
  constructor(arrays) { this.logVariance = arrays["likelihood.log_variance"].values[0]; }

  /** @type {(outputs: Float32Array) => Float32Array} */
  makeMeans(outputs) { return outputs; }

  /** @type {(values: Numbers, outputs: Numbers) => number} */
  logDensity(values, outputs) {
    const precision = Math.exp(-this.logVariance);
    let squares = 0;
    for (let i = 0; i < values.length; i++) squares += (values[i] - outputs[i]) ** 2;
    return -(squares * precision + values.length * (this.logVariance + Math.log(2 * Math.PI))) / 2;
  }

  meanEntropy() { return 0; }

  /** @type {(means: Numbers) => Float32Array} */
  coordinates(means) {
    const precision = Math.exp(-this.logVariance / 2);
    return Float32Array.from(means, mean => mean * precision);
  }
}

/** Intensities from 0 to 1 with a density proportional to exp(x l), l being the decoder's output. */
class ContinuousBernoulliLikelihood {
  static hasEntropy = false;

  /** From here on, the mean is 1 / a at -a and the deviation too, but for exp(-a). */
  static reach = 40;

  /** @type {{ least: number, step: number, values: Float64Array, slopes: Float64Array } | undefined} */
  static known;

  /** The mean at the logit -a, for a from 0 on. */
  /** @type {(a: number) => number} */
  static lowMean(a) {
    if (a < 0.5) return 0.5 - a * (1 / 12 + a * a * (-1 / 720 + a * a * (1 / 30240 - a * a / 1209600)));
    return 1 / a - 1 / Math.expm1(a);
  }

  /** The standard deviation at either logit of the magnitude a: the root of the Fisher information. */
  /** @type {(a: number) => number} */
  static deviation(a) {
    const square = a * a;
    if (a < 0.5) return Math.sqrt(1 / 12 + square * (-1 / 240 + square * (1 / 6048 - square / 172800)));
    return Math.sqrt(1 / square - Math.exp(-a) / Math.expm1(-a) ** 2);
  }

  /** @type {(outputs: Float32Array) => Float32Array} */
  makeMeans(outputs) {
    for (let i = 0; i < outputs.length; i++) {
      const low = ContinuousBernoulliLikelihood.lowMean(Math.abs(outputs[i]));
      outputs[i] = outputs[i] > 0 ? 1 - low : low;
    }
    return outputs;
  }

  /** @type {(values: Numbers, outputs: Numbers) => number} */
  logDensity(values, outputs) {
    let sum = 0;
    for (let i = 0; i < values.length; i++) {
      const logit = outputs[i], a = Math.abs(logit), square = a * a;
      sum += values[i] * logit - Math.max(logit, 0);
      sum += a < 0.5 ? a / 2 - square * (1 / 24 + square * (-1 / 2880 + square / 181440)) : Math.log(a / -Math.expm1(-a));
    }
    return sum;
  }

  meanEntropy() { return 0; }

  /**
   * Coordinates by mean, from the least mean of the table to 1/2 in equal steps: the integral of the deviation over the
   * logit, and its slope by the mean, 1 / deviation.
   */
  static get table() {
    const kind = ContinuousBernoulliLikelihood, size = 512;
    if (kind.known) return kind.known;
    const least = kind.lowMean(kind.reach), step = (0.5 - least) / size;
    const values = new Float64Array(size + 1), slopes = new Float64Array(size + 1);
    slopes[size] = 1 / kind.deviation(0);
    for (let index = size - 1, a = 0; index >= 0; index--) {
      // The logit of the next mean, by Newton's method, and Simpson's rule on the way to it.
      const mean = least + index * step, before = a;
      for (let round = 0; round < 8; round++) a += (kind.lowMean(a) - mean) / kind.deviation(a) ** 2;
      const middle = 4 * kind.deviation((a + before) / 2);
      values[index] = values[index + 1] - (a - before) / 6 * (kind.deviation(before) + middle + kind.deviation(a));
      slopes[index] = 1 / kind.deviation(a);
    }
    return kind.known = { least, step, values, slopes };
  }

  /** The coordinate of a mean up to 1/2, which is not above 0. */
  /** @type {(mean: number) => number} */
  static lowCoordinate(mean) {
    const { least, step, values, slopes } = ContinuousBernoulliLikelihood.table;
    if (mean < least) return values[0] - Math.log(least / Math.max(mean, 1e-12));
    const index = Math.min(values.length - 2, Math.floor((mean - least) / step));
    const t = (mean - least) / step - index, low = values[index], high = values[index + 1];
    const first = slopes[index] * step, last = slopes[index + 1] * step;
    return low + t * (first + t * (3 * (high - low) - 2 * first - last + t * (2 * (low - high) + first + last)));
  }

  /** @type {(means: Numbers) => Float32Array} */
  coordinates(means) {
    const low = ContinuousBernoulliLikelihood.lowCoordinate;
    return Float32Array.from(means, mean => mean > 0.5 ? -low(1 - mean) : low(mean));
  }
}

/** One of 256 intensities each, by the rounding of a logistic distribution about the decoder's output. */
class DiscretizedLogisticLikelihood {
  static hasEntropy = false;

  /** @param {Weights} arrays */
  constructor(arrays) { this.logScale = arrays["likelihood.log_scale"].values[0]; }

  /** @type {(outputs: Float32Array) => Float32Array} */
  makeMeans(outputs) { return outputs; }

  /** @type {(values: Numbers, outputs: Numbers) => number} */
  logDensity(values, outputs) {
    const precision = Math.exp(-this.logScale), half = 1 / 510, inner = Math.log(-Math.expm1(-2 * half * precision));
    const logSigmoid = (/** @type {number} */ y) => Math.min(y, 0) - Math.log1p(Math.exp(-Math.abs(y)));
    let sum = 0;
    for (let i = 0; i < values.length; i++) {
      const isLeast = values[i] < half, isGreatest = values[i] > 1 - half;
      if (!isGreatest) sum += logSigmoid((values[i] + half - outputs[i]) * precision);
      if (!isLeast) sum += logSigmoid((outputs[i] - values[i] + half) * precision);
      if (!isLeast && !isGreatest) sum += inner;
    }
    return sum;
  }

  meanEntropy() { return 0; }

  /** @type {(means: Numbers) => Float32Array} */
  coordinates(means) {
    const precision = Math.exp(-this.logScale) / Math.sqrt(3);
    return Float32Array.from(means, mean => mean * precision);
  }
}

/** @type {Record<LikelihoodName, { hasEntropy: boolean, new(arrays: Weights): Likelihood }>} */
export const likelihoodKinds = {
  bernoulli: BernoulliLikelihood, gaussian: GaussianLikelihood, "continuous-bernoulli": ContinuousBernoulliLikelihood,
  "discretized-logistic": DiscretizedLogisticLikelihood,
};
