// Shortest ways under metrics whose geodesics are known.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./page.mjs";

const { MetricField, resampled } = load(["latent.js", "springs.js", "node-queue.js", "metric-field.js", "geodesic.js"], ["MetricField", "resampled"]);
const nodes = 80, window = { left: -1, right: 1, bottom: 0.2, top: 2.2 };

/** A field of tensors [xx, xy, yy] by the point of the plane. */
function field(tensor) {
  const empty = new MetricField(window, nodes, nodes, []);
  return new MetricField(window, nodes, nodes, Float32Array.from(
    { length: 3 * nodes * nodes }, (_, i) => tensor(...empty.point(Math.floor(i / 3)))[i % 3]));
}

const sum = numbers => numbers.reduce((sum, number) => sum + number, 0);
const lengths = (field, points) => field.squares(points).map(Math.sqrt);
const even = (field, points, count) => resampled(points, count, lengths(field, points));
const bent = (field, from, to) => field.bent(even(field, field.shortest(from, to), 49));

// The half-plane of Poincare: y^-2 in every direction; the distance of two points is known.
const hyperbolic = field((x, y) => [1 / y ** 2, 0, 1 / y ** 2]);
const distance = ([a, b], [c, d]) => Math.acosh(1 + ((a - c) ** 2 + (b - d) ** 2) / (2 * b * d));

test("ways of the hyperbolic plane have its distances and lie on its circles", () => {
  for (const [from, to] of [[[-0.8, 0.5], [0.8, 0.5]], [[-0.6, 0.4], [0.5, 1.2]], [[0.1, 0.4], [0.1, 1.9]]]) {
    const way = bent(hyperbolic, from, to), length = sum(lengths(hyperbolic, way));
    assert.ok(Math.abs(length / distance(from, to) - 1) < 0.005, `${length} of ${distance(from, to)}`);
    assert.deepEqual([way[0], way.at(-1)].map(point => [...point].map(value => +value.toFixed(6))), [from, to]);
  }
  // Between equal heights: the circle about the foot of their middle.
  const radius = Math.hypot(0.8, 0.5);
  for (const [x, y] of bent(hyperbolic, [-0.8, 0.5], [0.8, 0.5])) assert.ok(Math.abs(Math.hypot(x, y) - radius) < 0.01, `${x} ${y}`);
});

test("ways of a flat metric are straight, however it is stretched", () => {
  const flat = field(() => [4, 1, 2]), way = bent(flat, [-0.7, 0.4], [0.6, 1.8]);
  for (const [x, y] of way) assert.ok(Math.abs((x + 0.7) * 1.4 - (y - 0.4) * 1.3) < 0.005, `${x} ${y}`);
  assert.ok(Math.abs(flat.magnification([0.3, 1]) - Math.sqrt(7)) < 1e-6);
});

test("a ridge is gone around", () => {
  const ridge = field((x, y) => { const high = 1 + 60 * Math.exp(-40 * (x * x + (y - 0.9) ** 2)); return [high, 0, high]; });
  const from = [-0.6, 0.9], to = [0.6, 0.92], straight = sum(lengths(ridge, resampled([from, to], 49)));
  const way = bent(ridge, from, to);
  assert.ok(sum(lengths(ridge, way)) < 0.8 * straight);
  assert.ok(Math.max(...way.map(([x, y]) => Math.abs(y - 0.9))) > 0.25);
});

test("a metric by differences of images is that of the images", async () => {
  // Images whose pixels are linear in the code: the metric is the same everywhere.
  const slopes = [[1, 2], [0, -1], [3, 0.5], [-1, 1]];
  const model = { imageSize: 4, vertical: 1, codeAt: (x, y) => [x, y] };
  const moment = { network: { likelihood: { coordinates: image => image }, decode: ([x, y]) => slopes.map(([a, b]) => a * x + b * y) } };
  const decoded = await MetricField.decoded(model, moment, window, () => true, 9);
  const expected = [0, 1, 2].map(entry => sum(slopes.map(([a, b]) => [a * a, a * b, b * b][entry])));
  for (let node = 0; node < 81; node++) {
    decoded.tensor(decoded.point(node)).forEach((value, entry) => assert.ok(Math.abs(value - expected[entry]) < 1e-3));
  }
  assert.equal(await MetricField.decoded(model, moment, window, () => false, 9), null);
});
