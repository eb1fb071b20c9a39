"use strict";
// Shortest paths as the decoder measures length: by how much the decoded picture changes (the pulled-back Fisher-Rao
// metric). A coarse grid of decoded codes, Dijkstra's algorithm over it, then smoothing between its nodes.

/** Does a long computation in slices, so that the page goes on answering. `isCurrent` false ends it early. */
async function inSlices(count, work, isCurrent) {
  let at = 0;
  while (at < count) {
    const until = performance.now() + 12;
    while (at < count && performance.now() < until) work(at++);
    await new Promise(resolve => setTimeout(resolve));
    if (!isCurrent()) return false;
  }
  return true;
}

class MetricGrid {
  /** Decoded codes in even steps over a square of the plane around two points. */
  constructor(model, moment, from, to, nodes = 25) {
    this.nodes = nodes;
    const span = Math.max(Math.abs(from[0] - to[0]), Math.abs(from[1] - to[1]), 0.2) * 1.5;
    this.left = (from[0] + to[0] - span) / 2;
    this.bottom = (from[1] + to[1] - span) / 2;
    this.step = span / (nodes - 1);
    this.size = model.imageSide * model.imageSide;
    this.images = new Float32Array(nodes * nodes * this.size);
    this.decode = at => {
      const [x, y] = this.point(at);
      this.images.set(moment.network.likelihood.coordinates(moment.network.decode(model.codeAt(x, y))), at * this.size);
    };
  }

  point(at) { return [this.left + at % this.nodes * this.step, this.bottom + (at / this.nodes | 0) * this.step]; }

  nearest([x, y]) {
    const clamp = value => Math.min(this.nodes - 1, Math.max(0, Math.round(value)));
    return clamp((y - this.bottom) / this.step) * this.nodes + clamp((x - this.left) / this.step);
  }

  between(a, b) {
    let sum = 0;
    for (let i = 0, p = a * this.size, q = b * this.size; i < this.size; i++) {
      sum += (this.images[p + i] - this.images[q + i]) ** 2;
    }
    return Math.sqrt(sum);
  }

  /** The picture at any point of the square, between those of the four nodes around it. */
  interpolated([x, y], out) {
    const last = this.nodes - 1.000001;
    const u = Math.min(last, Math.max(0, (x - this.left) / this.step)), v = Math.min(last, Math.max(0, (y - this.bottom) / this.step));
    const column = Math.floor(u), row = Math.floor(v), s = u - column, t = v - row;
    const a = (row * this.nodes + column) * this.size, b = a + this.size, c = a + this.nodes * this.size, d = c + this.size;
    for (let i = 0; i < this.size; i++) {
      out[i] = (1 - t) * ((1 - s) * this.images[a + i] + s * this.images[b + i])
        + t * ((1 - s) * this.images[c + i] + s * this.images[d + i]);
    }
    return out;
  }

  /** The nodes of a shortest path, by Dijkstra's algorithm over steps to neighbours in sixteen directions. */
  shortest(from, to) {
    const steps = [];
    for (let dy = -2; dy <= 2; dy++) {
      for (let dx = -2; dx <= 2; dx++) {
        if (Math.abs(dx) === 2 && Math.abs(dy) === 2 || dx % 2 === 0 && dy % 2 === 0) continue;
        steps.push([dx, dy]);
      }
    }
    const total = this.nodes * this.nodes, lengths = new Float64Array(total).fill(Infinity);
    const before = new Int32Array(total).fill(-1), done = new Uint8Array(total);
    lengths[from] = 0;
    for (;;) {
      let here = -1;
      for (let i = 0; i < total; i++) if (!done[i] && (here < 0 || lengths[i] < lengths[here])) here = i;
      if (here < 0 || here === to || lengths[here] === Infinity) break;
      done[here] = 1;
      const column = here % this.nodes, row = here / this.nodes | 0;
      for (const [dx, dy] of steps) {
        const x = column + dx, y = row + dy;
        if (x < 0 || y < 0 || x >= this.nodes || y >= this.nodes) continue;
        const next = y * this.nodes + x;
        if (done[next]) continue;
        const length = lengths[here] + this.between(here, next);
        if (length < lengths[next]) { lengths[next] = length; before[next] = here; }
      }
    }
    const path = [];
    for (let node = to; node >= 0; node = before[node]) path.unshift(node);
    return path;
  }

  /** Moves the inner points of a path, each as long as that shortens the way to its neighbours. */
  smooth(points, rounds = 24) {
    const pictures = points.map(point => this.interpolated(point, new Float32Array(this.size)));
    const trial = new Float32Array(this.size);
    const energy = (picture, i) => distance(pictures[i - 1], picture) ** 2 + distance(picture, pictures[i + 1]) ** 2;
    for (let round = 0; round < rounds; round++) {
      const reach = this.step * (round < rounds / 2 ? 0.5 : 0.2);
      for (let i = 1; i + 1 < points.length; i++) {
        let least = energy(pictures[i], i);
        for (const [dx, dy] of [[reach, 0], [-reach, 0], [0, reach], [0, -reach]]) {
          const moved = [points[i][0] + dx, points[i][1] + dy];
          const now = energy(this.interpolated(moved, trial), i);
          if (now < least) { least = now; points[i] = moved; pictures[i].set(trial); }
        }
      }
    }
    return points;
  }
}

/** `count` points along a line through `points`, in even steps of the line's length. */
function resampled(points, count, lengths) {
  const ends = [0];
  for (let i = 1; i < points.length; i++) {
    ends.push(ends[i - 1] + (lengths ? lengths[i - 1] : Math.hypot(points[i][0] - points[i - 1][0], points[i][1] - points[i - 1][1])));
  }
  const whole = ends[ends.length - 1];
  let segment = 0;
  return Array.from({ length: count }, (_, k) => {
    const wanted = whole * k / (count - 1);
    while (segment < points.length - 2 && ends[segment + 1] < wanted) segment++;
    const part = ends[segment + 1] - ends[segment];
    const t = part > 0 ? Math.min(1, (wanted - ends[segment]) / part) : 0;
    const [a, b] = [points[segment], points[segment + 1]];
    return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
  });
}

/** The lengths of a path's steps as the decoder itself measures them. */
function stepLengths(model, moment, points) {
  const pictures = points.map(([x, y]) => moment.network.likelihood.coordinates(moment.network.decode(model.codeAt(x, y))));
  return pictures.slice(1).map((picture, i) => distance(pictures[i], picture));
}

/**
 * The straight and the shortest path between two points, each { points, length } of even steps of its own length.
 * The shortest is never longer than the straight one. Null where `isCurrent` turned false on the way.
 */
async function shortestPath(model, moment, from, to, isCurrent, fine = 48) {
  const sum = list => list.reduce((total, length) => total + length, 0);
  const straight = resampled([from, to], fine);
  const straightLength = sum(stepLengths(model, moment, straight));
  const grid = new MetricGrid(model, moment, from, to);
  if (!await inSlices(grid.nodes * grid.nodes, grid.decode, isCurrent)) return null;
  const nodes = grid.shortest(grid.nearest(from), grid.nearest(to)).map(node => grid.point(node));
  const rough = resampled([from, ...nodes.slice(1, -1), to], 20);
  const smooth = resampled(grid.smooth(rough), fine);
  await new Promise(resolve => setTimeout(resolve));
  if (!isCurrent()) return null;
  const lengths = stepLengths(model, moment, smooth), length = sum(lengths);
  const line = { points: straight, length: straightLength };
  return { line, curve: length < straightLength ? { points: resampled(smooth, fine, lengths), length } : line };
}
