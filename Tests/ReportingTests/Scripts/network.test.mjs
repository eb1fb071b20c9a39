// The page's network against PyTorch's numbers: the same reference values as the program's own tests have.
// NETWORKS is a JSON file of the networks' steps by name, GOLDENS the folder of the reference values.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { load, readTensors } from "./page.mjs";

const { Heap, Network, addRows } = load(["likelihood.js", "kernel.js", "network.js"], ["Heap", "Network", "addRows"]);
const networks = JSON.parse(readFileSync(process.env.NETWORKS, "utf8"));

/** The largest difference, as a share of the largest reference value. */
function relativeError(values, reference) {
  assert.equal(values.length, reference.length);
  const scale = Math.max(...reference.map(Math.abs));
  return values.reduce((most, value, i) => Math.max(most, Math.abs(value - reference[i]) / scale), 0);
}

test("the loop in WebAssembly adds what the one in JavaScript adds", () => {
  let state = 1;
  const draw = () => (state = state * 48271 % 2147483647) / 2147483647 - 0.5;
  for (const width of [4, 12, 32, 7]) {
    for (const count of [0, 1, 3, 4, 9]) {
      const heap = new Heap(200 + 40 * width, 4), out = heap.floats(3 * width), weights = heap.floats(30 * width);
      assert.ok(heap.kernel && weights.buffer === heap.buffer);
      const values = heap.floats(count), indices = heap.integers(count);
      for (const array of [out, weights, values]) array.forEach((_, i) => { array[i] = draw(); });
      indices.forEach((_, i) => { indices[i] = 2 * i; });
      const expected = out.slice();
      addRows(expected, width, width, weights, 5 * width, values, indices, count);
      heap.addRows(out, width, width, weights, 5 * width, values, indices, count);
      out.forEach((value, i) => assert.ok(Math.abs(value - expected[i]) < 1e-5, `${width} ${count} ${i}`));
      assert.ok(count === 0 || out.some((value, i) => i >= width && i < 2 * width && value !== 0));
    }
  }
});

for (const [name, steps] of Object.entries(networks)) {
  const goldens = readTensors(join(process.env.GOLDENS, name + ".safetensors"));
  const [count, channels, side] = goldens.images.shape, pixels = side * side, size = channels * pixels;
  /** An image of [image, channel, row, column] in the page's order [row, column, channel]. */
  const image = (values, index) =>
    Float32Array.from({ length: size }, (_, i) => values[index * size + i % channels * pixels + Math.floor(i / channels)]);
  const network = new Network(goldens, steps), latentDim = steps.latentDim;
  const images = Float32Array.from(goldens.images.values, intensity => intensity / 255);

  test(`${name}: posteriors`, () => {
    const means = [], logVariances = [];
    for (let i = 0; i < count; i++) {
      const { mean, logVariance } = network.encode(image(images, i));
      means.push(...mean);
      logVariances.push(...logVariance);
    }
    assert.ok(relativeError(means, [...goldens.mean.values]) < 1e-5);
    assert.ok(relativeError(logVariances, [...goldens.logVariance.values]) < 1e-5);
  });

  test(`${name}: outputs and likelihood`, () => {
    const { noise, logits } = goldens;
    for (let i = 0; i < count; i++) {
      const code = Float32Array.from({ length: latentDim }, (_, d) => {
        const at = i * latentDim + d;
        return goldens.mean.values[at] + noise.values[at] * Math.exp(goldens.logVariance.values[at] / 2);
      });
      const expected = [...image(logits.values, i)];
      assert.ok(relativeError([...network.outputs(code)], expected) < 1e-5);
      const decoded = network.decode(code, new Float32Array(size));
      const mean = steps.likelihood === "bernoulli" ? output => 1 / (1 + Math.exp(-output)) : output => output;
      const means = goldens.means ? [...image(goldens.means.values, i)] : expected.map(mean);
      assert.ok(relativeError([...decoded], means) < 1e-5);
      const found = network.likelihood.logDensity(image(images, i), network.outputs(code));
      assert.ok(Math.abs(found / goldens.logLikelihood.values[i] - 1) < 1e-5);
    }
  });
}
