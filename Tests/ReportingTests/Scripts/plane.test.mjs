// Arithmetic of the plane, and the archives, against the program's numbers: VECTORS is a JSON file of them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { load } from "./page.mjs";

const { MetricField, divergence, evenScale, openArchive, priorScale } = load(
  ["archive.js", "latent.js", "springs.js", "node-queue.js", "metric-field.js", "geodesic.js", "scales.js"],
  ["MetricField", "divergence", "evenScale", "openArchive", "priorScale"]);
const vectors = JSON.parse(readFileSync(process.env.VECTORS, "utf8"));

const isNear = (found, expected, tolerance) =>
  assert.ok(Math.abs(found - expected) <= tolerance * Math.max(1, Math.abs(expected)), `${found} for ${expected}`);

test("axes are laid out by the normal distribution", () => {
  for (const { value, share } of vectors.shares) {
    isNear(priorScale.place(value), share, 1e-7);
    isNear(priorScale.value(share), value, 1e-4);
    isNear(evenScale.value(evenScale.place(value)), value, 0);
  }
});

test("divergences from the prior", () => {
  for (const { mean, logVariance, nats } of vectors.divergences) isNear(divergence(mean, logVariance), nats, 1e-12);
});

test("metric, magnification and ways over the nodes", () => {
  const { window: [left, right, bottom, top], rows, columns, tensors, places, way } = vectors.field;
  const field = new MetricField({ left, right, bottom, top }, rows, columns, Float32Array.from(tensors));
  for (const { point, tensor, magnification } of places) {
    field.tensor(point).forEach((entry, i) => isNear(entry, tensor[i], 1e-6));
    isNear(field.magnification(point), magnification, 1e-5);
  }
  const found = field.shortest(way[0], way[way.length - 1]);
  assert.equal(found.length, way.length);
  found.forEach((point, i) => point.forEach((value, axis) => isNear(value, way[i][axis], 1e-9)));
});

test("an archive's arrays", async () => {
  globalThis.document = { getElementById: () => ({ textContent: vectors.archive }) };
  const arrays = await openArchive("archive-0");
  assert.deepEqual(Object.keys(arrays).sort(), Object.keys(vectors.arrays).sort());
  for (const [name, { values, shape, tolerance }] of Object.entries(vectors.arrays)) {
    assert.deepEqual(arrays[name].shape, shape);
    assert.equal(arrays[name].values.length, values.length);
    arrays[name].values.forEach((value, i) => isNear(value, values[i], tolerance));
  }
});
