"use strict";
// How an axis of the plane is laid out: evenly, or by the prior, so that equal lengths hold equal shares of it. A scale
// turns a latent value into a place on the axis, and back.

/** The probability that a standard normal draw lies below `z`; Abramowitz and Stegun, 26.2.17. */
/** @type {(z: number) => number} */
export function normalBelow(z) {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const above = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * tail;
  return z > 0 ? 1 - above : above;
}

/** The value below which a standard normal draw lies with this probability, no further out than 4. */
/** @type {(probability: number) => number} */
function normalQuantile(probability) {
  let low = -4, high = 4;
  while (high - low > 1e-7) {
    const middle = (low + high) / 2;
    if (normalBelow(middle) < probability) low = middle; else high = middle;
  }
  return (low + high) / 2;
}

/** @type {AxisScale} */
export const evenScale = { place: value => value, value: place => place, isEven: true };
/** @type {AxisScale} */
export const priorScale = { place: normalBelow, value: normalQuantile, isEven: false };
