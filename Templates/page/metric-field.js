"use strict";
// The metric that the decoder pulls back onto the plane (Fisher-Rao: by how much the decoded picture changes), and the
// shortest ways under it.
import { SpringChain, squaredLength } from "./springs.js";
import { NodeQueue } from "./node-queue.js";
import { coordinatesAt } from "./geodesic.js";

/** Lets the page answer what has come meanwhile; a timer would let it wait four milliseconds more. */
const pause = () => new Promise(resolve => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => { port1.close(); resolve(null); };
  port2.postMessage(null);
});

/** Does a long computation in slices, so that the page goes on answering. `isCurrent` false ends it early. */
/** @type {(count: number, work: (at: number) => void, isCurrent: () => boolean) => Promise<boolean>} */
export async function inSlices(count, work, isCurrent) {
  let at = 0;
  while (at < count) {
    const until = performance.now() + 12;
    while (at < count && performance.now() < until) work(at++);
    await pause();
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
    const [x, y] = point, found = new Float64Array(3);
    this.read(x, y, found, 0);
    return [found[0], found[1], found[2]];
  }

  /** Writes the metric at a point into `out`, from `at` on. */
  /** @type {(x: number, y: number, out: Float64Array, at: number) => void} */
  read(x, y, out, at) {
    const { rows, columns, tensors, window, step } = this;
    const u = Math.min(columns - 1, Math.max(0, (x - window.left) / step[0] - 0.5));
    const v = Math.min(rows - 1, Math.max(0, (window.top - y) / step[1] - 0.5));
    const column = Math.min(Math.floor(u), Math.max(0, columns - 2)), row = Math.min(Math.floor(v), Math.max(0, rows - 2));
    const s = u - column, t = v - row, right = column + 1 < columns ? 3 : 0, down = row + 1 < rows ? 3 * columns : 0;
    for (let entry = 0, node = 3 * (row * columns + column); entry < 3; entry++, node++) {
      const above = (1 - s) * tensors[node] + s * tensors[node + right];
      const below = (1 - s) * tensors[node + down] + s * tensors[node + down + right];
      out[at + entry] = (1 - t) * above + t * below;
    }
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
    const { rows, columns, tensors, step } = this, count = rows * columns;
    const nearest = (/** @type {Point} */ point) => { const [u, v] = this.position(point); return Math.round(v) * columns + Math.round(u); };
    const lengths = new Float64Array(count).fill(Infinity), before = new Int32Array(count).fill(-1);
    const isDone = new Uint8Array(count), first = nearest(from), last = nearest(to), open = new NodeQueue(lengths);
    lengths[first] = 0;
    open.push(first);
    while (open.size) {
      const node = open.pop();
      if (isDone[node]) continue;
      isDone[node] = 1;
      if (node === last) break;
      const row = Math.floor(node / columns), column = node % columns;
      for (let move = 0; move < gridMoves.length; move++) {
        const down = gridMoves[move][0], right = gridMoves[move][1], next = node + down * columns + right;
        if (row + down < 0 || column + right < 0 || row + down >= rows || column + right >= columns || isDone[next]) continue;
        const x = right * step[0], y = -down * step[1], a = 3 * node, b = 3 * next;
        const length = lengths[node] + Math.sqrt(squaredLength((tensors[a] + tensors[b]) / 2,
          (tensors[a + 1] + tensors[b + 1]) / 2, (tensors[a + 2] + tensors[b + 2]) / 2, x, y));
        if (length < lengths[next]) { lengths[next] = length; before[next] = node; open.push(next); }
      }
    }
    const nodes = [];
    for (let node = before[last]; node >= 0 && node !== first; node = before[node]) nodes.unshift(this.point(node));
    return [from, ...nodes, to];
  }

  /** The squared length of each step of a curve, by the metric at its middle. */
  /** @type {(points: Numbers[]) => number[]} */
  squares(points) {
    const curve = flattened(points), tensor = new Float64Array(3);
    return points.slice(1).map((_, i) => this.square(curve, 2 * i, tensor));
  }

  /** The squared length of the step of a curve [point, axis] that begins at `at`. */
  /** @type {(curve: Float64Array, at: number, tensor: Float64Array) => number} */
  square(curve, at, tensor) {
    const left = curve[at], down = curve[at + 1], x = curve[at + 2], y = curve[at + 3];
    this.read((x + left) / 2, (y + down) / 2, tensor, 0);
    return squaredLength(tensor[0], tensor[1], tensor[2], x - left, y - down);
  }

  /** The sum of a curve's squared lengths. */
  /** @type {(curve: Float64Array) => number} */
  energy(curve) {
    const tensor = new Float64Array(3);
    let sum = 0;
    for (let at = 0; at + 2 < curve.length; at += 2) sum += this.square(curve, at, tensor);
    return sum;
  }

  /**
   * A curve bent until its energy, the sum of its steps' squared lengths, stays within a ten-thousandth; its ends stay.
   *
   * Each round takes the curve for a chain of springs as strong as the metric and solves for where it would rest, with
   * the damping of Levenberg and Marquardt, as the program's own geodesics do.
   */
  /** @type {(points: Numbers[]) => Numbers[]} */
  bent(points) {
    let curve = flattened(points), damping = 1e-3, energy = this.energy(curve);
    const chain = new SpringChain(this, points.length);
    for (let round = 0; round < 60; round++) {
      let gain = 0;
      chain.hold(curve);
      for (let attempt = 0; attempt < 8 && !gain; attempt++) {
        const moved = chain.rest(curve, damping), after = this.energy(moved);
        if (after < energy) {
          gain = energy - after;
          [curve, energy, damping] = [moved, after, Math.max(1e-6, damping / 5)];
        } else damping *= 8;
      }
      if (gain <= 1e-4 * energy) break;
    }
    return points.map((_, i) => [curve[2 * i], curve[2 * i + 1]]);
  }
}

/** Points one after another, [point, axis]. */
/** @type {(points: Numbers[]) => Float64Array} */
function flattened(points) {
  const curve = new Float64Array(2 * points.length);
  points.forEach((point, i) => curve.set([point[0], point[1]], 2 * i));
  return curve;
}

/** The 8 nodes around a node and those a knight's move away, as [down, right]. */
const gridMoves = [-2, -1, 0, 1, 2].flatMap(down => [-2, -1, 0, 1, 2].map(right => [down, right])).filter(move => {
  const [near, far] = move.map(Math.abs).sort();
  return far === 1 || far === 2 && near === 1;
});

/** @type {(numbers: number[]) => number} */
export const total = numbers => numbers.reduce((sum, number) => sum + number, 0);
