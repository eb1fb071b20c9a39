// The page's gradient of one image's loss by its posterior, and steps down it, on the reference values' networks.
// NETWORKS is a JSON file of the networks' steps by name, GOLDENS the folder of the reference values.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { load, readTensors } from "./page.mjs";

const { Network, PosteriorDescent } = load(
  ["likelihood.js", "kernel.js", "network.js", "latent.js", "descent.js"], ["Network", "PosteriorDescent"]);
const networks = JSON.parse(readFileSync(process.env.NETWORKS, "utf8"));

for (const [name, steps] of Object.entries(networks)) {
  const goldens = readTensors(join(process.env.GOLDENS, name + ".safetensors"));
  const [, channels, side] = goldens.images.shape, pixels = side * side, size = channels * pixels;
  const image = index => Float32Array.from({ length: size },
    (_, i) => goldens.images.values[index * size + i % channels * pixels + Math.floor(i / channels)] / 255);
  const network = new Network(goldens, steps), axes = [...Array(Math.min(2, steps.latentDim)).keys()];
  const begin = options => new PosteriorDescent(network, image(0), network.encode(image(1)), axes, options);

  test(`${name}: the gradient is that of the loss`, () => {
    const descent = begin({ draws: 4, seed: 7 }), { mean, logVariance } = descent.start, gradient = descent.gradient();
    assert.equal(descent.noise.length, 4);
    for (const part of ["mean", "logVariance"]) {
      // Along the whole of it, by a difference of its own.
      const size = Math.hypot(...gradient[part]), by = 0.01;
      const moved = sign => ({ mean, logVariance, [part]: descent.start[part].map((value, d) => value + sign * by * gradient[part][d] / size) });
      const slope = (descent.loss(moved(1)).total - descent.loss(moved(-1)).total) / (2 * by);
      // The network computes in single precision, which a loss of hundreds of nats keeps to some hundred-thousandths.
      assert.ok(Math.abs(slope - size) < 0.01 * size + 0.005, `${part}: ${slope} where the gradient is ${size} long`);
      // Dimensions off the plane stay.
      gradient[part].forEach((value, d) => assert.ok(axes.includes(d) ? value !== 0 : value === 0));
    }
  });

  test(`${name}: ten steps lower the loss, and it can begin anew`, () => {
    const descent = begin({}), { losses } = descent, first = { ...losses[0] };
    assert.ok(Math.abs(first.reconstruction + first.kl - first.total) < 1e-9);
    let taken = 0;
    while (taken < 10 && descent.step()) taken++;
    assert.ok(taken > 0 && losses.length === taken + 1 && descent.means.length === taken + 1);
    losses.slice(1).forEach((loss, i) => assert.ok(loss.total < losses[i].total));
    assert.ok(Math.hypot(...descent.means[1].map((value, d) => value - descent.means[0][d])) <= PosteriorDescent.reach.mean + 1e-9);
    descent.reset();
    assert.deepEqual(descent.losses, [first]);
    assert.deepEqual(descent.loss(), first);
  });
}
