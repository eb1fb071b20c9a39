"use strict";
// Makes of a drawing an image as the data set has it, by the same steps and numbers as the program does with the ink in
// picture files: cropped, of one size, with usual strokes, centred by mass.

/** The mean stroke width of a mask, in pixels: twice its area over the length of its outline. */
/** @type {(mask: ArrayLike<unknown>, width: number) => number} */
function strokeWidth(mask, width) {
  const height = mask.length / width;
  let area = 0, crossings = 0;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const i = row * width + column;
      if (!mask[i]) continue;
      area++;
      if (row === 0 || !mask[i - width]) crossings++;
      if (row === height - 1 || !mask[i + width]) crossings++;
      if (column === 0 || !mask[i - 1]) crossings++;
      if (column === width - 1 || !mask[i + 1]) crossings++;
    }
  }
  return crossings ? 2 * area / (Math.PI / 4 * crossings) : 0;
}

/** The least and the greatest stroke width that are usual among images of `side` rows; any, where they are shapes. */
/** @type {(images: ArrayLike<number>[], side: number) => StrokeWidths} */
export function usualStrokeWidths(images, side) {
  const narrowest = 1.5, widths = images.map(image => strokeWidth(image, side)).filter(width => width > 0).sort((a, b) => a - b);
  if (!widths.length || widths[widths.length >> 1] * 6 >= side) return [narrowest, Infinity];
  const low = Math.max(narrowest, widths[Math.floor(widths.length / 10)]);
  return [low, Math.max(low, widths[widths.length > 9 ? Math.floor(widths.length * 9 / 10) : widths.length - 1])];
}

/** How far each pixel's middle is from the nearest one of a mask (Felzenszwalb and Huttenlocher 2012). */
/** @type {(mask: boolean[], width: number) => Float64Array} */
function distancesTo(mask, width) {
  const height = mask.length / width, far = 4 * (width + height) ** 2;
  const squares = Float64Array.from(mask, value => value ? 0 : far);
  const lower = (/** @type {number} */ start, /** @type {number} */ step, /** @type {number} */ count) => {
    const heights = Array.from({ length: count }, (_, i) => squares[start + i * step]), vertices = [0], starts = [-Infinity];
    for (let next = 1; next < count; next++) {
      const meeting = (/** @type {number} */ vertex) => (heights[next] + next * next - heights[vertex] - vertex * vertex) / (2 * (next - vertex));
      while (meeting(vertices.at(-1)) <= starts.at(-1)) { vertices.pop(); starts.pop(); }
      starts.push(meeting(vertices.at(-1)));
      vertices.push(next);
    }
    for (let x = 0, place = 0; x < count; x++) {
      while (place + 1 < starts.length && starts[place + 1] < x) place++;
      squares[start + x * step] = (x - vertices[place]) ** 2 + heights[vertices[place]];
    }
  };
  for (let column = 0; column < width; column++) lower(column, width, height);
  for (let row = 0; row < height; row++) lower(row * width, 1, width);
  return squares.map(Math.sqrt);
}

/** For each of `pixels` even parts of a length the source pixels that it covers, and by what share of itself. */
/** @type {(start: number, length: number, pixels: number, count: number) => [at: number, share: number][][]} */
function coveredShares(start, length, pixels, count) {
  const step = length / pixels;
  return Array.from({ length: pixels }, (_, pixel) => {
    const low = start + pixel * step, high = start + (pixel + 1) * step;
    /** @type {[number, number][]} */
    const shares = [];
    for (let i = Math.max(0, Math.floor(low)); i <= Math.min(count - 1, Math.ceil(high) - 1); i++) {
      shares.push([i, (Math.min(high, i + 1) - Math.max(low, i)) / step]);
    }
    return shares;
  });
}

/** The image of 0 to 255, `side` rows, of ink covering 0 to 1 of each pixel; null without ink. */
/** @type {(coverage: ArrayLike<number>, width: number, side: number, strokeWidths: StrokeWidths) => Uint8Array | null} */
export function normalizedInk(coverage, width, side, strokeWidths) {
  const ink = usualInk(coverage, width, side, strokeWidths);
  return ink && imageOfInk(ink, side);
}

/** The side of the box that the ink has in an image: MNIST's 20 of 28 pixels. */
/** @type {(side: number) => number} */
const inkBox = side => side * 20 / 28;

/** The image of 0 to 255, `side` rows, of ink that was cut out. */
/** @type {(ink: InkBox, side: number) => Uint8Array} */
export const imageOfInk = (ink, side) => centredBox(resampledBox(ink, Math.floor(inkBox(side) + 0.5)), side);

/** Ink cut out of its picture, with strokes that are of a usual width in an image of `side` rows; null without ink. */
/** @type {(coverage: ArrayLike<number>, width: number, side: number, strokeWidths: StrokeWidths) => CutInk | null} */
export function usualInk(coverage, width, side, [narrow, broad]) {
  const height = coverage.length / width;
  let top = height, bottom = -1, left = width, right = -1;
  for (let i = 0; i < coverage.length; i++) {
    if (coverage[i] < 0.5) continue;
    const row = Math.floor(i / width), column = i % width;
    top = Math.min(top, row); bottom = Math.max(bottom, row);
    left = Math.min(left, column); right = Math.max(right, column);
  }
  if (bottom < top) return null;
  const across = right - left + 1, down = bottom - top + 1, longest = Math.max(across, down), target = inkBox(side);
  const ink = Float64Array.from({ length: across * down }, (_, i) => coverage[(Math.floor(i / across) + top) * width + i % across + left]);
  const mask = Array.from(ink, value => value >= 0.5);
  const strokes = strokeWidth(mask, across), scaled = strokes * target / longest, wanted = Math.min(Math.max(scaled, narrow), broad);
  let growth = 0;
  if (wanted !== scaled && strokes < longest && wanted < target) {
    const scale = (target - wanted) / (longest - strokes);
    growth = Math.max((wanted / scale - strokes) / 2, -strokes / 4);
  }
  return growth ? grownInk(mask, across, growth) : { ink, width: across, x: 0, y: 0, across, down, growth };
}

/** Ink with its outline moved outwards, inwards by a negative amount. */
/** @type {(mask: boolean[], across: number, growth: number) => CutInk} */
function grownInk(mask, across, growth) {
  const down = mask.length / across, margin = Math.ceil(Math.max(0, growth)) + 1, width = across + 2 * margin;
  const wide = new Array(width * (down + 2 * margin)).fill(false);
  mask.forEach((value, i) => { wide[(Math.floor(i / across) + margin) * width + i % across + margin] = value; });
  const outside = distancesTo(wide, width), inside = distancesTo(wide.map(value => !value), width);
  const ink = Float64Array.from(wide, (value, i) => Math.min(1, Math.max(0, 0.5 + growth - (value ? 0.5 - inside[i] : outside[i] - 0.5))));
  return { ink, width, x: margin - growth, y: margin - growth, across: across + 2 * growth, down: down + 2 * growth, growth };
}

/** A rectangle of ink at another size, each pixel the mean over the area that it stands for. */
/** @type {(box: InkBox, longest: number) => SampledBox} */
export function resampledBox({ ink, width, x, y, across, down }, longest) {
  const scale = longest / Math.max(across, down), pixels = (/** @type {number} */ length) => Math.min(longest, Math.max(1, Math.floor(length * scale + 0.5)));
  const columns = pixels(across), rows = pixels(down), values = new Float64Array(columns * rows);
  const overX = coveredShares(x, across, columns, width), overY = coveredShares(y, down, rows, ink.length / width);
  for (let i = 0; i < values.length; i++) {
    for (const [row, height] of overY[Math.floor(i / columns)]) {
      for (const [column, share] of overX[i % columns]) values[i] += ink[row * width + column] * (height * share);
    }
  }
  return { columns, rows, values };
}

/** A box put into an image with its centre of mass in the middle, as far as it stays inside. */
/** @type {(box: SampledBox, side: number) => Uint8Array} */
function centredBox({ columns, rows, values }, side) {
  let sum = 0, x = 0, y = 0;
  values.forEach((value, i) => {
    sum += value;
    x += value * (i % columns + 0.5);
    y += value * (Math.floor(i / columns) + 0.5);
  });
  const start = (/** @type {number} */ middle, /** @type {number} */ length) => Math.min(Math.max(0, Math.ceil(side / 2 - middle)), side - length);
  const left = sum > 0 ? start(x / sum, columns) : 0, top = sum > 0 ? start(y / sum, rows) : 0, image = new Uint8Array(side * side);
  values.forEach((value, i) => {
    image[(top + Math.floor(i / columns)) * side + left + i % columns] = Math.floor(Math.min(1, Math.max(0, value)) * 255 + 0.5);
  });
  return image;
}
