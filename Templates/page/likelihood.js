"use strict";
// p(x|z): how a decoder's outputs describe an image. Each has the same methods; `likelihoodKinds` names them as runs do.

/** Binary pixels, each with the decoder's output for its logit. */
class BernoulliLikelihood {
  /** Whether some places of the plane are more certain than others. */
  static hasEntropy = true;

  /** The mean of p(x|z) in place of the outputs. */
  makeMeans(outputs) {
    for (let i = 0; i < outputs.length; i++) outputs[i] = 1 / (1 + Math.exp(-outputs[i]));
    return outputs;
  }

  /** log p(x|z) in nats. */
  logDensity(values, outputs) {
    let sum = 0;
    for (let i = 0; i < values.length; i++) {
      const logit = outputs[i];
      sum += values[i] * logit - Math.max(logit, 0) - Math.log1p(Math.exp(-Math.abs(logit)));
    }
    return sum;
  }

  /** Mean entropy of the pixels in bits: 0 where the decoder is sure, 1 where it knows nothing. */
  meanEntropy(means) {
    let sum = 0;
    for (const p of means) {
      if (p > 1e-6 && p < 1 - 1e-6) sum -= p * Math.log2(p) + (1 - p) * Math.log2(1 - p);
    }
    return sum / means.length;
  }

  /** Where an image lies in the space in which Fisher-Rao distances are straight lines: the angles of its pixels. */
  coordinates(means) {
    return Float32Array.from(means, p => 2 * Math.asin(Math.sqrt(Math.min(1, Math.max(0, p)))));
  }
}

/** Intensities about the decoder's outputs, with one learned variance. */
class GaussianLikelihood {
  static hasEntropy = false;

  constructor(arrays) { this.logVariance = arrays["likelihood.log_variance"].values[0]; }

  makeMeans(outputs) { return outputs; }

  logDensity(values, outputs) {
    const precision = Math.exp(-this.logVariance);
    let squares = 0;
    for (let i = 0; i < values.length; i++) squares += (values[i] - outputs[i]) ** 2;
    return -(squares * precision + values.length * (this.logVariance + Math.log(2 * Math.PI))) / 2;
  }

  meanEntropy() { return 0; }

  coordinates(means) {
    const precision = Math.exp(-this.logVariance / 2);
    return Float32Array.from(means, mean => mean * precision);
  }
}

const likelihoodKinds = { bernoulli: BernoulliLikelihood, gaussian: GaussianLikelihood };
