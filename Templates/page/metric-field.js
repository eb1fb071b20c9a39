"use strict";
// The metric that the decoder pulls back onto the plane (Fisher-Rao: by how much the decoded picture changes), and the
// shortest ways under it.
import { coordinatesAt } from "./geodesic.js";

/** Does a long computation in slices, so that the page goes on answering. `isCurrent` false ends it early. */
/** @type {(count: number, work: (at: number) => void, isCurrent: () => boolean) => Promise<boolean>} */
export async function inSlices(count, work, isCurrent) {
  let at = 0;
  while (at < count) {
    const until = performance.now() + 12;
    while (at < count && performance.now() < until) work(at++);
    await new Promise(resolve => setTimeout(resolve));
    if (!isCurrent()) return false;
  }
  return true;
}

/** A metric over a window { left, right, bottom, top } of the plane, bilinear between the nodes of an even grid. */
export class MetricField {
  /** `tensors` holds xx, xy and yy [row, column, entry], the top row first; outer nodes lie half a step inside. */
  /** @param {PlaneEdges} window @param {number} rows @param {number} columns @param {Float32Array} tensors */
  constructor(window, rows, columns, tensors) {
    this.window = window;
    this.rows = rows;
    this.columns = columns;
    this.tensors = tensors;
    this.step = [(window.right - window.left) / columns, (window.top - window.bottom) / rows];
  }

  /** The field of a moment by decoding: differences between the images of neighbouring nodes. Null once not current. */
  /** @type {(model: Model, moment: Moment, window: PlaneEdges, isCurrent: () => boolean, nodes?: number) => Promise<MetricField | null>} */
  static async decoded(model, moment, window, isCurrent, nodes = 28) {
    const size = model.imageSize, rows = model.vertical === undefined ? 1 : nodes, count = rows * nodes;
    const field = new MetricField(window, rows, nodes, new Float32Array(3 * count)), images = new Float32Array(count * size);
    const decode = (/** @type {number} */ node) => images.set(coordinatesAt(moment, model.codeAt(...field.point(node))), node * size);
    if (!await inSlices(count, decode, isCurrent)) return null;
    for (let node = 0; node < count; node++) field.tensors.set(field.differences(node, images, size), 3 * node);
    return field;
  }

  /** xx, xy and yy at a node by what the images of its neighbours differ in. */
  /** @type {(node: number, images: Float32Array, size: number) => Tensor} */
  differences(node, images, size) {
    const { rows, columns } = this, column = node % columns, row = Math.floor(node / columns);
    const [left, right] = [Math.max(0, column - 1), Math.min(columns - 1, column + 1)];
    const [above, below] = [Math.max(0, row - 1), Math.min(rows - 1, row + 1)];
    const across = 1 / ((right - left) * this.step[0] || 1), up = 1 / ((below - above) * this.step[1] || 1);
    const at = (/** @type {number} */ row, /** @type {number} */ column) => (row * columns + column) * size;
    const [l, r, a, b] = [at(row, left), at(row, right), at(above, column), at(below, column)];
    let xx = 0, xy = 0, yy = 0;
    for (let i = 0; i < size; i++) {
      const x = (images[r + i] - images[l + i]) * across, y = (images[a + i] - images[b + i]) * up;
      xx += x * x; xy += x * y; yy += y * y;
    }
    return [xx, xy, yy];
  }

  /** Where a node lies on the plane. */
  /** @type {(node: number) => Point} */
  point(node) {
    const { window, step, columns } = this;
    return [window.left + (node % columns + 0.5) * step[0], window.top - (Math.floor(node / columns) + 0.5) * step[1]];
  }

  /** @type {(point: Point) => boolean} */
  covers([x, y]) {
    const { left, right, bottom, top } = this.window;
    return x >= left && x <= right && (this.rows === 1 || y >= bottom && y <= top);
  }

  /** The fractional column and row of a point, within the nodes. */
  /** @type {(point: Numbers) => Point} */
  position([x, y]) {
    const { window, step, rows, columns } = this, within = (/** @type {number} */ value, /** @type {number} */ count) => Math.min(count - 1, Math.max(0, value));
    return [within((x - window.left) / step[0] - 0.5, columns), within((window.top - y) / step[1] - 0.5, rows)];
  }

  /** The metric at a point, [xx, xy, yy]; beyond the outer nodes that of the nearest edge. */
  /** @type {(point: Numbers) => Tensor} */
  tensor(point) {
    const { rows, columns, tensors } = this, [u, v] = this.position(point);
    const column = Math.min(Math.floor(u), Math.max(0, columns - 2)), row = Math.min(Math.floor(v), Math.max(0, rows - 2));
    const s = u - column, t = v - row, right = Math.min(column + 1, columns - 1), below = Math.min(row + 1, rows - 1);
    const at = (/** @type {number} */ row, /** @type {number} */ column) => 3 * (row * columns + column);
    const [a, b, c, d] = [at(row, column), at(row, right), at(below, column), at(below, right)];
    /** @type {(left: number, right: number, i: number) => number} */
    const across = (left, right, i) => (1 - s) * tensors[left + i] + s * tensors[right + i];
    /** @param {number} i */
    const entry = i => (1 - t) * across(a, b, i) + t * across(c, d, i);
    return [entry(0), entry(1), entry(2)];
  }

  /** How much larger an area, or on a line a length, is in pictures than on the plane. */
  /** @type {(point: Numbers) => number} */
  magnification(point) {
    const [xx, xy, yy] = this.tensor(point);
    return Math.sqrt(this.rows === 1 ? xx : Math.max(0, xx * yy - xy * xy));
  }

  /** The nodes of a shortest way between two points, which are its ends, by Dijkstra's algorithm (1959). */
  /** @type {(from: Point, to: Point) => Point[]} */
  shortest(from, to) {
    const { rows, columns, tensors } = this, count = rows * columns;
    const nearest = (/** @type {Point} */ point) => { const [u, v] = this.position(point); return Math.round(v) * columns + Math.round(u); };
    const lengths = new Float64Array(count).fill(Infinity), before = new Int32Array(count).fill(-1);
    const isDone = new Uint8Array(count);
    const first = nearest(from), last = nearest(to), open = new Set([first]);
    lengths[first] = 0;
    while (open.size) {
      let node = -1;
      for (const one of open) if (node < 0 || lengths[one] < lengths[node]) node = one;
      open.delete(node);
      isDone[node] = 1;
      if (node === last) break;
      for (const [down, right] of gridMoves) {
        const row = Math.floor(node / columns) + down, column = node % columns + right, next = row * columns + column;
        if (row < 0 || column < 0 || row >= rows || column >= columns || isDone[next]) continue;
        const mean = [0, 1, 2].map(i => (tensors[3 * node + i] + tensors[3 * next + i]) / 2);
        const length = lengths[node] + Math.sqrt(squaredLength(mean, right * this.step[0], -down * this.step[1]));
        if (length < lengths[next]) { lengths[next] = length; before[next] = node; open.add(next); }
      }
    }
    const nodes = [];
    for (let node = before[last]; node >= 0 && node !== first; node = before[node]) nodes.unshift(this.point(node));
    return [from, ...nodes, to];
  }

  /** The squared length of each step of a curve, by the metric at its middle. */
  /** @type {(points: Numbers[]) => number[]} */
  squares(points) {
    return points.slice(1).map(([x, y], i) => {
      const [left, down] = points[i];
      return squaredLength(this.tensor([(x + left) / 2, (y + down) / 2]), x - left, y - down);
    });
  }

  /**
   * A curve bent until its energy, the sum of its steps' squared lengths, stays within a ten-thousandth; its ends stay.
   *
   * Each round takes the curve for a chain of springs as strong as the metric and solves for where it would rest, with
   * the damping of Levenberg and Marquardt, as the program's own geodesics do.
   */
  /** @type {(points: Numbers[]) => Numbers[]} */
  bent(points) {
    let damping = 1e-3, energy = total(this.squares(points));
    for (let round = 0; round < 60; round++) {
      let gain = 0;
      for (let attempt = 0; attempt < 8 && !gain; attempt++) {
        const moves = springMoves(this, points, damping);
        const moved = points.map((point, i) => {
          const move = moves[i - 1];
          return move ? [point[0] + move[0], point[1] + move[1]] : point;
        });
        const after = total(this.squares(moved));
        if (after < energy) {
          gain = energy - after;
          [points, energy, damping] = [moved, after, Math.max(1e-6, damping / 5)];
        } else damping *= 8;
      }
      if (gain <= 1e-4 * energy) break;
    }
    return points;
  }
}

/** The 8 nodes around a node and those a knight's move away, as [down, right]. */
const gridMoves = [-2, -1, 0, 1, 2].flatMap(down => [-2, -1, 0, 1, 2].map(right => [down, right])).filter(move => {
  const [near, far] = move.map(Math.abs).sort();
  return far === 1 || far === 2 && near === 1;
});

/** @type {(tensor: Numbers, x: number, y: number) => number} */
const squaredLength = ([xx, xy, yy], x, y) => Math.max(0, xx * x * x + 2 * xy * x * y + yy * y * y);

/** @type {(numbers: number[]) => number} */
export const total = numbers => numbers.reduce((sum, number) => sum + number, 0);

/** By how much the inner points of a curve move to where its springs would rest [point, axis]: block elimination. */
/** @type {(field: MetricField, points: Numbers[], damping: number) => Point[]} */
function springMoves(field, points, damping) {
  const springs = points.slice(1).map(([x, y], i) => {
    const [left, down] = points[i], middle = [(x + left) / 2, (y + down) / 2], step = [x - left, y - down];
    const [xx, xy, yy] = field.tensor(middle), reach = [field.step[0] / 2, field.step[1] / 2];
    // How the step's squared length changes with its place.
    const slope = reach.map((reach, axis) => {
      const [ahead, behind] = [reach, -reach].map(away => {
        const tensor = field.tensor(middle.map((value, i) => i === axis ? value + away : value));
        return squaredLength(tensor, step[0], step[1]);
      });
      return (ahead - behind) / (2 * reach);
    });
    return { xx, xy, yy, slope, force: [xx * step[0] + xy * step[1], xy * step[0] + yy * step[1]] };
  });
  const solved = [];
  for (let i = 0; i + 1 < springs.length; i++) {
    const before = springs[i], after = springs[i + 1];
    let [xx, xy, yy] = [before.xx + after.xx, before.xy + after.xy, before.yy + after.yy];
    const slack = damping * (xx + yy) / 2 + 1e-12;
    let pull = [0, 1].map(axis => after.force[axis] - before.force[axis] - (before.slope[axis] + after.slope[axis]) / 4);
    xx += slack; yy += slack;
    if (i) {
      // The point before, eliminated: its own block stands between the coupling to this one and itself.
      const { inverse: [p, q, r], pull: past } = solved[i - 1], { xx: a, xy: b, yy: d } = before;
      const [e, f, g, h] = [a * p + b * q, a * q + b * r, b * p + d * q, b * q + d * r];
      xx -= e * a + f * b; xy -= e * b + f * d; yy -= g * b + h * d;
      pull = [pull[0] + e * past[0] + f * past[1], pull[1] + g * past[0] + h * past[1]];
    }
    const determinant = xx * yy - xy * xy;
    solved.push({ inverse: [yy / determinant, -xy / determinant, xx / determinant], pull });
  }
  /** @type {Point[]} */
  const moves = [];
  for (let i = solved.length - 1; i >= 0; i--) {
    let { inverse: [p, q, r], pull: [x, y] } = solved[i];
    if (moves.length) {
      const { xx, xy, yy } = springs[i + 1], [u, v] = moves[0];
      x += xx * u + xy * v; y += xy * u + yy * v;
    }
    moves.unshift([p * x + q * y, q * x + r * y]);
  }
  return moves;
}
