"use strict";
// Finds what was written or drawn in a picture - a scan, a photo under uneven light, a screenshot, strokes on
// transparency - by the same steps and numbers as the program's --from-image (Sources/PictureInput).
import { imageOfInk, usualInk } from "./ink.js";
import { maskWhere, maskArea, quantile, GreyField, otsuThreshold, localThreshold, connectedRegions, largestArea } from "./grey-field.js";
import { findSheet, edgeReach } from "./sheet-finder.js";

/**
 * A picture with its longer side at most `side`, by the mean of whole blocks of pixels; opaque pixels weigh more.
 * `rowsFrom(top, count)` gives the bytes of so many rows, four a pixel: red, green, blue, opacity.
 */
/** @type {(width: number, height: number, rowsFrom: (top: number, count: number) => ArrayLike<number>, side?: number) => PixelPicture} */
export function reducedPicture(width, height, rowsFrom, side = 1024) {
  const block = Math.ceil(Math.max(width, height) / side), columns = Math.ceil(width / block), rows = Math.ceil(height / block);
  const rgba = new Uint8Array(columns * rows * 4);
  for (let row = 0; row < rows; row++) {
    const down = Math.min(block, height - row * block), bytes = rowsFrom(row * block, down);
    for (let column = 0; column < columns; column++) {
      const start = column * block, end = Math.min(width, start + block);
      let red = 0, green = 0, blue = 0, opacity = 0;
      for (let y = 0; y < down; y++) {
        for (let i = 4 * (y * width + start); i < 4 * (y * width + end); i += 4) {
          const weight = bytes[i + 3];
          red += bytes[i] * weight;
          green += bytes[i + 1] * weight;
          blue += bytes[i + 2] * weight;
          opacity += weight;
        }
      }
      const mean = (/** @type {number} */ sum, /** @type {number} */ count) => count ? Math.floor((sum + Math.floor(count / 2)) / count) : 0;
      rgba.set([mean(red, opacity), mean(green, opacity), mean(blue, opacity), mean(opacity, down * (end - start))],
        4 * (row * columns + column));
    }
  }
  return { width: columns, height: rows, rgba, originalWidth: width, originalHeight: height };
}

/** The one number a pixel in which a picture's shape stands out most, from 0 to 1: of its colour, or of its transparency. */
/** @type {(picture: PixelPicture) => { field: GreyField, isTransparency: boolean }} */
function contrastChannel({ width, height, rgba }) {
  const count = width * height, opacity = new Float64Array(count).map((_, i) => rgba[4 * i + 3] / 255);
  const colours = [0, 1, 2].map(channel => new Float64Array(count).map((_, i) => rgba[4 * i + channel] / 255));
  const isOpaque = maskWhere(count, i => rgba[4 * i + 3] > 127), opaque = maskArea(isOpaque);
  let ground = [1, 1, 1];
  if (opaque && opaque < count) {
    const { mean, spread } = meanColour(colours, isOpaque);
    // Opaque pixels of one colour: then the shape lies in the opacity.
    if (spread < 0.1) return { field: new GreyField(width, height, opacity.map(value => 1 - value)), isTransparency: true };
    ground = mean;
  }
  const channels = colours.map((values, channel) =>
    new GreyField(width, height, values.map((value, i) => value * opacity[i] + ground[channel] * (1 - opacity[i]))));
  const axis = axisOfMostContrast(channels), [red, green, blue] = channels.map(channel => channel.values);
  // From 0 to 1, whichever signs the axis has.
  const lowest = axis.reduce((sum, part) => sum + Math.min(0, part), 0), span = axis.reduce((sum, part) => sum + Math.abs(part), 0);
  const values = red.map((value, i) => (value * axis[0] + green[i] * axis[1] + blue[i] * axis[2] - lowest) / span);
  return { field: new GreyField(width, height, values), isTransparency: false };
}

/** The mean colour of the pixels of a mask and their root mean square distance from it. */
/** @type {(colours: Float64Array[], mask: Mask) => { mean: number[], spread: number }} */
function meanColour(colours, mask) {
  const count = maskArea(mask), mean = colours.map(values => values.reduce((sum, value, i) => mask[i] ? sum + value : sum, 0) / count);
  const variance = colours.reduce((all, values, channel) =>
    all + values.reduce((sum, value, i) => mask[i] ? sum + (value - mean[channel]) ** 2 : sum, 0) / count, 0);
  return { mean, spread: Math.sqrt(variance) };
}

/**
 * The first principal axis of the colours' differences from their surroundings, positive as a whole, by power iteration
 * (Pearson 1901). The differences, not the colours: so light that changes over the page does not take the axis for itself.
 */
/** @type {(channels: GreyField[]) => number[]} */
function axisOfMostContrast(channels) {
  const { width, height } = channels[0], all = new Uint8Array(width * height).fill(1);
  const differences = channels.map(channel => {
    const { means } = channel.local(surroundings(channel, 8, 2), all);
    return channel.values.map((value, i) => value - means[i]);
  });
  const covariance = differences.map(() => [0, 0, 0]);
  for (let i = 0; i < all.length; i++) {
    for (let a = 0; a < 3; a++) for (let b = 0; b < 3; b++) covariance[a][b] += differences[a][i] * differences[b][i];
  }
  let strongest = 0;
  for (const channel of [1, 2]) if (covariance[channel][channel] > covariance[strongest][strongest]) strongest = channel;
  let axis = covariance[strongest];
  if (axis[strongest] <= 1e-9 * all.length) return [1, 1, 1];
  for (let i = 0; i < 50; i++) {
    const next = covariance.map(row => row[0] * axis[0] + row[1] * axis[1] + row[2] * axis[2]), length = Math.hypot(...next);
    axis = next.map(part => part / length);
  }
  return axis[0] + axis[1] + axis[2] < 0 ? axis.map(part => -part) : axis;
}

/** The radius of a pixel's surroundings: a part of the shorter side, and not less than `least`. */
/** @type {(field: GreyField, part: number, least: number) => number} */
const surroundings = ({ width, height }, part, least) => Math.max(least, Math.floor(Math.min(width, height) / part));

/**
 * The ink in a picture: how it is shown, how much of each pixel it covers, and the rows and columns that it spans; null
 * where nothing stands out.
 */
/** @type {(picture: PixelPicture) => (FoundInk & { manner: string }) | null} */
function findInk(picture) {
  const { field, isTransparency } = contrastChannel(picture), sheet = isTransparency ? null : findSheet(field);
  const onSheet = sheet && darkInk(field, sheet);
  if (onSheet) return { manner: "dark on a light sheet", ...onSheet };
  const isDark = isDarkOnLight(field), { width, height, values } = field;
  const manners = isTransparency ? ["opaque on transparent", "transparent in opaque"] : ["dark on light", "light on dark"];
  const turned = isDark ? field : new GreyField(width, height, values.map(value => 1 - value));
  const ink = darkInk(turned, new Uint8Array(values.length).fill(1));
  return ink && { manner: manners[isDark ? 0 : 1], ...ink };
}

/** From this separability on a picture is two even shades, and one threshold does for all of it. */
const twoShades = 0.85;

/**
 * Whether what is written is darker than what it is written on. Of two even shades the paper is the one that has most of
 * the border. Under uneven light, ink is what makes the few large differences from the surroundings.
 */
/** @type {(field: GreyField) => boolean} */
function isDarkOnLight(field) {
  const { values } = field, { value: threshold, separability } = otsuThreshold(values);
  if (separability > twoShades) {
    const border = field.border();
    return border.filter(i => values[i] > threshold).length * 2 >= border.length;
  }
  const { means } = field.local(surroundings(field, 8, 2), new Uint8Array(values.length).fill(1));
  return values.reduce((sum, value, i) => sum + (value - means[i]) * (value - means[i]) * (value - means[i]), 0) <= 0;
}

/** What is darker than its surroundings in the part of a field that a mask shows; null where nothing is. */
/** @type {(given: GreyField, mask: Mask) => FoundInk | null} */
function darkInk(given, mask) {
  let field = given;
  const { width, height } = field, count = width * height, radius = surroundings(field, 4, 3);
  if (field.noise(mask) > 0.02 && Math.min(width, height) > 100) field = new GreyField(width, height, field.local(1, mask).means);
  const { values } = field, { value: threshold, separability } = otsuThreshold(values.filter((_, i) => mask[i]));
  // A class that reaches the border is no ink: the edge of a shadow makes two shades, too.
  const reach = field.border().filter(i => mask[i]);
  const isEven = separability > twoShades && reach.filter(i => values[i] < threshold).length * 5 <= reach.length;
  const first = isEven ? maskWhere(count, i => mask[i] && values[i] < threshold) : localThreshold(field, radius, mask);
  const paper = maskWhere(count, i => mask[i] && !first[i]), paperCount = maskArea(paper);
  if (!paperCount || paperCount === maskArea(mask)) return null;
  const { means, counts } = field.local(radius, paper);
  const mean = values.reduce((sum, value, i) => paper[i] ? sum + value : sum, 0) / paperCount;
  // By how much of the paper's light a pixel is darker: the same ink in the shade and in the light.
  const depths = values.map((value, i) => {
    if (!mask[i]) return 0;
    const around = !isEven && counts[i] > radius ? means[i] : mean;
    return (around - value) / Math.max(around, 0.2);
  });
  const inkDepths = depths.filter((_, i) => first[i]);
  // Beside the edge of a shadow both its paper and the ink on it are darker than around, the ink by more.
  const isShaded = separability > twoShades && !isEven, shadow = isShaded ? otsuThreshold(inkDepths).value : 0;
  const full = quantile(isShaded ? inkDepths.filter(depth => depth > shadow) : inkDepths, 0.7);
  // What differs less from its paper is no ink, and what differs by less than five times the paper's grain.
  const grain = new GreyField(width, height, depths).noise(paper, edgeReach(field));
  if (!(full > Math.max(0.04, 5 * grain))) return null;
  const least = Math.max(shadow, 0.45 * full), kept = keptRegions(maskWhere(count, i => depths[i] > least), mask, width);
  const shares = new GreyField(width, height, depths.map(depth => depth / full));
  return kept.length && hasEdges(kept, shares, mask) ? coveredBy(kept, shares.values, width, height) : null;
}

/**
 * Whether regions end at edges, as ink does, and do not fade, as the light does over a page: a little beyond most of
 * their pixels there is paper. `shares` holds how much of the ink's depth each pixel has.
 */
/** @type {(regions: Region[], shares: GreyField, mask: Mask) => boolean} */
function hasEdges(regions, shares, mask) {
  const { width, height, values } = shares, reach = edgeReach(shares), isInk = new Uint8Array(values.length);
  /** @type {number[]} */
  const beyond = [];
  for (const { pixels } of regions) for (const pixel of pixels) isInk[pixel] = 1;
  /** @type {(pixel: number, along: number, place: number, length: number) => void} */
  const look = (pixel, along, place, length) => {
    const far = pixel + reach * along;
    if (place >= reach && place + reach < length && !isInk[pixel + along] && !isInk[far] && mask[far]) beyond.push(values[far]);
  };
  for (const { pixels } of regions) {
    for (const pixel of pixels) {
      for (const along of [-1, 1]) {
        look(pixel, along, pixel % width, width);
        look(pixel, along * width, Math.floor(pixel / width), height);
      }
    }
  }
  return !beyond.length || quantile(beyond, 0.7) < 0.3;
}

/**
 * The regions of a mask that are writing. Left out are specks, which are small beside the largest region; and, where there
 * is other writing, what touches the border of the picture or sheet: shadows, fingers, ruled lines.
 */
/** @type {(isInk: Mask, mask: Mask, width: number) => Region[]} */
function keptRegions(isInk, mask, width) {
  const height = mask.length / width;
  /** @type {Region[]} */
  const inner = [];
  /** @type {Region[]} */
  const outer = [];
  const isAtBorder = (/** @type {number} */ pixel) => {
    const row = Math.floor(pixel / width), column = pixel % width;
    return row === 0 || row === height - 1 || column === 0 || column === width - 1
      || !mask[pixel - 1] || !mask[pixel + 1] || !mask[pixel - width] || !mask[pixel + width];
  };
  const regions = connectedRegions(isInk, width);
  for (const region of regions) (region.pixels.some(isAtBorder) ? outer : inner).push(region);
  // The only writing, drawn up to the border, is kept.
  const isInner = largestArea(inner) * 8 >= largestArea(outer) || largestArea(inner) * 200 > width * height;
  const writing = isInner ? inner : regions, largest = largestArea(writing);
  const extent = (/** @type {Extent} */ { top, bottom, left, right }) => Math.max(bottom - top, right - left) + 1;
  const longest = writing.reduce((most, region) => Math.max(most, extent(region)), 0);
  return writing.filter(region => region.pixels.length * 40 > largest || extent(region) * 5 > longest);
}

/** The regions' ink, with the soft edges that lie beside it. */
/** @type {(regions: Region[], depths: ArrayLike<number>, width: number, height: number) => FoundInk} */
function coveredBy(regions, depths, width, height) {
  const coverage = new Float64Array(depths.length), inRange = (/** @type {number} */ value, /** @type {number} */ least) => Math.min(1, Math.max(least, value));
  for (const { pixels } of regions) {
    for (const pixel of pixels) {
      const row = Math.floor(pixel / width), column = pixel % width;
      for (let y = Math.max(0, row - 1); y <= Math.min(height - 1, row + 1); y++) {
        for (let x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x++) {
          coverage[y * width + x] = inRange(depths[y * width + x], 0);
        }
      }
    }
  }
  for (const { pixels } of regions) for (const pixel of pixels) coverage[pixel] = inRange(depths[pixel], 0.5);
  const across = regions.flatMap(({ left, right }) => [left, right]), down = regions.flatMap(({ top, bottom }) => [top, bottom]);
  const span = (/** @type {number[]} */ ends) => ends.reduce((most, end) => Math.max(most, end)) - ends.reduce((least, end) => Math.min(least, end)) + 1;
  return { coverage, columns: span(across), rows: span(down) };
}

/**
 * The drawing in a picture: its ink, cut out and with strokes of usual width for an image of `side` rows, that image's
 * pixels, zero or one, and in words what was found and done; null where nothing stands out.
 */
/** @type {(picture: PixelPicture, side: number, strokeWidths: StrokeWidths) => Drawing | null} */
export function drawingIn(picture, side, strokeWidths) {
  const { width, height, originalWidth, originalHeight } = picture, found = findInk(picture);
  const ink = found && usualInk(found.coverage, width, side, strokeWidths);
  if (!ink) return null;
  const pixels = imageOfInk(ink, side).map(value => value > 127 ? 1 : 0);
  if (!pixels.includes(1)) return null;
  // In the file's own pixels.
  const columns = Math.floor(found.columns * originalWidth / width), rows = Math.floor(found.rows * originalHeight / height);
  const strokes = ink.growth > 0 ? ", strokes thickened" : ink.growth < 0 ? ", strokes thinned" : "";
  const crop = `cropped to ${columns} x ${rows} of ${originalWidth} x ${originalHeight}`;
  return { ink, pixels, finding: `${found.manner}, ${crop}${strokes}, centred by mass` };
}
