"use strict";
// Arithmetic of the latent space: divergences, lengths, draws.

/** KL(q || p) in nats of a diagonal Gaussian from the standard one. */
/** @type {(mean: ArrayLike<number>, logVariance: ArrayLike<number>) => number} */
export function divergence(mean, logVariance) {
  let sum = 0;
  for (let d = 0; d < mean.length; d++) sum += Math.exp(logVariance[d]) + mean[d] * mean[d] - 1 - logVariance[d];
  return sum / 2;
}

/** The straight distance between two lists of numbers. */
/** @type {(a: ArrayLike<number>, b: ArrayLike<number>) => number} */
export function distance(a, b) {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return Math.sqrt(sum);
}

/** The code a fraction t of the way from one code to another; t may lie outside 0...1. */
/** @type {(a: ArrayLike<number>, b: ArrayLike<number>, t: number) => Float32Array} */
export function between(a, b, t) {
  return Float32Array.from(a, (value, d) => value + (b[d] - value) * t);
}

/** A source of draws between 0 and 1 that gives the same ones for the same seed. */
/** @type {(seed: number) => () => number} */
export function uniformDraws(seed) {
  let state = seed >>> 0;
  return () => {
    state = state + 0x6D2B79F5 >>> 0;
    let mixed = Math.imul(state ^ state >>> 15, 1 | state);
    mixed = mixed + Math.imul(mixed ^ mixed >>> 7, 61 | mixed) ^ mixed;
    return ((mixed ^ mixed >>> 14) >>> 0) / 4294967296;
  };
}

/** A source of standard normal draws that gives the same ones for the same seed. */
/** @type {(seed: number) => () => number} */
export function normalDraws(seed) {
  const uniform = uniformDraws(seed);
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** A number as the page writes it, with a true minus sign. */
/** @type {(value: Measure, digits?: number) => string} */
export function numeral(value, digits = 2) {
  return typeof value === "number" && Number.isFinite(value) ? value.toFixed(digits).replace(/^-0(\.0*)?$/, "0$1").replace("-", "\u2212") : "\u2013";
}
