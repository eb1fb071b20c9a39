"use strict";
// A curve on the plane as a chain of springs as strong as the metric under it, which is solved for where it would rest.

/** The squared length of a step (x, y) under a metric. */
/** @type {(xx: number, xy: number, yy: number, x: number, y: number) => number} */
export const squaredLength = (xx, xy, yy, x, y) => Math.max(0, xx * x * x + 2 * xy * x * y + yy * y * y);

/** A curve's steps as springs, and where its inner points would rest: block elimination. */
export class SpringChain {
  /** @param {MetricField} field @param {number} points */
  constructor(field, points) {
    this.field = field;
    this.count = points - 1;
    // Of each spring the metric (xx, xy, yy), the force (x, y) and how the squared length changes with its place (x, y);
    // of each inner point its eliminated block's inverse (xx, xy, yy) and pull (x, y).
    this.springs = new Float64Array(7 * this.count);
    this.solved = new Float64Array(5 * this.count);
  }

  /** Takes the springs of a curve [point, axis]. */
  /** @type {(curve: Float64Array) => void} */
  hold(curve) {
    const { field, springs } = this, probe = new Float64Array(3);
    const reaches = [field.step[0] / 2, field.step[1] / 2];
    for (let i = 0; i < this.count; i++) {
      const left = curve[2 * i], down = curve[2 * i + 1], x = curve[2 * i + 2] - left, y = curve[2 * i + 3] - down;
      const across = left + x / 2, up = down + y / 2, at = 7 * i;
      field.read(across, up, springs, at);
      springs[at + 3] = springs[at] * x + springs[at + 1] * y;
      springs[at + 4] = springs[at + 1] * x + springs[at + 2] * y;
      for (let axis = 0; axis < 2; axis++) {
        const reach = reaches[axis];
        field.read(across + (axis ? 0 : reach), up + (axis ? reach : 0), probe, 0);
        const ahead = squaredLength(probe[0], probe[1], probe[2], x, y);
        field.read(across - (axis ? 0 : reach), up - (axis ? reach : 0), probe, 0);
        springs[at + 5 + axis] = (ahead - squaredLength(probe[0], probe[1], probe[2], x, y)) / (2 * reach);
      }
    }
  }

  /** The curve with its inner points moved to where the springs would rest. */
  /** @type {(curve: Float64Array, damping: number) => Float64Array} */
  rest(curve, damping) {
    const { springs, solved } = this, inner = this.count - 1, moved = curve.slice();
    for (let i = 0; i < inner; i++) {
      const before = 7 * i, after = before + 7, own = 5 * i;
      let xx = springs[before] + springs[after], xy = springs[before + 1] + springs[after + 1];
      let yy = springs[before + 2] + springs[after + 2];
      const slack = damping * (xx + yy) / 2 + 1e-12;
      let pullX = springs[after + 3] - springs[before + 3] - (springs[before + 5] + springs[after + 5]) / 4;
      let pullY = springs[after + 4] - springs[before + 4] - (springs[before + 6] + springs[after + 6]) / 4;
      xx += slack;
      yy += slack;
      if (i) {
        // The point before, eliminated: its own block stands between the coupling to this one and itself.
        const past = own - 5, p = solved[past], q = solved[past + 1], r = solved[past + 2];
        const a = springs[before], b = springs[before + 1], d = springs[before + 2];
        const e = a * p + b * q, f = a * q + b * r, g = b * p + d * q, h = b * q + d * r;
        xx -= e * a + f * b;
        xy -= e * b + f * d;
        yy -= g * b + h * d;
        pullX += e * solved[past + 3] + f * solved[past + 4];
        pullY += g * solved[past + 3] + h * solved[past + 4];
      }
      const determinant = xx * yy - xy * xy;
      solved[own] = yy / determinant;
      solved[own + 1] = -xy / determinant;
      solved[own + 2] = xx / determinant;
      solved[own + 3] = pullX;
      solved[own + 4] = pullY;
    }
    for (let i = inner - 1, moveX = 0, moveY = 0; i >= 0; i--) {
      const own = 5 * i, next = 7 * (i + 1);
      const x = solved[own + 3] + springs[next] * moveX + springs[next + 1] * moveY;
      const y = solved[own + 4] + springs[next + 1] * moveX + springs[next + 2] * moveY;
      moveX = solved[own] * x + solved[own + 1] * y;
      moveY = solved[own + 1] * x + solved[own + 2] * y;
      moved[2 * i + 2] += moveX;
      moved[2 * i + 3] += moveY;
    }
    return moved;
  }
}
