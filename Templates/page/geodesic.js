"use strict";
// Paths between codes: the straight one, and the shortest as the decoder measures length.
import { distance, between } from "./latent.js";
import { inSlices, total } from "./metric-field.js";

/** `count` codes along a line through `codes`, in even steps of the line's length, or of `lengths`, one for each piece. */
/** @type {(codes: ArrayLike<number>[], count: number, lengths?: number[]) => Float32Array[]} */
export function resampled(codes, count, lengths = codes.slice(1).map((code, i) => distance(codes[i], code))) {
  const ends = [0];
  for (const length of lengths) ends.push(ends[ends.length - 1] + length);
  let piece = 0;
  return Array.from({ length: count }, (_, k) => {
    const wanted = ends[ends.length - 1] * k / (count - 1);
    while (piece < codes.length - 2 && ends[piece + 1] < wanted) piece++;
    const part = ends[piece + 1] - ends[piece], share = part > 0 ? (wanted - ends[piece]) / part : 0;
    return between(codes[piece], codes[piece + 1], Math.min(1, Math.max(0, share)));
  });
}

/** Where a code's image lies in the space in which its distances are straight lines. */
/** @type {(moment: Moment, code: Float32Array) => Float32Array} */
export function coordinatesAt({ network }, code) { return network.likelihood.coordinates(network.decode(code)); }

/** The lengths of a path's steps as the decoder itself measures them. */
/** @type {(moment: Moment, codes: Float32Array[]) => number[]} */
export function stepLengths(moment, codes) {
  const images = codes.map(code => coordinatesAt(moment, code));
  return images.slice(1).map((image, i) => distance(images[i], image));
}

/** The same, while the page goes on answering; null where `isCurrent` turned false on the way. */
/** @type {(moment: Moment, codes: Float32Array[], isCurrent: () => boolean) => Promise<number[] | null>} */
async function stepLengthsInSlices(moment, codes, isCurrent) {
  /** @type {number[]} */
  const lengths = [];
  let image = coordinatesAt(moment, codes[0]);
  const isWhole = await inSlices(codes.length - 1, step => {
    const next = coordinatesAt(moment, codes[step + 1]);
    lengths.push(distance(image, next));
    image = next;
  }, isCurrent);
  return isWhole ? lengths : null;
}

/**
 * The straight way between two codes and the shortest in the plane, each { codes, length }; the shortest in even steps
 * of its own length, and never longer than the straight one. Null where `isCurrent` turned false on the way.
 */
/** @type {(model: Model, moment: Moment, from: Float32Array, to: Float32Array, isCurrent: () => boolean, fine?: number) => Promise<Ways | null>} */
export async function shortestPath(model, moment, from, to, isCurrent, fine = 64) {
  const codes = resampled([from, to], fine), steps = await stepLengthsInSlices(moment, codes, isCurrent);
  if (!steps) return null;
  const line = { codes, length: total(steps) };
  if (model.vertical === undefined) return { line, curve: line };
  const field = await model.metric(moment, isCurrent);
  if (!field || !isCurrent()) return null;
  /** @type {(code: Float32Array) => Point} */
  const place = code => [model.x(code), model.y(code)];
  const ends = [place(from), place(to)];
  const even = (/** @type {Numbers[]} */ points) => resampled(points, 49, field.squares(points).map(Math.sqrt));
  const ways = [ends, field.shortest(ends[0], ends[1])].map(points => field.bent(even(points)));
  const energies = ways.map(points => total(field.squares(points))), best = ways[energies[0] <= energies[1] ? 0 : 1];
  const bent = resampled(best, fine, field.squares(best).map(Math.sqrt)).map(([x, y]) => model.codeAt(x, y));
  const lengths = await stepLengthsInSlices(moment, bent, isCurrent);
  if (!lengths) return null;
  const length = total(lengths);
  return { line, curve: length < line.length ? { codes: resampled(bent, fine, lengths), length } : line };
}
