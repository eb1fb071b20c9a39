"use strict";
// The colours of a data set's images, for a pen to draw by, and words for colours.

/** @type {(colour: Colour) => string} */
export const hexadecimal = colour => "#" + colour.map(value => Math.round(value).toString(16).padStart(2, "0")).join("");

/** How far apart two colours are, by their channels. */
/** @type {(a: Colour, b: Colour) => number} */
const apart = (a, b) => Math.hypot(...a.map((value, channel) => value - b[channel]));

/**
 * At most `count` colours that images [row, column, channel] of numbers from 0 to 1 have most, the most frequent first.
 * Each is the mean of the pixels that are alike; those that are hard to tell from a more frequent one are left out.
 */
/** @type {(images: ArrayLike<number>[], count: number) => Colour[]} */
export function frequentColours(images, count) {
  // Sixteen steps a channel: red, green and blue summed, and how many pixels there are.
  const bins = new Float64Array(4 * 4096);
  for (const image of images) {
    for (let i = 0; i < image.length; i += 3) {
      const at = 4 * [0, 1, 2].reduce((bin, channel) => 16 * bin + Math.min(15, Math.max(0, Math.floor(image[i + channel] * 16))), 0);
      for (let channel = 0; channel < 3; channel++) bins[at + channel] += Math.min(1, Math.max(0, image[i + channel]));
      bins[at + 3]++;
    }
  }
  const order = Array.from({ length: 4096 }, (_, i) => 4 * i).filter(at => bins[at + 3]).sort((a, b) => bins[b + 3] - bins[a + 3]);
  /** @type {Colour[]} */
  const chosen = [];
  for (const at of order) {
    if (chosen.length === count) break;
    const colour = [0, 1, 2].map(channel => 255 * bins[at + channel] / bins[at + 3]);
    if (chosen.every(one => apart(one, colour) > 56)) chosen.push(colour);
  }
  return chosen;
}

/** Colours that there are plain words for. */
/** @type {[name: string, colour: Colour][]} */
const named = [
  ["black", [0, 0, 0]], ["dark grey", [70, 70, 70]], ["grey", [128, 128, 128]], ["light grey", [200, 200, 200]],
  ["white", [255, 255, 255]], ["red", [220, 40, 40]], ["dark red", [120, 20, 20]], ["orange", [240, 140, 30]],
  ["brown", [130, 80, 40]], ["yellow", [240, 220, 50]], ["olive", [130, 130, 40]], ["green", [50, 170, 60]],
  ["dark green", [20, 90, 40]], ["light green", [150, 230, 130]], ["turquoise", [50, 190, 180]], ["light blue", [120, 190, 240]],
  ["blue", [40, 90, 220]], ["dark blue", [20, 30, 110]], ["purple", [130, 60, 180]], ["pink", [240, 130, 190]],
  ["magenta", [210, 50, 170]], ["beige", [225, 205, 170]],
];

/** The plain word that comes nearest to a colour. */
/** @type {(colour: Colour) => string} */
export const colourName = colour => named.reduce((best, one) => apart(one[1], colour) < apart(best[1], colour) ? one : best)[0];
