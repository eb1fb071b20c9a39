"use strict";
// Numbers over a picture's pixels, with what the finding of ink asks of them: their surroundings, thresholds, and
// connected regions. Masks are of zeros and ones, a byte a pixel, in the pixels' order.

/** A mask of the `count` pixels, one where `isIn` says so of the pixel's position. */
/** @type {(count: number, isIn: (i: number) => unknown) => Mask} */
export function maskWhere(count, isIn) {
  const mask = new Uint8Array(count);
  for (let i = 0; i < count; i++) if (isIn(i)) mask[i] = 1;
  return mask;
}

/** How many pixels of a mask are one. */
/** @type {(mask: Mask) => number} */
export const maskArea = mask => mask.reduce((sum, value) => sum + value, 0);

/** The value below which a share of the values lies; 0 where there are none. */
/** @type {(values: Numbers, share: number) => number} */
export function quantile(values, share) {
  const sorted = Float64Array.from(values).sort(), { length } = sorted;
  return length ? sorted[Math.min(length - 1, Math.floor(length * share))] : 0;
}

/** Numbers over pixels [row, column]. */
export class GreyField {
  /** @param {number} width @param {number} height @param {Float64Array} values */
  constructor(width, height, values) {
    this.width = width;
    this.height = height;
    this.values = values;
  }

  /** The positions of the pixels along the sides. */
  border() {
    const { width, height, values } = this, border = [];
    for (let i = 0; i < values.length; i++) {
      const row = Math.floor(i / width), column = i % width;
      if (row === 0 || row === height - 1 || column === 0 || column === width - 1) border.push(i);
    }
    return border;
  }

  /**
   * Mean and variance of the values within `radius` pixels of each, along both axes, those outside `mask` left out, and
   * how many values they are of; 0 where there is none. By summed-area tables (Crow 1984).
   */
  /** @type {(radius: number, mask: Mask) => { means: Float64Array, variances: Float64Array, counts: Float64Array }} */
  local(radius, mask) {
    const { width, height, values } = this, across = width + 1, size = across * (height + 1);
    const counted = new Float64Array(size), sums = new Float64Array(size), squares = new Float64Array(size);
    for (let row = 0; row < height; row++) {
      let count = 0, sum = 0, square = 0;
      for (let column = 0; column < width; column++) {
        const i = row * width + column, below = (row + 1) * across + column + 1;
        if (mask[i]) {
          count++;
          sum += values[i];
          square += values[i] * values[i];
        }
        counted[below] = counted[below - across] + count;
        sums[below] = sums[below - across] + sum;
        squares[below] = squares[below - across] + square;
      }
    }
    const means = new Float64Array(values.length), variances = new Float64Array(values.length), counts = new Float64Array(values.length);
    for (let row = 0; row < height; row++) {
      const top = Math.max(0, row - radius) * across, bottom = Math.min(height, row + radius + 1) * across;
      for (let column = 0; column < width; column++) {
        const left = Math.max(0, column - radius), right = Math.min(width, column + radius + 1);
        const total = (/** @type {Float64Array} */ table) => table[bottom + right] - table[top + right] - table[bottom + left] + table[top + left];
        const count = total(counted), i = row * width + column;
        if (!count) continue;
        counts[i] = count;
        means[i] = total(sums) / count;
        variances[i] = Math.max(0, total(squares) / count - means[i] * means[i]);
      }
    }
    return { means, variances, counts };
  }

  /** The standard deviation of what chance alone adds to a value, by the median difference of pixels `distance` apart. */
  /** @type {(mask: Mask, distance?: number) => number} */
  noise(mask, distance = 1) {
    const { width, values } = this, differences = new Float64Array(values.length);
    let count = 0;
    for (let i = 0; i < values.length - distance; i++) {
      if (i % width + distance >= width || !mask[i] || !mask[i + distance]) continue;
      differences[count++] = Math.abs(values[i] - values[i + distance]);
    }
    // Of a normal distribution half lies within 0.6745 standard deviations; a difference has two such parts.
    return quantile(differences.subarray(0, count), 0.5) / (0.6745 * Math.SQRT2);
  }
}

/**
 * The value that parts values from 0 to 1 into two classes with least variance within, and the share of all variance
 * that lies between the two (Otsu 1979).
 */
/** @type {(values: Numbers) => { value: number, separability: number }} */
export function otsuThreshold(values) {
  const bins = 256, histogram = new Float64Array(bins), even = { value: 0.5, separability: 0 };
  for (const value of values) histogram[Math.min(bins - 1, Math.max(0, Math.trunc(value * bins)))]++;
  const count = values.length, mean = histogram.reduce((sum, share, bin) => sum + bin * share, 0) / count;
  const variance = histogram.reduce((sum, share, bin) => sum + (bin - mean) ** 2 * share, 0) / count;
  if (!(variance > 0)) return even;
  // Where classes lie apart every value between them parts them alike: the middle one is taken.
  let below = 0, moment = 0, best = 0, first = 0, last = 0;
  for (let bin = 0; bin < bins - 1; bin++) {
    below += histogram[bin] / count;
    moment += bin * histogram[bin] / count;
    if (below <= 0 || below >= 1) continue;
    const between = (mean * below - moment) ** 2 / (below * (1 - below));
    if (between > best * (1 + 1e-9)) {
      best = between;
      first = last = bin;
    } else if (between >= best * (1 - 1e-9)) last = bin;
  }
  return { value: ((first + last) / 2 + 1) / bins, separability: best / variance };
}

/**
 * Which pixels are plainly darker than what surrounds them, under light that changes over the picture (Sauvola and
 * Pietikäinen 2000, with the contrast measured by the picture itself, Wolf and Jolion 2003).
 */
/** @type {(field: GreyField, radius: number, mask: Mask) => Mask} */
export function localThreshold(field, radius, mask) {
  const { values } = field, { means, variances } = field.local(radius, mask), deviations = variances.map(Math.sqrt);
  let greatest = 0, darkest = 1;
  for (let i = 0; i < values.length; i++) {
    if (!mask[i]) continue;
    greatest = Math.max(greatest, deviations[i]);
    darkest = Math.min(darkest, values[i]);
  }
  return maskWhere(values.length, i => {
    const slack = 0.5 * (1 - deviations[i] / greatest) * (means[i] - darkest);
    return greatest > 0 && mask[i] && values[i] < means[i] - Math.max(slack, 0.25 * greatest);
  });
}

/** The connected regions of a mask, touching at corners counted, in the order of their first pixels, with what each spans. */
/** @type {(mask: Mask, width: number) => Region[]} */
export function connectedRegions(mask, width) {
  const height = mask.length / width, isFree = mask.slice(), pixels = new Int32Array(mask.length), regions = [];
  let end = 0;
  for (let start = 0; start < mask.length; start++) {
    if (!isFree[start]) continue;
    const first = end;
    let top = height, bottom = 0, left = width, right = 0;
    isFree[start] = 0;
    pixels[end++] = start;
    for (let next = first; next < end; next++) {
      const row = Math.floor(pixels[next] / width), column = pixels[next] % width;
      top = Math.min(top, row); bottom = Math.max(bottom, row);
      left = Math.min(left, column); right = Math.max(right, column);
      for (let y = Math.max(0, row - 1); y <= Math.min(height - 1, row + 1); y++) {
        for (let x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x++) {
          if (!isFree[y * width + x]) continue;
          isFree[y * width + x] = 0;
          pixels[end++] = y * width + x;
        }
      }
    }
    regions.push({ pixels: pixels.subarray(first, end), top, bottom, left, right });
  }
  return regions;
}

/** The area of the largest of some regions. */
/** @type {(regions: Region[]) => number} */
export const largestArea = regions => regions.reduce((most, region) => Math.max(most, region.pixels.length), 0);
