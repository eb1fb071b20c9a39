"use strict";
// Finds a light sheet of paper that lies on something darker.
import { maskWhere, maskArea, quantile, GreyField, otsuThreshold, connectedRegions, largestArea } from "./grey-field.js";

/**
 * The mask of the sheet with what is on it, a little within its edge; null where the picture shows none.
 *
 * A sheet is a light region, nearly all that is light, with hardly a dent, larger than a twelfth of the picture, ended
 * by a step in lightness; what it encloses is on it.
 */
/** @type {(field: GreyField) => Mask | null} */
export function findSheet(field) {
  const { width, height, values } = field;
  if (Math.min(width, height) < 24) return null;
  const threshold = otsuThreshold(values).value, isLight = maskWhere(values.length, i => values[i] > threshold), border = field.border();
  if (border.filter(i => !isLight[i]).length * 50 <= border.length) return null;
  const lights = connectedRegions(isLight, width), lightest = largestArea(lights);
  if (lightest * 3 <= maskArea(isLight) * 2 || lightest * 12 <= width * height) return null;
  const sheet = filledRegion(lights.filter(region => region.pixels.length === lightest)[0], width, height);
  const area = maskArea(sheet), hull = hullAreas(sheet, width);
  // Ink covers less of a sheet than it leaves; a letter 0 in white on black is round and no sheet.
  const isAngular = border.filter(i => sheet[i]).length * 20 > border.length || area > 0.83 * hull.rectangle;
  if (lightest * 2 <= area || area <= 0.85 * hull.area || !isAngular || !hasStep(field, sheet)) return null;
  return innerMask(sheet, width, edgeReach(field));
}

/** How many pixels on either side of it an edge may take. */
/** @type {(field: GreyField) => number} */
export const edgeReach = ({ width, height }) => Math.max(2, Math.floor(Math.max(width, height) / 64));

/** A region with what it encloses. */
/** @type {(region: Region, width: number, height: number) => Mask} */
function filledRegion(region, width, height) {
  const filled = new Uint8Array(width * height);
  for (const pixel of region.pixels) filled[pixel] = 1;
  for (const { pixels, top, bottom, left, right } of connectedRegions(filled.map(value => 1 - value), width)) {
    if (top > 0 && bottom < height - 1 && left > 0 && right < width - 1) for (const pixel of pixels) filled[pixel] = 1;
  }
  return filled;
}

/** What lies within a mask by more than `distance` pixels; the picture's own border does not count. */
/** @type {(mask: Mask, width: number, distance: number) => Mask} */
function innerMask(mask, width, distance) {
  const field = new GreyField(width, mask.length / width, Float64Array.from(mask)), { means } = field.local(distance, new Uint8Array(mask.length).fill(1));
  return maskWhere(mask.length, i => means[i] > 1 - 1e-9);
}

/** Whether a field changes at a mask's edge at once, as at a sheet's, and not slowly, as light fades. */
/** @type {(field: GreyField, mask: Mask) => boolean} */
function hasStep(field, mask) {
  const { width, height, values } = field, reach = edgeReach(field);
  const within = innerMask(mask, width, reach), beyond = innerMask(mask.map(value => 1 - value), width, reach);
  if (!within.includes(1) || !beyond.includes(1)) return false;
  const contrast = quantile(values.filter((_, i) => within[i]), 0.5) - quantile(values.filter((_, i) => beyond[i]), 0.5);
  // The lines of pixels that cross the edge, by what they change on the way over it.
  /** @type {number[]} */
  const steps = [];
  /** @type {(i: number, along: number, place: number, length: number) => void} */
  const cross = (i, along, place, length) => {
    if (place < reach || place + 1 + reach >= length || mask[i] === mask[i + along]) return;
    steps.push(Math.abs(values[i - reach * along] - values[i + (1 + reach) * along]));
  };
  for (let i = 0; i < values.length; i++) {
    cross(i, 1, i % width, width);
    cross(i, width, Math.floor(i / width), height);
  }
  return steps.length > 0 && quantile(steps, 0.5) > 0.5 * contrast && contrast > 0.1;
}

/** The area of the convex hull of a mask, and of the smallest rectangle around it (Andrew 1979). */
/** @type {(mask: Mask, width: number) => { area: number, rectangle: number }} */
function hullAreas(mask, width) {
  /** @type {Point[]} */
  const points = [];
  for (let row = 0; row * width < mask.length; row++) {
    const line = mask.subarray(row * width, (row + 1) * width), first = line.indexOf(1), end = line.lastIndexOf(1) + 1;
    if (end) points.push([first, row], [end, row], [first, row + 1], [end, row + 1]);
  }
  /** @type {(a: number[], b: number[]) => number} */
  const cross = (a, b) => a[0] * b[1] - a[1] * b[0];
  /** @type {(a: number[], b: number[]) => Point} */
  const from = (a, b) => [b[0] - a[0], b[1] - a[1]];
  const half = (/** @type {Point[]} */ points) => {
    /** @type {Point[]} */
    const chain = [];
    for (const point of points) {
      while (chain.length > 1 && cross(from(chain.at(-2), chain.at(-1)), from(chain.at(-1), point)) <= 0) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  points.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const hull = [...half(points), ...half(points.reverse())];
  if (hull.length < 3) return { area: 0, rectangle: 0 };
  const next = (/** @type {number} */ i) => hull[(i + 1) % hull.length], spread = (/** @type {number[]} */ values) => Math.max(...values) - Math.min(...values);
  return {
    area: hull.reduce((sum, point, i) => sum + cross(point, next(i)), 0) / 2,
    rectangle: Math.min(...hull.map((point, i) => {
      const [x, y] = from(point, next(i)), length = Math.hypot(x, y), along = [x / length, y / length];
      return spread(hull.map(corner => cross(along, corner))) * spread(hull.map(([x, y]) => x * along[0] + y * along[1]));
    })),
  };
}
