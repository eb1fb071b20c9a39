// The network that learns in the page: against PyTorch's numbers, and what its training promises.
// NETWORK is a JSON file of the layers of the golden "dense", GOLDENS the folder of the reference values.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { load, readTensors } from "./page.mjs";

const { LearningVAE, LabTrainer, labNetwork, labScript, uniformDraws } = load(
  ["likelihood.js", "kernel.js", "network.js", "latent.js", "lab-layers.js", "lab-network.js", "lab-trainer.js"],
  ["LearningVAE", "LabTrainer", "labNetwork", "labScript", "uniformDraws"]);
const stages = JSON.parse(readFileSync(process.env.NETWORK, "utf8"));
const goldens = readTensors(join(process.env.GOLDENS, "dense.safetensors"));
const [beta, learningRate] = goldens.settings.values, [steps, count, latentDim] = goldens.noise.shape;
const images = Float32Array.from(goldens.images.values, intensity => intensity / 255);
const noise = step => goldens.noise.values.subarray(step * count * latentDim, (step + 1) * count * latentDim);

/** The largest difference, as a share of the largest reference value. */
function relativeError(values, reference) {
  assert.equal(values.length, reference.length);
  const scale = Math.max(1e-30, ...reference.map(Math.abs));
  return values.reduce((most, value, i) => Math.max(most, Math.abs(value - reference[i]) / scale), 0);
}

/** The golden network with its first weights. */
function goldenNetwork() {
  const widths = half => half.slice(0, -1).map(({ output }) => output[0]);
  const pixels = images.length / count;
  const network = new LearningVAE(
    { pixels, encoder: widths(stages.encoder), latentDim, decoder: widths(stages.decoder) }, count);
  eachArray(network, (name, shape, { values }) => {
    values.set(rowsFirst(goldens[name].values, shape));
  });
  return network;
}

/** Calls `visit` with the name in the goldens, the shape [in, out] or [out], and the numbers of each array. */
function eachArray(network, visit) {
  network.layers.forEach((layer, i) => {
    const { name } = [...stages.encoder, ...stages.decoder][i];
    visit(name + ".weight", [layer.inputs, layer.outputs], layer.weights);
    visit(name + ".bias", [layer.outputs], layer.bias);
  });
}

/** Numbers stored [out, in] as [in, out]; a vector stays as it is. */
function rowsFirst(values, [inputs, outputs]) {
  if (outputs === undefined) return values;
  return Float32Array.from({ length: values.length }, (_, i) => values[i % outputs * inputs + Math.floor(i / outputs)]);
}

test("every gradient is PyTorch's", () => {
  for (const [prefix, drawn] of [["gradient.", noise(0)], ["plain.", null]]) {
    const network = goldenNetwork();
    network.differentiate(images, drawn, count, beta);
    eachArray(network, (name, shape, { gradient }) => {
      const expected = rowsFirst(goldens[prefix + name].values, shape);
      assert.ok(relativeError([...gradient], [...expected]) < 1e-4, prefix + name);
    });
  }
});

test("ten steps of Adam lower the loss as PyTorch's", () => {
  for (const [name, isVariational] of [["losses", true], ["plain.losses", false]]) {
    const network = goldenNetwork(), losses = [];
    for (let step = 0; step < steps; step++) {
      const drawn = isVariational ? noise(step) : null;
      const { reconstruction } = network.differentiate(images, drawn, count, beta);
      losses.push(-(reconstruction + (drawn ? beta * logDensityRatio(network, drawn) : 0)) / count);
      network.parameters.update(learningRate);
    }
    assert.ok(relativeError(losses, [...goldens[name].values]) < 1e-4, name);
  }
});

/** log p(z) - log q(z|x) at the codes that were drawn last, summed over the images. */
function logDensityRatio({ codes, encoder }, drawn) {
  const moments = encoder.at(-1).map;
  return drawn.reduce((sum, one, i) => {
    const logVariance = moments[Math.floor(i / latentDim) * 2 * latentDim + latentDim + i % latentDim];
    return sum + (one * one + logVariance - codes[i] * codes[i]) / 2;
  }, 0);
}

/** Synthetic images [image, pixel] of `side` x `side`: a bar across or upright, at a random place, with some specks. */
function bars(count, side) {
  const uniform = uniformDraws(11), images = new Float32Array(count * side * side);
  for (let image = 0; image < count; image++) {
    const place = Math.floor(uniform() * (side - 1)), isUpright = uniform() < 0.5;
    for (let i = 0; i < side * side; i++) {
      const across = isUpright ? i % side : Math.floor(i / side), isBar = across === place || across === place + 1;
      images[image * side * side + i] = isBar !== uniform() < 0.02 ? 1 : 0;
    }
  }
  return images;
}

const synthetic = { images: bars(300, 12), description: labNetwork(144), seed: 7, isVariational: true };
const ask = { milliseconds: 0, cells: 3, beta: 1, learningRate: 3e-3 };

/** A trainer after so many steps. */
function trained(steps, change = {}) {
  const trainer = new LabTrainer({ ...synthetic, ...change });
  for (let step = 0; step < steps; step++) trainer.step(ask);
  return trainer;
}

test("the same seed gives the same bytes, however often it is looked at", () => {
  const bytes = trainer => Buffer.from(trainer.network.parameters.values.buffer);
  const watched = trained(0);
  for (let step = 0; step < 20; step++) watched.advance(ask);
  assert.deepEqual(bytes(watched), bytes(trained(20)));
  assert.notDeepEqual(bytes(watched), bytes(trained(20, { seed: 8 })));
});

test("without noise there is no KL", () => {
  const trainer = trained(20, { isVariational: false });
  assert.equal(trainer.evaluate().kl, 0);
  // Nothing that makes log-variances has learned; they have no part in a plain autoencoder.
  const { outputs, weights, bias } = trainer.network.encoder.at(-1);
  assert.ok([...weights.gradient, ...bias.gradient].every((slope, i) => slope === 0 || i % outputs < 2));
  assert.ok(weights.gradient.some(slope => slope !== 0));
  assert.notEqual(trained(20).evaluate().kl, 0);
});

test("a short training raises the ELBO of held-out images by 50 nats", () => {
  const elbo = trainer => {
    const { reconstruction, kl } = trainer.evaluate();
    return reconstruction - kl;
  };
  const first = trained(0), last = trained(400);
  assert.equal(first.heldOut.length, 60);
  assert.ok(first.order.every(image => !first.heldOut.includes(image)));
  assert.ok(elbo(last) > elbo(first) + 50, `${elbo(first)} to ${elbo(last)}`);
});

test("the worker's script is whole", () => {
  const answers = [], port = { postMessage: (...answer) => answers.push(answer) };
  new Function("self", labScript())(port);
  port.onmessage({ data: { start: synthetic, ask: { cells: 4 } } });
  port.onmessage({ data: { ask } });
  const [[before], [after, moved]] = answers, trainer = trained(1);
  assert.deepEqual([before.steps, before.train, before.seconds, after.steps], [0, null, 0, 1]);
  assert.deepEqual(after.heldOut, trainer.evaluate());
  assert.equal(before.plane.length, 4 * 4 * 144);
  assert.deepEqual(moved, [after.plane.buffer, after.means.buffer, after.logVariances.buffer]);
  assert.ok(after.window.right === 3 && after.seconds > 0 && after.imagesPerSecond > 0);
});
